"""Whatever a client sends, it gets the protocol's error, and the server goes on."""

import json

import pytest
from editor import ROOT
from pipe import Pipe

PARSE, INVALID, UNKNOWN, PARAMS, EARLY, CANCELLED = -32700, -32600, -32601, -32602, -32002, -32800


@pytest.fixture
def pipe(vsdlint):
    """A server that nobody has spoken to."""
    with Pipe(vsdlint) as pipe:
        yield pipe


@pytest.fixture
def ready(pipe, tmp_path):
    """A server with a project of one file, in which one name is unknown."""
    folder = tmp_path.resolve()
    (folder / "vsdlint.toml").touch()
    (folder / "model.vsd").write_text('activity improve {\n  output "Roadmap" to nobody\n}\n')
    pipe.folder, pipe.uri = folder, (folder / "model.vsd").as_uri()
    pipe.begin(folder)
    return pipe


def published(pipe, uri, codes):
    """Waits until a file has diagnostics of these rules."""
    while True:
        message = pipe.receive()
        if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
            if [one["code"] for one in message["params"]["diagnostics"]] == codes:
                return


def shown(pipe, uri):
    """The diagnostics of a file that are published next."""
    while True:
        message = pipe.receive()
        if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
            return message["params"]["diagnostics"]


def log(pipe, part):
    """Waits until the server writes something to the client's log."""
    while True:
        message = pipe.receive()
        if message.get("method") == "window/logMessage" and part in message["params"]["message"]:
            return


def error(pipe):
    """The next answer that is an error: its number and code."""
    while True:
        message = pipe.receive()
        if "error" in message:
            return message["id"], message["error"]["code"]


def lives(pipe):
    """Holds that the server still answers as it did."""
    hover = pipe.ask("textDocument/hover", at(pipe.uri, 1, 11))
    assert "Roadmap" in hover["result"]["contents"]["value"]
    assert pipe.end() == 0


def at(uri, line, character):
    """A place in a document."""
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}


def opened(uri, text, version=1):
    """A document that is opened."""
    return {"textDocument": {"uri": uri, "languageId": "vsd", "version": version, "text": text}}


def changed(uri, version, text):
    """A document with another text."""
    return {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]}


# ── Messages ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "body",
    [b"nonsense", b"{", b"", b'{"jsonrpc": "2.0", "id": 1, "method": "\xff"}', b"[" * 100_000, b"\x00" * 64],
    ids=["words", "half an object", "nothing", "not UTF-8", "100,000 brackets", "NUL"],
)
def test_what_is_no_json_is_a_parse_error(ready, body):
    ready.send_body(body)
    assert error(ready) == (None, PARSE)
    lives(ready)


@pytest.mark.parametrize("body", [[], [1], 42, "hello", None, {}, {"jsonrpc": "2.0"}, {"id": {}, "method": "shutdown"}])
def test_what_is_no_message_is_an_invalid_request(ready, body):
    ready.send_body(json.dumps(body).encode())
    number, code = error(ready)
    assert code == INVALID
    lives(ready)


def test_a_number_that_the_protocol_does_not_know_is_given_back(ready):
    ready.send_body(b'{"jsonrpc": "2.0", "id": 1099511627776, "method": "textDocument/hover", "params": {}}')
    assert error(ready) == (1099511627776, INVALID)
    lives(ready)


def test_a_message_without_its_length_is_passed_over(ready):
    ready.send_bytes(b'Content-Type: text\r\n\r\n{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}')
    assert error(ready) == (None, PARSE)
    lives(ready)


def test_a_length_that_is_too_small_costs_one_message(ready):
    ready.send_bytes(b'Content-Length: 10\r\n\r\n{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}')
    assert error(ready) == (None, PARSE)
    lives(ready)


def test_a_length_that_is_too_large_costs_two_messages(ready):
    ready.send_bytes(b'Content-Length: 60\r\n\r\n{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}')
    ready.notify("$/nothing", {"of": "importance"})
    assert error(ready) == (None, PARSE)
    lives(ready)


