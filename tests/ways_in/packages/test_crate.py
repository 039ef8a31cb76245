"""The crate holds what it takes to build, and nothing else."""

import re
import tarfile

from support import DIST, ROOT, succeed


def test_it_can_be_published():
    said = succeed("cargo", "publish", "--dry-run", "--locked", "--allow-dirty", cwd=ROOT)
    # That tests are left out is meant: they need more of the project than belongs into a crate.
    expected = re.compile(r"ignoring test `\w+`|aborting upload due to dry run")
    assert not [line for line in said.splitlines() if "warning" in line and not expected.search(line)]


def test_it_holds_the_sources_alone(version):
    with tarfile.open(DIST / f"vsdlint-{version}.crate") as crate:
        names = [name.partition("/")[2] for name in crate.getnames()]
    folders = {name.partition("/")[0] for name in names if "/" in name}
    assert folders == {"src", "grammar", "rules"}
    assert {"Cargo.lock", "LICENSE-APACHE", "LICENSE-MIT", "README.md"} <= set(names)


def test_it_installs(tmp_path, try_out):
    succeed("cargo", "install", "--path", ROOT, "--locked", "--root", tmp_path, cwd=ROOT)
    try_out(tmp_path / "bin" / "vsdlint")
