"""RDF terms, namespaces, prefixes, and CURIE <-> IRI. No input or output.

The term types are pyoxigraph's: immutable, hashable, exact about lexical forms. Every other room takes them from here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple, Variable

__all__ = [
    "ALG",
    "DCAT",
    "DCTERMS",
    "FOAF",
    "GRAPH",
    "LOCAL",
    "OA",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SH",
    "SKOS",
    "VOID",
    "XSD",
    "BlankNode",
    "DefaultGraph",
    "Literal",
    "NamedNode",
    "Namespace",
    "Object",
    "Quad",
    "Subject",
    "Term",
    "Triple",
    "Variable",
    "curie",
    "expand",
    "local_name",
]

Subject: TypeAlias = NamedNode | BlankNode | Triple
Object: TypeAlias = NamedNode | BlankNode | Literal | Triple
Term: TypeAlias = Object


class Namespace:
    """A namespace IRI; indexing it makes a term: `SKOS["prefLabel"]`."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self._named: dict[str, NamedNode] = {}

    def __getitem__(self, name: str) -> NamedNode:
        if name not in self._named:
            self._named[name] = NamedNode(self.iri + name)
        return self._named[name]

    def __contains__(self, term: object) -> bool:
        return isinstance(term, NamedNode) and term.value.startswith(self.iri)


ALG: Final = Namespace("https://w3id.org/allegiance/ontology#")
GRAPH: Final = Namespace("https://w3id.org/allegiance/graph/")
DCAT: Final = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS: Final = Namespace("http://purl.org/dc/terms/")
FOAF: Final = Namespace("http://xmlns.com/foaf/0.1/")
OA: Final = Namespace("http://www.w3.org/ns/oa#")
ORG: Final = Namespace("http://www.w3.org/ns/org#")
OWL: Final = Namespace("http://www.w3.org/2002/07/owl#")
PROV: Final = Namespace("http://www.w3.org/ns/prov#")
RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA: Final = Namespace("https://schema.org/")
SH: Final = Namespace("http://www.w3.org/ns/shacl#")
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#")
VOID: Final = Namespace("http://rdfs.org/ns/void#")
XSD: Final = Namespace("http://www.w3.org/2001/XMLSchema#")

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "alg": ALG.iri,
        "algc": "https://w3id.org/allegiance/concept/",
        "kg": "https://w3id.org/allegiance/id/",
        "shp": "https://w3id.org/allegiance/shape/",
        "dcat": DCAT.iri,
        "dcterms": DCTERMS.iri,
        "foaf": FOAF.iri,
        "oa": OA.iri,
        "org": ORG.iri,
        "owl": OWL.iri,
        "prov": PROV.iri,
        "rdf": RDF.iri,
        "rdfs": RDFS.iri,
        "schema": SCHEMA.iri,
        "sh": SH.iri,
        "skos": SKOS.iri,
        "vann": "http://purl.org/vocab/vann/",
        "void": VOID.iri,
        "xsd": XSD.iri,
    }
)
"""The prefixes that the command line understands everywhere and that dumps declare where they are used."""

# The part of PN_LOCAL (SPARQL 1.1 §19.8) that needs no escaping; other names stay full IRIs.
LOCAL: Final = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?"
_LOCAL = re.compile(LOCAL)


def curie(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str | None:
    """Return the CURIE of an IRI under the longest matching namespace, or None where none fits unescaped.

    >>> curie("https://w3id.org/allegiance/ontology#Claim")
    'alg:Claim'
    """
    best: tuple[int, str] | None = None
    for prefix, namespace in prefixes.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            best = max(best or (0, ""), (len(namespace), prefix))
    return None if best is None else f"{best[1]}:{iri[best[0] :]}"


def expand(name: str, prefixes: Mapping[str, str] = PREFIXES) -> str | None:
    """Return the IRI of a CURIE, or None when its prefix is not known.

    >>> expand("skos:Concept")
    'http://www.w3.org/2004/02/skos/core#Concept'
    """
    prefix, colon, local = name.partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else None


def local_name(iri: str) -> str:
    """Return what follows the last `#` or `/`: the part of an IRI that people read."""
    return re.split(r"[#/]", iri.rstrip("#/"))[-1]