@pytest.mark.parametrize("length", [b"many", b"-1", b"1e3", b"99999999999999999999999999"])
def test_a_length_that_is_no_number_is_an_error(ready, length):
    ready.send_bytes(b"Content-Length: " + length + b'\r\n\r\n{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}')
    assert error(ready) == (None, PARSE)
    lives(ready)


def test_nobody_has_to_send_what_is_far_too_long(ready):
    ready.send_bytes(b'Content-Length: 9999999999999\r\n\r\n{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}')
    assert error(ready) == (None, INVALID)
    before = ready.memory()
    lives(ready)
    assert before < 500


def test_noise_before_a_message_is_passed_over(ready):
    ready.send_bytes(b"Welcome to my shell!\n$ \n\n")
    assert error(ready) == (None, PARSE)
    lives(ready)


def test_a_message_may_come_in_pieces_and_several_at_once(ready):
    body = json.dumps({"jsonrpc": "2.0", "id": "a", "method": "textDocument/hover", "params": at(ready.uri, 1, 11)})
    whole = f"Content-Type: application/json\r\ncontent-length:{len(body)}\r\n\r\n{body}".encode()
    for byte in whole[:40]:
        ready.send_bytes(bytes([byte]))
    ready.send_bytes(whole[40:] + whole.replace(b'"a"', b'"b"'))
    for number in "ab":
        assert "Roadmap" in ready.answer(number)["result"]["contents"]["value"]
    lives(ready)


# ── Beginning and end ───────────────────────────────────────────────────────────────────────────


def test_before_it_is_initialised_a_server_answers_nothing(pipe, tmp_path):
    assert pipe.ask("textDocument/hover", at("file:///model.vsd", 0, 0))["error"]["code"] == EARLY
    pipe.notify("textDocument/didOpen", opened("file:///model.vsd", "stakeholder"))
    assert pipe.begin(tmp_path.resolve())["result"]["serverInfo"]["name"] == "vsdlint"
    assert pipe.end() == 0


def test_a_server_is_initialised_once(ready):
    assert ready.ask("initialize", {"capabilities": {}})["error"]["code"] == INVALID
    lives(ready)


@pytest.mark.parametrize("params", [None, {}, {"capabilities": 7, "workspaceFolders": "all", "rootUri": 1}])
def test_a_client_need_not_say_what_it_can_do(pipe, params):
    assert pipe.ask("initialize", params)["result"]["capabilities"]["positionEncoding"] == "utf-16"
    assert pipe.end() == 0


def test_after_the_shutdown_nothing_is_answered(ready):
    assert ready.ask("shutdown")["result"] is None
    assert ready.ask("textDocument/hover", at(ready.uri, 1, 11))["error"]["code"] == INVALID
    ready.notify("textDocument/didOpen", opened(ready.uri, ""))
    assert ready.ask("shutdown")["error"]["code"] == INVALID
    ready.notify("exit")
    assert ready.process.wait(30) == 0


def test_an_exit_without_a_shutdown_is_a_failure(ready):
    ready.notify("exit")
    assert ready.process.wait(30) == 1


def test_an_exit_before_everything_is_a_failure(pipe):
    pipe.notify("exit")
    assert pipe.process.wait(30) == 1


@pytest.mark.parametrize("last", [b"", b"Content-Le", b'Content-Length: 99\r\n\r\n{"json'])
def test_the_server_ends_with_its_client(ready, last):
    ready.send_bytes(last)
    ready.process.stdin.close()
    assert ready.process.wait(30) == 1


def test_the_server_ends_where_nobody_reads(vsdlint):
    with Pipe(vsdlint, reads=False) as pipe:
        pipe.process.stdout.close()
        pipe.request("initialize", {})
        for _ in range(100):
            pipe.request("textDocument/moo", {})
        pipe.process.stdin.close()
        assert pipe.process.wait(30) == 1


