"""Questions from Python: the same over the folder's graph and over one that is elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

import allegiance
from allegiance import pipeline
from allegiance.pipeline import AnyGraph, Elsewhere, GraphElsewhere, KnowledgeGraph
from allegiance.store import Graph, Rows
from allegiance.terms import Literal, NamedNode

PLEDGE = ("IMU", "pledgedAllegianceTo", "Abu Bakr al-Baghdadi")


@pytest.fixture(scope="module")
def on_disk(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> GraphElsewhere:
    where = Elsewhere(directory=tmp_path_factory.mktemp("asked") / "store")
    pipeline.push(kg, where, (), lambda _done: None)
    return allegiance.open(kg.project.root, at=where)


@pytest.fixture(params=["here", "on disk"])
def graph(request: pytest.FixtureRequest, kg: KnowledgeGraph, on_disk: GraphElsewhere) -> AnyGraph:
    return kg if request.param == "here" else on_disk


def test_a_stored_question_takes_names(graph: AnyGraph) -> None:
    answer = graph.query("claims/by-claimant", claimant="Ashraf Ghani")

    assert isinstance(answer.result, Rows)
    assert {type(row["claim"]) for row in answer} == {NamedNode}
    assert answer.labels.show(NamedNode("https://w3id.org/allegiance/id/ashraf-ghani")) == "Ashraf Ghani"


def test_sparql_needs_no_prefixes_and_takes_parameters(graph: AnyGraph) -> None:
    by_name = graph.sparql("SELECT ?name WHERE { ?_who_iri skos:prefLabel ?name }", who="Islamic State")
    by_curie = graph.sparql("SELECT ?name WHERE { ?_who_iri skos:prefLabel ?name }", who="kg:islamic-state")

    assert "Islamic State" in {row["name"] for row in by_name}
    assert by_name.result == by_curie.result
    assert isinstance(graph.sparql("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }").result, Graph)


def test_sparql_cannot_change_the_graph(graph: AnyGraph) -> None:
    with pytest.raises(allegiance.RequestError, match="only queries"):
        graph.sparql("DELETE WHERE { ?s ?p ?o }")


def test_a_triple_is_explained_by_names(graph: AnyGraph) -> None:
    reasons = graph.explain(*PLEDGE)

    assert reasons
    assert reasons.proof is not None
    assert reasons.proof.rule == "20-pledges"
    assert str(reasons) == reasons.text("text")
    assert "9682-9811" in str(reasons)
    assert reasons.text("html").startswith("<!doctype html>")


def test_what_was_withheld_is_told(graph: AnyGraph) -> None:
    reasons = graph.explain("kg:young-man-or-friends", "pledgedAllegianceTo", "Islamic State")

    assert not reasons
    assert reasons.withheld
    assert "not so" in str(reasons)


def test_a_term_is_a_part_as_good_as_a_name(graph: AnyGraph) -> None:
    label = Literal("Islamic State", language="en")

    assert graph.explain("Islamic State", "skos:prefLabel", label)
    assert not graph.explain("Islamic State", "skos:prefLabel", Literal("Islamic State"))


def test_an_unknown_name_is_told_with_names_like_it(graph: AnyGraph) -> None:
    with pytest.raises(allegiance.RequestError) as raised:
        graph.explain("IMUU", "a", "Organisation")

    assert raised.value.code == "unknown-name"


def test_nothing_is_opened_elsewhere_but_what_is_there(tmp_path: Path) -> None:
    with pytest.raises(allegiance.RequestError) as raised:
        allegiance.open(at=Elsewhere(directory=tmp_path / "none")).sparql("ASK {}")

    assert raised.value.code == "no-store"
