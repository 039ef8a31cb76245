"""The steps of the action for GitHub do what its inputs say, in a job that is only pretended."""

import hashlib
import os
import shutil
import tarfile
from pathlib import Path

import pytest
import yaml
from support import ROOT, run, succeed, take_away

ARCHIVE = "vsdlint-x86_64-unknown-linux-gnu.tar.gz"


class Job:
    """What GitHub gives to the steps of a job, and what they leave."""

    def __init__(self, folder, source=ROOT):
        self.source = source
        self.temp = folder / "temp"
        self.temp.mkdir()
        self.path = folder / "path"
        self.output = folder / "output"
        self.path.touch()
        self.output.touch()

    def step(self, script, cwd, **inputs):
        environment = {
            **os.environ,
            "RUNNER_TEMP": str(self.temp),
            "RUNNER_OS": "Linux",
            "RUNNER_ARCH": "X64",
            "GITHUB_PATH": str(self.path),
            "GITHUB_OUTPUT": str(self.output),
            "PATH": os.pathsep.join([*self.path.read_text().splitlines(), os.environ["PATH"]]),
            **{f"VSDLINT_{name.upper()}": value for name, value in inputs.items()},
        }
        return run(self.source / "ci" / "github" / script, cwd=cwd, env=environment)


@pytest.fixture
def job(tmp_path, vsdlint):
    """A job in which vsdlint is installed."""
    job = Job(tmp_path)
    job.path.write_text(f"{vsdlint.parent}\n")
    return job


@pytest.fixture
def released(tmp_path, vsdlint, version):
    """The source of the action, with a release of it at a place of ours."""
    source = tmp_path / "source"
    shutil.copytree(ROOT / "ci", source / "ci")
    release = tmp_path / "home" / "releases" / "download" / f"v{version}"
    release.mkdir(parents=True)
    with tarfile.open(release / ARCHIVE, "w:gz", compresslevel=1) as archive:
        archive.add(vsdlint, f"{ARCHIVE.removesuffix('.tar.gz')}/vsdlint")
    sum_ = hashlib.sha256((release / ARCHIVE).read_bytes()).hexdigest()
    (release / "SHA256SUMS").write_text(f"{'0' * 64}  other.tar.gz\n{sum_}  {ARCHIVE}\n")
    manifest = f'version = "{version}"\nrepository = "{(tmp_path / "home").as_uri()}"\n[dependencies]\nx = "1"\n'
    (source / "Cargo.toml").write_text(manifest)
    return Job(tmp_path, source), release


def test_the_released_binary_is_installed(released, tmp_path):
    job, _ = released
    done = job.step("install", tmp_path, install="release", version="")
    assert done.returncode == 0, done.stdout
    (folder,) = job.path.read_text().splitlines()
    assert succeed(Path(folder) / "vsdlint", "--version").startswith("vsdlint ")


def test_a_damaged_release_is_not_installed(released, tmp_path):
    job, release = released
    with (release / ARCHIVE).open("ab") as archive:
        archive.write(b"\0")
    assert job.step("install", tmp_path, install="release", version="").returncode != 0
    assert not job.path.read_text()


@pytest.mark.parametrize("inputs", [{"install": "release", "version": "9.9.9"}, {"install": "else", "version": ""}])
def test_what_cannot_be_installed_fails(released, tmp_path, inputs):
    job, _ = released
    assert job.step("install", tmp_path, **inputs).returncode != 0
    assert not job.path.read_text()


def test_a_clean_model_passes(job, model):
    done = job.step("check", model, arguments="", paths="")
    assert done.returncode == 0, done.stdout
    name, _, report = job.output.read_text().strip().partition("=")
    assert name == "sarif-file"
    assert '"2.1.0"' in Path(report).read_text()


def test_findings_are_annotated_and_fail_the_step(job, model):
    where = take_away(model)
    done = job.step("check", model, arguments="", paths="")
    assert done.returncode == 1
    assert "::error " in done.stdout and where in done.stdout
    assert where in Path(job.output.read_text().strip().partition("=")[2]).read_text()


def test_arguments_and_paths_arrive_as_they_are(job, model):
    take_away(model)
    assert job.step("check", model, arguments="--fail-on=never\n", paths="chain\nstreams\n").returncode == 0
    done = job.step("check", model, arguments="", paths="$(touch here); x\n")
    assert done.returncode == 2
    assert not (model / "here").exists()
    assert job.step("check", model, arguments="", paths="--fail-on=never\n").returncode == 2


def test_a_failed_run_has_no_report(job, model):
    done = job.step("check", model, arguments="--no-such-flag", paths="")
    assert done.returncode == 2
    assert not job.output.read_text()


def test_the_action_hands_over_what_its_scripts_read():
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    handed = {name for step in action["runs"]["steps"] for name in step.get("env", {})}
    scripts = [file.read_text() for file in (ROOT / "ci" / "github").iterdir()]
    scripts += [step["run"] for step in action["runs"]["steps"] if "run" in step]
    assert handed and all(any(name in script for script in scripts) for name in handed)
    inputs = {name.removeprefix("VSDLINT_").lower() for name in handed} - {"address", "token"}
    assert inputs | {"upload-sarif"} == set(action["inputs"])


def test_a_page_about_the_model_is_kept_where_it_is_asked_for(job, model):
    take_away(model)
    done = job.step("check", model, arguments="", paths="", report="true")
    assert done.returncode == 1, done.stdout
    outputs = dict(line.split("=", 1) for line in job.output.read_text().splitlines())
    assert "<h1>" in Path(outputs["report-file"]).read_text()
    assert job.step("check", model, arguments="--no-such-flag", paths="", report="true").returncode == 2


GH = """#!/usr/bin/env bash
printf '%s\\n' "$*" >> "$GH_LOG"
case "$*" in
  *--paginate*) printf '%s' "$GH_KNOWN" ;;
esac
exit "$GH_STATUS"
"""


@pytest.mark.parametrize(
    ("known", "status", "expected"), [("", "0", "POST"), ("17\n23\n", "0", "PATCH"), ("", "1", None)]
)
def test_what_a_pull_request_changes_becomes_one_comment(job, model, tmp_path, known, status, expected):
    for arguments in (["init", "-qb", "main"], ["add", "-A"], ["commit", "-qm", "all"], ["branch", "origin/main"]):
        succeed("git", "-c", "user.name=Ann", "-c", "user.email=a@example.org", *arguments, cwd=model)
    take_away(model)
    succeed("git", "-c", "user.name=Ann", "-c", "user.email=a@example.org", "commit", "-qam", "less", cwd=model)
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "gh").write_text(GH)
    (programs / "gh").chmod(0o755)
    job.path.write_text(f"{programs}\n{job.path.read_text()}")
    log, summary = tmp_path / "log", tmp_path / "summary"
    os.environ.update(
        GITHUB_REF="refs/pull/7/merge", GITHUB_BASE_REF="main", GITHUB_REPOSITORY="o/r", GH_STATUS=status,
        GITHUB_STEP_SUMMARY=str(summary), GH_LOG=str(log), GH_KNOWN=known,
    )
    done = job.step("compare", model, comment="true", token="secret")
    assert done.returncode == 0, done.stdout
    assert summary.read_text().startswith("<!-- vsdlint diff -->")
    calls = log.read_text()
    assert "secret" not in calls
    if expected:
        assert f"--method {expected}" in calls
        assert ("issues/comments/17" in calls) == (expected == "PATCH")
    else:
        assert "::notice" in done.stdout
