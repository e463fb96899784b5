"""Read RDF files into quads, each with the file, line and column of its object.

The grammar is pyoxigraph's. Positions come from how it is fed: one token per read, so that when a quad appears, the term
last fed is its object. A wrong token boundary could only blur a position, never change the data.
"""

from __future__ import annotations

import bisect
import bz2
import gzip
import io
import lzma
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import IO, cast

from pyoxigraph import RdfFormat
from pyoxigraph import parse as ox_parse

from allegiance.errors import Place, SourceError
from allegiance.terms import PREFIXES, Quad, Subject

_FORMATS: Mapping[str, RdfFormat] = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}
_COMPRESSED: Mapping[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.decompress,
    ".bz2": bz2.decompress,
    ".xz": lzma.decompress,
}
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


@dataclass(frozen=True, slots=True)
class Document:
    """One file as quads in the order of the file, and where each of them stands.

    `places[i]` is the position of the object of `quads[i]`, and `nodes` has the place where each subject is first described; in
    syntaxes other than the Turtle family only lines are known.
    """

    path: Path
    quads: tuple[Quad, ...]
    places: tuple[Place, ...]
    nodes: Mapping[Subject, Place]
    prefixes: Mapping[str, str]


class _Feed(io.RawIOBase):
    """Hands a document to the parser token by token; remembers where the last term and the last statement began."""

    def __init__(self, data: bytes, tokenised: bool) -> None:
        super().__init__()
        self._matches = (_TOKEN if tokenised else _LINE).finditer(data)
        self._tokenised = tokenised
        self.term = 0
        self.statement = 0
        self._rest = b""
        self._between = True

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
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


class _Lines:
    """Offsets in a document <-> lines and columns, both counted from 1; columns count code points."""

    def __init__(self, path: Path, data: bytes) -> None:
        self._path = path
        self._data = data
        self._starts = [0, *(match.end() for match in re.finditer(rb"\n", data))]

    def place(self, offset: int) -> Place:
        line = bisect.bisect_right(self._starts, offset)
        column = len(self._data[self._starts[line - 1] : offset].decode("utf-8", "replace")) + 1
        return Place(self._path, line, column)

    def text(self, line: int) -> str:
        bounds = [*self._starts, len(self._data) + 1]
        start, end = next((pair for number, pair in enumerate(pairwise(bounds), 1) if number == line), (0, 0))
        return self._data[start : end - 1].decode("utf-8", "replace")


def is_readable(path: Path) -> bool:
    """Say whether the name of a file is that of an RDF syntax, compressed or not."""
    return _uncompressed(path).suffix.lower() in _FORMATS


def read(path: Path) -> Document:
    """Return the quads of a file with the place of each.

    The syntax follows from the extension. Lexical forms are kept as written. Raises `SourceError`: `file-not-readable`,
    `unknown-syntax`, `turtle-syntax` or `undeclared-prefix`, the last two with line, column and the offending line.
    """
    suffix = _uncompressed(path).suffix.lower()
    syntax = _FORMATS.get(suffix)
    if syntax is None:
        known = " ".join([*_FORMATS, "and these with", *_COMPRESSED])
        raise SourceError(
            "unknown-syntax",
            f"no RDF syntax has the extension {suffix!r}",
            place=Place(path),
            hint=f"known: {known}",
        )
    return parse(contents(path), path, syntax)


def contents(path: Path) -> bytes:
    """Return the bytes of a file, unpacked where it is compressed; raises `SourceError` `file-not-readable`."""
    try:
        data = path.read_bytes()
        return _COMPRESSED.get(path.suffix.lower(), bytes)(data)
    except (OSError, EOFError, lzma.LZMAError) as error:
        raise SourceError(
            "file-not-readable",
            getattr(error, "strerror", None) or str(error) or "cannot be read",
            place=Place(path),
            hint="check the name and the rights",
        ) from error


def _uncompressed(path: Path) -> Path:
    return path.with_suffix("") if path.suffix.lower() in _COMPRESSED else path


def parse(data: bytes, path: Path, syntax: RdfFormat = RdfFormat.TURTLE) -> Document:
    """Return the quads of a document that was read from `path`; errors as for `read`."""
    lines = _Lines(path, data)
    feed = _Feed(data, tokenised=syntax in _TOKENISED)
    parser = ox_parse(cast("IO[bytes]", feed), syntax)
    quads: list[Quad] = []
    places: list[Place] = []
    nodes: dict[Subject, Place] = {}
    try:
        for quad in cast("Iterator[Quad]", parser):
            quads.append(quad)
            places.append(lines.place(feed.term))
            if quad.subject not in nodes:
                nodes[quad.subject] = lines.place(feed.statement)
    except SyntaxError as error:
        raise _syntax_error(error, path, lines) from error
    return Document(path, tuple(quads), tuple(places), nodes, dict(parser.prefixes))


def quads(data: bytes, path: Path) -> tuple[Quad, ...]:
    """Return the quads of a document without their places, which is much faster; syntax and errors as for `read`."""
    syntax = _FORMATS.get(path.suffix.lower(), RdfFormat.TURTLE)
    try:
        return tuple(cast("Iterator[Quad]", ox_parse(data, syntax)))
    except SyntaxError as error:
        raise _syntax_error(error, path, _Lines(path, data)) from error


def _syntax_error(error: SyntaxError, path: Path, lines: _Lines) -> SourceError:
    message = re.sub(
        r"^Parser error at line \d+ (?:column \d+|between .*?): ", "", error.msg or "syntax error"
    )
    place = Place(path, error.lineno, error.offset)
    excerpt = None
    if error.lineno is not None:
        line = lines.text(error.lineno)
        excerpt = f"{line}\n{' ' * ((error.offset or 1) - 1)}^"
    if undeclared := re.fullmatch(r"The prefix ([^ ]*): has not been declared\.?", message):
        prefix = undeclared[1]
        namespace = PREFIXES.get(prefix, "…")
        return SourceError(
            "undeclared-prefix",
            f'the prefix "{prefix}:" is not declared',
            place=place,
            hint=f"add near the top of the file: @prefix {prefix}: <{namespace}> .",
            excerpt=excerpt,
        )
    return SourceError(
        "turtle-syntax", message, place=place, hint="the caret shows where reading stopped", excerpt=excerpt
    )
