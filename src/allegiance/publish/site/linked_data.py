"""The machines' side of each page: its triples as Turtle and JSON-LD, its words for search engines, and the site's descriptions."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from allegiance import turtle
from allegiance.publish.site.dossiers import Dossier
from allegiance.publish.site.downloads import Offer
from allegiance.publish.site.graph import SiteGraph
from allegiance.publish.site.names import Names
from allegiance.publish.site.sections import Section, Sections
from allegiance.publish.site.source import SiteSource
from allegiance.terms import (
    ALG,
    DCTERMS,
    FOAF,
    OA,
    RDF,
    VOID,
    XSD,
    Literal,
    NamedNode,
    Subject,
    Triple,
)

# Stands for the address of a site that nobody knows, until it is written; a name that nobody can have (RFC 2606 §2).
_NOWHERE = "https://site.invalid/release/site/"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
# What schema.org calls our kinds. A situation is a thing that is spoken of: to call it an Event would say that it happened.
_SCHEMA_TYPES = {
    Section.PERSONS: "Person",
    Section.ORGANISATIONS: "Organization",
    Section.CLAIMS: "Claim",
    Section.PLACES: "Place",
    Section.WORKS: "CreativeWork",
    Section.SOURCES: "DigitalDocument",
}


class EntityGraphs:
    """The triples that belong to one node: what is said about it, and about nodes without a page that serve it.

    The numbered parts of a text serve its source document; what stands in them only names them.
    """

    def __init__(self, graph: SiteGraph, sections: Sections, prefixes: Mapping[str, str]) -> None:
        self._graph = graph
        self._sections = sections
        self._prefixes = _used(prefixes, sorted({node.value for node in graph.named()}))

    def texts(self, node: NamedNode) -> dict[str, str]:
        """Return the Turtle and the JSON-LD of a node, by file extension."""
        lines = turtle.canonical_lines(self._triples(node))
        # Values say what they are themselves: for so few of them that is shorter than a context that does.
        spelling = turtle.context(lines, self._prefixes)
        spelling = replace(spelling, kinds=dict.fromkeys(spelling.kinds, ""))
        return {
            "ttl": "".join(turtle.stream(lines, self._prefixes)),
            "jsonld": _on_one_line("".join(turtle.stream_jsonld(lines, spelling))),
        }

    def _triples(self, node: NamedNode) -> Iterator[Triple]:
        facts = self._graph.facts
        parts = filter(self._is_numbered, facts.subjects(OA["hasSource"], node))
        frontier: list[Subject] = [node, *facts.subjects(ALG["assesses"], node), *parts]
        seen = set(frontier)
        while frontier:
            for triple in self._graph.statements(frontier.pop()):
                yield triple
                part = triple.object
                if not isinstance(part, Literal) and part not in seen and self._serves(part):
                    seen.add(part)
                    frontier.append(part)

    def _serves(self, node: Subject) -> bool:
        has_page = node in self._sections.slugs or node in self._sections.anchors
        return not has_page and not self._is_numbered(node)

    def _is_numbered(self, node: Subject) -> bool:
        return bool(self._graph.facts.objects(node, ALG["ordinal"]))


def _used(prefixes: Mapping[str, str], iris: Sequence[str]) -> dict[str, str]:
    """Return the prefixes of namespaces that some IRI is in, of IRIs that are sorted: the fewer, the sooner each is found."""
    places = {name: bisect_left(iris, space) for name, space in prefixes.items()}
    return {
        name: prefixes[name]
        for name, place in places.items()
        if place < len(iris) and iris[place].startswith(prefixes[name])
    }


def _on_one_line(document: str) -> str:
    """Return a JSON-LD document on one line, with the prefixes that occur."""
    loaded = json.loads(document)
    used = document.partition('"@graph"')[2]
    for name in list(loaded["@context"]):
        if f'"{name}:' not in used and not name.startswith("@"):
            del loaded["@context"][name]
    return json.dumps(loaded, ensure_ascii=False, separators=(",", ":")) + "\n"


def schema_org(dossier: Dossier, names: Names) -> dict[str, object]:
    """Return what search engines may know of a node (schema.org)."""
    described: dict[str, object] = {
        "@context": "https://schema.org",
        "@id": dossier.node.value,
        "@type": _SCHEMA_TYPES.get(dossier.section, "Thing"),
        "name": names.text(dossier.node),
    }
    if dossier.aliases:
        described["alternateName"] = list(dossier.aliases)
    if dossier.testimony is not None:
        described["author"] = [names.text(claimant) for claimant in dossier.testimony.claimants]
    return described


def dataset_schema_org(source: SiteSource, downloads: Iterable[str]) -> dict[str, object]:
    """Return the dataset in the words of schema.org."""
    described: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": source.title,
        "description": source.description or source.title,
        "version": source.version,
        "distribution": [{"@type": "DataDownload", "contentUrl": path} for path in downloads],
    }
    if source.iri is not None:
        described["@id"] = source.iri.value
    if source.license:
        described["license"] = source.license
    return described


def sitemap(base: str, paths: Iterable[str]) -> str:
    """Return the pages of the site for search engines (sitemaps.org 0.9)."""
    root = ET.Element("urlset", xmlns=_SITEMAP)
    for path in paths:
        address = base + path.removesuffix("index.html")
        ET.SubElement(ET.SubElement(root, "url"), "loc").text = address
    ET.indent(root, "")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def void(source: SiteSource, offer: Offer, examples: Iterable[NamedNode]) -> str:
    """Return the description of the dataset for linked-data tools (VoID §7.2), as Turtle."""
    base = source.base or _NOWHERE
    dataset = source.iri or NamedNode(base)
    everything = {triple for triples in source.layers.values() for triple in triples}
    facts = [
        Triple(dataset, RDF["type"], VOID["Dataset"]),
        Triple(dataset, DCTERMS["title"], Literal(source.title)),
        Triple(dataset, VOID["triples"], Literal(str(len(everything)), datatype=XSD["integer"])),
    ]
    if source.license:
        facts.append(Triple(dataset, DCTERMS["license"], NamedNode(source.license)))
    facts.append(Triple(dataset, FOAF["homepage"], NamedNode(base)))
    facts += [
        Triple(dataset, VOID["dataDump"], NamedNode(urljoin(base, download.path)))
        for download in offer.downloads
        if PurePosixPath(download.path).name.startswith("full.")
    ]
    facts += [Triple(dataset, VOID["exampleResource"], node) for node in examples]
    text = turtle.write(facts, source.prefixes)
    # Where nobody knows the address, readers resolve IRIs against that of this file, one folder below the site (Turtle §6.3).
    return text.replace(f"<{_NOWHERE}", "<../").replace(f"<{urljoin(_NOWHERE, '..')}", "<../../")
