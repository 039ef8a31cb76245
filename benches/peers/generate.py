"""Files for linters of other languages, of about as much content as a file of vsdlint's corpus.

A file of the corpus has eight steps, nine flows between them and 2 KB. So has a BPMN process, and a LikeC4 model; in
languages without steps the files have as many bytes. The same number gives the same files.
"""

import random

VERBS = ["register", "triage", "diagnose", "build", "test", "agree", "deploy", "close", "order", "compare", "inspect"]
THINGS = ["laptop", "printer", "till", "scanner", "mailbox", "router", "server", "camera", "display", "phone"]


class Words:
    """Names by lot, the same for the same file."""

    def __init__(self, number):
        self.lot = random.Random(number)

    def verb(self):
        return self.lot.choice(VERBS)

    def thing(self):
        return self.lot.choice(THINGS)

    def name(self):
        return f"{self.verb()}_{self.thing()}"

    def number(self):
        return self.lot.randrange(2, 90)


def write(folder, files, text, path):
    """Writes so many files: the text and the path of each come from its number, beginning with 0."""
    for number in range(files):
        place = folder / path(number)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text(number, Words(number)))


def in_hundreds(ending):
    """Paths with a hundred files in each folder."""
    return lambda number: f"{number // 100:03}/file-{number:05}.{ending}"


def bpmn(folder, files):
    """Processes of a start, eight tasks, an end and nine flows, with the diagram that an editor saves."""
    write(folder, files, process, in_hundreds("bpmn"))
    (folder / ".bpmnlintrc").write_text('{"extends": "bpmnlint:recommended"}\n')


def process(number, words):
    tasks = [f"{words.verb().capitalize()} the {words.thing()}" for _ in range(8)]
    kinds = ["startEvent"] + ["task"] * len(tasks) + ["endEvent"]
    labels = ["Outage reported", *tasks, "Service restored"]
    elements, shapes, last = [], [], len(kinds) - 1
    for at, (kind, label) in enumerate(zip(kinds, labels)):
        incoming = f"<bpmn:incoming>Flow_{at}</bpmn:incoming>" if at > 0 else ""
        outgoing = f"<bpmn:outgoing>Flow_{at + 1}</bpmn:outgoing>" if at < last else ""
        elements.append(f'<bpmn:{kind} id="Node_{at}" name="{label}">{incoming}{outgoing}</bpmn:{kind}>')
        bounds = f'<dc:Bounds x="{160 * at}" y="100" width="100" height="80" />'
        shapes.append(
            f'<bpmndi:BPMNShape id="Shape_{at}" bpmnElement="Node_{at}">{bounds}</bpmndi:BPMNShape>'
        )
    for at in range(1, last + 1):
        ends = f'sourceRef="Node_{at - 1}" targetRef="Node_{at}"'
        elements.append(f'<bpmn:sequenceFlow id="Flow_{at}" {ends} />')
        points = f'<di:waypoint x="{160 * at - 60}" y="140" /><di:waypoint x="{160 * at}" y="140" />'
        shapes.append(f'<bpmndi:BPMNEdge id="Edge_{at}" bpmnElement="Flow_{at}">{points}</bpmndi:BPMNEdge>')
    body = "\n    ".join(elements)
    plane = "\n      ".join(shapes)
    omg = "http://www.omg.org/spec"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="{omg}/BPMN/20100524/MODEL" xmlns:bpmndi="{omg}/BPMN/20100524/DI"
    xmlns:dc="{omg}/DD/20100524/DC" xmlns:di="{omg}/DD/20100524/DI" id="Definitions_{number}"
    targetNamespace="http://northwind.example/bpmn">
  <bpmn:process id="Process_{number}" name="Restore a failed service" isExecutable="false">
    {body}
  </bpmn:process>
  <bpmndi:BPMNDiagram id="Diagram_{number}">
    <bpmndi:BPMNPlane id="Plane_{number}" bpmnElement="Process_{number}">
      {plane}
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""


def likec4(folder, files):
    """Models of eight elements and twelve relations."""
    write(folder, files, architecture, in_hundreds("c4"))
    (folder / "kinds.c4").write_text("specification {\n  element step\n}\n")


def architecture(number, words):
    steps = [f"step_{number}_{at}" for at in range(8)]
    lines = []
    for step in steps:
        title = f"{words.verb().capitalize()} the {words.thing()}"
        lines.append(f"  {step} = step '{title}' {{")
        lines.append(f"    description 'What the service desk does for the {words.thing()} of a branch'")
        lines.append(f"    technology '{words.thing()} management'\n  }}")
    pairs = [*zip(steps, steps[1:]), *((step, steps[7]) for step in steps[:5])]
    lines += [f"  {one} -> {two} '{words.thing().capitalize()} incident record'" for one, two in pairs]
    return "model {\n" + "\n".join(lines) + "\n}\n"


