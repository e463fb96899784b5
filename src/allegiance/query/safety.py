"""What a query may reach for: the graph it is asked of, and nothing else unless allowed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from allegiance.errors import RequestError
from allegiance.store.tokens import keywords

REACHING_OUT: Final = {"SERVICE": "asks another server", "FROM": "names a dataset of its own"}
"""The clauses that are refused unless they are allowed by name."""

_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"}
_CODEPOINT = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
# rdflib takes eight digits after a small u where it finds them.
_GREEDY_CODEPOINT = re.compile(r"\\u([0-9a-f]{8}|[0-9a-f]{4})", re.IGNORECASE)


def refuse_unsafe(text: str, allowed: Collection[str] = ()) -> None:
    """Raise `RequestError` `unsafe-query` for updates, and for clauses of `REACHING_OUT` that are not allowed."""
    for reading in _readings(text):
        found = keywords(reading)
        for clause in sorted(found & REACHING_OUT.keys() - set(allowed)):
            raise RequestError(
                "unsafe-query",
                f"the query {REACHING_OUT[clause]} ({clause})",
                hint=f"leave the clause out, or allow it with --allow-{clause.lower()}",
            )
        for update in sorted(found & _UPDATES):
            raise RequestError(
                "unsafe-query",
                f"{update} changes data; only queries are answered",
                hint="change the files in kg/ instead",
            )


def _readings(text: str) -> Iterator[str]:
    """Yield the query as written, and as engines see it that expand code points before they parse (SPARQL 1.1 §19.2)."""
    yield text
    if "\\" in text:
        yield _CODEPOINT.sub(_character, text)
        yield _GREEDY_CODEPOINT.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    number = int(next(digits for digits in match.groups() if digits), 16)
    return chr(number) if number <= 0x10FFFF else match[0]  # noqa: PLR2004 - the last code point of Unicode
