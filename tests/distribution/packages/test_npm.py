"""The npm package finds the binary for its platform, and is as good as the binary itself."""

import os
import signal
import subprocess
import time

import pytest
from support import DIST, run, succeed


@pytest.fixture
def installed(tmp_path, version):
    """A folder into which the package and the one for this platform are installed."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "package.json").write_text('{ "private": true }')
    tarballs = [DIST / f"vsdlint-{name}{version}.tgz" for name in ("", "linux-x64-")]
    succeed("npm", "install", "--offline", "--no-audit", *tarballs, cwd=folder)
    return folder


def test_it_installs(installed, try_out):
    try_out(installed / "node_modules" / ".bin" / "vsdlint")


def test_a_missing_binary_is_said(installed):
    succeed("rm", "-r", installed / "node_modules" / "@vsdlint")
    done = run(installed / "node_modules" / ".bin" / "vsdlint", "--version")
    assert done.returncode == 2
    assert "@vsdlint/linux-x64 is not installed" in done.stdout


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_reach_the_binary_and_come_back(installed, tmp_path, signum):
    """A stand-in for the binary, which waits, shows that a signal to the launcher ends both."""
    pid = tmp_path / "pid"
    binary = installed / "node_modules" / "@vsdlint" / "linux-x64" / "vsdlint"
    binary.write_text(f"#!/bin/sh\necho $$ > {pid}.new && mv {pid}.new {pid}\nexec sleep 60\n")
    launcher = subprocess.Popen([installed / "node_modules" / ".bin" / "vsdlint"], start_new_session=True)
    deadline = time.monotonic() + 20
    while not pid.exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    launcher.send_signal(signum)
    assert launcher.wait(timeout=20) == -signum
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)
