"""What the tests of the editors share: where things are, the texts to try them on."""

import json
import re
import subprocess
from pathlib import Path

from commands import ROOT, program, run, succeed

__all__ = ["ROOT", "program", "run", "succeed"]

EDITORS = ROOT / "editors"
GRAMMAR = EDITORS / "tree-sitter-vsd"
TOOLS = ROOT / "target" / "editors"
PROGRAMS = TOOLS / "venv" / "bin"

EXAMPLE = re.compile(r"^```vsd\b[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def texts():
    """Every text of the language that the project holds, by where it stands: fixtures and examples in pages."""
    found = {}
    for file in sorted((ROOT / "fixtures").rglob("*.vsd")):
        found[str(file.relative_to(ROOT))] = file.read_bytes()
    for page in sorted([*(ROOT / "rules").glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "README.md"]):
        for number, example in enumerate(EXAMPLE.findall(page.read_text()), 1):
            found[f"{page.relative_to(ROOT)} #{number}"] = example.encode()
    return found


def misread(vsdlint, texts, folder):
    """The numbers of those texts in which vsdlint finds syntax errors."""
    for number, text in enumerate(texts):
        (folder / f"{number}.vsd").write_bytes(text)
    report = run(vsdlint, "check", "--output", "json", folder, stderr=subprocess.DEVNULL).stdout
    found = json.loads(report)["findings"]
    return {int(Path(finding["path"]).stem) for finding in found if finding["rule"] == "syntax-error"}


def block(section, language, number):
    """A block of code in a section of docs/editors.md: what readers paste is what the tests run."""
    page = (ROOT / "docs" / "editors.md").read_text()
    text = re.search(rf"^## {section}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)[1]
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[number]


def typo(model, right=r'(input +"Closed incident)"', wrong=r'\1s"'):
    """Makes a mistake in a stream of the model, for one an item with the wrong name. Returns the file and its text."""
    file = model / "streams" / "restore.vsd"
    text = file.read_text()
    broken, count = re.subn(right, wrong, text)
    assert count == 1
    file.write_text(broken)
    return file, text
