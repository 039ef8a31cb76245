"""Has every judge look at every report. Usage: judge.py VSDLINT PLACE, where PLACE holds what `run` installed."""

import subprocess
import sys
from pathlib import Path

import archimate
import bpmn
import cases
import github
import json_schema
import junit
import kin
import reviewdog
import sarif


def main(vsdlint, place):
    schemas = {
        "json": place / "vsdlint.schema.json",
        "sarif": place / "node_modules/@microsoft/sarif-multitool-linux/sarif-2.1.0.json",
    }
    schemas["json"].write_bytes(subprocess.run([vsdlint, "schema", "json"], capture_output=True, check=True).stdout)
    judged = cases.all_cases(vsdlint, place)
    by_name = {case.name: case for case in judged}

    json_schema.is_awake(schemas, place)
    sarif.is_awake(by_name["itil4"], place)
    junit.is_awake(place)
    drawings = bpmn.schema(place)
    bpmn.is_awake(drawings, place)
    archimate.is_awake(place)
    github.is_awake(place)
    reviewdog.is_awake(by_name["itil4"], place)

    kin.judge(by_name["itil4"], place)
    for case in judged:
        json_schema.judge(case, schemas)
        sarif.judge(case, place)
        junit.judge(case, place)
        bpmn.judge(case, drawings, vsdlint)
        archimate.judge(case, vsdlint)
        github.judge(case, place)
        reviewdog.judge(case, place)
        print(f"{case.name}: accepted")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
