"""The fixtures of all tests here."""

import shutil

import pytest
from support import ROOT, succeed


@pytest.fixture(scope="session")
def vsdlint():
    """The binary that the other tests use as well."""
    return ROOT / "target" / "debug" / "vsdlint"


@pytest.fixture(scope="session")
def knows(vsdlint):
    """Skips a test that needs something of `vsdlint check` that is not there yet."""
    text = succeed(vsdlint, "check", "--help")

    def look(*words):
        missing = [word for word in words if word not in text]
        if missing:
            pytest.skip(f"vsdlint check has no {', '.join(missing)} yet")

    return look


@pytest.fixture
def model(tmp_path):
    """A folder with a model in which everything is right, one file for each activity and stream."""
    return shutil.copytree(ROOT / "fixtures" / "northwind", tmp_path / "model")
