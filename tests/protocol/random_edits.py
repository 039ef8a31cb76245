"""Edits models at random in one long session, and after every edit has a new `vsdlint check` say what should be shown.

    random_edits.py [--edits 300] [--seed 1] [--vsdlint target/debug/vsdlint]

The server sees its folder and what the client sends. The check sees another folder, into which the same texts are
written. Whatever differs is shown with the edits that led there, and the run fails.
"""

import argparse
import bisect
import json
import queue
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipe import Pipe

ROOT = Path(__file__).resolve().parents[2]
PROJECTS = ["northwind", "itil4", "ferry"]
LINE_END = re.compile(r"\r\n|\r|\n")
SIGNS = re.compile("[\u2400-\u241f]")
SEVERITIES = {"error": 1, "warn": 2, "info": 3}

# What is typed: words of the language and of the models, and what easily goes wrong.
SNIPPETS = [
    '"', "{", "}", "\n", " ", ",", ".", "@", "(", ")", "/", "*", "//", "/*", "*/", "/// ", "\r\n", "\\", '"""', "%",
    "ß", "é", "\u0301", "🦆", "日本", "a", "_", "-", "7", "as", " or ", "is", "from ", "to ", "all",
    "within 2h", "in ", "in engage ", "optional ", "rework ", "step", "stream", "improve", "4h30min", "97.5%",
    '"Improvement plan"', '@allow(late-input, "for now")\n', "@allow(", "stakeholder user\n", '"Ünïcode 🦆"',
]  # fmt: skip
STATEMENTS = [
    '\n    input "Incident record" from register',
    '\n    output "Fix request", "Known error" to improve\n',
    '\n  step "Ask the user" as ask in engage {\n    input "Question"\n    output "Answer"\n  }\n',
    '\nstream "Duck 🦆 care" as care {\n  trigger "Hunger"\n  outcome "Peace" to user within 2h\n}\n',
    '\nitem "Ärger" as trouble is "Incident record"\n',
    '\nactivity plan {\n  output "Roadmap" to all\n}\n',
    '\npractice "Service desk" as desk\n',
    "\n    lead_time 4h process_time 30min complete_and_accurate 95%",
]

# Each is asked at some place from time to time; the answer may be anything that the protocol knows.
QUESTIONS = [
    "definition", "implementation", "references", "documentHighlight", "prepareCallHierarchy", "hover", "completion",
    "prepareRename", "rename", "linkedEditingRange", "onTypeFormatting", "selectionRange", "codeAction", "inlayHint",
    "rangeFormatting", "semanticTokens/range", "documentLink", "documentSymbol", "foldingRange", "codeLens",
    "semanticTokens/full", "formatting",
]  # fmt: skip
# The position is outside the text, or nothing there can be renamed.
POLITE = {-32602, -32803}

# Megabytes that allocators may keep for themselves.
MOST_GROWTH = 30


class Difference(Exception):
    """The server and the check do not agree, or the server misbehaves."""


def units(text, encoding):
    """The length of a text as the protocol counts it."""
    size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    return len(text.encode(encoding if size == 1 else f"{encoding}-le")) // size


class File:
    """A text that the server and the check are shown."""

    def __init__(self, name, shown, fresh):
        self.name, self.shown, self.fresh = name, shown, fresh
        self.saved = self.text = self.original = shown.read_bytes().decode()
        self.version = self.counted = None
        self.uri = shown.as_uri()

    def position(self, offset, encoding):
        """The position of a character."""
        if self.counted != self.text:
            self.counted = self.text
            # A line ends at LF, CRLF or CR.
            self.starts = [0, *(end.end() for end in LINE_END.finditer(self.text))]
        line = bisect.bisect_right(self.starts, offset) - 1
        before = self.text[self.starts[line] : offset]
        return {"line": line, "character": units(before, encoding)}


