"""The Debian package is in order, and what it installs works."""

from support import DIST, program, succeed


def test_lintian_is_content(version):
    # Only Debian's own archive asks for a bug that a first upload closes.
    options = ["--fail-on", "error,warning", "--suppress-tags", "initial-upload-closes-no-bugs", "--allow-root"]
    succeed(program("lintian"), *options, DIST / f"vsdlint_{version}-1_amd64.deb")


def test_its_content_works(version, tmp_path, try_out):
    succeed(program("dpkg-deb"), "--extract", DIST / f"vsdlint_{version}-1_amd64.deb", tmp_path)
    try_out(tmp_path / "usr" / "bin" / "vsdlint")
    share = tmp_path / "usr" / "share"
    for file in (
        "man/man1/vsdlint.1.gz",
        "man/man1/vsdlint-check.1.gz",
        "bash-completion/completions/vsdlint",
        "zsh/vendor-completions/_vsdlint",
        "fish/vendor_completions.d/vsdlint.fish",
    ):
        assert (share / file).is_file(), file
