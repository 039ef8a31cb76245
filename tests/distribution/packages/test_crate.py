"""The crate can be built from what it holds, and installs."""

from support import ROOT, publish, succeed


def test_it_can_be_published():
    assert not publish()


def test_it_installs(tmp_path, try_out):
    succeed("cargo", "install", "--path", ROOT, "--locked", "--root", tmp_path, cwd=ROOT)
    try_out(tmp_path / "bin" / "vsdlint")
