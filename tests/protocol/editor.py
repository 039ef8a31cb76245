"""An editor as a test sees it: it opens files, types, asks, and does what it is told.

Places are named by the text around them, with a bar where the cursor stands: `input "Fix |request"`. Answers are shown
in the same manner, each with its file and its line: `model.vsd: input «"Fix request"»`.
"""

import asyncio
import copy
import re
import textwrap
import time
import urllib.parse
from pathlib import Path
from typing import Union

import pytest_lsp
from lsprotocol import types
from lsprotocol.converters import get_converter
from pygls.exceptions import JsonRpcException

ROOT = Path(__file__).resolve().parents[2]

# Where lines end, to the protocol.
LINE_END = re.compile("\r\n|\r|\n")

# The machine may be busy with something else.
PATIENCE = 30


def _abilities():
    """What the editors can do. Newer ones than pytest-lsp knows ask for the diagnostics of their documents."""
    abilities = {
        "vscode": pytest_lsp.client_capabilities("visual-studio-code"),
        "neovim": pytest_lsp.client_capabilities("neovim@v0.11.0"),
        "emacs": pytest_lsp.client_capabilities("emacs"),
    }
    asking = copy.deepcopy(abilities["vscode"])
    asking.text_document.diagnostic = types.DiagnosticClientCapabilities(related_document_support=True)
    asking.workspace.diagnostics = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
    return {**abilities, "asking": asking}


CONVERTER = get_converter()
ABILITIES = _abilities()
EVERY = ["vscode", "neovim", "emacs"]


class Refused(Exception):
    """The server answers with an error."""

    def __init__(self, error):
        super().__init__(error.message)
        self.code = error.code


class Document:
    """A text in the editor."""

    def __init__(self, editor, name, text):
        self.editor, self.name, self.text, self.version = editor, name, text, 1
        self.uri = (editor.folder / name).as_uri()

    def find(self, marked):
        """The offset of the bar in a part of the text that stands there once."""
        assert marked.count("|") == 1, f"one bar in {marked!r}"
        part = marked.replace("|", "")
        assert self.text.count(part) == 1, f"{part!r} stands {self.text.count(part)} times in\n{self.text}"
        return self.text.index(part) + marked.index("|")

    def at(self, marked):
        """The position of the bar."""
        return self.position(self.find(marked))

    def range(self, part):
        """The range of a part of the text."""
        return types.Range(self.at("|" + part), self.at(part + "|"))

    def all(self):
        """The range of the whole text."""
        return types.Range(self.position(0), self.position(len(self.text)))

    def position(self, offset):
        """The position of a character."""
        lines = LINE_END.split(self.text[:offset])
        return types.Position(len(lines) - 1, self.editor.units(lines[-1].removeprefix(self.uncounted(lines[-1]))))

    def offset(self, position):
        """The character at a position."""
        starts = [0, *(end.end() for end in LINE_END.finditer(self.text))]
        assert position.line < len(starts), f"line {position.line} of {len(starts)}"
        line, count = LINE_END.split(self.text[starts[position.line] :], maxsplit=1)[0], 0
        mark = self.uncounted(line) if position.line == 0 else ""
        start, line = starts[position.line] + len(mark), line.removeprefix(mark)
        for at, letter in enumerate(line):
            if count == position.character:
                return start + at
            count += self.editor.units(letter)
        assert count == position.character, f"character {position.character} of {count} in {line!r}"
        return start + len(line)

    def uncounted(self, line):
        """The byte-order mark that an editor takes away when it opens a file. What its buffer holds, it counts."""
        is_open = self.editor.documents.get(self.uri) is self
        return "\ufeff" if line.startswith("\ufeff") and not is_open else ""

    def shown(self, span):
        """A range of the text, in its line."""
        start, end = self.offset(span.start), self.offset(span.end)
        line = self.text.rfind("\n", 0, start) + 1
        rest = self.text[end:].split("\n")[0]
        return f"{self.text[line:start]}«{self.text[start:end]}»{rest}".strip()

    def replace(self, old, new):
        """Replaces a part of the text, as if somebody typed it."""
        self.change((self.range(old), new))

    def type(self, marked, typed):
        """Types something where the bar stands."""
        at = self.at(marked)
        self.change((types.Range(at, at), typed))

    def change(self, *edits):
        """Makes edits one after the other, and tells the server of them in one message."""
        self.version += 1
        changes = []
        for span, new in edits:
            start, end = self.offset(span.start), self.offset(span.end)
            self.text = self.text[:start] + new + self.text[end:]
            changes.append(types.TextDocumentContentChangePartial(range=span, text=new))
        self.send(changes)

    def send(self, changes):
        """Sends changes to the server."""
        document = types.VersionedTextDocumentIdentifier(self.version, self.uri)
        self.editor.notify("textDocument/didChange", types.DidChangeTextDocumentParams(document, changes))

    def save(self):
        """Writes the text to the disk."""
        self.editor.on_disk(self.name, self.text)
        document = types.TextDocumentIdentifier(self.uri)
        self.editor.notify("textDocument/didSave", types.DidSaveTextDocumentParams(document))

    def close(self):
        """Closes the document."""
        del self.editor.documents[self.uri]
        document = types.TextDocumentIdentifier(self.uri)
        self.editor.notify("textDocument/didClose", types.DidCloseTextDocumentParams(document))


