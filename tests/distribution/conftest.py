"""The fixtures of all tests here."""

import shutil

import pytest
from commands import VSDLINT
from support import ROOT, succeed


@pytest.fixture(scope="session")
def vsdlint():
    """The binary to test."""
    return VSDLINT


@pytest.fixture(scope="session")
def version():
    """The version that the next release has."""
    return succeed(ROOT / "packaging" / "version").strip()


@pytest.fixture
def model(tmp_path):
    """A folder with a model in which everything is right, one file for each activity and stream."""
    return shutil.copytree(ROOT / "fixtures" / "northwind", tmp_path / "model")
