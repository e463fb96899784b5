"""The paragraphs and sections of a document: where in the text a passage stands, for people who do not count code points."""

from __future__ import annotations

from dataclasses import dataclass

from allegiance.store import Engine, Rows
from allegiance.store.tokens import substitute
from allegiance.terms import BlankNode, Literal, NamedNode, Object, Subject

_PARTS = """\
PREFIX alg: <https://w3id.org/allegiance/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>

SELECT ?part ?start ?end
WHERE {
  VALUES ?kind { alg:Paragraph alg:Section }
  ?part a ?kind ;
    oa:hasSource ?document ;
    oa:hasSelector ?selector .
  ?selector oa:start ?start ;
    oa:end ?end .
}
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph or a section, and its bounds in code points, half-open."""

    node: Subject
    start: int
    end: int


def parts_of(engine: Engine, document: Object) -> tuple[Part, ...]:
    """Return the paragraphs and sections that a graph describes of a document, the shortest first."""
    found = engine.query(substitute(_PARTS, {"document": document}), {})
    told = {
        Part(node, int(start.value), int(end.value))
        for node, start, end in (found.rows if isinstance(found, Rows) else ())
        if isinstance(node, NamedNode | BlankNode) and isinstance(start, Literal) and isinstance(end, Literal)
    }
    return tuple(sorted(told, key=lambda part: (part.end - part.start, part.start)))
