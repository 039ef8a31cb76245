"""pre-commit runs the hooks of this repository in somebody else's, as a commit there would."""

import contextlib
import os
import shutil

import pytest
from support import NEEDED, PROGRAMS, ROOT, TOOLS, run, succeed, take_away

CONFIG = """\
repos:
  - repo: {hooks}
    rev: {revision}
    hooks:
      - id: {hook}
"""
# pre-commit gives `cargo install` no profile, and no setting of cargo's does either.
DEBUG_INSTALL = """\
#!/bin/sh
if [ "$1" = install ]; then shift; set -- install --debug "$@"; fi
exec {cargo} "$@"
"""
OLE_DRAWING = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
ZIP_DRAWING = b"PK\x03\x04" + bytes(26) + b"visio/document.xml"


def git(folder, *arguments):
    return succeed("git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments, cwd=folder)


@pytest.fixture(scope="session")
def hooks(tmp_path_factory):
    """A repository with what is in the working tree now, committed or not. It is built as pre-commit builds it."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in succeed("git", "ls-files", "--cached", "--others", "--exclude-standard", cwd=ROOT).splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "All of it")
    return folder


def link_all(source, target):
    """Links each file below a folder to the same place below another. What a build beside it takes away is passed over."""
    for folder, _, names in os.walk(source):
        inside = target / os.path.relpath(folder, source)
        inside.mkdir(parents=True)
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                os.link(os.path.join(folder, name), inside / name)


@pytest.fixture(scope="module", autouse=True)
def environment(tmp_path_factory):
    """Lets the build of the hooks take a short time: as `cargo build` builds, whose dependencies are there already.

    They are linked to a folder of its own, so that the program that other tests look at stays the one of this checkout, and
    no build waits for another."""
    built = ROOT / "target" / "distribution" / "hooks"
    shutil.rmtree(built, ignore_errors=True)
    # What cargo says is built comes first, so that all of it is there when the rest follows.
    for part in (".fingerprint", "build", "deps"):
        link_all(ROOT / "target" / "debug" / part, built / "debug" / part)
    programs = tmp_path_factory.mktemp("programs")
    cargo = programs / "cargo"
    cargo.write_text(DEBUG_INSTALL.format(cargo=shutil.which("cargo")))
    cargo.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRE_COMMIT_HOME", str(tmp_path_factory.mktemp("pre-commit")))
        patch.setenv("PATH", os.pathsep.join([str(programs), str(PROGRAMS), os.environ["PATH"]]))
        patch.setenv("CARGO_TARGET_DIR", str(built))
        yield


@pytest.fixture
def use(hooks, model):
    """Makes the model a repository that uses a hook, and commits it."""

    def begin(hook, more=""):
        revision = git(hooks, "rev-parse", "HEAD").strip()
        config = CONFIG.format(hooks=hooks, revision=revision, hook=hook) + more
        (model / ".pre-commit-config.yaml").write_text(config)
        git(model, "init", "--quiet")
        succeed("pre-commit", "install", cwd=model)
        commit(model)
        return model

    return begin


def attempt(folder):
    """Tries to commit everything, and returns git's exit status and what was said."""
    git(folder, "add", "--all")
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    done = run("git", *identity, "commit", "--message", "Change", cwd=folder)
    return done.returncode, done.stdout


def commit(folder):
    status, said = attempt(folder)
    assert status == 0, said
    return said


def test_a_clean_model_is_committed(use):
    assert "Passed" in run("pre-commit", "run", "--all-files", cwd=use("vsdlint")).stdout


def test_an_output_taken_away_is_missed_in_another_file(use):
    model = use("vsdlint")
    where = take_away(model)
    status, said = attempt(model)
    assert status == 1
    assert "error[" in said and where in said


def test_broken_settings_are_no_commit(use):
    model = use("vsdlint")
    (model / "vsdlint.toml").write_text('fail-on = "sometimes"\n')
    status, said = attempt(model)
    assert status == 1
    assert "exit code: 2" in said


@pytest.mark.parametrize("drawing", [OLE_DRAWING, ZIP_DRAWING], ids=["ole", "zip"])
def test_a_drawing_does_not_disturb(use, drawing):
    model = use("vsdlint")
    (model / "Network plan.vsd").write_bytes(drawing)
    commit(model)
    (model / "Network plan.vsd").write_bytes(drawing + bytes(1))
    where = take_away(model)
    status, said = attempt(model)
    assert status == 1
    assert "error[" in said and where in said


def test_policies_concern_it(use):
    model = use("vsdlint")
    (model / "policies").mkdir()
    (model / "policies" / "everybody.rego").write_text("package vsdlint.everybody\n")
    assert "Skipped" not in attempt(model)[1]


def test_other_files_do_not_concern_it(use):
    model = use("vsdlint")
    (model / "notes.md").write_text("# Notes\n")
    assert "(no files to check)Skipped" in commit(model)


def test_a_deleted_file_is_missed_if_the_hook_always_runs(use):
    """pre-commit does not count a deletion as a change of files. docs/ci.md says what to write."""
    model = use("vsdlint", more="        always_run: true\n")
    (model / "chain" / "deliver-and-support.vsd").unlink()
    status, said = attempt(model)
    assert status == 1
    assert "error[" in said


def test_the_fixing_hook_mends_and_says_so(use):
    model = use("vsdlint-fix")
    file = model / "chain" / "deliver-and-support.vsd"
    intact = file.read_text()
    file.write_text(intact.replace(NEEDED, NEEDED + NEEDED))
    status, said = attempt(model)
    assert status == 1
    assert "files were modified by this hook" in said
    assert file.read_text() == intact


def test_the_format_hook_formats_what_changed_and_says_so(use):
    model = use("vsdlint-fmt")
    file = model / "chain" / "deliver-and-support.vsd"
    intact = file.read_text()
    file.write_text(intact.replace('\n  input  "', '\n    input "'))
    status, said = attempt(model)
    assert status == 1
    assert "files were modified by this hook" in said
    assert "1 of 1 file formatted" in said
    assert file.read_text() == intact
    (model / "notes.md").write_text("# Notes\n")
    assert "(no files to check)Skipped" in commit(model)


@pytest.mark.parametrize("drawing", [OLE_DRAWING, ZIP_DRAWING], ids=["ole", "zip"])
def test_the_format_hook_leaves_out_drawings_and_what_is_excluded(use, drawing):
    model = use("vsdlint-fmt")
    settings = model / "vsdlint.toml"
    settings.write_text('exclude = ["drafts"]\n')
    (model / "drafts").mkdir()
    (model / "drafts" / "idea.vsd").write_text("stakeholder   somebody\n")
    (model / "Network plan.vsd").write_bytes(drawing)
    commit(model)
    assert (model / "drafts" / "idea.vsd").read_text() == "stakeholder   somebody\n"
