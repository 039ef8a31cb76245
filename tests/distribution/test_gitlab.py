"""The template for GitLab posts what a merge request changes, to a server that only pretends to be GitLab."""

import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import yaml
from support import ROOT, run, succeed, take_away

MARK = "<!-- vsdlint diff -->"
ME, OTHER = 7, 8


class GitLab(ThreadingHTTPServer):
    """The notes of one merge request, as GitLab's API gives and takes them."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.notes = []
        self.status = None
        self.page = 100

    def write(self, author, body):
        self.notes.append({"id": 100 + len(self.notes), "author": {"id": author}, "body": body})

    def own(self):
        return [note["body"] for note in self.notes if note["author"]["id"] == ME]


class Answers(BaseHTTPRequestHandler):
    """What GitLab says to one request."""

    NOTES = "/api/v4/projects/3/merge_requests/5/notes"

    def log_message(self, *_):
        pass

    def say(self, status, value, **head):
        self.send_response(status)
        for name, text in head.items():
            self.send_header(name.replace("_", "-"), text)
        self.end_headers()
        self.wfile.write(json.dumps(value).encode())

    def handle_any(self):
        server, (path, _, query) = self.server, self.path.partition("?")
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        if self.headers["PRIVATE-TOKEN"] != "secret":
            return self.say(401, {"message": "401 Unauthorized"})
        if server.status and self.command != "GET":
            return self.say(server.status, {"message": "forbidden"})
        if self.command == "GET" and path == "/api/v4/user":
            return self.say(200, {"id": ME})
        if self.command == "GET" and path == self.NOTES:
            asked = dict(part.split("=") for part in query.split("&"))
            assert asked["sort"] == "asc"
            first = (int(asked["page"]) - 1) * server.page
            more = str(int(asked["page"]) + 1) if first + server.page < len(server.notes) else ""
            return self.say(200, server.notes[first : first + server.page], x_next_page=more)
        if self.command == "POST" and path == self.NOTES:
            server.write(ME, body["body"])
            return self.say(201, server.notes[-1])
        if self.command == "PUT" and path.startswith(self.NOTES + "/"):
            (note,) = [note for note in server.notes if note["id"] == int(path.rsplit("/", 1)[1])]
            note["body"] = body["body"]
            return self.say(200, note)
        return self.say(404, {"message": "404 Not found"})

    do_GET = do_POST = do_PUT = handle_any


@pytest.fixture
def gitlab():
    server = GitLab()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def commit(model, *options):
    succeed("git", "-c", "user.name=Ann", "-c", "user.email=a@example.org", "commit", "-qm", "more", *options, cwd=model)
    return succeed("git", "rev-parse", "HEAD", cwd=model).strip()


@pytest.fixture
def request_of(model, vsdlint, gitlab):
    """Runs the part of the template that comments, as a job for a merge request would."""
    succeed("git", "init", "-qb", "main", cwd=model)
    succeed("git", "add", "-A", cwd=model)
    base = commit(model)
    take_away(model)
    commit(model, "-a")
    _, job = yaml.safe_load_all((ROOT / "templates" / "vsdlint.yml").read_text())
    (script,) = [step for step in job["vsdlint"]["script"] if "merge_requests" in step]

    def comment(token="secret", **variables):
        environment = {
            **os.environ,
            "PATH": os.pathsep.join([str(vsdlint.parent), os.environ["PATH"]]),
            "CI_API_V4_URL": f"http://127.0.0.1:{gitlab.server_port}/api/v4",
            "CI_PROJECT_ID": "3",
            "CI_MERGE_REQUEST_IID": "5",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
            "VSDLINT_COMMENT": "true",
            "no_proxy": "127.0.0.1",
            **variables,
        }
        if token is not None:
            environment["VSDLINT_TOKEN"] = token
        return run("bash", "-eo", "pipefail", "-c", script, cwd=model, env=environment)

    return comment


def test_a_comment_is_written_and_later_written_anew(request_of, gitlab, model):
    gitlab.write(OTHER, f"{MARK}\nwritten by somebody else")
    gitlab.write(ME, "about something else")
    done = request_of()
    assert done.returncode == 0, done.stdout
    (_, first) = gitlab.own()
    assert first.startswith(MARK) and "Change request" in first
    file = model / "chain" / "deliver-and-support.vsd"
    file.write_text(file.read_text().replace('"Feedback"', '"Opinion"'))
    commit(model, "--allow-empty", "-a")
    assert request_of().returncode == 0
    assert len(gitlab.notes) == 3
    assert gitlab.own()[1].startswith(MARK)
    assert "somebody else" in gitlab.notes[0]["body"]


def test_the_own_comment_is_found_behind_a_hundred_others(request_of, gitlab):
    for _ in range(150):
        gitlab.write(OTHER, "I see")
    gitlab.write(ME, f"{MARK}\nold")
    assert request_of().returncode == 0
    assert len(gitlab.notes) == 151 and gitlab.own()[0] != f"{MARK}\nold"


@pytest.mark.parametrize(("token", "status", "why"), [("secret", 403, "403"), ("wrong", None, "401"), (None, None, "no token")])
def test_who_may_not_comment_finds_it_in_the_log(request_of, gitlab, token, status, why):
    gitlab.status = status
    done = request_of(token=token)
    assert done.returncode == 0, done.stdout
    assert why in done.stdout and MARK in done.stdout and "Traceback" not in done.stdout
    assert "secret" not in done.stdout
    assert not gitlab.notes


def test_nothing_is_posted_elsewhere_or_unasked(request_of, gitlab):
    assert request_of(VSDLINT_COMMENT="false").returncode == 0
    assert request_of(CI_MERGE_REQUEST_IID="").returncode == 0
    assert not gitlab.notes
