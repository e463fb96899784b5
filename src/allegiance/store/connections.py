"""Connections to servers: each step on one ends at the deadline of the request, and one that served well is kept for the next.

Not here: what is sent, and whether it is sent again (`delivery`). urllib does the rest; it would open a connection for each request.
"""

from __future__ import annotations

import os
import queue
import socket
import ssl
import threading
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from typing import Any, Final, TypeAlias, cast
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, Request

# Apache, Node and uvicorn close a connection that was idle for 5 seconds; firewalls forget one after minutes, and tell nobody.
_IDLE: Final = 4.0
_SUCCESS: Final = range(200, 300)
_QUICK_ACK: Final[int | None] = getattr(socket, "TCP_QUICKACK", None)

_Key: TypeAlias = tuple[int, str | None, str, str]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment by `time.monotonic()` when a request is given up, and for how many seconds before that a server may be silent."""

    end: float
    silence: float

    def left(self) -> float:
        """Return how many seconds the next step may take; raises `TimeoutError` when none are left."""
        left = min(self.silence, self.end - time.monotonic())
        if left <= 0:
            raise TimeoutError("the deadline has passed")
        return left


class _Socket(socket.socket):
    """A socket whose timeout shrinks while a request is under way: one for each read would never meet a slow drip."""

    deadline: Deadline

    def recv_into(self, *asked: Any) -> int:
        self.settimeout(self.deadline.left())
        if _QUICK_ACK is not None:
            # Linux forgets it with each answer. Without it, a server that sends headers and body apart waits 40 ms between the two for
            # our acknowledgement on every connection but a new one.
            self.setsockopt(socket.IPPROTO_TCP, _QUICK_ACK, 1)
        return super().recv_into(*asked)

    def send(self, *asked: Any) -> int:
        self.settimeout(self.deadline.left())
        return super().send(*asked)

    def sendall(self, *asked: Any) -> None:
        self.settimeout(self.deadline.left())
        super().sendall(*asked)


class _SecureSocket(_Socket, ssl.SSLSocket):
    """The same over TLS."""


class KeptConnections:
    """Connections that wait for the next request to the same server; threads may share them, each is used by one at a time."""

    def __init__(self) -> None:
        """Begin with none; those that are left in the end are closed."""
        self._idle: dict[_Key, list[tuple[float, _Socket]]] = {}
        self._lock = threading.Lock()
        weakref.finalize(self, _close, self._idle)

    def take(self, key: _Key) -> _Socket | None:
        """Return a connection that is open as far as can be seen from here."""
        while True:
            with self._lock:
                since, found = self._idle[key].pop() if self._idle.get(key) else (0.0, None)
            if found is None or (time.monotonic() - since < _IDLE and _is_quiet(found)):
                return found
            found.close()

    def put(self, key: _Key, connection: _Socket) -> None:
        """Keep a connection, of which nobody waits for an answer any more."""
        with self._lock:
            self._idle.setdefault(key, []).append((time.monotonic(), connection))


class KeepingHandler(HTTPHandler, HTTPSHandler):
    """Opens requests of urllib, whose `timeout` must be a `Deadline`; connections are kept where there is a place for them."""

    def __init__(self, kept: KeptConnections | None) -> None:
        """Without `kept`, each request has a connection of its own."""
        super().__init__()
        self._kept = kept

    def http_open(self, req: Request) -> HTTPResponse:
        """Open a request over HTTP."""
        return self._opened(_Plain, req)

    def https_open(self, req: Request) -> HTTPResponse:
        """Open a request over TLS."""
        return self._opened(partial(_Secure, context=self._tls), req)

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        context.sslsocket_class = _SecureSocket
        return context

    def _opened(self, kind: Callable[..., _Connection], request: Request) -> HTTPResponse:
        # A child process must not talk on its parent's connections; the last two differ where there is a proxy.
        key = (os.getpid(), request.type, request.host, urlsplit(request.full_url).netloc)
        if self._kept is not None and (found := self._kept.take(key)) is not None:
            # The server may have closed it just now: that says nothing about the server.
            with suppress(ConnectionError, URLError):
                return self.do_open(partial(kind, self._kept, key, found), request)
        return self.do_open(partial(kind, self._kept, key, None), request)


class _Response(HTTPResponse):
    """Gives the connection back when it is closed, if the whole answer was read."""

    give_back: Callable[[bool], None] | None = None

    def close(self) -> None:
        # http.client counts `length` down, and lets go of the file at the last chunk.
        whole = self.length == 0 or (self.chunked and self.isclosed())
        super().close()
        if self.give_back is not None:
            self.give_back(whole)
            self.give_back = None


class _Connection(HTTPConnection):
    """A new connection, or one that was kept."""

    response_class = _Response
    sock: Any  # the kinds of socket that http.client and ssl make, and ours

    def __init__(
        self,
        kept: KeptConnections | None,
        key: _Key,
        found: _Socket | None,
        host: str,
        *,
        timeout: Deadline,
        **more: Any,
    ) -> None:
        super().__init__(host, **more)
        self._kept, self._key, self._found, self._deadline = kept, key, found, timeout

    def connect(self) -> None:
        if self._found is None:
            self.timeout = self._deadline.left()
            _in_time(self._deadline, super().connect, self.close)
        else:
            self.sock = self._found
        if not isinstance(self.sock, _Socket):
            self.sock = _Socket(fileno=self.sock.detach())
        self.sock.deadline = self._deadline

    def putheader(self, header: str | bytes, *values: Any) -> None:
        # urllib asks every server to close.
        if header != "Connection" or self._kept is None:
            super().putheader(header, *values)

    def getresponse(self) -> HTTPResponse:
        response = cast("_Response", super().getresponse())
        # There is no socket any more where the server said that it closes the connection.
        if self._kept is not None and self.sock is not None and response.status in _SUCCESS:
            response.give_back = partial(_give_back, self._kept, self._key, self.sock)
            self.sock = None
        return response


class _Plain(_Connection):
    """Over HTTP."""


class _Secure(_Connection, HTTPSConnection):
    """Over TLS."""


def _give_back(kept: KeptConnections, key: _Key, connection: _Socket, whole: bool) -> None:
    if whole:
        kept.put(key, connection)
    else:
        connection.close()


def _is_quiet(connection: socket.socket) -> bool:
    """Say whether nothing can be read from a connection: neither its end, nor what nobody has asked for."""
    connection.settimeout(0)
    try:
        # Past TLS, which allows no look ahead.
        socket.socket.recv(connection, 1, socket.MSG_PEEK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _close(idle: dict[_Key, list[tuple[float, _Socket]]]) -> None:
    for connections in idle.values():
        for _, connection in connections:
            connection.close()


def _in_time(deadline: Deadline, connect: Callable[[], None], close: Callable[[], None]) -> None:
    """Connect in a thread of its own: a look-up of a name has no timeout, and each address of a name has one for itself."""
    done: queue.SimpleQueue[Exception | None] = queue.SimpleQueue()
    given_up = threading.Event()

    def attempt() -> None:
        problem = None
        try:
            connect()
        except Exception as error:  # noqa: BLE001 - it is raised again below, in the thread that waits
            problem = error
        done.put(problem)
        if given_up.is_set():
            close()

    threading.Thread(target=attempt, daemon=True).start()
    try:
        problem = done.get(timeout=deadline.left())
    except queue.Empty:
        given_up.set()
        raise TimeoutError("the connection was not made in time") from None
    if problem is not None:
        raise problem
