"""The fixtures of all tests here."""

import shutil

import pytest

pytest.register_assert_rewrite("editor")

from commands import VSDLINT
from editor import EVERY, ROOT, Editor


@pytest.fixture(scope="session")
def vsdlint():
    """The binary to test."""
    return VSDLINT


def pytest_generate_tests(metafunc):
    """Runs a test with the abilities of each editor that it names."""
    if "kind" in metafunc.fixturenames:
        marker = metafunc.definition.get_closest_marker("editors")
        metafunc.parametrize("kind", marker.args if marker else ["vscode"])


@pytest.fixture
def editor(vsdlint, kind, tmp_path):
    """An editor with an empty folder. The server starts when it is first needed."""
    editor = Editor(vsdlint, tmp_path.resolve(), kind)
    yield editor
    editor.stop()


@pytest.fixture
def northwind(editor):
    """An editor with a whole organisation, in which everything is right."""
    shutil.copytree(ROOT / "fixtures" / "northwind", editor.folder, dirs_exist_ok=True)
    return editor


every_editor = pytest.mark.editors(*EVERY)
