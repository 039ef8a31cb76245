"""Reads the report `github` as GitHub's runner does, and has GitHub's own toolkit write the annotations again."""

import json
import re
import shutil
import subprocess

LEVELS = {"error": "error", "warn": "warning", "info": "notice"}
# What the toolkit calls the properties, and what it writes for them.
PROPERTIES = {
    "title": "title",
    "file": "file",
    "line": "startLine",
    "endLine": "endLine",
    "col": "startColumn",
    "endColumn": "endColumn",
}
DATA = {"%0D": "\r", "%0A": "\n", "%25": "%"}
PROPERTY = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


def unescape(text, escapes):
    for escape, plain in escapes.items():
        text = text.replace(escape, plain)
    return text


def command(line):
    """What the runner takes the line for: a command's name, properties and data, or nothing."""
    found = re.match(r"\s*::([^ ]*?)(?: (.*?))?::(.*)$", line, re.DOTALL)
    if found:
        name, properties, data = found.groups()
        pairs = [pair.split("=", 1) for pair in (properties or "").split(",") if "=" in pair]
        return name, {key: unescape(value, PROPERTY) for key, value in pairs}, unescape(data, DATA)
    found = re.search(r"##\[([^] ]*)[^]]*\](.*)$", line)
    return (found[1], {}, found[2]) if found else None


def judge(case, place):
    # The runner also ends a line at a lone CR.
    lines = re.split(r"\r\n|\r|\n", case.text("github"))
    commands = [command(line) for line in lines]
    count = next((index for index, found in enumerate(commands) if found is None), len(lines))
    rest = [line for line, found in zip(lines[count:], commands[count:]) if found]
    assert not rest, f"{case.name}: the text gives commands: {rest}"
    assert "\n".join(lines[count:]).replace("##\\[", "##[") == case.text("full"), case.name
    judge_findings(case, commands[:count])
    again = rewrite(commands[:count], place)
    assert again == lines[:count], f"{case.name}: the toolkit writes {again}"


def judge_findings(case, commands):
    """There is an annotation for each finding, at its place, and the most severe come first."""
    expected = []
    for finding in json.loads(case.text("json"))["findings"]:
        if finding["suppressed"] is None:
            start, end = finding["primary"]["start"], finding["primary"]["end"]
            place = {"line": start["line"], "endLine": end["line"]}
            if start["line"] == end["line"]:
                place |= {"col": start["column"], "endColumn": end["column"]}
            place = {key: str(value) for key, value in place.items()}
            expected.append((LEVELS[finding["level"]], {"title": finding["rule"], **place}))
    order = list(LEVELS.values())
    expected.sort(key=lambda annotation: order.index(annotation[0]))
    found = [(name, {key: properties[key] for key in properties if key != "file"}) for name, properties, _ in commands]
    assert found == expected, case.name


def rewrite(commands, place):
    """The annotations as GitHub's toolkit writes them, a line each."""
    shutil.copy(__file__.replace("github.py", "annotate.mjs"), place)
    annotations = []
    for name, properties, data in commands:
        named = {PROPERTIES[key]: value for key, value in properties.items()}
        numbers = {key: int(value) for key, value in named.items() if key not in ("title", "file")}
        annotations.append((name, data, named | numbers))
    run = subprocess.run(
        ["node", place / "annotate.mjs"], input=json.dumps(annotations).encode(), capture_output=True, check=True
    )
    return run.stdout.decode().split("\n")[:-1]


def is_awake(place):
    forged = ["::error::x", " \t\u00a0::add-mask::x", "1 | ##[group]x", "##[error ]y"]
    assert all(map(command, forged)), "the runner's rules do not find commands"
    assert rewrite([("notice", {"title": "a:b", "line": "3"}, "c%\nd")], place) == ["::notice title=a%3Ab,line=3::c%25%0Ad"]
