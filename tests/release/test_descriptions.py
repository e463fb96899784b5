"""What the release says of itself is complete, and says the same in every vocabulary."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from allegiance import KnowledgeGraph, turtle, validate
from allegiance.terms import DCAT, DCTERMS, PROV, NamedNode, Namespace, Triple

SHAPES = Path(__file__).with_name("dcat-ap.ttl")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VOID = Namespace("http://rdfs.org/ns/void#")


def triples(path: Path) -> list[Triple]:
    return [quad.triple for quad in turtle.quads(path.read_bytes(), path)]


def values(graph: list[Triple], predicate: NamedNode, subject: object = None) -> list[str]:
    return [t.object.value for t in graph if t.predicate == predicate and subject in {None, t.subject}]  # type: ignore[union-attr]


def document(path: Path) -> Any:
    return json.loads(path.read_bytes())


def test_dcat_ap_s_mandatory_parts_hold(release: Path) -> None:
    report = validate.validate(triples(release / "dataset.ttl"), triples(SHAPES))

    assert report.findings == ()
    assert report.idle_shapes == ()


@pytest.mark.parametrize(
    "predicate",
    [
        DCAT["accessURL"],
        DCAT["distribution"],
        DCAT["landingPage"],
        DCTERMS["description"],
        DCTERMS["publisher"],
        DCTERMS["title"],
        FOAF["name"],
        SPDX["algorithm"],
        SPDX["checksumValue"],
    ],
    ids=str,
)
def test_the_shapes_can_fail(release: Path, predicate: NamedNode) -> None:
    without = [t for t in triples(release / "dataset.ttl") if t.predicate != predicate]

    assert validate.validate(without, triples(SHAPES)).findings


def test_one_version_everywhere(release: Path, kg: KnowledgeGraph) -> None:
    version = kg.project.dataset.version
    crate = {node["@id"]: node for node in document(release / "ro-crate-metadata.json")["@graph"]}

    assert release.name == f"{kg.project.dataset.slug}-{version}"
    assert document(release / "MANIFEST.json")["version"] == version
    assert document(release / "dataset.jsonld")["version"] == version
    assert crate["./"]["version"] == version
    assert values(triples(release / "dataset.ttl"), DCAT["version"]) == [version]


def test_void_counts_what_is_there(release: Path, kg: KnowledgeGraph) -> None:
    graph = triples(release / "dataset.ttl")
    full = triples(release / "full.nt")
    dataset = kg.project.dataset.iri
    parts = {t.object for t in graph if t.predicate == VOID["propertyPartition"]}

    assert values(graph, VOID["triples"], dataset) == [str(len(full))]
    assert values(graph, VOID["distinctSubjects"], dataset) == [str(len({t.subject for t in full}))]
    assert sum(int(n) for part in parts for n in values(graph, VOID["triples"], part)) == len(full)
    assert len(parts) == len({t.predicate for t in full})


def test_the_release_is_dated_and_derived_from_the_source(release: Path, kg: KnowledgeGraph) -> None:
    graph = triples(release / "dataset.ttl")

    assert values(graph, PROV["wasDerivedFrom"], kg.project.dataset.iri)
    assert values(graph, PROV["endedAtTime"]) == ["2026-01-02T03:04:05Z"]
    assert document(release / "dataset.jsonld")["datePublished"] == "2026-01-02T03:04:05Z"


def test_every_description_gives_the_true_sums(release: Path) -> None:
    for part in document(release / "dataset.jsonld")["distribution"]:
        path = release / part["contentUrl"].rpartition("/dataset/")[2].partition("/")[2]
        assert part["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    for node in document(release / "ro-crate-metadata.json")["@graph"]:
        if node["@type"] == "File":
            assert node["sha256"] == hashlib.sha256((release / node["@id"]).read_bytes()).hexdigest()


def test_the_link_set_leads_to_files_that_are_there(release: Path) -> None:
    (links,) = document(release / "linkset.json")["linkset"]

    for link in [*links["item"], *links["describedby"]]:
        assert (release / link["href"].rpartition("/dataset/")[2].partition("/")[2]).is_file()
    assert links["license"]


def test_every_stored_query_is_published(release: Path, kg: KnowledgeGraph) -> None:
    graph = triples(release / "queries.ttl")
    executable = {t.subject for t in graph if str(t.object).endswith("#SPARQLExecutable>")}

    assert len(executable) == len(kg.catalogue)


def test_each_named_graph_is_the_layer_of_that_name(release: Path) -> None:
    graph = triples(release / "dataset.ttl")
    named = {t.subject: t.object for t in graph if t.predicate == SD["name"]}
    layers = {t.subject: t.object for t in graph if t.predicate == SD["graph"]}
    graphs = [str(quad.graph_name) for quad in turtle.quads_of(release / "full.nq")]

    assert set(map(str, named.values())) == set(graphs)
    for node, name in named.items():
        assert values(graph, VOID["triples"], layers[node]) == [str(graphs.count(str(name)))]