def python(folder, files):
    """Modules with a class of six methods."""
    write(folder, files, module, in_hundreds("py"))


def module(number, words):
    head = f'"""Restore a failed service, branch {number}."""\n\nimport os\nfrom pathlib import Path\n\n\n'
    text = head + f'class Stream{number}:\n    """Gets people working again."""\n\n    def __init__(self, steps):\n'
    text += '        """Takes the steps."""\n        self.steps = steps\n'
    for at in range(6):
        name = f"{words.name()}_{at}"
        text += f"""
    def {name}(self, record: str, limit: int = {words.number()}) -> dict[str, int]:
        \"\"\"Do what the step {name} does.\"\"\"
        times = {{"{words.thing()}": limit, "{words.name()}": len(record)}}
        for position, step in enumerate(self.steps):
            if step != record and position < limit:
                times[step] = position * {words.number()}
        return times
"""
    return text + '\n\ndef files() -> int:\n    """Count them."""\n    return len(os.listdir(Path.cwd()))\n'


def javascript(folder, files):
    """Modules with a class of seven methods."""
    write(folder, files, script, in_hundreds("js"))


def script(number, words):
    text = f"// Restore a failed service, branch {number}.\nexport class Stream{number} {{\n  constructor(steps) {{\n"
    text += "    this.steps = steps;\n  }\n"
    for at in range(7):
        text += f"""
  {words.name()}_{at}(record, limit = {words.number()}) {{
    const times = {{ {words.thing()}: limit, {words.name()}: record.length }};
    for (const [position, step] of this.steps.entries()) {{
      if (step !== record && position < limit) {{
        times[step] = position * {words.number()};
      }}
    }}
    return times;
  }}
"""
    return text + "}\n"


def workflows(folder, files):
    """GitHub workflows of five jobs."""
    path = lambda number: f"{number // 100:03}/.github/workflows/file-{number:05}.yml"  # noqa: E731
    write(folder, files, workflow, path)


def workflow(number, words):
    text = f"name: Branch {number}\non:\n  push:\n    branches: [main]\npermissions: {{}}\njobs:\n"
    for at in range(5):
        text += f"""  {words.name()}_{at}:
    name: {words.verb().capitalize()} the {words.thing()}
    runs-on: ubuntu-24.04
    permissions:
      contents: read
    steps:
      - name: Check out
        uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - name: {words.verb().capitalize()}
        run: |
          echo "What the service desk does for a branch"
          make {words.name()}
"""
    return text


def protobuf(folder, files):
    """Packages of eight messages."""
    path = lambda number: f"northwind/branch{number}/v1/file_{number:05}.proto"  # noqa: E731
    write(folder, files, package, path)
    (folder / "buf.yaml").write_text("version: v2\nlint:\n  use:\n    - STANDARD\n")


def package(number, words):
    text = f'syntax = "proto3";\n\npackage northwind.branch{number}.v1;\n'
    for at in range(8):
        fields = "".join(
            f"  // The {words.thing()} that the step is about.\n  string {words.name()}_{field} = {field};\n"
            for field in range(1, 5)
        )
        text += f"\n// What step {at} hands on.\nmessage Record{at} {{\n{fields}}}\n"
    return text


def openapi(folder, files):
    """Interfaces of five operations."""
    write(folder, files, interface, in_hundreds("yaml"))
    (folder / ".spectral.yaml").write_text('extends: ["spectral:oas"]\n')


def interface(number, words):
    text = f"""openapi: 3.0.3
info:
  title: Branch {number}
  version: 1.0.0
  description: What a branch can ask for
  contact:
    name: Service desk
    url: https://northwind.example
    email: desk@northwind.example
servers:
  - url: https://api.northwind.example/v1
tags:
  - name: branch
    description: Services of a branch
paths:
"""
    for at in range(5):
        text += f"""  /{words.name()}_{at}/{{id}}:
    get:
      operationId: {words.name()}_{at}
      summary: {words.verb().capitalize()} the {words.thing()}
      description: What the service desk does for a branch
      tags: [branch]
      parameters:
        - name: id
          in: path
          required: true
          schema:
            type: string
      responses:
        "200":
          description: The incident record
"""
    return text
