"""Where quads stand in a document: the parser is fed one token per read, so when a quad appears, the term last fed is its object.

A wrong token boundary could only blur a position, never change the data.
"""

from __future__ import annotations

import bisect
import io
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import IO, cast

from pyoxigraph import RdfFormat
from pyoxigraph import parse as ox_parse

from allegiance.errors import Place
from allegiance.terms import Quad

# The syntaxes of the Turtle family share these tokens; the others are fed line by line.
_TOKENISED = {RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS, RdfFormat.TRIG}

_TOKEN = re.compile(
    rb"""
    (?P<space> \s+ | \#[^\n]* )
  | (?P<term>
        (?: \"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
          | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
        (?: @[A-Za-z0-9-]+ | \^\^<[^>\s]*> | \^\^[^\s;,\[\]()<>"']* )?
      | <[^>\s]*>
      | [^\s;,.\[\](){}<>"'\#] (?: [^\s;,.\[\](){}<>"'] | \.(?=[^\s;,\[\](){}<>"'.]) )*
    )
  | (?P<mark> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")


class Feed(io.RawIOBase):
    """Hands a document to the parser token by token; remembers where the last term and the last statement began."""

    def __init__(self, data: bytes, syntax: RdfFormat) -> None:
        super().__init__()
        tokenised = syntax in _TOKENISED
        self._matches = (_TOKEN if tokenised else _LINE).finditer(data)
        self._tokenised = tokenised
        self.term = 0
        self.statement = 0
        self._rest = b""
        self._between = True

    def readable(self) -> bool:
        """Say yes, as a stream must."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next token, or as much of it as is asked for."""
        # A token longer than the parser's buffer is handed over in pieces: it must never get more than it asked for.
        if self._rest:
            return self._piece(self._rest, size)
        for match in self._matches:
            token = match.group()
            if not self._tokenised or match.lastgroup == "term":
                self.term = match.start()
            if not self._tokenised or (self._between and match.lastgroup != "space"):
                self.statement = match.start()
            if match.lastgroup != "space":
                self._between = token == b"."
            return self._piece(token, size)
        return b""

    def _piece(self, data: bytes, size: int) -> bytes:
        cut = len(data) if size < 0 else size
        self._rest = data[cut:]
        return data[:cut]


class Lines:
    """Offsets in a document <-> lines and columns, both counted from 1; columns count code points.

    Of a document that comes in blocks of whole lines this is one block, with so many lines `above` it.
    """

    def __init__(self, path: Path, data: bytes, above: int = 0) -> None:
        self._path = path
        self._data = data
        self._above = above

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer(rb"\n", self._data))]

    def place(self, offset: int) -> Place:
        """Return the place of an offset."""
        line = bisect.bisect_right(self._starts, offset)
        column = len(self._data[self._starts[line - 1] : offset].decode("utf-8", "replace")) + 1
        return Place(self._path, self._above + line, column)

    def text(self, line: int) -> str:
        """Return a line, an empty one beyond the end."""
        bounds = [*self._starts, len(self._data) + 1]
        start, end = next((pair for number, pair in enumerate(pairwise(bounds), 1) if number == line), (0, 0))
        return self._data[start : end - 1].decode("utf-8", "replace")


def find_places(
    data: bytes, path: Path, syntax: RdfFormat, numbers: Collection[int]
) -> Mapping[int, tuple[Place, Place]]:
    """Return where the objects of some quads stand, and their statements, by the numbers of the quads in the document.

    The document must be one that the parser has read. In syntaxes other than the Turtle family only lines are known.
    """
    lines, wanted, feed = Lines(path, data), frozenset(numbers), Feed(data, syntax)
    parser = cast("Iterator[Quad]", ox_parse(cast("IO[bytes]", feed), syntax))
    return {
        number: (lines.place(feed.term), lines.place(feed.statement))
        for number, _ in enumerate(parser)
        if number in wanted
    }
