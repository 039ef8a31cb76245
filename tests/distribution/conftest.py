"""The fixtures of all tests here."""

import shutil

import pytest
from support import ROOT, succeed


@pytest.fixture(scope="session")
def vsdlint():
    """The binary that the other tests use as well."""
    return ROOT / "target" / "debug" / "vsdlint"


@pytest.fixture(scope="session")
def version():
    """The version that the next release has."""
    return succeed(ROOT / "packaging" / "version").strip()


@pytest.fixture
def model(tmp_path):
    """A folder with a model in which everything is right, one file for each activity and stream."""
    return shutil.copytree(ROOT / "fixtures" / "northwind", tmp_path / "model")