# ── Requests ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("method", ["textDocument/moo", "$/moo", "workspace/diagnostic", ""])
def test_an_unknown_request_is_refused(ready, method):
    assert ready.ask(method, {"textDocument": {"uri": ready.uri}})["error"]["code"] == UNKNOWN
    lives(ready)


def test_an_unknown_notification_is_left_alone(ready):
    ready.notify("textDocument/moo", {"textDocument": {"uri": ready.uri}})
    ready.notify("$/setTrace", {"value": "verbose"})
    lives(ready)


def test_an_answer_to_nothing_is_left_alone(ready):
    ready.send({"id": 999, "result": {"any": "thing"}})
    ready.send({"id": "vsdlint-1", "error": {"code": 1, "message": "no"}})
    lives(ready)


@pytest.mark.parametrize(
    "params",
    [
        None,
        {},
        [],
        {"textDocument": 7},
        {"textDocument": {"uri": None}},
        {"textDocument": {"uri": "MODEL"}},
        {"textDocument": {"uri": "MODEL"}, "position": {"line": -1, "character": 0}},
        {"textDocument": {"uri": "MODEL"}, "position": {"line": 1.5, "character": 0}},
        {"textDocument": {"uri": "MODEL"}, "position": {"line": 2**40, "character": 0}},
        {"textDocument": {"uri": "MODEL"}, "position": {"line": 99, "character": 0}},
    ],
)
def test_parameters_that_are_none_are_refused(ready, params):
    params = json.loads(json.dumps(params).replace("MODEL", ready.uri))
    assert ready.ask("textDocument/hover", params)["error"]["code"] == PARAMS
    lives(ready)


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "model.vsd",
        "file:",
        "file://",
        "file:///",
        "http://example.org/model.vsd",
        "file:///%ff%00",
        "file://host/a",
    ],
)
def test_of_a_document_that_is_no_file_nothing_is_known(ready, uri):
    ready.notify("textDocument/didOpen", opened(uri, "stakeholder user"))
    assert ready.ask("textDocument/hover", at(uri, 0, 12))["result"] is None
    assert ready.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})["result"]["items"] == []
    lives(ready)


def test_behind_the_end_is_the_end(ready):
    everything = {"start": {"line": 0, "character": 0}, "end": {"line": 10**6, "character": 10**6}}
    backwards = {"start": {"line": 2, "character": 0}, "end": {"line": 0, "character": 0}}
    for span in (everything, backwards):
        for method in ("inlayHint", "rangeFormatting", "codeAction", "semanticTokens/range"):
            options = {"tabSize": 2, "insertSpaces": True}
            params = {
                "textDocument": {"uri": ready.uri},
                "range": span,
                "options": options,
                "context": {"diagnostics": []},
            }
            assert "result" in ready.ask(f"textDocument/{method}", params), method
    lives(ready)


def test_who_calls_whom_is_asked_of_any_item(ready):
    item = {"name": "x", "kind": 1, "uri": ready.uri, "range": {}, "selectionRange": {}}
    assert ready.ask("callHierarchy/incomingCalls", {"item": item})["error"]["code"] == PARAMS
    far = {"line": 99, "character": 9}
    item |= {"range": {"start": far, "end": far}, "selectionRange": {"start": far, "end": far}}
    assert not ready.ask("callHierarchy/incomingCalls", {"item": item})["result"]
    lives(ready)


def test_a_command_that_is_none_is_refused(ready):
    for command, arguments in (
        ("rm", ["-rf"]),
        ("vsdlint.explain", []),
        ("vsdlint.explain", ["no-rule"]),
        (None, None),
    ):
        answer = ready.ask("workspace/executeCommand", {"command": command, "arguments": arguments})
        assert answer["error"]["code"] == PARAMS
    lives(ready)


