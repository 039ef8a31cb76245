"""The OMG's schemas of BPMN 2.0, as SpiffWorkflow carries them, and drawings of models."""

import subprocess

import xmlschema


def schema(place):
    return xmlschema.XMLSchema(str(place / "schema" / "BPMN20.xsd"))


def is_awake(schema, place):
    """A drawing with an element where none may stand is refused."""
    drawing = (place / "models" / "wrong.bpmn")
    drawing.write_text(
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x">'
        '<process id="p"><lane id="l"/></process></definitions>'
    )
    assert not schema.is_valid(str(drawing)), "the schema takes everything"
    drawing.unlink()


def judge(case, schema, vsdlint):
    # A model with unreadable files is exported all the same, with status 2.
    made = subprocess.run([vsdlint, "export", "--format", "bpmn"], cwd=case.directory, capture_output=True)
    assert made.returncode in (0, 2), made.stderr.decode()
    if made.stdout:
        drawing = case.reports["json"].with_name("model.bpmn")
        drawing.write_bytes(made.stdout)
        schema.validate(str(drawing))