class Editor:
    """An editor with the abilities of a real one, and the server that it has started."""

    def __init__(self, vsdlint, folder, kind):
        self.vsdlint, self.folder, self.kind = vsdlint, folder, kind
        self.abilities = ABILITIES[kind]
        self.folders = [folder]
        # What it says of itself besides its abilities.
        self.options = None
        self.client = None
        self.documents = {}
        self.loop = asyncio.new_event_loop()

    # ── Beginning and end ───────────────────────────────────────────────────────────────────────

    def start(self):
        """Starts the server, unless it runs already."""
        if self.client:
            return
        self.client = pytest_lsp.make_test_lsp_client()
        self.wait(self.client.start_io(str(self.vsdlint), "lsp"))
        # The library takes an action that brings a command for a command.
        actions = Union[types.Command, types.CodeAction]
        self.client.protocol._converter.register_structure_hook(actions, structured)
        for method in ("client/registerCapability", "workspace/inlayHint/refresh", "workspace/codeLens/refresh"):
            self.client.feature(method)(lambda params: None)
        self.questions = []
        self.client.feature("window/showMessageRequest")(lambda params: self.questions.append(params.message))
        folders = [types.WorkspaceFolder(folder.as_uri(), folder.name) for folder in self.folders]
        params = types.InitializeParams(self.abilities, workspace_folders=folders, initialization_options=self.options)
        self.server = self.wait(self.client.initialize_session(params))
        self.encoding = types.PositionEncodingKind(self.server.capabilities.position_encoding).value

    def stop(self):
        """Takes its leave of the server, which has to end well."""
        if self.client:
            process = self.client._server
            self.wait(self.client.shutdown_session())
            assert process.returncode == 0, f"the server ended with {process.returncode}"
            self.wait(self.client.stop())
        self.loop.close()

    def wait(self, awaitable):
        """Waits for something."""
        return self.loop.run_until_complete(asyncio.wait_for(awaitable, PATIENCE))

    def until(self, holds):
        """Waits until something holds; whether it ever does."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                return False
            self.wait(asyncio.sleep(0.005))
        return True

    # ── Files ───────────────────────────────────────────────────────────────────────────────────

    def write(self, name, text):
        """Writes a file before anybody looks."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else plain(text).encode())

    def on_disk(self, name, text):
        """Somebody else writes a file. An editor that watches files tells the server."""
        kind = types.FileChangeType.Changed if (self.folder / name).exists() else types.FileChangeType.Created
        self.write(name, text)
        self.watched(name, kind)

    def remove(self, name):
        """Somebody else removes a file."""
        (self.folder / name).unlink()
        self.watched(name, types.FileChangeType.Deleted)

    def watched(self, name, kind):
        """Tells the server that a file is another, if the editor has promised to."""
        watches = self.abilities.workspace.did_change_watched_files
        if watches and watches.dynamic_registration:
            event = types.FileEvent((self.folder / name).as_uri(), kind)
            self.notify("workspace/didChangeWatchedFiles", types.DidChangeWatchedFilesParams([event]))

    def open(self, name, text=None):
        """Opens a file, with another text than is on the disk if one is given."""
        self.start()
        if text is None:
            text = (self.folder / name).read_bytes().decode()
        document = Document(self, name, plain(text))
        self.documents[document.uri] = document
        item = types.TextDocumentItem(document.uri, "vsd", 1, document.text)
        self.notify("textDocument/didOpen", types.DidOpenTextDocumentParams(item))
        return document

    def model(self, text, settings=""):
        """A project of one file, opened."""
        self.write("vsdlint.toml", settings)
        self.write("model.vsd", text)
        return self.open("model.vsd")

    # ── Talking to the server ───────────────────────────────────────────────────────────────────

    def units(self, text):
        """The length of a text as the server and the editor count it."""
        size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[self.encoding]
        return len(text.encode("utf-8" if size == 1 else f"{self.encoding}-le")) // size

    def notify(self, method, params):
        """Tells the server something."""
        self.client.protocol.notify(method, params)
        self.wait(asyncio.sleep(0))

    def asking(self, method, params):
        """Asks the server something and does not wait for the answer."""
        answer = self.loop.create_task(self.client.protocol.send_request_async(method, params))
        self.wait(asyncio.sleep(0))
        return answer

    def request(self, method, params):
        """Asks the server something."""
        self.start()
        try:
            return self.wait(self.asking(method, params))
        except JsonRpcException as error:
            raise Refused(error) from None

    def ask(self, method, document, marked=None, **more):
        """Asks the server something about a document, or about the place of the bar in it."""
        _, _, params, _ = types.METHOD_TO_TYPES[f"textDocument/{method}"]
        if marked is not None:
            more["position"] = document.at(marked)
        identifier = types.TextDocumentIdentifier(document.uri)
        return self.request(f"textDocument/{method}", params(text_document=identifier, **more))

    def complete(self, document, position):
        """What may be written at a place."""
        identifier = types.TextDocumentIdentifier(document.uri)
        return self.request("textDocument/completion", types.CompletionParams(identifier, position))

    # ── What the server shows ───────────────────────────────────────────────────────────────────

    def document(self, uri):
        """The document with an address, or what the disk holds."""
        if uri in self.documents:
            return self.documents[uri]
        path = Path(urllib.parse.unquote(urllib.parse.urlparse(uri).path))
        name = str(path.relative_to(self.folder)) if path.is_relative_to(self.folder) else str(path)
        return Document(self, name, path.read_bytes().decode())

    def place(self, uri, span):
        """A place as the tests write it."""
        document = self.document(uri)
        return f"{document.name}: {document.shown(span)}"

    def places(self, found):
        """Places, or links to places, as the tests write them."""
        if found is None:
            return []
        places = []
        for one in found:
            link = isinstance(one, types.LocationLink)
            uri, span = (one.target_uri, one.target_selection_range) if link else (one.uri, one.range)
            places.append(self.place(uri, span))
        return places

    def diagnostics(self, document):
        """The diagnostics of a document that the editor shows now."""
        if self.kind == "asking" and document.uri in self.documents:
            return self.ask("diagnostic", document).items
        return self.client.diagnostics.get(document.uri, [])

    def findings(self, document):
        """The same as the tests write them: rule, and place."""
        return [f"{one.code or 'settings'}: {document.shown(one.range)}" for one in self.diagnostics(document)]

    def expect(self, document, *findings):
        """Waits until a document shows these findings and no other."""
        if isinstance(document, str):
            document = self.document((self.folder / document).as_uri())
        self.start()

        def holds():
            try:
                return self.findings(document) == list(findings)
            except AssertionError:  # the diagnostics are older than the text
                return False

        if not self.until(holds):
            assert self.findings(document) == list(findings)
        return self.diagnostics(document)

    def expect_to_stay(self, document, *findings):
        """The same, and nothing that comes a little later changes it."""
        self.expect(document, *findings)
        self.wait(asyncio.sleep(0.3))
        self.expect(document, *findings)

    # ── What the editor does ────────────────────────────────────────────────────────────────────

    def actions(self, document, part, only=None):
        """The actions that are offered for a part of a text, by their titles."""
        span = document.range(part)
        at_hand = [one for one in self.client.diagnostics.get(document.uri, []) if overlap(one.range, span)]
        context = types.CodeActionContext(at_hand, only=only)
        found = self.ask("codeAction", document, range=span, context=context) or []
        return {action.title: action for action in found}

    def act(self, action):
        """Takes an action, which may have to say first what it changes."""
        if action.edit is None and action.data is not None:
            action = self.request("codeAction/resolve", action)
        self.apply(action.edit)

    def command(self, command):
        """Has the server carry out a command, and returns its answer."""
        params = types.ExecuteCommandParams(command.command, arguments=command.arguments)
        return self.request("workspace/executeCommand", params)

    def apply(self, edit):
        """Makes the edits that the server asks for, in open documents and in files."""
        by_uri = {uri: edits for uri, edits in (edit.changes or {}).items()}
        versions = self.abilities.workspace.workspace_edit
        for change in edit.document_changes or []:
            assert versions and versions.document_changes, "the editor knows no versions in edits"
            by_uri.setdefault(change.text_document.uri, []).extend(change.edits)
            if change.text_document.uri in self.documents:
                assert change.text_document.version == self.documents[change.text_document.uri].version
        for uri, edits in by_uri.items():
            self.edit(self.document(uri), edits)
        return sorted(self.document(uri).name for uri in by_uri)

    def edit(self, document, edits):
        """Makes edits of a document, all of them in the text as it is."""
        # From the end to the beginning, so that none moves another.
        edits = sorted(edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True)
        if document.uri in self.documents:
            if edits:
                document.change(*[(edit.range, edit.new_text) for edit in edits])
            return
        for edit in edits:
            start, end = document.offset(edit.range.start), document.offset(edit.range.end)
            document.text = document.text[:start] + edit.new_text + document.text[end:]
        self.on_disk(document.name, document.text)


def plain(text):
    """A text of a test without its indentation, if it begins on a line of its own."""
    return textwrap.dedent(text[1:]) if text.startswith("\n") else text


def overlap(one, other):
    """Whether two ranges share anything."""

    def key(position):
        return position.line, position.character

    return key(one.start) <= key(other.end) and key(other.start) <= key(one.end)


def structured(action, _):
    """An action, or a command, of which the protocol has both."""
    kind = types.Command if isinstance(action.get("command"), str) else types.CodeAction
    return CONVERTER.structure(action, kind)