def test_a_request_that_is_taken_back_is_answered_so(ready):
    """While something that takes its time is worked on, the next request waits, and may be taken back."""
    long = (ROOT / "fixtures" / "northwind" / "organisation.vsd").read_text() * 30
    ready.notify("textDocument/didOpen", opened(ready.uri, long))
    options = {"tabSize": 2, "insertSpaces": True}
    busy = ready.request("textDocument/formatting", {"textDocument": {"uri": ready.uri}, "options": options})
    number = ready.request("textDocument/hover", at(ready.uri, 1, 11))
    ready.notify("$/cancelRequest", {"id": number})
    assert "result" in ready.answer(busy)
    assert ready.answer(number)["error"]["code"] == CANCELLED
    # It is too late for what was answered, and nothing is known of what was never asked.
    for gone in (number, busy, 999, "x", None, {}):
        ready.notify("$/cancelRequest", {"id": gone})
    ready.notify("$/cancelRequest", None)
    assert ready.ask("textDocument/hover", at(ready.uri, 999, 0))["result"] is None


# ── Documents ───────────────────────────────────────────────────────────────────────────────────


def test_a_change_of_a_document_that_is_not_open_is_left_out(ready):
    ready.notify("textDocument/didChange", changed(ready.uri, 2, "stakeholder user"))
    log(ready, "not open")
    lives(ready)


def test_a_document_that_was_not_open_cannot_be_closed(ready):
    ready.notify("textDocument/didClose", {"textDocument": {"uri": ready.uri}})
    log(ready, "not open")
    lives(ready)


def test_a_change_that_comes_too_late_is_left_out(ready):
    text = (ready.folder / "model.vsd").read_text()
    ready.notify("textDocument/didOpen", opened(ready.uri, "", 4))
    ready.notify("textDocument/didChange", changed(ready.uri, 9, text))
    ready.notify("textDocument/didChange", changed(ready.uri, 8, "stakeholder user"))
    log(ready, "older")
    lives(ready)


def test_a_document_that_is_opened_again_has_its_new_text(ready):
    text = (ready.folder / "model.vsd").read_text()
    ready.notify("textDocument/didOpen", opened(ready.uri, "stakeholder user", 7))
    ready.notify("textDocument/didOpen", opened(ready.uri, text, 1))
    ready.notify("textDocument/didChange", changed(ready.uri, 2, text + "\n"))
    lives(ready)


@pytest.mark.parametrize(
    "change",
    [
        {"range": {"start": {"line": 99, "character": 0}, "end": {"line": 99, "character": 5}}, "text": "\n"},
        {"range": {"start": {"line": 2, "character": 99}, "end": {"line": 0, "character": 0}}, "text": "\n"},
    ],
)
def test_a_change_outside_the_text_is_made_at_its_end(ready, change):
    ready.notify("textDocument/didOpen", opened(ready.uri, (ready.folder / "model.vsd").read_text()))
    document = {"uri": ready.uri, "version": 2}
    ready.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})
    lives(ready)


@pytest.mark.parametrize("params", [None, {}, {"textDocument": {}}, {"textDocument": {"uri": 7}, "contentChanges": 7}])
def test_a_notification_that_cannot_be_read_is_left_out(ready, params):
    for what in ("didOpen", "didChange", "didClose", "didSave"):
        ready.notify(f"textDocument/{what}", params)
    ready.notify("workspace/didChangeWatchedFiles", params)
    ready.notify("workspace/didChangeWorkspaceFolders", params)
    log(ready, "textDocument/didOpen")
    lives(ready)


METHODS = """
    textDocument/diagnostic textDocument/codeAction codeAction/resolve textDocument/definition textDocument/implementation
    textDocument/references textDocument/documentHighlight textDocument/documentLink textDocument/documentSymbol
    textDocument/prepareCallHierarchy callHierarchy/incomingCalls callHierarchy/outgoingCalls textDocument/foldingRange
    textDocument/selectionRange textDocument/hover textDocument/completion textDocument/inlayHint textDocument/codeLens
    textDocument/semanticTokens/full textDocument/semanticTokens/range textDocument/prepareRename textDocument/rename
    textDocument/linkedEditingRange textDocument/formatting textDocument/rangeFormatting textDocument/onTypeFormatting
    vsdlint/draw workspace/executeCommand workspace/symbol shut\x1bdown initialize
    textDocument/didOpen textDocument/didChange textDocument/didClose workspace/didChangeWatchedFiles
    workspace/didChangeWorkspaceFolders workspace/didChangeConfiguration initialized $/cancelRequest
""".split()


