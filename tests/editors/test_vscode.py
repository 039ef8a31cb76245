"""The extension of VS Code: it compiles, passes its own tests and is packed; its snippets are right."""

import json
import os
import re
import shutil
import zipfile

import pytest
from support import EDITORS, ROOT, TOOLS, misread, succeed

SOURCE = EDITORS / "vscode"
# A copy, so that nothing is installed or built in the source; `run` has put node_modules there.
COPY = TOOLS / "vscode"


@pytest.fixture(scope="module")
def extension():
    for file in SOURCE.iterdir():
        if file.name in {"node_modules", "out"} or file.suffix == ".vsix":
            continue
        if file.is_dir():
            shutil.copytree(file, COPY / file.name, dirs_exist_ok=True)
        else:
            shutil.copy(file, COPY)
    return COPY


def test_it_passes_its_own_tests(extension):
    environment = {**os.environ, "VSD_FIXTURES": str(ROOT / "fixtures")}
    report = succeed("npm", "test", cwd=extension, env=environment)
    assert re.search(r"^# pass [1-9]", report, re.MULTILINE) and "# skipped 0" in report, report


def test_it_is_packed(extension):
    """`vsce` compiles it first."""
    package = extension / "vsdlint.vsix"
    succeed("npm", "run", "package", "--", "--out", package, cwd=extension)
    with zipfile.ZipFile(package) as files:
        names = set(files.namelist())
    manifest = json.loads((SOURCE / "package.json").read_text())
    assert f"extension/{manifest['main'].removeprefix('./')}" in names
    assert {"extension/icons/vsdlint.png", "extension/out/view.js"} <= names
    assert not [name for name in names if "node_modules" in name or name.endswith((".ts", ".mjs", ".map"))]


def test_its_version_is_that_of_vsdlint(vsdlint):
    version = json.loads((SOURCE / "package.json").read_text())["version"]
    assert succeed(vsdlint, "--version").split()[1] == version
    assert json.loads((SOURCE / "package-lock.json").read_text())["version"] == version
    assert f"## {version}\n" in (SOURCE / "CHANGELOG.md").read_text()


def test_snippets_are_of_the_language(vsdlint, tmp_path):
    snippets = json.loads((SOURCE / "snippets" / "vsd.json").read_text())
    texts = []
    for snippet in snippets.values():
        body = expand("\n".join(snippet["body"]))
        # What stands in a block is tried in one; an @allow, before something.
        word = body.split()[0]
        if word.startswith("@allow"):
            body += "\nstakeholder user"
        elif word in {"step", "accountable"}:
            body = f"stream s {{\n{body}\n}}"
        elif word == "lead_time":
            body = f"stream s {{ step t {{\n{body}\n}} }}"
        texts.append(body.encode())
    wrong = misread(vsdlint, texts, tmp_path)
    assert not wrong, [texts[number].decode() for number in wrong]


def expand(body):
    """A snippet as it is inserted: with the texts that stand in it."""
    texts = dict(re.findall(r"\$\{(\d+)[:|]([^,|}]*)", body))
    body = re.sub(r"\$\{(\d+)(?::[^}]*|\|[^}]*)\}", lambda found: texts[found[1]], body)
    return re.sub(r"\$(\d+)", lambda found: texts.get(found[1], ""), body)
