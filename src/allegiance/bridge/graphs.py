"""pyoxigraph's terms and graphs as rdflib's, and back, lexical forms intact.

rdflib rewrites literals unless told not to (docs/deviations.md, D1), so normalisation is off for everything made here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, cast

import rdflib
from rdflib.term import Identifier

from allegiance.errors import RequestError
from allegiance.terms import BlankNode, Literal, NamedNode, Object, Triple

RdflibGraph: TypeAlias = rdflib.Graph


def to_rdflib(triples: Iterable[Triple]) -> RdflibGraph:
    """Return a new rdflib graph that holds the triples, literals as written."""
    graph = rdflib.Graph(bind_namespaces="none")
    for subject, predicate, object_ in triples:
        graph.add((to_term(subject), to_term(predicate), to_term(object_)))
    return graph


def from_rdflib(graph: RdflibGraph) -> Iterable[Triple]:
    """Yield the triples of an rdflib graph that RDF 1.1 allows: a literal is never a subject."""
    for subject, predicate, object_ in cast("Iterable[tuple[Identifier, Identifier, Identifier]]", graph):
        if isinstance(subject, rdflib.Literal) or not isinstance(predicate, rdflib.URIRef):
            continue  # D2: owlrl states rules about literals as if they were resources.
        start = from_term(subject)
        if not isinstance(start, Literal):
            yield Triple(start, NamedNode(str(predicate)), from_term(object_))


def to_term(term: Object) -> Identifier:
    """Return the rdflib term for one of ours."""
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        plain = term.datatype.value == str(rdflib.XSD.string)
        return rdflib.Literal(
            term.value, datatype=None if plain else rdflib.URIRef(term.datatype.value), normalize=False
        )
    raise RequestError("rdf-12", "rdflib cannot hold RDF 1.2 triple terms", hint="use the pyoxigraph engine")


def from_term(term: Identifier) -> NamedNode | BlankNode | Literal:
    """Return our term for one of rdflib's."""
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), language=term.language)
        return (
            Literal(str(term), datatype=NamedNode(str(term.datatype)))
            if term.datatype
            else Literal(str(term))
        )
    return BlankNode(str(term)) if isinstance(term, rdflib.BNode) else NamedNode(str(term))
