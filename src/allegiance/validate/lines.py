"""N-Triples as text: literals that a store would rewrite are marked in the text, so that the store can read it by itself.

A statement that needs no mark never becomes a Python object; what is marked is what `lexical.keep` says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from allegiance import turtle
from allegiance.terms import XSD, Literal, NamedNode
from allegiance.validate.lexical import UNTOUCHED, keep

_XSD = re.escape(XSD.iri).encode()
_TEXT = rb'[^"\\\n]*(?:\\.[^"\\\n]*)*'
# Most literals end the search at once: those that a store leaves alone, and those of other datatypes or of none.
_LITERAL = re.compile(
    rb'"(?:(?:%(untouched)s)|%(text)s"(?![ \t]*\^\^[ \t]*<%(xsd)s)|(?P<form>%(text)s)"[ \t]*\^\^[ \t]*<(?P<datatype>%(xsd)s[^>]*)>)'
    % {
        b"text": _TEXT,
        b"xsd": _XSD,
        b"untouched": b"|".join(
            rb'(?:%s)"\^\^<%s>' % (form.pattern.encode(), re.escape(datatype).encode())
            for datatype, form in UNTOUCHED.items()
        ),
    }
)
_HIDDEN_DATATYPE = re.compile(rb"\^\^[ \t]*<[^>\n]*\\")


@dataclass(frozen=True, slots=True)
class NTriples:
    """A document in N-Triples, as its bytes and where they came from: the fastest form of data to validate."""

    data: bytes
    path: Path


def marked(document: NTriples) -> tuple[bytes, tuple[Literal, ...]] | None:
    """Return a document with the literals marked that a store would rewrite, and those literals as they stand marked.

    None where the text does not tell, since a datatype is written with escapes.
    """
    if _HIDDEN_DATATYPE.search(document.data):
        return None
    found: dict[bytes, Literal | None] = {}

    def mark(match: re.Match[bytes]) -> bytes:
        text = match[0]
        if match["datatype"] is None:
            return text
        if text not in found:
            literal = _literal(match)
            stored = keep(literal)
            found[text] = stored if isinstance(stored, Literal) and stored is not literal else None
        stored = found[text]
        return text if stored is None else b'"%s"^^%s' % (match["form"], str(stored.datatype).encode())

    text = _LITERAL.sub(mark, document.data)
    return text, tuple(dict.fromkeys(stored for stored in found.values() if stored is not None))


def _literal(match: re.Match[bytes]) -> Literal:
    form = match["form"]
    if b"\\" in form:
        (quad,) = turtle.quads(b'<a:> <a:> "%s" .' % form, Path("literal.nt"))
        if isinstance(quad.object, Literal):
            form = quad.object.value.encode()
    return Literal(form.decode(), datatype=NamedNode(match["datatype"].decode()))
