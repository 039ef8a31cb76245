"""Compares the shape of reports with what other linters write for findings of their own."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

PYTHON = "import os\n"
SCRIPT = "let x = 1;\ndebugger;\n"

# Where reports differ, and why: what ours has more, and what it has less. Anything else has to be the same.
LINES = {"[].location.lines.begin:int", "[].location.lines.end:int"}
POSITIONS = {f"[].location.positions.{end}.{unit}:int" for end in ("begin", "end") for unit in ("line", "column")}
SEVERITY = {".diagnostics[].severity:str"}
DIFFERENCES = {
    # GitLab takes a range of lines, its first line, or positions.
    ("gitlab", "biome"): ({"[].location.lines.end:int"}, set()),
    ("gitlab", "ruff"): (LINES, POSITIONS),
    # Reviewdog takes one severity for all diagnostics, or one for each.
    ("rdjson", "biome"): (set(), set()),
    ("rdjson", "ruff"): (SEVERITY, {".severity:str"}),
}


def run(directory, *command):
    """What a linter prints. All of them find something, which makes their status 1."""
    return subprocess.run(command, cwd=directory, capture_output=True, text=True).stdout


def samples(place):
    """Reports of other linters: format, linter, text."""
    directory = place / "kin"
    directory.mkdir(exist_ok=True)
    (directory / "a.py").write_text(PYTHON)
    (directory / "a.js").write_text(SCRIPT)
    bins = place / "node_modules/.bin"
    biome = lambda form: run(directory, bins / "biome", "lint", f"--reporter={form}", "a.js")
    oxlint = lambda form: run(directory, bins / "oxlint", "--format", form, "a.js")
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "a.py", "--output-format"]
    return [
        ("gitlab", "oxlint", oxlint("gitlab")),
        ("gitlab", "biome", biome("gitlab")),
        ("gitlab", "ruff", run(directory, *ruff, "gitlab")),
        ("rdjson", "biome", biome("rdjson")),
        ("rdjson", "ruff", run(directory, *ruff, "rdjson")),
        ("checkstyle", "biome", biome("checkstyle")),
        ("checkstyle", "oxlint", oxlint("checkstyle")),
    ]


def shape(form, text):
    """The paths of all leaves of a report with their types."""
    if form == "checkstyle":
        return set(xml_shape(ElementTree.fromstring(text), ""))
    return set(json_shape(json.loads(text), ""))


def json_shape(value, path):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from json_shape(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from json_shape(inner, f"{path}[]")
    else:
        yield f"{path}:{type(value).__name__}"


def xml_shape(element, path):
    path = f"{path}/{element.tag}"
    yield from (f"{path}@{name}" for name in element.attrib)
    for inner in element:
        yield from xml_shape(inner, path)


def judge(case, place):
    for form, linter, text in samples(place):
        ours, theirs = shape(form, case.text(form)), shape(form, text)
        difference = ours - theirs, theirs - ours
        expected = DIFFERENCES.get((form, linter), (set(), set()))
        assert difference == expected, f"{form} of {linter}: {difference} instead of {expected}"
