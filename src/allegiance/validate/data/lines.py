"""N-Triples as text: literals that a store would rewrite are marked in the text, so that the store can read it by itself.

A statement that needs no mark never becomes a Python object; what is marked is what `lexical.keep` says.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from allegiance import turtle
from allegiance.terms import XSD, Literal, NamedNode, Quad
from allegiance.validate.data.lexical import UNTOUCHED, keep

_XSD = re.escape(XSD.iri).encode()
# Possessive throughout: what a quotation mark begins ends at the next one that no backslash stands before, or not at all.
_TEXT = rb'[^"\\\n]*+(?:\\.[^"\\\n]*+)*+'
_DATATYPE = rb"[ \t]*+\^\^[ \t]*+<%s" % _XSD
# Literals of XML Schema's datatypes, without those that a store leaves alone. It is cheapest to ask first whether it is one at all.
_LITERAL = re.compile(
    rb'"(?<=[> \t]")(?=%(text)s"%(datatype)s)(?!%(untouched)s)(?P<form>%(text)s)"[ \t]*+\^\^[ \t]*+<(?P<datatype>%(xsd)s[^>]*+)>'
    % {
        b"text": _TEXT,
        b"xsd": _XSD,
        b"datatype": _DATATYPE,
        b"untouched": b"|".join(
            rb'(?:%s)"\^\^<%s>' % (form.pattern.encode(), re.escape(datatype).encode())
            for datatype, form in UNTOUCHED.items()
        ),
    }
)
_HIDDEN_NAME = re.compile(rb"<[^>\n ]*\\[uU][^>\n ]*>")


@dataclass(frozen=True, slots=True)
class NTriples:
    """A document in N-Triples: a file, which is read piece by piece, or its bytes. The fastest form of data to validate."""

    path: Path
    data: bytes | None = None

    def blocks(self) -> Iterator[bytes]:
        """Yield the document in blocks of whole lines."""
        return turtle.blocks(self.path) if self.data is None else iter((self.data,))

    def quads(self) -> Iterable[Quad]:
        """Return the statements of the document; raises `SourceError` with the place where it is no N-Triples."""
        return turtle.quads_of(self.path) if self.data is None else turtle.quads(self.data, self.path)


class Marking(io.RawIOBase):
    """A document on its way into a store: its text, with the literals marked that the store would rewrite.

    `literals` and `predicates` are those that were marked so far, and the properties before them.
    """

    def __init__(self, document: NTriples) -> None:
        super().__init__()
        self._blocks = document.blocks()
        self._path = document.path
        self._rest = io.BytesIO()
        # What stands in the text in place of a literal.
        self._marked: dict[bytes, bytes] = {}
        self._literals: list[Literal] = []
        self._before: set[bytes] = set()

    @property
    def literals(self) -> tuple[Literal, ...]:
        """The literals that were marked, as the store has them."""
        return tuple(dict.fromkeys(self._literals))

    @property
    def predicates(self) -> frozenset[str]:
        """The properties of these literals."""
        return frozenset(predicate.decode() for predicate in self._before)

    def readable(self) -> bool:
        """Say yes, as a stream must."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next piece of the marked text."""
        piece = self._rest.read(size)
        while not piece and (block := next(self._blocks, None)) is not None:
            self._rest = io.BytesIO(self._with_marks(block))
            piece = self._rest.read(size)
        return piece

    def _with_marks(self, block: bytes) -> bytes:
        if b"\\" in block and _HIDDEN_NAME.search(block):
            # Names with escapes hide from a search; written anew they have none.
            block = b"".join(f"{quad.triple} .\n".encode() for quad in turtle.quads(block, self._path))

        def mark(match: re.Match[bytes]) -> bytes:
            text = match[0]
            marked = self._marked.get(text) or self._with_mark(match)
            if marked != text:
                start = match.start()
                self._before.add(block[block.rfind(b"<", 0, start) + 1 : block.rfind(b">", 0, start)])
            return marked

        return _LITERAL.sub(mark, block)

    def _with_mark(self, match: re.Match[bytes]) -> bytes:
        literal = _literal(match)
        kept = keep(literal)
        if not isinstance(kept, Literal) or kept is literal:
            return match[0]
        self._literals.append(kept)
        marked = b'"%s"^^%s' % (match["form"], str(kept.datatype).encode())
        self._marked[match[0]] = marked
        return marked


def _literal(match: re.Match[bytes]) -> Literal:
    form = match["form"]
    if b"\\" in form:
        (quad,) = turtle.quads(b'<a:> <a:> "%s" .' % form, Path("literal.nt"))
        if isinstance(quad.object, Literal):
            form = quad.object.value.encode()
    return Literal(form.decode(), datatype=NamedNode(match["datatype"].decode()))
