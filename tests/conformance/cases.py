"""The models whose reports are judged, and the reports."""

import shutil
import subprocess
from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
FORMATS = ["full", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson"]

# Where the files of `fixtures/hostile` go: names that a repository should not hold.
HOSTILE = {
    "engage.vsd": "models/engage.vsd",
    "improve.vsd": "models/improve.vsd",
    "plan.vsd": "other/50% off, a:b \"c\" #d/é\n::error::x.vsd",
}


class Case:
    """A directory with a model in it, and what vsdlint reports of it."""

    def __init__(self, name, directory, vsdlint, findings):
        self.name = name
        self.directory = directory
        reports = directory.parent.parent / "reports" / name
        shutil.rmtree(reports, ignore_errors=True)
        reports.mkdir(parents=True)
        self.reports = {form: reports / f"report.{form}" for form in FORMATS}
        outputs = [f"--output={form}={path}" for form, path in self.reports.items()]
        # Unreadable files make the status 2, and the reports are written all the same.
        status = subprocess.run([vsdlint, "check", *outputs, "."], cwd=directory, stderr=subprocess.DEVNULL).returncode
        assert status in (0, 1, 2), f"vsdlint ended with status {status}"
        text = self.text("json")
        assert ('"findings": []' in text) != findings, f"{name}: the model is not what it should be"

    def text(self, form):
        """The report as it was written: not even line ends are changed."""
        return self.reports[form].read_bytes().decode()


def all_cases(vsdlint, place):
    """Makes the models and has them checked."""
    models = place / "models"
    shutil.rmtree(models, ignore_errors=True)
    for name in ["itil4", "broken", "northwind"]:
        shutil.copytree(FIXTURES / name, models / name)
    for source, path in HOSTILE.items():
        path = models / "hostile" / path
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(FIXTURES / "hostile" / source, path)
    (models / "hostile/vsdlint.toml").write_text("")
    (models / "hostile/other/vsdlint.toml").write_text('[rules]\nself-flow = "info"\n')
    return [
        Case("itil4", models / "itil4", vsdlint, findings=True),
        Case("broken", models / "broken", vsdlint, findings=True),
        Case("hostile", models / "hostile", vsdlint, findings=True),
        Case("clean", models / "northwind", vsdlint, findings=False),
    ]
