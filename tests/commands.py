"""What tests in Python share: where the project and the binary are, and how to run the commands of others."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# The binary that the other tests use as well, or the one that the environment names.
VSDLINT = Path(os.environ.get("VSDLINT") or ROOT / "target" / "debug" / "vsdlint")


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
