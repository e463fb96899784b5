"""A scripted server on loopback that replays what real servers were seen to do (docs/servers.md); no SPARQL is evaluated."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

JSON = "application/sparql-results+json"
NTRIPLES = "application/n-triples"


def table(*values: str, name: str = "x") -> bytes:
    """A complete result document of one column."""
    rows = [{name: {"type": "literal", "value": value}} for value in values]
    return json.dumps({"head": {"vars": [name]}, "results": {"bindings": rows}}).encode()


def number(value: int) -> bytes:
    xsd = "http://www.w3.org/2001/XMLSchema#integer"
    row = {"rows": {"type": "literal", "value": str(value), "datatype": xsd}}
    return json.dumps({"head": {"vars": ["rows"]}, "results": {"bindings": [row]}}).encode()


@dataclass(frozen=True)
class Says:
    """One reply. `length` is the Content-Length told, where it is not the true one; None leaves the header out.

    The connection is closed, and the chunk that ends a chunked body is missing, unless the server `keeps` it.
    """

    body: bytes = b""
    status: int = 200
    media_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = -1
    chunked: bool = False
    drip: float = 0.0
    wait: float = 0.0
    drips_head: bool = False
    hangs_up: bool = False
    keeps: bool = False


@dataclass
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    form: Mapping[str, Sequence[str]]
    body: bytes

    @property
    def text(self) -> str:
        return (self.form.get("query") or self.form.get("update") or [self.body.decode()])[0]


Script = Callable[[Asked, int], Says]
"""Gives the reply to a request and its number, counted from 0; the first question of a client, `ASK {}`, is not counted."""


@dataclass
class Server:
    url: str
    asked: list[Asked]
    connections: list[socket.socket]

    def hang_up(self) -> None:
        """End all connections, as servers do with idle ones."""
        for connection in self.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    sys_version = ""
    server: _Scripted

    @property
    def server_version(self) -> str:  # type: ignore[override]  # the name is the script's
        return self.server.calls_itself

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        form = parse_qs(body.decode(), keep_blank_values=True) if b"=" in body[:20] else {}
        request = Asked(self.command, self.path, dict(self.headers), form, body)
        if request.text == "ASK {}":
            self.reply(Says(b'{"head": {}, "boolean": true}', keeps=True))
            return
        self.server.asked.append(request)
        self.reply(self.server.script(request, len(self.server.asked) - 1))

    do_PUT = do_POST  # noqa: N815 - the standard library's name

    def reply(self, says: Says) -> None:
        self.server.stop.wait(says.wait)
        self.close_connection = says.hangs_up or not says.keeps
        if says.hangs_up:
            return
        # A client that has given up has hung up, as it should.
        with suppress(OSError):
            self.send_head(says)
            self.send_body(says)

    def send_head(self, says: Says) -> None:
        self.send_response(says.status)
        self.send_header("Content-Type", says.media_type)
        if not says.keeps:
            self.send_header("Connection", "close")
        while says.drips_head and not self.server.stop.wait(0.05):
            self.send_header("X-More", "to come")
            self.flush_headers()
        for name, value in says.headers.items():
            self.send_header(name, value)
        if says.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif says.length is not None:
            self.send_header("Content-Length", str(len(says.body) if says.length < 0 else says.length))
        self.end_headers()

    def send_body(self, says: Says) -> None:
        if says.chunked:
            self.wfile.write(f"{len(says.body):x}\r\n".encode() + says.body + b"\r\n")
            self.wfile.write(b"0\r\n\r\n" if says.keeps else b"")
        elif says.drip:
            for start in range(len(says.body)):
                self.wfile.write(says.body[start : start + 1])
                self.wfile.flush()
                if self.server.stop.wait(says.drip):
                    return
        else:
            self.wfile.write(says.body)

    def log_message(self, *_: object) -> None:
        pass


class _Scripted(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, script: Script, calls_itself: str, tls: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.connections: list[socket.socket] = []
        self.tls = tls
        self.script = script
        self.calls_itself = calls_itself
        self.asked: list[Asked] = []
        self.stop = threading.Event()

    def get_request(self) -> tuple[socket.socket, object]:
        connection, address = super().get_request()
        if self.tls is not None:
            connection = self.tls.wrap_socket(connection, server_side=True)
        self.connections.append(connection)
        return connection, address


@contextmanager
def misbehaving(
    script: Script, calls_itself: str = "scripted", tls: ssl.SSLContext | None = None
) -> Iterator[Server]:
    """A running server that keeps to a script."""
    running = _Scripted(script, calls_itself, tls)
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    scheme = "http" if tls is None else "https"
    server = Server(f"{scheme}://127.0.0.1:{running.server_port}/query", running.asked, running.connections)
    try:
        yield server
    finally:
        running.stop.set()
        running.shutdown()
        running.server_close()
        thread.join()
        server.hang_up()


def always(says: Says) -> Script:
    return lambda _asked, _number: says
