"""A client of nothing but a pipe: it sends whatever it is told, as no client library would."""

import json
import os
import queue
import subprocess
import threading
import time

# The machine may be busy with something else.
PATIENCE = 30


class Pipe:
    """A language server and both ends of its pipe."""

    def __init__(self, vsdlint, reads=True, under=(), stderr=None):
        """`under` is a command that runs the server, such as valgrind's."""
        command = [*under, vsdlint, "lsp"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr)
        self.messages = queue.Queue()
        self.requests = 0
        if reads:
            threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        try:
            while head := self.process.stdout.readline():
                length = None
                while head.strip():
                    name, _, value = head.partition(b":")
                    if name.lower() == b"content-length":
                        length = int(value)
                    head = self.process.stdout.readline()
                self.messages.put(json.loads(self.process.stdout.read(length)))
        except (TypeError, ValueError) as error:
            self.messages.put(error)
        self.messages.put(None)

    def send_bytes(self, sent):
        """Sends bytes as they are."""
        self.process.stdin.write(sent)
        self.process.stdin.flush()

    def send_body(self, body):
        """Sends bytes with the head that they need."""
        self.send_bytes(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def send(self, message):
        """Sends a message."""
        self.send_body(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def notify(self, method, params=None):
        """Sends a notification."""
        self.send({"method": method, "params": params})

    def request(self, method, params=None):
        """Sends a request, and returns its number."""
        self.requests += 1
        self.send({"id": self.requests, "method": method, "params": params})
        return self.requests

    def receive(self, patience=PATIENCE):
        """The next message that is no request of the server; such a request is granted. None at the end."""
        deadline = time.monotonic() + patience
        while True:
            message = self.messages.get(timeout=max(0, deadline - time.monotonic()))
            if isinstance(message, Exception):
                raise message
            if message is None or "id" not in message or "method" not in message:
                return message
            self.send({"id": message["id"], "result": None})

    def answer(self, number, meanwhile=lambda message: None):
        """The answer to a request. What comes before it is handed to `meanwhile`."""
        while (message := self.receive()) is not None:
            if "method" not in message and message.get("id") == number:
                return message
            meanwhile(message)
        raise AssertionError(f"the server ended with {self.process.wait()} and did not answer")

    def ask(self, method, params=None, meanwhile=lambda message: None):
        """Sends a request and returns what came of it."""
        return self.answer(self.request(method, params), meanwhile)

    def begin(self, folder=None, capabilities=None):
        """Initialises the server."""
        params = {"capabilities": capabilities or {}, "rootUri": folder and folder.as_uri()}
        answer = self.ask("initialize", params)
        self.notify("initialized", {})
        return answer

    def end(self):
        """Takes its leave as the protocol wants it, and returns the exit status."""
        self.ask("shutdown")
        self.notify("exit")
        self.process.stdin.close()
        return self.process.wait(PATIENCE)

    def memory(self):
        """How many megabytes the server holds."""
        with open(f"/proc/{self.process.pid}/statm", encoding="ascii") as counts:
            return int(counts.read().split()[1]) * os.sysconf("SC_PAGESIZE") / 1_000_000

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
