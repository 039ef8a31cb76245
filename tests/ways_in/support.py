"""What the tests of the ways in share: where things are, how to run them, how to break a model."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "target" / "ways_in"
DIST = ROOT / "target" / "dist"
PROGRAMS = TOOLS / "venv" / "bin"


def run(*command, **options):
    """Runs a command and returns what came of it; what it wrote to standard error goes with its output."""
    command = [str(part) for part in command]
    merged = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, **options}
    return subprocess.run(command, check=False, **merged)


def succeed(*command, **options):
    """Runs a command that has to succeed, and returns its output."""
    done = run(*command, **options)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}"
    return done.stdout


def program(name):
    """The path of a program of the system. Where it is missing the test is skipped, except in CI."""
    found = shutil.which(name)
    if not found and not os.environ.get("CI"):
        pytest.skip(f"{name} is not installed")
    assert found, f"{name} is not installed"
    return found


# An output of chain/deliver-and-support.vsd that another file needs.
OUTPUT = '  output "Change request"             to obtain_build\n'


def take_away(model):
    """Takes out of one file an output that another file needs, and returns what is found then."""
    file = model / "chain" / "deliver-and-support.vsd"
    text = file.read_text()
    assert OUTPUT in text
    file.write_text(text.replace(OUTPUT, ""))
    return "chain/obtain-build.vsd"
