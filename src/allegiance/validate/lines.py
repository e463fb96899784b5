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
_HIDDEN_NAME = re.compile(rb"<[^>\n ]*\\[uU][^>\n ]*>")


@dataclass(frozen=True, slots=True)
class NTriples:
    """A document in N-Triples, as its bytes and where they came from: the fastest form of data to validate."""

    data: bytes
    path: Path


@dataclass(frozen=True, slots=True)
class Marked:
    """A document whose literals are marked where a store would rewrite them; those literals, and the predicates before them."""

    data: bytes
    literals: tuple[Literal, ...]
    predicates: frozenset[str]


def marked(document: NTriples) -> Marked | None:
    """Return a document with the literals marked that a store would rewrite.

    None where the text does not tell, since an IRI is written with escapes.
    """
    data = document.data
    if b"\\" in data and _HIDDEN_NAME.search(data):
        return None
    stored: dict[bytes, Literal | None] = {}
    predicates: set[bytes] = set()

    def mark(match: re.Match[bytes]) -> bytes:
        text = match[0]
        if match["datatype"] is None:
            return text
        if text not in stored:
            literal = _literal(match)
            found = keep(literal)
            stored[text] = found if isinstance(found, Literal) and found is not literal else None
        kept = stored[text]
        if kept is None:
            return text
        start = match.start()
        predicates.add(data[data.rfind(b"<", 0, start) + 1 : data.rfind(b">", 0, start)])
        return b'"%s"^^%s' % (match["form"], str(kept.datatype).encode())

    lines = _LITERAL.sub(mark, data)
    return Marked(
        lines,
        tuple(dict.fromkeys(literal for literal in stored.values() if literal is not None)),
        frozenset(predicate.decode() for predicate in predicates),
    )


def _literal(match: re.Match[bytes]) -> Literal:
    form = match["form"]
    if b"\\" in form:
        (quad,) = turtle.quads(b'<a:> <a:> "%s" .' % form, Path("literal.nt"))
        if isinstance(quad.object, Literal):
            form = quad.object.value.encode()
    return Literal(form.decode(), datatype=NamedNode(match["datatype"].decode()))
