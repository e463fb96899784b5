"""Read RDF files into quads, each with the file, line and column of its object where that is wanted (`positions`).

The grammar is pyoxigraph's.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, cast

from pyoxigraph import RdfFormat
from pyoxigraph import parse as ox_parse

from allegiance.errors import Place, SourceError
from allegiance.terms import PREFIXES, Quad, Subject, Triple
from allegiance.turtle.positions import Feed, Lines

_FORMATS: Mapping[str, RdfFormat] = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}
_COMPRESSED: Mapping[str, Callable[[IO[bytes]], object]] = {
    ".gz": gzip.open,
    ".bz2": bz2.open,
    ".xz": lzma.open,
}
# So much of a large document is in memory at a time.
_BLOCK = 1 << 20
_UNREADABLE = (OSError, EOFError, zlib.error, lzma.LZMAError)


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


def is_readable(path: Path) -> bool:
    """Say whether the name of a file is that of an RDF syntax, compressed or not."""
    return _uncompressed(path).suffix.lower() in _FORMATS


def read(path: Path, *, blank_nodes_apart: bool = False) -> Document:
    """Return the quads of a file with the place of each.

    The syntax follows from the extension. Lexical forms are kept as written. Blank nodes bear the labels that the file gives them, or
    names that no other document can give. Raises `SourceError`: `file-not-readable`,
    `unknown-syntax`, `turtle-syntax` or `undeclared-prefix`, the last two with line, column and the offending line.
    """
    syntax = known_syntax(path)
    return parse(contents(path), path, syntax, blank_nodes_apart=blank_nodes_apart)


def merge(paths: Iterable[Path]) -> Iterator[Triple]:
    """Yield the triples of files, graph names left out; a blank node of one file is none of another (RDF 1.1 Semantics §4).

    Errors as for `read`.
    """
    for path in paths:
        for quad in _streamed(path, known_syntax(path), blank_nodes_apart=True):
            yield quad.triple


def contents(path: Path) -> bytes:
    """Return the bytes of a file, unpacked where it is compressed; raises `SourceError` `file-not-readable`."""
    with in_words(path), path.open("rb") as file:
        return unpacked(file, path).read()


def blocks(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file in blocks of whole lines, unpacked where it is compressed; errors as for `contents`."""
    with in_words(path), path.open("rb") as packed:
        file = unpacked(packed, path)
        while block := file.read(_BLOCK):
            yield block + file.readline()


def unpacked(file: IO[bytes], path: Path) -> IO[bytes]:
    """Return a file that reads what is packed in the one that `path` names; the same where its name does not say that it is packed."""
    unpacking = _COMPRESSED.get(path.suffix.lower())
    return file if unpacking is None else cast("IO[bytes]", unpacking(file))


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Raise what goes wrong while a file is read as the `SourceError` that `read` promises."""
    try:
        yield
    except SyntaxError as error:
        raise _syntax_error(error, path, lambda number: _line(path, number)) from error
    except _UNREADABLE as error:
        raise SourceError(
            "file-not-readable",
            getattr(error, "strerror", None) or str(error) or "cannot be read",
            place=Place(path),
            hint="check the name and the rights",
        ) from error


def _line(path: Path, number: int) -> str:
    with path.open("rb") as file:
        return (
            next(islice(unpacked(file, path), number - 1, None), b"").decode(errors="replace").rstrip("\r\n")
        )


def _uncompressed(path: Path) -> Path:
    return path.with_suffix("") if path.suffix.lower() in _COMPRESSED else path


def parse(
    data: bytes, path: Path, syntax: RdfFormat = RdfFormat.TURTLE, *, blank_nodes_apart: bool = False
) -> Document:
    """Return the quads of a document that was read from `path`; blank nodes and errors as for `read`."""
    lines = Lines(path, data)
    feed = Feed(data, syntax)
    parser = ox_parse(cast("IO[bytes]", feed), syntax, rename_blank_nodes=blank_nodes_apart)
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
        raise _syntax_error(error, path, lines.text) from error
    return Document(path, tuple(quads), tuple(places), nodes, dict(parser.prefixes))


def quads(data: bytes, path: Path, *, blank_nodes_apart: bool = False) -> tuple[Quad, ...]:
    """Return the quads of a document without their places, which is much faster; syntax and errors as for `read`.

    Its blank nodes bear the labels that the document gives them, or names that no other document can give.
    """
    try:
        parser = ox_parse(data, syntax_of(path), rename_blank_nodes=blank_nodes_apart)
        return tuple(cast("Iterator[Quad]", parser))
    except SyntaxError as error:
        raise _syntax_error(error, path, Lines(path, data).text) from error


def without_places(path: Path) -> Document:
    """Return the quads and prefixes of a file without any place, which is several times faster; syntax and errors as for `read`."""
    syntax, data = known_syntax(path), contents(path)
    try:
        parser = ox_parse(data, syntax)
        return Document(path, tuple(cast("Iterator[Quad]", parser)), (), {}, dict(parser.prefixes))
    except SyntaxError as error:
        raise _syntax_error(error, path, Lines(path, data).text) from error


def quads_of(path: Path, *, blank_nodes_apart: bool = False) -> Iterator[Quad]:
    """Return the quads of a file while it is read, so that its size does not matter.

    Blank nodes as in `quads`; errors as for `read`, but an unknown extension is taken for Turtle.
    """
    return _streamed(path, syntax_of(path), blank_nodes_apart=blank_nodes_apart)


def streaming_quads(path: Path) -> Iterator[Quad]:
    """Return the quads as `quads_of` does, JSON-LD too without holding it: it must be in the order of Streaming JSON-LD, as ours is."""
    syntax = syntax_of(path)
    return _streamed(path, RdfFormat.STREAMING_JSON_LD if syntax == RdfFormat.JSON_LD else syntax)


def _streamed(path: Path, syntax: RdfFormat, *, blank_nodes_apart: bool = False) -> Iterator[Quad]:
    with in_words(path), path.open("rb") as packed:
        file = unpacked(packed, path)
        yield from cast("Iterator[Quad]", ox_parse(file, syntax, rename_blank_nodes=blank_nodes_apart))


def known_syntax(path: Path) -> RdfFormat:
    """Return the RDF syntax that the name of a file says, compressed or not; raises `SourceError` `unknown-syntax`."""
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
    return syntax


def syntax_of(path: Path) -> RdfFormat:
    """Return the RDF syntax that the name of a file says, Turtle where it says none."""
    return _FORMATS.get(_uncompressed(path).suffix.lower(), RdfFormat.TURTLE)


def _syntax_error(error: SyntaxError, path: Path, text_of: Callable[[int], str]) -> SourceError:
    message = re.sub(r"^Parser error (?:at|between) line \d+ .*?: ", "", error.msg or "syntax error")
    place = Place(path, error.lineno, error.offset)
    excerpt = None
    if error.lineno is not None:
        line = text_of(error.lineno)
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
