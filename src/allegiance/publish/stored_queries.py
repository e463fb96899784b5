"""`queries.ttl` and `prefixes.ttl`: stored queries as `sh:SPARQLExecutable`, in the form that SPARQL editors read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

from allegiance.publish.edition import Edition, Item, turtle_item
from allegiance.query import Parameter, StoredQuery
from allegiance.terms import RDF, RDFS, SH, XSD, Literal, NamedNode, Namespace, Triple, expand

_SCHEMA = Namespace("https://schema.org/")
# The forms of SPARQL 1.1 §16, and the class and property of SHACL-AF and of SIB's examples for each.
_FORMS = {"select": "Select", "construct": "Construct", "ask": "Ask", "describe": "Describe"}
_FORM = re.compile(r"^\s*(select|construct|ask|describe)\b", re.IGNORECASE | re.MULTILINE)


def prefixes(edition: Edition) -> Item:
    """Return the prefixes of the folder as SHACL declarations (SHACL §5.2.1)."""
    return turtle_item("prefixes.ttl", "The prefixes", _declarations(edition), edition.prefixes)


def stored_queries(edition: Edition) -> Item:
    """Return the stored queries with their words, parameters and text."""
    triples = [triple for query in edition.queries for triple in _query(edition, query)]
    return turtle_item(
        "queries.ttl", "The stored queries", [*triples, *_declarations(edition)], edition.prefixes
    )


def _declarations(edition: Edition) -> Iterator[Triple]:
    home = _home(edition)
    for name, namespace in edition.prefixes.items():
        if name:
            node = NamedNode(f"{edition.base}prefixes#{name}")
            yield Triple(home, SH["declare"], node)
            yield Triple(node, RDF["type"], SH["PrefixDeclaration"])
            yield Triple(node, SH["prefix"], Literal(name))
            yield Triple(node, SH["namespace"], Literal(namespace, datatype=XSD["anyURI"]))


def _query(edition: Edition, query: StoredQuery) -> Iterator[Triple]:
    node = NamedNode(f"{edition.base}queries/{query.name}.rq")
    form = _FORM.search(query.text)
    name = form[1].lower() if form else "select"
    yield Triple(node, RDF["type"], SH["SPARQLExecutable"])
    yield Triple(node, RDF["type"], SH[f"SPARQL{_FORMS[name]}Executable"])
    yield Triple(node, RDFS["label"], Literal(query.header.question))
    words = query.header.description or query.header.question
    yield Triple(node, RDFS["comment"], Literal(words, language="en"))
    yield Triple(node, SH["prefixes"], _home(edition))
    yield Triple(node, SH[name], Literal(query.text))
    for tag in query.header.tags:
        yield Triple(node, _SCHEMA["keywords"], Literal(tag))
    for parameter in query.header.parameters:
        yield from _parameter(node, parameter, edition.prefixes)


def _parameter(query: NamedNode, parameter: Parameter, known: Mapping[str, str]) -> Iterator[Triple]:
    digest = hashlib.sha256(parameter.variable.encode()).hexdigest()[:8]
    node = NamedNode(f"{query.value}#{parameter.name}-{digest}")
    yield Triple(query, SH["parameter"], node)
    yield Triple(node, RDF["type"], SH["Parameter"])
    yield Triple(node, SH["path"], NamedNode(f"{query.value}#{parameter.variable}"))
    kind = SH["IRI"] if parameter.type == "iri" else SH["Literal"]
    yield Triple(node, SH["nodeKind"], kind)
    yield Triple(node, SH["name"], Literal(parameter.label))
    yield Triple(node, SH["optional"], Literal(str(not parameter.required).lower(), datatype=XSD["boolean"]))
    if parameter.help:
        yield Triple(node, SH["description"], Literal(parameter.help))
    if parameter.default is not None:
        yield Triple(node, SH["defaultValue"], Literal(parameter.default))
    if parameter.of_class is not None and (iri := expand(parameter.of_class, known)):
        yield Triple(node, SH["class"], NamedNode(iri))


def _home(edition: Edition) -> NamedNode:
    return NamedNode(f"{edition.base}prefixes")
