"""pyArchimate, which reads ArchiMate's exchange format and knows which relations the standard allows."""

import contextlib
import io
import logging
import subprocess

from pyArchimate.pyArchimate import Model


def read(path):
    """How many elements and relations it finds in a file, and what it complains of."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    logging.getLogger().addHandler(handler)
    model = Model("judged")
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        model.read(str(path))
    logging.getLogger().removeHandler(handler)
    return len(model.elements), len(model.relationships), said.getvalue()


def is_awake(place):
    """A relation that the standard does not allow is told of."""
    wrong = place / "models" / "wrong.xml"
    wrong.write_text(
        '<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" identifier="m"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><name>m</name><elements>'
        '<element identifier="a" xsi:type="BusinessProcess"><name>a</name></element>'
        '<element identifier="b" xsi:type="BusinessEvent"><name>b</name></element></elements><relationships>'
        '<relationship identifier="r" source="a" target="b" xsi:type="Composition"/></relationships></model>'
    )
    assert read(wrong)[2], "pyArchimate takes everything"
    wrong.unlink()


def judge(case, vsdlint):
    # A model with unreadable files is exported all the same, with status 2.
    made = subprocess.run([vsdlint, "export", "--format", "archimate"], cwd=case.directory, capture_output=True)
    assert made.returncode in (0, 2), made.stderr.decode()
    if made.stdout:
        written = case.reports["json"].with_name("archimate.xml")
        written.write_bytes(made.stdout)
        elements, relations, said = read(written)
        text = made.stdout.decode()
        assert elements == text.count("<element "), f"{case.name}: elements are lost"
        assert relations == text.count("<relationship "), f"{case.name}: relations are lost"
        assert not said, f"{case.name}: {said[:500]}"
