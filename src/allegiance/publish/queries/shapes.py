"""The stored queries as RDF: SHACL's executables as SIB's tools read them, with `sh:parameter` for each parameter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from allegiance.query import Parameter, StoredQuery
from allegiance.query.lexical import lexical_form
from allegiance.store.tokens import query_form
from allegiance.terms import (
    DCTERMS,
    RDF,
    RDFS,
    SCHEMA,
    SH,
    XSD,
    Literal,
    NamedNode,
    Namespace,
    Object,
    Triple,
    expand,
)

# SIB's own terms for what SHACL has no word for.
_SPEX = Namespace("https://purl.expasy.org/sparql-examples/ontology#")
_FORMS = {
    "SELECT": (SH["SPARQLSelectExecutable"], SH["select"]),
    "ASK": (SH["SPARQLAskExecutable"], SH["ask"]),
    "CONSTRUCT": (SH["SPARQLConstructExecutable"], SH["construct"]),
    "DESCRIBE": (_SPEX["SPARQLDescribeExecutable"], _SPEX["describe"]),
}


def query_triples(queries: Iterable[StoredQuery], base: str, prefixes: Mapping[str, str]) -> Iterator[Triple]:
    """Yield the queries with their words, parameters and text; `base` is the IRI under which everything is published.

    A query is `<base + queries/NAME.rq>` unless its header gives an `id`.
    """
    for query in queries:
        yield from _query(query, base, prefixes)


def prefix_triples(base: str, prefixes: Mapping[str, str]) -> Iterator[Triple]:
    """Yield prefixes as SHACL declarations (SHACL §5.2.1)."""
    home = _home(base)
    for name, namespace in prefixes.items():
        if name:
            node = NamedNode(f"{home.value}#{name}")
            yield Triple(home, SH["declare"], node)
            yield Triple(node, RDF["type"], SH["PrefixDeclaration"])
            yield Triple(node, SH["prefix"], Literal(name))
            yield Triple(node, SH["namespace"], Literal(namespace, datatype=XSD["anyURI"]))


def _home(base: str) -> NamedNode:
    return NamedNode(f"{base}prefixes.ttl")


def _query(query: StoredQuery, base: str, prefixes: Mapping[str, str]) -> Iterator[Triple]:
    header = query.header
    identifier = header.identifier or ""
    node = NamedNode(identifier if _is_iri(identifier) else f"{base}queries/{query.name}.rq")
    kind, text = _FORMS[query_form(query.text)]
    yield Triple(node, RDF["type"], SH["SPARQLExecutable"])
    yield Triple(node, RDF["type"], kind)
    yield Triple(node, RDFS["label"], Literal(header.question))
    yield Triple(node, RDFS["comment"], Literal(header.description or header.question, language="en"))
    yield Triple(node, SH["prefixes"], _home(base))
    yield Triple(node, text, Literal(query.text))
    for tag in header.tags:
        yield Triple(node, SCHEMA["keywords"], Literal(tag))
    for predicate, value in (("target", header.endpoint), ("license", header.license)):
        if value is not None and _is_iri(value):
            yield Triple(node, SCHEMA[predicate], NamedNode(value))
    for creator in header.creators:
        yield Triple(node, DCTERMS["creator"], NamedNode(creator) if _is_iri(creator) else Literal(creator))
    for parameter in header.parameters:
        yield from _parameter(node, parameter, prefixes)


def _parameter(query: NamedNode, parameter: Parameter, prefixes: Mapping[str, str]) -> Iterator[Triple]:
    # The name apart, so that it never meets the variable of another parameter.
    node = NamedNode(f"{query.value}#parameter-{parameter.name}")

    def term(value: str) -> Object:
        if parameter.type == "iri":
            return NamedNode(expand(value, prefixes) or value)
        if parameter.type.startswith("@"):
            return Literal(value, language=parameter.type[1:])
        form = lexical_form(parameter.type, value)
        return Literal(value if form is None else form, datatype=XSD[parameter.type])

    yield Triple(query, SH["parameter"], node)
    yield Triple(node, RDF["type"], SH["Parameter"])
    # SHACL-AF §2: the name of a parameter is the local name of its path; here that is the variable.
    yield Triple(node, SH["path"], NamedNode(f"{query.value}#{parameter.variable}"))
    yield Triple(node, SH["name"], Literal(parameter.label))
    if parameter.help:
        yield Triple(node, SH["description"], Literal(parameter.help))
    yield Triple(node, SH["optional"], Literal(str(not parameter.required).lower(), datatype=XSD["boolean"]))
    if parameter.type == "iri":
        yield Triple(node, SH["nodeKind"], SH["IRI"])
    else:
        is_text = parameter.type.startswith("@")
        yield Triple(node, SH["datatype"], RDF["langString"] if is_text else XSD[parameter.type])
    if parameter.of_class is not None:
        yield Triple(node, SH["class"], NamedNode(expand(parameter.of_class, prefixes) or parameter.of_class))
    for predicate, value in (
        ("defaultValue", parameter.default),
        ("minInclusive", parameter.minimum),
        ("maxInclusive", parameter.maximum),
    ):
        if value is not None and (parameter.type != "iri" or _is_iri(expand(value, prefixes) or value)):
            yield Triple(node, SH[predicate], term(value))
    if parameter.pattern is not None:
        yield Triple(node, SH["pattern"], Literal(f"^(?:{parameter.pattern})$"))


def _is_iri(text: str) -> bool:
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", text) is not None
