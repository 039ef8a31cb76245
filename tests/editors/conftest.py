"""The fixtures of all tests here."""

import ctypes

import pytest
from commands import VSDLINT
from support import GRAMMAR, TOOLS, program, succeed
from tree_sitter import Language


@pytest.fixture(scope="session")
def vsdlint():
    """The binary to test."""
    return VSDLINT


@pytest.fixture(scope="session")
def language():
    """The language of the committed parser, compiled as editors compile it."""
    library = TOOLS / "vsd.so"
    source = GRAMMAR / "src"
    if not library.exists() or library.stat().st_mtime < (source / "parser.c").stat().st_mtime:
        succeed(program("cc"), "-shared", "-fPIC", "-O1", "-Werror", "-I", source, source / "parser.c", "-o", library)
    function = ctypes.CDLL(str(library)).tree_sitter_vsd
    function.restype = ctypes.c_void_p
    capsule = ctypes.pythonapi.PyCapsule_New
    capsule.argtypes, capsule.restype = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p], ctypes.py_object
    return Language(capsule(function(), b"tree_sitter.Language", None))
