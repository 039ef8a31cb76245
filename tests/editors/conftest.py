"""The fixtures of all tests here."""

import pytest
from support import ROOT


@pytest.fixture(scope="session")
def vsdlint():
    """The binary that the other tests use as well."""
    return ROOT / "target" / "debug" / "vsdlint"
