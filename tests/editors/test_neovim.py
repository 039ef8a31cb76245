"""Neovim, old and new, with the configuration of docs/editors.md: what is found, fixed, saved, and gone."""

import json
import os
import shutil

import pytest
from support import EDITORS, PROGRAMS, ROOT, block, program, typo, succeed

SESSION = ROOT / "tests" / "editors" / "session.lua"

# Which Neovim, and which of the blocks in the document is for it.
NEW, BARE, OLD = ("new", 0), ("new", 1), ("debian", 2)


@pytest.fixture
def model(tmp_path):
    return shutil.copytree(ROOT / "fixtures" / "northwind", tmp_path / "model")


def session(vsdlint, tmp_path, which, file, script=SESSION):
    """Runs a session on a file and returns its report."""
    version, number = which
    nvim = PROGRAMS / "nvim" if version == "new" else program("nvim")
    init = tmp_path / "init.lua"
    init.write_text(block("Neovim", "lua", number).replace("/path/to/vsdlint", str(ROOT)))
    report = tmp_path / "report.json"
    environment = {
        **os.environ,
        "PATH": f"{vsdlint.parent}:{os.environ['PATH']}",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "VSD_FILE": str(file),
        "VSD_REPORT": str(report),
        "VSD_OPENED": str(tmp_path / "opened.txt"),
    }
    output = succeed(nvim, "--headless", "-n", "-u", init, "-S", script, env=environment, timeout=120)
    return {**json.loads(report.read_text()), "output": output}


@pytest.mark.parametrize("which", [NEW, BARE, OLD], ids=["0.11", "0.11 alone", "Debian's"])
@pytest.mark.parametrize(
    "rule, right, wrong",
    [
        ("misnamed-flow", r'(input +"Closed incident)"', r'\1s"'),
        ("syntax-error", r'output( +"Closed incident")', r"ouput\1"),
    ],
)
def test_a_finding_is_mended(vsdlint, tmp_path, model, which, rule, right, wrong):
    file, text = typo(model, right, wrong)
    report = session(vsdlint, tmp_path, which, file)
    assert "problem" not in report, report
    assert [finding["code"] for finding in report["before"]] == [rule]
    assert not report["after"]
    assert file.read_text() == text
    succeed(vsdlint, "check", "--fail-on", "info", model)


@pytest.mark.parametrize("which", [NEW, OLD], ids=["0.11", "Debian's"])
def test_the_map_of_a_stream_follows_the_text(vsdlint, tmp_path, model, which):
    file, _ = typo(model)
    report = session(vsdlint, tmp_path, which, file, SESSION.with_name("map.lua"))
    assert "problem" not in report, report
    assert "<title>Restore a failed service</title>" in report["first"]
    assert "default-src 'none'; style-src 'unsafe-inline'" in report["first"] and "<script" not in report["first"]
    assert "badge error" in report["first"] and "badge error" not in report["second"]
    assert report["same"] and "Fulfil a service request" in report["third"]
    assert report["said"] == [
        "No stream stands here. Put the cursor into one.",
        "no stream is called `restor`; did you mean `restore`?",
    ]


@pytest.mark.parametrize("which", [NEW, OLD], ids=["0.11", "Debian's"])
def test_a_lens_lists_what_is_open(vsdlint, tmp_path, model, which):
    file, _ = typo(model)
    report = session(vsdlint, tmp_path, which, file, SESSION.with_name("open.lua"))
    assert "problem" not in report, report
    assert report["lists"] == [
        '1 input, 1 output, 1 orphaned: output "Closed incident"',
        '1 input, 1 unmatched, 2 outputs: input  "Closed incidents"',
    ]
    # The others are titles alone. Newer versions say so themselves.
    assert set(report["said"]) <= {"No executable codelens found at current line"}, report


@pytest.mark.parametrize("which", [NEW, OLD], ids=["0.11", "Debian's"])
def test_a_drawing_is_left_alone(vsdlint, tmp_path, which):
    report = session(vsdlint, tmp_path, which, ROOT / "fixtures" / "broken" / "visio.vsd")
    assert report["filetype"] == ""
    assert "visio.vsd is a Microsoft Visio drawing" in report["output"]


def test_the_parser_is_installed_as_the_document_says(vsdlint, tmp_path, model):
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data")}
    succeed("bash", "-euc", block("Neovim", "sh", 0), cwd=ROOT, env=environment)
    file, _ = typo(model)
    report = session(vsdlint, tmp_path, NEW, file)
    assert "problem" not in report, report
    assert report["highlighter"]


@pytest.mark.parametrize("which", [NEW, OLD], ids=["0.11", "Debian's"])
def test_it_indents(which, tmp_path):
    """Lines without their indentation get it back."""
    nvim = PROGRAMS / "nvim" if which is NEW else program("nvim")
    whole = (ROOT / "fixtures" / "northwind" / "streams" / "restore.vsd").read_text()
    file = tmp_path / "restore.vsd"
    file.write_text("\n".join(line.strip() for line in whole.split("\n")))
    prepare = [f"+set runtimepath+={EDITORS / 'nvim'}", "+filetype plugin indent on"]
    commands = [f"+edit {file}", "+normal! gg=G", "+write", "+qall!"]
    succeed(nvim, "--headless", "-n", "-u", "NONE", *prepare, *commands, timeout=60)
    assert file.read_text() == whole
