"""One request, delivered: tried again while a server is busy, given up at a deadline, the answer whole or not at all.

Not here: what is asked (`remote`), what it travels on (`connections`), and whether what came is a complete SPARQL answer
(`completeness`).
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    OpenerDirector,
    Request,
    build_opener,
)

from allegiance.errors import EngineError
from allegiance.store.connections import Deadline, KeepingHandler, KeptConnections
from allegiance.store.credentials import Credentials

_BUSY: Final = frozenset({408, 429, 502, 503, 504})
_CHUNK: Final = 1 << 16
_IN_MEMORY: Final = 1 << 24


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds: in all, for a sign of life, and before the second attempt (doubled for each further one).

    An answer of more than `largest` bytes is refused.
    """

    deadline: float = 600.0
    silence: float = 120.0
    pause: float = 0.5
    attempts: int = 5
    largest: int = 1 << 33


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server sent: header names in lower case, the body from its first byte.

    `framed` says whether the protocol itself told where the body ends.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: IO[bytes]
    framed: bool

    @property
    def media_type(self) -> str:
        """The media type without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def excerpt(self) -> str:
        """Return the beginning of the body, for a person."""
        self.body.seek(0)
        return " ".join(self.body.read(300).decode("utf-8", "replace").split())


class _NoRedirect(HTTPRedirectHandler):
    """A redirect would turn a POST into a GET without its query, and take credentials to another host."""

    def redirect_request(self, *_: Any) -> None:
        return None


class _Digest(HTTPDigestAuthHandler):
    """Leaves a server that asks for another scheme to say no itself, where urllib raises `ValueError`."""

    def http_error_auth_reqed(self, *asked: Any) -> Any:
        with suppress(ValueError):
            return super().http_error_auth_reqed(*asked)
        return None


class _Basic(HTTPBasicAuthHandler):
    """As `_Digest`."""

    def http_error_auth_reqed(self, *asked: Any) -> Any:
        with suppress(ValueError):
            return super().http_error_auth_reqed(*asked)
        return None


def opener_for(
    credentials: Mapping[str, Credentials | None], kept: KeptConnections | None = None
) -> OpenerDirector:
    """Return what opens requests to addresses; the credentials of their servers go out only when those ask for them.

    Requests may go over connections that are kept, unless they change anything: whether one was carried out that broke off on an
    old connection, nobody could say.
    """
    passwords = HTTPPasswordMgrWithDefaultRealm()
    for url, found in credentials.items():
        if found is not None:
            passwords.add_password(None, urljoin(url, "/"), found.user, found.password)
    return build_opener(KeepingHandler(kept), _NoRedirect, _Digest(passwords), _Basic(passwords))


def deliver(request: Request, opener: OpenerDirector, patience: Patience) -> Reply:
    """Return a server's last word, whatever its status, after trying again while it was busy or did not answer.

    The request must be one that may be sent twice. Raises `EngineError`: `endpoint-too-slow` after the deadline,
    `endpoint-failed` where there is no connection, `incomplete-result` where the connection ended too early.
    """
    end = time.monotonic() + patience.deadline
    deadline = Deadline(end, patience.silence)
    pause = patience.pause
    for left in reversed(range(patience.attempts)):
        asked = 0.0
        try:
            reply = _exchange(deadline, request, opener, patience)
            if reply.status not in _BUSY or not left:
                return reply
            reply.body.close()
            asked = _seconds(reply.headers.get("retry-after", ""))
        except (URLError, TimeoutError, ConnectionError) as error:
            no_time = time.monotonic() + pause >= end
            if no_time and isinstance(getattr(error, "reason", error), TimeoutError):
                raise _too_slow(request.full_url, patience) from error
            if no_time or not left:
                raise _unreachable(request.full_url, error) from error
        wait = max(pause, asked)
        if time.monotonic() + wait >= end:
            break
        time.sleep(wait)
        pause *= 2
    raise _too_slow(request.full_url, patience)


def _exchange(deadline: Deadline, request: Request, opener: OpenerDirector, patience: Patience) -> Reply:
    try:
        # urllib hands the timeout on as it is, to the connection, and again with the answer to a question for a password.
        with opener.open(request, timeout=deadline) as response:  # type: ignore[arg-type]
            return _read(response, request.full_url, patience)
    except HTTPError as error:
        with error:
            return _read(error, request.full_url, patience)
    except ConnectionError:
        # Among them is an end before the first byte, which is an HTTPException as well.
        raise
    except HTTPException as error:
        raise _cut_off(request.full_url, str(error) or type(error).__name__) from error


def _read(response: HTTPResponse | HTTPError, url: str, patience: Patience) -> Reply:
    headers = {name.lower(): value for name, value in response.headers.items()}
    body: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - whoever has the reply closes it
    try:
        size = _copy(response, body, url, patience.largest)
    except BaseException:
        body.close()
        raise
    length = headers.get("content-length", "")
    if length.isdigit() and size < int(length) and "content-encoding" not in headers:
        body.close()
        raise _cut_off(url, f"{size:,} of {int(length):,} bytes came")
    body.seek(0)
    framed = bool(length) or "chunked" in headers.get("transfer-encoding", "").lower()
    return Reply(url, response.status or 0, headers, body, framed)


def _copy(response: HTTPResponse | HTTPError, body: IO[bytes], url: str, largest: int) -> int:
    """Copy what arrives, as it arrives, and return how much it was, in bytes."""
    size = 0
    while chunk := response.read1(_CHUNK):
        size += len(chunk)
        body.write(chunk)
        if size > largest:
            raise EngineError(
                "endpoint-failed",
                f"{url} sent more than {largest:,} bytes",
                hint="ask for less, or with LIMIT",
            )
    return size


def _seconds(retry_after: str) -> float:
    # A date instead of seconds would need the clock on the wall; the pause of our own does then.
    return float(retry_after) if retry_after.isdigit() else 0.0


def _too_slow(url: str, patience: Patience) -> EngineError:
    return EngineError(
        "endpoint-too-slow",
        f"{url} did not answer in full within {patience.deadline:g} seconds",
        hint="ask for less, or wait longer with --patience",
    )


def _unreachable(url: str, error: Exception) -> EngineError:
    return EngineError(
        "endpoint-failed",
        f"{url} could not be asked: {getattr(error, 'reason', error)}",
        hint="check the address and that the server runs; trying again may help",
    )


def _cut_off(url: str, what: str) -> EngineError:
    return EngineError(
        "incomplete-result",
        f"{url} stopped in the middle of its answer: {what}",
        hint="the server may have run out of time or memory; ask for less, or raise its limits",
    )
