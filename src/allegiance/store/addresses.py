"""The addresses of servers: looked at before anything is sent, so that a wrong one is told as what it is."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, urlsplit

from allegiance.errors import RequestError
from allegiance.store.credentials import PASSWORD, USER

# RFC 3986 §2: anything else is written with percent signs.
_CHARACTERS: Final = re.compile(r"[!-~]+")


def check_address(url: str) -> None:
    """Raise `RequestError`: `credentials-in-address` where a name or a password is in it, `not-an-endpoint` where it is no http address."""
    parts = _parts(url)
    if "@" in (url if parts is None else parts.netloc):
        raise RequestError(
            "credentials-in-address",
            "the address holds a name or a password, which others could read in process lists and logs",
            hint=f"leave it out and set {USER} and {PASSWORD}, or write a line into ~/.netrc",
        )
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise RequestError(
            "not-an-endpoint", f"{url!r} is no http address", hint="for example http://127.0.0.1:7878/query"
        )


def _parts(url: str) -> SplitResult | None:
    """Return the parts of an address, or None where it has characters, brackets, a port or a host that none can have."""
    try:
        parts = urlsplit(url)
        _ = parts.port, (parts.hostname or "").encode("idna")
    except ValueError:
        return None
    return parts if _CHARACTERS.fullmatch(url) else None
