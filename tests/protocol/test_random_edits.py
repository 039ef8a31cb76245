"""A short session of random edits for each way to count letters and to be told diagnostics. See random_edits.py."""

import subprocess
import sys
from pathlib import Path

import pytest

EDITS = 100


@pytest.mark.parametrize("seed", [1, 5, 7])
def test_after_random_edits_all_is_shown_that_a_check_finds(vsdlint, seed):
    driver = Path(__file__).with_name("random_edits.py")
    command = [sys.executable, driver, "--edits", str(EDITS), "--seed", str(seed), "--vsdlint", vsdlint]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
