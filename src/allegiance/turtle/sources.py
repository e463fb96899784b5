"""A document that is read without positions, and looked at again for the places of what was found in it.

Of a file nothing is kept in between but what its blank nodes are called, and where a statement is a line not even that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from hashlib import sha256
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat

from allegiance.errors import Place
from allegiance.terms import BlankNode, Quad, Term, Triple
from allegiance.turtle import reader
from allegiance.turtle.positions import Lines, find_places

# A statement of these is a line.
_BY_LINE: Final = {RdfFormat.N_TRIPLES, RdfFormat.N_QUADS}
_SUBJECT: Final = re.compile(rb'(?m)^[ \t]*(<[^>\n]*>|_:[^\s<"]+)')


class Source:
    """A file, or data that came in its place. With `apart`, its blank nodes bear names that no other document can give."""

    def __init__(self, path: Path, data: bytes | None, *, apart: bool) -> None:
        self._path = path
        self._data = data
        self._apart = apart
        # A parser names some of them anew each time, but always in the same order.
        self._blank_nodes: dict[BlankNode, None] = {}

    def quads(self) -> Iterator[Quad]:
        """Yield the quads; raises `SourceError` as `read` does."""
        for quad in self._parsed(apart=self._apart):
            for node in (quad.subject, quad.object):
                if type(node) is BlankNode:
                    self._blank_nodes[node] = None
            yield quad

    def places(self, nodes: AbstractSet[Term], triples: AbstractSet[Triple]) -> Mapping[Term, Place]:
        """Return where nodes are first described, and where triples about them stand, as far as they are in here; to be asked after `quads`."""
        first: dict[Term, int] = {}
        for number, quad in enumerate(self._again()):
            if quad.subject in nodes:
                first.setdefault(quad.subject, number)
                if quad.triple in triples:
                    first.setdefault(quad.triple, number)
        data = b"".join(self._blocks()) if first else b""
        found = find_places(data, self._path, reader.syntax_of(self._path), set(first.values()))
        return {
            term: found[number][0 if isinstance(term, Triple) else 1]
            for term, number in first.items()
            if number in found
        }

    def _again(self) -> Iterator[Quad]:
        names = iter(self._blank_nodes)
        named: dict[Term, BlankNode] = {}
        for quad in self._parsed(apart=self._apart):
            subject, object_ = quad.subject, quad.object
            for node in (subject, object_):
                if type(node) is BlankNode and node not in named:
                    named[node] = next(names, node)
            yield Quad(named.get(subject, subject), quad.predicate, named.get(object_, object_))

    def _parsed(self, *, apart: bool) -> Iterable[Quad]:
        if self._data is None:
            return reader.quads_of(self._path, blank_nodes_apart=apart)
        return reader.quads(self._data, self._path, blank_nodes_apart=apart)

    def _blocks(self) -> Iterable[bytes]:
        return reader.blocks(self._path) if self._data is None else (self._data,)


class LineSource(Source):
    """The same for N-Triples and N-Quads, where a subject can be found in the text."""

    def __init__(self, path: Path, data: bytes | None, *, apart: bool) -> None:
        super().__init__(path, data, apart=apart)
        # The same in every run, so that reports are.
        self._prefix = f"{sha256(str(path).encode()).hexdigest()[:16]}." if apart else ""

    def quads(self) -> Iterator[Quad]:
        """Yield the quads; raises `SourceError` as `read` does."""
        found = self._parsed(apart=False)
        return map(self._named, found) if self._prefix else iter(found)

    def _named(self, quad: Quad) -> Quad:
        subject, object_ = quad.subject, quad.object
        if isinstance(subject, BlankNode):
            subject = BlankNode(self._prefix + subject.value)
        if isinstance(object_, BlankNode):
            object_ = BlankNode(self._prefix + object_.value)
        return Quad(subject, quad.predicate, object_, quad.graph_name)

    def places(self, nodes: AbstractSet[Term], triples: AbstractSet[Triple]) -> Mapping[Term, Place]:
        """Return where nodes are first described, and where triples about them stand, as far as they are in here."""
        written = {str(node).replace(f"_:{self._prefix}", "_:", 1).encode(): node for node in nodes}
        blamed = {triple.subject for triple in triples}
        places: dict[Term, Place] = {}
        above = 0
        for block in self._blocks():
            lines = Lines(self._path, block, above)
            for match in _SUBJECT.finditer(block):
                node = written.get(match[1])
                # A name with escapes may be any.
                if (node is None and b"\\" not in match[1]) or (node in places and node not in blamed):
                    continue
                line = block[match.start() : block.find(b"\n", match.end()) + 1 or None]
                for quad in map(self._named, reader.quads(line, self._path)):
                    if quad.subject in nodes:
                        place = lines.place(match.start(1))
                        places.setdefault(quad.subject, place)
                        if quad.triple in triples:
                            places.setdefault(quad.triple, place)
            above += block.count(b"\n")
        return places


def source(path: Path, data: bytes | None = None, *, apart: bool = False) -> Source:
    """Return the document that a file holds, or data that came in its place; its syntax follows from the name of the file."""
    kind = LineSource if reader.syntax_of(path) in _BY_LINE else Source
    return kind(path, data, apart=apart)
