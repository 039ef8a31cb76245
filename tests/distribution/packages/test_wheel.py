"""The wheel installs where there is no Rust toolchain, by hand and as a hook of pre-commit."""

import os
import sys

import pytest
from blocks import BLOCKS
from support import DIST, PROGRAMS, run, succeed, take_away


@pytest.fixture
def bare(monkeypatch):
    """Lets pip find our packages, and no cargo."""
    folders = [folder for folder in os.environ["PATH"].split(os.pathsep) if "cargo" not in folder]
    monkeypatch.setenv("PATH", os.pathsep.join([str(PROGRAMS), *folders]))
    monkeypatch.setenv("PIP_FIND_LINKS", str(DIST))


def test_it_installs(bare, tmp_path, try_out):
    succeed(sys.executable, "-m", "venv", tmp_path / "venv")
    succeed(tmp_path / "venv" / "bin" / "pip", "install", "--no-index", "vsdlint")
    try_out(tmp_path / "venv" / "bin" / "vsdlint")


def test_the_documented_hook_works(bare, monkeypatch, tmp_path, model, version):
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    (config,) = [block.text for block in BLOCKS if f"vsdlint=={version}" in block.text and "repos:" in block.text]
    (model / ".pre-commit-config.yaml").write_text(config)
    succeed("git", "init", "--quiet", cwd=model)
    succeed("git", "add", "--all", cwd=model)
    assert "Passed" in succeed("pre-commit", "run", cwd=model)
    where = take_away(model)
    succeed("git", "add", "--all", cwd=model)
    done = run("pre-commit", "run", cwd=model)
    assert done.returncode == 1 and where in done.stdout
