"""The rules inside a store give what they give outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from allegiance import KnowledgeGraph, project, reason
from allegiance.errors import RequestError
from allegiance.reason import Layers
from allegiance.store import OxigraphStore, fingerprint, open_store, rewriting
from allegiance.terms import GRAPH, OWL, RDF, RDFS, BlankNode, Literal, NamedNode, Triple

LAYERS = Layers(GRAPH["asserted"], GRAPH["derived"], GRAPH["entailed"])
ONE, OTHER, THING = (NamedNode(f"urn:test:{name}") for name in ("one", "other", "thing"))
LEADS = NamedNode("urn:test:ledBy")
FUNCTIONAL = Triple(LEADS, RDF["type"], OWL["FunctionalProperty"])


@pytest.mark.parametrize("place", ["memory", "disk"])
def test_derived_and_entailed_inside_as_outside(place: str, kg: KnowledgeGraph, tmp_path: Path) -> None:
    program = reason.compile_program(project.triples(kg.project.ontology), LAYERS)
    if place == "memory":
        store = OxigraphStore({LAYERS.asserted: kg.asserted})
        reason.derive_inside(store, kg.project.rules, LAYERS)
        clashes = reason.entail_inside(store, program, LAYERS)
    else:
        with rewriting(tmp_path) as disk:
            disk.add(LAYERS.asserted, kg.asserted)
            reason.derive_inside(disk, kg.project.rules, LAYERS)
            clashes = reason.entail_inside(disk, program, LAYERS)
        store = open_store(tmp_path)

    assert fingerprint(store.triples(LAYERS.derived)) == fingerprint(kg.derivation.triples)
    assert fingerprint(store.triples(LAYERS.entailed)) == fingerprint(kg.entailment.triples)
    assert clashes == ()


def test_on_disk_nothing_is_left_out(kg: KnowledgeGraph, tmp_path: Path) -> None:
    with rewriting(tmp_path) as disk:
        disk.add(LAYERS.asserted, kg.asserted)
        disk.add(LAYERS.derived, kg.derivation.triples)
        disk.add(LAYERS.entailed, [FUNCTIONAL])

        contradictions = reason.entail_on_disk(disk, LAYERS)
    store = open_store(tmp_path)

    assert contradictions == ()
    assert fingerprint(store.triples(LAYERS.entailed)) == fingerprint(kg.entailment.triples)
    assert fingerprint(store.triples(LAYERS.asserted)) == fingerprint(
        OxigraphStore({LAYERS.asserted: kg.asserted}).triples(LAYERS.asserted)
    )


def test_on_disk_unnamed_nodes_stay_who_they_are(tmp_path: Path) -> None:
    unnamed = BlankNode("restriction")
    chain = [Triple(ONE, RDFS["subClassOf"], OTHER), Triple(OTHER, RDFS["subClassOf"], unnamed)]
    with rewriting(tmp_path) as disk:
        disk.add(LAYERS.asserted, chain)
        reason.entail_on_disk(disk, LAYERS)

        assert set(disk.triples(LAYERS.entailed)) == {Triple(ONE, RDFS["subClassOf"], unnamed)}


def test_on_disk_contradictions_are_told_in_words(tmp_path: Path) -> None:
    years = [Triple(THING, LEADS, Literal(year)) for year in ("1960", "1961")]
    with rewriting(tmp_path) as disk:
        disk.add(LAYERS.asserted, [FUNCTIONAL, *years])

        assert [found.rule for found in reason.entail_on_disk(disk, LAYERS)] == ["dt-diff"]


def test_a_contradiction_is_named() -> None:
    disjoint = [Triple(ONE, OWL["disjointWith"], OTHER), Triple(ONE, RDF["type"], OWL["Class"])]
    store = OxigraphStore(
        {LAYERS.asserted: [*disjoint, Triple(THING, RDF["type"], ONE), Triple(THING, RDF["type"], OTHER)]}
    )

    assert reason.entail_inside(store, reason.compile_program(disjoint, LAYERS), LAYERS) == ("cax-dw",)


def test_nodes_are_merged() -> None:
    store = OxigraphStore(
        {LAYERS.asserted: [FUNCTIONAL, Triple(THING, LEADS, ONE), Triple(THING, LEADS, OTHER)]}
    )

    reason.entail_inside(store, reason.compile_program([FUNCTIONAL], LAYERS), LAYERS)

    assert set(store.triples(LAYERS.entailed)) == {
        Triple(ONE, OWL["sameAs"], OTHER),
        Triple(OTHER, OWL["sameAs"], ONE),
    }


def test_values_that_would_have_to_be_the_same_are_a_contradiction() -> None:
    years = [Triple(THING, LEADS, Literal(year)) for year in ("1960", "1961")]
    store = OxigraphStore({LAYERS.asserted: [FUNCTIONAL, *years]})

    assert reason.entail_inside(store, reason.compile_program([FUNCTIONAL], LAYERS), LAYERS) == ("dt-diff",)


def test_a_class_that_the_data_rename_is_refused_and_nothing_is_kept() -> None:
    schema = [Triple(ONE, OWL["disjointWith"], OTHER), Triple(ONE, OWL["equivalentClass"], OTHER)]
    renamed = Triple(ONE, OWL["sameAs"], LEADS)
    store = OxigraphStore({LAYERS.asserted: [*schema, renamed, Triple(THING, RDF["type"], ONE)]})

    with pytest.raises(RequestError) as raised:
        reason.entail_inside(store, reason.compile_program(schema, LAYERS), LAYERS)

    assert raised.value.code == "not-inside"
    assert not list(store.triples(LAYERS.entailed))


def test_what_no_update_can_say_is_named_beforehand() -> None:
    ranged = Triple(
        LEADS,
        NamedNode("http://www.w3.org/2000/01/rdf-schema#range"),
        NamedNode("http://www.w3.org/2001/XMLSchema#integer"),
    )

    assert "prp-rng" in reason.compile_program([ranged], LAYERS).left_out


def test_rules_that_feed_each_other_run_until_nothing_is_new_inside_too(tmp_path: Path) -> None:
    near, far = NamedNode("urn:test:near"), NamedNode("urn:test:far")
    recursive, first = tmp_path / "a.rq", tmp_path / "b.rq"
    recursive.write_text(f"CONSTRUCT {{ ?x {far} ?z }} WHERE {{ ?x {near} ?y . ?y {far} ?z }}")
    first.write_text(f"CONSTRUCT {{ ?x {far} ?y }} WHERE {{ ?x {near} ?y }}")
    steps = [Triple(NamedNode(f"urn:test:{n}"), near, NamedNode(f"urn:test:{n + 1}")) for n in range(5)]
    store = OxigraphStore({LAYERS.asserted: steps})

    reason.derive_inside(store, [recursive, first], LAYERS)

    assert set(store.triples(LAYERS.derived)) == reason.derive(steps, [recursive, first]).triples