class Session:
    """A server with all projects open, and what it said."""

    def __init__(self, vsdlint, seed, place):
        self.random = random.Random(seed)
        self.vsdlint = vsdlint
        self.encoding = self.random.choice(["utf-8", "utf-16", "utf-32"])
        self.pulls = self.random.random() < 0.5
        self.published, self.log, self.told, self.undo = {}, [], 0, []
        self.projects = {}
        for name in PROJECTS:
            shown, fresh = place / "shown" / name, place / "fresh" / name
            shutil.copytree(ROOT / "fixtures" / name, shown)
            shutil.copytree(ROOT / "fixtures" / name, fresh)
            if not (shown / "vsdlint.toml").exists():
                (shown / "vsdlint.toml").touch()
                (fresh / "vsdlint.toml").touch()
            paths = sorted(path.relative_to(shown) for path in shown.rglob("*.vsd"))
            self.projects[name] = [File(str(path), shown / path, fresh / path) for path in paths]
        self.place = place
        self.pipe = Pipe(vsdlint)
        capabilities = {
            "general": {"positionEncodings": [self.encoding]},
            "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}},
            "textDocument": {"publishDiagnostics": {"relatedInformation": True}},
        }
        if self.pulls:
            capabilities["textDocument"]["diagnostic"] = {}
            capabilities["workspace"]["diagnostics"] = {"refreshSupport": True}
        self.pipe.begin(place / "shown", capabilities)

    def hear(self, message):
        """Takes in what the server says of itself."""
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self.published[params["uri"]] = params["diagnostics"]
        elif message.get("method") == "window/logMessage":
            raise Difference(f"the server complains: {message['params']['message']}")

    def ask(self, method, params):
        """Asks the server, and returns its answer."""
        return self.pipe.ask(method, params, self.hear)

    # ── Edits ───────────────────────────────────────────────────────────────────────────────────

    def open(self, file):
        """Opens a file in the editor."""
        file.version = 1
        document = {"uri": file.uri, "languageId": "vsd", "version": 1, "text": file.text}
        self.pipe.notify("textDocument/didOpen", {"textDocument": document})

    def replace(self, file, *edits):
        """Makes edits, each in what the one before it left, and notes how to take them back."""
        if file.version is None:
            self.open(file)
        changes, back = [], []
        for start, end, new in edits:
            span = {"start": file.position(start, self.encoding), "end": file.position(end, self.encoding)}
            back.insert(0, (start, start + len(new), file.text[start:end]))
            file.text = file.text[:start] + new + file.text[end:]
            changes.append({"range": span, "text": new})
        file.version += 1
        document = {"uri": file.uri, "version": file.version}
        self.pipe.notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})
        self.log.append(f"{file.name}: {edits}")
        return back

    def spot(self, file):
        """A place in a text; no client would ask for the middle of a line end."""
        at = self.random.randint(0, len(file.text))
        return at - 1 if file.text[at - 1 : at + 1] == "\r\n" else at

    def edit(self, project):
        """Makes some edit, which may take several steps, and yields after each."""
        file = self.random.choice(self.projects[project])
        kind = self.random.choices(
            ["insert", "delete", "type", "undo", "move", "lines", "save", "close", "disk", "restore", "ask"],
            [20, 20, 12, 25, 4, 4, 3, 3, 3, 5, 10],
        )[0]
        start = self.spot(file)
        if kind == "insert":
            self.undo.append((file, self.replace(file, (start, start, self.random.choice(SNIPPETS)))))
        elif kind == "delete":
            longest = self.random.choice([1, 1, 3, 10, 40, 400])
            end = min(len(file.text), start + self.random.randint(1, longest))
            end -= file.text[end - 1 : end + 1] == "\r\n" and end - 1 > start
            end += file.text[end - 1 : end + 1] == "\r\n"
            self.undo.append((file, self.replace(file, (start, end, ""))))
        elif kind == "type":
            statement = self.random.choice(STATEMENTS)
            at = file.text.find("\n", start)
            at = len(file.text) if at < 0 else at
            at -= file.text[at - 1 : at] == "\r"
            while statement and self.random.random() < 0.97:
                typed = statement[: self.random.choice([1, 1, 1, 4, 12])]
                statement = statement[len(typed) :]
                self.undo.append((file, self.replace(file, (at, at, typed))))
                at += len(typed)
                yield
            return
        elif kind == "undo":
            for _ in range(self.random.randint(1, 6)):
                if self.undo:
                    changed, back = self.undo.pop()
                    if changed.version is not None:
                        self.replace(changed, *back)
                        yield
            return
        elif kind == "move":
            other = self.random.choice(self.projects[project])
            lines = file.text.splitlines(keepends=True)
            first = self.random.randrange(len(lines)) if lines else 0
            moved = "".join(lines[first : first + self.random.randint(1, 9)])
            start = len("".join(lines[:first]))
            self.undo.append((file, self.replace(file, (start, start + len(moved), ""))))
            yield
            at = self.spot(other)
            self.undo.append((other, self.replace(other, (at, at, moved))))
        elif kind == "lines":
            # An editor with several cursors sends several changes in one message.
            edits, grown = [], 0
            for at in sorted(self.random.sample(range(len(file.text) + 1), min(3, len(file.text)))):
                if file.text[at - 1 : at + 1] != "\r\n":
                    edits.append((at + grown, at + grown, "x "))
                    grown += 2
            if edits:
                self.undo.append((file, self.replace(file, *edits)))
        elif kind == "save" and file.version is not None:
            file.saved = file.text
            file.shown.write_bytes(file.text.encode())
            self.changed_on_disk(file)
            self.pipe.notify("textDocument/didSave", {"textDocument": {"uri": file.uri}})
        elif kind == "close" and file.version is not None:
            file.version, file.text = None, file.saved
            self.undo = [(other, back) for other, back in self.undo if other is not file]
            self.pipe.notify("textDocument/didClose", {"textDocument": {"uri": file.uri}})
            self.log.append(f"{file.name}: closed")
        elif kind == "disk" and file.version is None:
            snippet = self.random.choice(SNIPPETS)
            file.text = file.saved = file.text[:start] + snippet + file.text[start:]
            file.shown.write_bytes(file.text.encode())
            self.changed_on_disk(file)
            self.log.append(f"{file.name}: {snippet!r} at {start} on the disk")
        elif kind == "restore":
            # A model that was edited for long is no model any more.
            for other in self.projects[project]:
                if other.text != other.original:
                    self.replace(other, (0, len(other.text), other.original))
            self.undo.clear()
        elif kind == "ask":
            self.question(file)
            return
        yield

    def changed_on_disk(self, file):
        """Tells the server that a file is another."""
        self.pipe.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": file.uri, "type": 2}]})

    # ── Questions ───────────────────────────────────────────────────────────────────────────────

    def question(self, file):
        """Asks something; the answer has to be one, and has to lie in the text."""
        method = self.random.choice(QUESTIONS)
        at, other = sorted([self.spot(file), self.spot(file)])
        position, behind = (file.position(offset, self.encoding) for offset in (at, other))
        if self.random.random() < 0.05:
            position = {"line": self.random.randint(0, 999), "character": self.random.randint(0, 999)}
        params = {
            "textDocument": {"uri": file.uri},
            "position": position,
            "positions": [position],
            "range": {"start": position, "end": behind},
            "context": {"includeDeclaration": True, "diagnostics": []},
            "newName": self.random.choice(["Other", "step", 'a "b"', "engage", "", "Ünï 🦆"]),
            "options": {"tabSize": 2, "insertSpaces": True},
            "ch": "\n",
        }
        answer = self.ask(f"textDocument/{method}", params)
        if "error" in answer and answer["error"]["code"] not in POLITE:
            raise Difference(f"{method} at {position}: {answer['error']}")
        result = answer.get("result")
        if method == "selectionRange" and result:
            grows(result[0])
        if method.startswith("semanticTokens") and result:
            self.painted(file, result["data"])
        if method == "prepareCallHierarchy" and result:
            for way in ("incomingCalls", "outgoingCalls"):
                calls = self.ask(f"callHierarchy/{way}", {"item": result[0]})
                if "error" in calls:
                    raise Difference(f"{way}: {calls['error']}")

    def painted(self, file, data):
        """Semantic tokens follow each other, none over another, none over a line's end."""
        lines = file.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        line = character = end = 0
        for at in range(0, len(data), 5):
            down, right, length = data[at : at + 3]
            if down:
                line, character, end = line + down, 0, 0
            character += right
            if character < end or length == 0 or character + length > units(lines[line], self.encoding):
                raise Difference(f"a token of {length} at {line}:{character} in {file.name}")
            end = character + length

    # ── What should be shown ────────────────────────────────────────────────────────────────────

    def compare(self, project):
        """Holds what the server shows against what a check finds that has never seen anything else."""
        files = self.projects[project]
        for file in files:
            text = file.text.encode()
            if file.fresh.read_bytes() != text:
                file.fresh.write_bytes(text)
        command = [self.vsdlint, "check", "--output", "json", "--fail-on", "never", "--threads", "1"]
        check = subprocess.Popen(command, cwd=self.place / "fresh" / project, stdout=subprocess.PIPE)
        asked = [self.pipe.request("textDocument/diagnostic", {"textDocument": {"uri": file.uri}}) for file in files]
        answers = [self.pipe.answer(number, self.hear) for number in asked]
        report, _ = check.communicate()
        if check.returncode != 0:
            raise Difference(f"the check ends with {check.returncode}")
        wanted = self.wanted(files, json.loads(report)["findings"])
        for file, answer in zip(files, answers):
            shown = [plain(diagnostic) for diagnostic in answer["result"]["items"]]
            differ(f"{file.name}, asked for", shown, wanted[file.uri])
        self.settle(files, wanted)

    def settle(self, files, wanted):
        """Waits until what the server says of itself is what it should: nothing of what it is asked for."""
        deadline = time.monotonic() + 30
        while True:
            late = None
            for file in files:
                due = [] if self.pulls and file.version is not None else wanted[file.uri]
                shown = [plain(diagnostic) for diagnostic in self.published.get(file.uri, [])]
                if shown != due:
                    late = (f"{file.name}, published", shown, due)
            if late is None:
                return
            try:
                self.hear(self.pipe.receive(max(0.0, deadline - time.monotonic())))
            except queue.Empty:
                differ(*late)

    def wanted(self, files, findings):
        """The findings of a report as diagnostics."""
        by_path = {file.name: file for file in files}
        wanted = {file.uri: [] for file in files}

        def place(where):
            file = by_path[where["path"]]
            bounds = []
            for edge in ("start", "end"):
                offset = len(file.text.encode()[: where[edge]["offset"]].decode())
                position = file.position(offset, self.encoding)
                bounds.append((position["line"], position["character"]))
            return file.uri, *bounds

        for finding in findings:
            if finding["suppressed"]:
                continue
            primary = finding["primary"]
            lines = [finding["message"], primary["text"], *(f"help: {help}" for help in finding["help"])]
            uri, *span = place(primary)
            wanted[uri].append(
                (
                    finding["rule"],
                    SEVERITIES[finding["level"]],
                    *span,
                    "\n".join(filter(None, lines)),
                    tuple((*place(label), label["text"] or "here") for label in finding["secondary"]),
                )
            )
        return wanted


