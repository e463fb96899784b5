"""`dataset.ttl`: what the release is, for catalogues (DCAT 3), for linked-data tools (VoID), and where it comes from (PROV-O)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

from allegiance import turtle
from allegiance.publish.release.edition import Edition, Entry, Item, turtle_item
from allegiance.terms import (
    DCAT,
    DCTERMS,
    FOAF,
    GRAPH,
    PROV,
    RDF,
    RDFS,
    VOID,
    XSD,
    Literal,
    NamedNode,
    Namespace,
    Object,
    Triple,
)

_SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_SPDX = Namespace("http://spdx.org/rdf/terms#")
_ADMS = Namespace("http://www.w3.org/ns/adms#")
_PREFIXES = {"adms": _ADMS.iri, "sd": _SD.iri, "spdx": _SPDX.iri}
_MEDIA_TYPES = Namespace("https://www.iana.org/assignments/media-types/")
# What DCAT-AP asks formats to be named by, besides media types.
_FILE_TYPES = Namespace("http://publications.europa.eu/resource/authority/file-type/")
_FORMATS = {
    "text/turtle": "RDF_TURTLE",
    "application/n-triples": "RDF_N_TRIPLES",
    "application/n-quads": "RDF_N_QUADS",
    "application/trig": "RDF_TRIG",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON_LD",
    "application/csvm+json": "JSON",
    "text/csv": "CSV",
}
_TYPE = RDF["type"]
_EXAMPLES = 3


def catalogue(edition: Edition, entries: Sequence[Entry]) -> Item:
    """Return the description of the dataset and of the files written so far."""
    triples = [
        *_dataset(edition),
        *_provenance(edition),
        *_statistics(edition),
        *_layers(edition),
        *(
            triple
            for entry in entries
            if entry.group in {"dump", "table"}
            for triple in _file(edition, entry)
        ),
    ]
    return turtle_item(
        "dataset.ttl", "This release, for machines", triples, {**edition.prefixes, **_PREFIXES}
    )


def _dataset(edition: Edition) -> Iterator[Triple]:
    node = edition.dataset.iri
    for kind in (DCAT["Dataset"], _SD["Dataset"], VOID["Dataset"], PROV["Entity"]):
        yield Triple(node, _TYPE, kind)
    for predicate, objects in edition.described.items():
        for object_ in objects:
            yield Triple(node, predicate, object_)
    if DCTERMS["description"] not in edition.described:
        yield Triple(node, DCTERMS["description"], Literal(edition.description, language="en"))
    if DCAT["landingPage"] not in edition.described:
        page = "README.md" if edition.site is None else "site/index.html"
        yield Triple(node, DCAT["landingPage"], NamedNode(edition.base + page))
    if DCTERMS["publisher"] not in edition.described:
        publisher = _part(edition, "publisher")
        yield Triple(node, DCTERMS["publisher"], publisher)
        yield Triple(publisher, _TYPE, FOAF["Agent"])
        yield Triple(publisher, FOAF["name"], Literal(edition.contributors, language="en"))
    if edition.issued is not None:
        yield Triple(node, DCTERMS["issued"], _when(edition.issued))
    if edition.previous is not None:
        previous = NamedNode(f"{node.value}/{edition.previous}/")
        yield Triple(node, DCAT["previousVersion"], previous)
        yield Triple(node, _ADMS["versionNotes"], Literal(f"Changes since {edition.previous}: see diff/."))


def _provenance(edition: Edition) -> Iterator[Triple]:
    node, build, tool = edition.dataset.iri, _part(edition, "build"), _part(edition, "tool")
    for source in edition.described.get(DCTERMS["source"], ()):
        yield Triple(node, PROV["wasDerivedFrom"], source)
    yield Triple(node, PROV["wasGeneratedBy"], build)
    yield Triple(build, _TYPE, PROV["Activity"])
    yield Triple(build, PROV["wasAssociatedWith"], tool)
    if edition.issued is not None:
        yield Triple(build, PROV["endedAtTime"], _when(edition.issued))
    for path in edition.project.rules:
        rule = NamedNode(edition.base + path.relative_to(edition.project.root).as_posix())
        yield Triple(build, PROV["used"], rule)
    yield Triple(tool, _TYPE, PROV["SoftwareAgent"])
    yield Triple(tool, RDFS["label"], Literal(edition.tool))


def _statistics(edition: Edition) -> Iterator[Triple]:
    """Yield VoID's figures, and how often each class and property occurs (§4.5)."""
    node, lines = edition.dataset.iri, edition.full.lines
    properties: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    spaces: Counter[str] = Counter()
    subjects = 0
    for subject, facts in turtle.by_subject(lines):
        subjects += 1
        spaces[_space(subject)] += subject[0] == "<"
        for predicate, object_ in facts:
            properties[predicate] += 1
            if predicate == str(_TYPE) and object_[0] == "<":
                classes[object_] += 1
    figures = {
        "triples": len(lines),
        "distinctSubjects": subjects,
        "distinctObjects": turtle.distinct_objects(lines),
        "properties": len(properties),
        "classes": len(classes),
    }
    for name, number in figures.items():
        yield Triple(node, VOID[name], _number(number))
    yield Triple(node, VOID["dataDump"], NamedNode(f"{edition.base}full.nt.gz"))
    yield Triple(node, VOID["uriSpace"], Literal(max(spaces, key=lambda space: (spaces[space], space))))
    for example in sorted(str(t.subject) for t in edition.agents)[
        :: max(1, len(edition.agents) // _EXAMPLES)
    ][:_EXAMPLES]:
        yield Triple(node, VOID["exampleResource"], NamedNode(example[1:-1]))
    for namespace in sorted({_space(p) for p in properties}):
        yield Triple(node, VOID["vocabulary"], NamedNode(namespace))
    for iri, number in classes.items():
        part = _part(edition, "class", iri)
        yield Triple(node, VOID["classPartition"], part)
        yield Triple(part, VOID["class"], NamedNode(iri[1:-1]))
        yield Triple(part, VOID["entities"], _number(number))
    for iri, number in properties.items():
        part = _part(edition, "property", iri)
        yield Triple(node, VOID["propertyPartition"], part)
        yield Triple(part, VOID["property"], NamedNode(iri[1:-1]))
        yield Triple(part, VOID["triples"], _number(number))


def _layers(edition: Edition) -> Iterator[Triple]:
    """Yield each layer as a subset (VoID §4.1), and as the graph of that name in the dataset (SPARQL 1.1 Service Description §3.3)."""
    for name, graph in edition.graphs.items():
        layer, named = _part(edition, name), _part(edition, f"graph-{name}")
        yield Triple(edition.dataset.iri, _SD["namedGraph"], named)
        yield Triple(named, _TYPE, _SD["NamedGraph"])
        yield Triple(named, _SD["name"], GRAPH[name])
        yield Triple(named, _SD["graph"], layer)
        yield Triple(edition.dataset.iri, VOID["subset"], layer)
        yield Triple(layer, _TYPE, _SD["Graph"])
        yield Triple(layer, _TYPE, VOID["Dataset"])
        yield Triple(layer, DCTERMS["title"], Literal(f"{edition.dataset.title}: {name}"))
        yield Triple(layer, VOID["triples"], _number(len(graph.lines)))
        yield Triple(layer, VOID["dataDump"], NamedNode(f"{edition.base}{name}.ttl"))
        if name != "asserted":
            yield Triple(layer, PROV["wasDerivedFrom"], _part(edition, "asserted"))


def _file(edition: Edition, entry: Entry) -> Iterator[Triple]:
    """Yield one distribution (DCAT 3 §6.8), its checksum in SPDX terms."""
    node = _part(edition, "file", entry.path)
    checksum, address = _part(edition, "checksum", entry.path), NamedNode(edition.base + entry.path)
    facts: dict[NamedNode, Object] = {
        _TYPE: DCAT["Distribution"],
        DCTERMS["title"]: Literal(f"{entry.path}: {entry.title}"),
        DCAT["accessURL"]: address,
        DCAT["downloadURL"]: address,
        DCTERMS["description"]: Literal(entry.title, language="en"),
        DCTERMS["format"]: _FILE_TYPES[_FORMATS[entry.media_type]],
        DCAT["mediaType"]: _MEDIA_TYPES[entry.media_type],
        DCAT["byteSize"]: Literal(str(entry.size), datatype=XSD["nonNegativeInteger"]),
        _SPDX["checksum"]: checksum,
    }
    if entry.path.endswith(".gz"):
        facts[DCAT["compressFormat"]] = _MEDIA_TYPES["application/gzip"]
    if edition.licence is not None:
        facts[DCTERMS["license"]] = NamedNode(edition.licence)
    yield Triple(edition.dataset.iri, DCAT["distribution"], node)
    for predicate, object_ in facts.items():
        yield Triple(node, predicate, object_)
    yield Triple(checksum, _TYPE, _SPDX["Checksum"])
    yield Triple(checksum, _SPDX["algorithm"], _SPDX["checksumAlgorithm_sha256"])
    yield Triple(checksum, _SPDX["checksumValue"], Literal(entry.sha256, datatype=XSD["hexBinary"]))


def _part(edition: Edition, kind: str, of: str = "") -> NamedNode:
    """Return the IRI of a part of the description: the same thing has the same one in every release of a version."""
    digest = f"-{hashlib.sha256(of.encode()).hexdigest()[:12]}" if of else ""
    return NamedNode(f"{edition.base}#{kind}{digest}")


def _space(term: str) -> str:
    """Return what an IRI in angle brackets begins with, up to its local name."""
    return term[1 : max(term.rfind("/"), term.rfind("#")) + 1]


def _number(number: int) -> Literal:
    return Literal(str(number), datatype=XSD["integer"])


def _when(moment: str) -> Literal:
    return Literal(moment, datatype=XSD["dateTime"])