def test_what_is_wrong_is_said_in_words(ready):
    """No type of the program, and no letter that a terminal would obey, whatever the client sends."""
    said = []

    def listen(message):
        if message.get("method") == "window/logMessage":
            said.append(message["params"]["message"])

    document = {"uri": ready.uri}
    for method in METHODS:
        for params in (
            None,
            [],
            {"textDocument": document},
            {"item": document, "data": document, "textDocument": {"uri": 7}},
            {"textDocument": document, "position": {}, "range": {}, "contentChanges": [{}], "newName": 1, "of": {}},
            {"textDocument": {"uri": "\x1b]0;x\x07", "version": 1}, "contentChanges": [], "changes": [{"type": 9}]},
            {"textDocument": document, "of": "\x1b]0;x\x07", "command": "\x1b", "arguments": ["\x1b"]},
            {"command": "vsdlint.explain", "arguments": {}},
            {"command": "vsdlint.explain", "arguments": ["\x1b[2J"]},
        ):
            answer = ready.ask(method, params, listen)
            if "error" in answer:
                said.append(answer["error"]["message"])
            ready.notify(method, params)
    ready.ask("workspace/symbol", {"query": ""}, listen)
    assert len(said) > 100
    for message in said:
        assert not any(word in message for word in ("struct", "enum", "variant", "expected", "Params", "::", "tuple"))
        assert message.isprintable(), ascii(message)
    lives(ready)


def test_settings_with_what_a_terminal_obeys_are_shown_harmlessly(ready):
    (ready.folder / "vsdlint.toml").write_text('"\\u001b]0;x" = 1\n[rules]\n"\\u001b[2J" = "off"\n')
    tell(ready, ready.folder / "vsdlint.toml", 2)
    while True:
        params = ready.receive().get("params")
        if params and params.get("uri", "").endswith("vsdlint.toml"):
            break
    assert params["diagnostics"]
    for one in params["diagnostics"]:
        assert one["message"].replace("\n", "").isprintable()


def test_half_a_character_is_as_long_as_it_is_for_the_client(ready):
    """A client that counts in UTF-16 and edits between two halves of a character."""
    text = (ready.folder / "model.vsd").read_text().replace("Roadmap", "\U0001f600 Roadmap")
    ready.notify("textDocument/didOpen", opened(ready.uri, text))
    start = text.split("\n")[1].index("\U0001f600")

    def edit(version, first, last, new):
        place = {"start": {"line": 1, "character": start + first}, "end": {"line": 1, "character": start + last}}
        document = {"uri": ready.uri, "version": version}
        change = {"textDocument": document, "contentChanges": [{"range": place, "text": new}]}
        ready.notify("textDocument/didChange", change)

    def hover(character):
        answer = ready.ask("textDocument/hover", at(ready.uri, 1, start + character))["result"]
        return answer["range"]["end"]["character"] - start

    edit(2, 1, 2, "\ude01")  # as JSON: a lone half, escaped
    assert hover(3) == 11
    edit(3, 0, 1, "")
    assert hover(2) == 10
    edit(4, 0, 1, "\ud83d\ud83d")
    assert hover(2) == 11
    edit(5, 0, 3, "")
    lives(ready)


def test_half_a_character_in_a_text_that_is_opened(ready):
    text = (ready.folder / "model.vsd").read_text()
    ready.notify("textDocument/didOpen", opened(ready.uri, "// \udc00 \ud83d\n" + text))
    hover = ready.ask("textDocument/hover", at(ready.uri, 2, 11))
    assert "Roadmap" in hover["result"]["contents"]["value"]


# ── Files ───────────────────────────────────────────────────────────────────────────────────────

