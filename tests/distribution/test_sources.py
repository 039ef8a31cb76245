"""What fits every platform is packed as for a release and holds what it should: the crate, the wheel's source, npm's."""

import json
import re
import shlex
import tarfile
from pathlib import Path

import pytest
from support import DIST, ROOT, publish, succeed

PACKAGING = ROOT / "packaging"
TARGETS = json.loads((PACKAGING / "targets.json").read_text())
# What cargo and maturin add to the files of the project.
ADDED = {".cargo_vcs_info.json", "Cargo.toml.orig", "PKG-INFO"}


@pytest.fixture(scope="module", autouse=True)
def sources():
    """Packs what lies here, committed or not: that is what the other tests look at as well."""
    succeed(PACKAGING / "sources", "--allow-dirty")


def names(file):
    """The files of an archive, without the folder that they share."""
    with tarfile.open(DIST / file) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def read_by_a_build():
    """The files of the project that went into the binary, as the compiler noted them."""
    _, _, files = (ROOT / "target" / "debug" / "vsdlint.d").read_text().partition(": ")
    read = [Path(file) for file in shlex.split(files)]
    # What the build script wrote is no source, and of a folder that it looks through each file counts.
    sources = [file for file in read if not file.is_relative_to(ROOT / "target") and file.is_file()]
    # That is what the lints are told, where CI lets their driver compile.
    return {str(file.relative_to(ROOT)) for file in sources} - {"clippy.toml"}


def project(*folders):
    """The files of the project that git has, or would take."""
    listed = succeed("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", *folders, cwd=ROOT)
    return set(listed.split("\0"))


@pytest.mark.parametrize("file", ["vsdlint-{}.crate", "vsdlint-{}.tar.gz"])
def test_all_that_a_build_reads_is_there(file, version):
    needed = read_by_a_build() | {"Cargo.toml", "Cargo.lock", "LICENSE-APACHE", "LICENSE-MIT", "README.md"}
    assert {"src/main.rs", "grammar/vsd.pest", "rules/late-input.md"} < needed
    assert needed - names(file.format(version)) == set()


def test_the_crate_holds_the_sources_alone(version):
    wanted = project("build.rs", "src", "grammar", "rules", "README.md", "LICENSE-*", "Cargo.*") | ADDED
    assert names(f"vsdlint-{version}.crate") - wanted == set()


def test_the_crate_can_be_published():
    # A version is out until the next one is set.
    assert not [line for line in publish("--no-verify") if "already exists on" not in line]


def test_the_source_of_the_wheel_is_whole(version, tmp_path):
    assert "pyproject.toml" in names(f"vsdlint-{version}.tar.gz")
    assert names(f"vsdlint-{version}.tar.gz") - project() - ADDED == set()
    # pip builds it with the versions that are locked, so they have to fit what is left of the workspace.
    succeed("tar", "-xzf", DIST / f"vsdlint-{version}.tar.gz", "-C", tmp_path)
    succeed("cargo", "metadata", "--locked", "--format-version", "1", cwd=tmp_path / f"vsdlint-{version}")


def test_the_npm_package_chooses_among_those_of_all_targets(version):
    file = f"vsdlint-{version}.tgz"
    assert names(file) == {"LICENSE-APACHE", "LICENSE-MIT", "README.md", "package.json", "vsdlint.js"}
    with tarfile.open(DIST / file) as archive:
        manifest = json.load(archive.extractfile("package/package.json"))
    assert (manifest["name"], manifest["version"]) == ("vsdlint", version)
    assert manifest["bin"] == {"vsdlint": "vsdlint.js"}
    assert manifest["optionalDependencies"] == {f"@vsdlint/{target['npm']}": version for target in TARGETS}


def test_targets_have_the_names_that_are_asked_for():
    # So does packaging/npm/vsdlint.js put the name together.
    for target in TARGETS:
        musl = "-musl" if target.get("libc") == "musl" else ""
        assert target["npm"] == f"{target['os']}-{target['cpu']}{musl}"
    # So does the action.
    taken = re.findall(r"target=(\S+)", (ROOT / "ci" / "github" / "install").read_text())
    asked = {target.replace("$(libc)", libc) for target in taken for libc in ("gnu", "musl")}
    assert asked == {target["target"] for target in TARGETS}