def plain(diagnostic):
    """A diagnostic in a form that can be compared."""

    def bounds(span):
        return [(span[edge]["line"], span[edge]["character"]) for edge in ("start", "end")]

    related = tuple(
        (one["location"]["uri"], *bounds(one["location"]["range"]), SIGNS.sub(meant, one["message"]))
        for one in diagnostic.get("relatedInformation", [])
    )
    span = bounds(diagnostic["range"])
    message = SIGNS.sub(meant, diagnostic["message"])
    return diagnostic["code"], diagnostic["severity"], *span, message, related


def meant(sign):
    """An editor is shown the tab or line feed of a name as a sign; the report for programs has it as it is."""
    return chr(ord(sign[0]) - 0x2400)


def differ(what, shown, wanted):
    """Fails where two lists differ."""
    if shown != wanted:
        more = [one for one in shown if one not in wanted]
        less = [one for one in wanted if one not in shown]
        raise Difference(f"{what}: {len(shown)} shown, {len(wanted)} found\n  only shown: {more}\n  only found: {less}")


def grows(selection):
    """Each selection has to lie within the next one."""
    while parent := selection.get("parent"):
        inner, outer = selection["range"], parent["range"]
        edges = [
            (edge["line"], edge["character"]) for edge in (outer["start"], inner["start"], inner["end"], outer["end"])
        ]
        if edges != sorted(edges) or inner == outer:
            raise Difference(f"the selection does not grow: {inner} in {outer}")
        selection = parent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--vsdlint", type=Path, default=ROOT / "target" / "debug" / "vsdlint")
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        session = Session(options.vsdlint.resolve(), options.seed, Path(place).resolve())
        with session.pipe:
            how = f"seed {options.seed}, {session.encoding}, {'asked for' if session.pulls else 'published'}"
            done, first = 0, None
            try:
                for project in session.projects:
                    session.compare(project)
                while done < options.edits:
                    project = session.random.choice(PROJECTS)
                    for _ in range(session.random.randint(1, 20)):
                        for _ in session.edit(project):
                            done += 1
                            session.compare(project)
                            if done % 1000 == 0:
                                print(f"{done} edits, {session.pipe.memory():.0f} MB", flush=True)
                            # What is reserved once for all is there by now.
                            if done >= 2000 and first is None:
                                first = session.pipe.memory()
                grown = session.pipe.memory() - (first or 0)
                if first and grown > MOST_GROWTH:
                    raise Difference(f"the server holds {grown:.0f} MB more than after 2000 edits")
                if session.pipe.end() != 0:
                    raise Difference("the server did not end well")
            except (Difference, AssertionError) as difference:
                print(*session.log[-12:], sep="\n")
                sys.exit(f"after {done} edits ({how}): {difference}")
    print(f"{done} edits, as many checks, no difference ({how}; {time.monotonic() - begun:.0f} s)")


if __name__ == "__main__":
    main()