NO_TEXT = {
    "latin1": "stakeholder Bürger".encode("latin-1"),
    "UTF-16": "stakeholder Bürger".encode("utf-16"),
    "drawing": (ROOT / "fixtures" / "broken" / "visio.vsd").read_bytes(),
    "NUL": b"stakeholder \0",
}


@pytest.mark.parametrize("content", NO_TEXT)
def test_a_file_that_is_no_text_is_passed_over(ready, content):
    strange = ready.folder / "strange.vsd"
    strange.write_bytes(NO_TEXT[content])
    tell(ready, strange, 1)
    log(ready, "strange.vsd")
    lives(ready)


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (NO_TEXT["latin1"], 0, "is not UTF-8"),
        (NO_TEXT["UTF-16"], 0, "is UTF-16"),
        (b"\n" + NO_TEXT["NUL"], 1, "there is a NUL"),
        (b"stakeholder one\n<<<<<<< here\n=======\n>>>>>>> there\n", 1, "has conflict markers of a merge"),
    ],
    ids=["latin1", "UTF-16", "NUL", "merge"],
)
def test_a_file_that_is_no_text_has_a_finding_until_it_is_one(ready, content, line, said):
    """Nobody has to open it, and nobody reads a log."""
    strange = ready.folder / "strange.vsd"
    strange.write_bytes(content)
    tell(ready, strange, 1)
    (only,) = shown(ready, strange.as_uri())
    assert only["range"]["start"] == only["range"]["end"] == {"line": line, "character": 0}
    assert said in only["message"]
    strange.write_text("stakeholder nobody\n")
    tell(ready, strange, 2)
    assert not any(said in one["message"] for one in shown(ready, strange.as_uri()))


@pytest.mark.parametrize("content", NO_TEXT)
def test_a_file_that_becomes_a_text_counts_from_then_on(ready, content):
    strange = ready.folder / "strange.vsd"
    published(ready, ready.uri, ["unknown-name"])
    strange.write_bytes(NO_TEXT[content])
    tell(ready, strange, 1)
    log(ready, "strange.vsd")
    strange.write_text("stakeholder nobody\n")
    tell(ready, strange, 2)
    published(ready, ready.uri, [])
    strange.write_bytes(NO_TEXT[content])
    tell(ready, strange, 2)
    published(ready, ready.uri, ["unknown-name"])
    lives(ready)


@pytest.mark.parametrize("content", NO_TEXT)
def test_what_an_editor_makes_of_such_a_file_counts_while_it_is_open(ready, content):
    """An editor shows some text, and its user saves it as UTF-8."""
    strange = ready.folder / "strange.vsd"
    published(ready, ready.uri, ["unknown-name"])
    strange.write_bytes(NO_TEXT[content])
    tell(ready, strange, 1)
    log(ready, "strange.vsd")
    ready.notify("textDocument/didOpen", opened(strange.as_uri(), "stakeholder nobody\n"))
    published(ready, ready.uri, [])
    ready.notify("textDocument/didClose", {"textDocument": {"uri": strange.as_uri()}})
    published(ready, ready.uri, ["unknown-name"])
    lives(ready)


def test_a_drawing_that_is_opened_as_a_text_is_a_text_with_errors(ready):
    drawing = NO_TEXT["drawing"].decode(errors="replace")
    ready.notify("textDocument/didOpen", opened((ready.folder / "drawing.vsd").as_uri(), drawing))
    symbols = ready.ask(
        "textDocument/documentSymbol", {"textDocument": {"uri": (ready.folder / "drawing.vsd").as_uri()}}
    )
    assert "result" in symbols
    lives(ready)


def test_a_file_that_nobody_may_read_is_passed_over(ready):
    strange = ready.folder / "strange.vsd"
    strange.mkdir()
    tell(ready, strange, 1)
    tell(ready, ready.folder / "gone.vsd", 3)
    lives(ready)


def tell(pipe, path, kind):
    """Tells the server that a file was created (1), changed (2) or deleted (3)."""
    pipe.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": path.as_uri(), "type": kind}]})
