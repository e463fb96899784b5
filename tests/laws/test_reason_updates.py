"""The updates give a store what the compiled engine gives: on random ontologies, and on the project's own graph."""

import os
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from pyoxigraph import Store

from allegiance import KnowledgeGraph
from allegiance.errors import RequestError
from allegiance.reason import UpdateGraphs, entail, entailment_updates, materialise
from allegiance.terms import GRAPH, OWL, RDF, Quad, Triple
from laws.random_ontologies import CLASSES, THINGS, data_axioms, graphs, schema_axioms

NAMED = UpdateGraphs(
    (GRAPH["asserted"], GRAPH["derived"]), GRAPH["entailed"], (GRAPH["delta-0"], GRAPH["delta-1"])
)
OF_INDIVIDUALS = {RDF["type"], OWL["sameAs"], OWL["differentFrom"]}


class OxigraphAlone:
    """The smallest store that updates ask for; counts what it is sent."""

    def __init__(self, asserted: Iterable[Triple]) -> None:
        self.store = Store()
        self.store.extend(Quad(s, p, o, NAMED.asserted[0]) for s, p, o in asserted)

    def update(self, text: str) -> None:
        self.store.update(text)

    def ask(self, text: str) -> bool:
        return bool(self.store.query(text))

    def triples(self) -> frozenset[Triple]:
        return frozenset(
            quad.triple for quad in self.store.quads_for_pattern(None, None, None, NAMED.entailed)
        )


class Twice(OxigraphAlone):
    """A store behind a network that is asked everything twice."""

    def update(self, text: str) -> None:
        super().update(text)
        super().update(text)


def about_individuals(triples: Iterable[Triple]) -> frozenset[Triple]:
    """What the updates promise: the data make nothing true of classes and properties."""
    return frozenset(
        triple
        for triple in triples
        if not triple.predicate.value.startswith((OWL.iri, "http://www.w3.org/2000/01/rdf-schema#"))
        or triple.predicate in OF_INDIVIDUALS
    )


def materialised(schema: frozenset[Triple], store: OxigraphAlone) -> frozenset[Triple]:
    materialise(entailment_updates(schema, NAMED), store)
    return store.triples()


laws = settings(
    max_examples=int(os.environ.get("ALLEGIANCE_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@laws
@given(graphs(schema_axioms, 9), graphs(data_axioms, 12))
def test_updates_agree_with_the_compiled_engine(schema: frozenset[Triple], data: frozenset[Triple]) -> None:
    found = materialised(schema, OxigraphAlone(schema | data))

    assert about_individuals(found) == about_individuals(entail(schema | data).triples)


@laws
@given(graphs(schema_axioms, 6), graphs(data_axioms, 9))
def test_an_update_that_is_sent_twice_does_no_harm(
    schema: frozenset[Triple], data: frozenset[Triple]
) -> None:
    found = materialised(schema, Twice(schema | data))

    assert about_individuals(found) == about_individuals(entail(schema | data).triples)


@laws
@given(graphs(schema_axioms, 9), graphs(data_axioms, 9))
def test_nothing_is_left_in_the_deltas_and_what_is_asserted_stays(
    schema: frozenset[Triple], data: frozenset[Triple]
) -> None:
    store = OxigraphAlone(schema | data)
    before = set(store.store)

    materialised(schema, store)

    assert {quad for quad in store.store if quad.graph_name != NAMED.entailed} == before


def test_updates_agree_on_the_own_graph(kg: KnowledgeGraph) -> None:
    schema = [quad.triple for document in kg.project.ontology for quad in document.quads]
    store = OxigraphAlone([*kg.asserted, *kg.derivation.triples])

    materialise(entailment_updates(schema, NAMED), store)

    assert store.triples() == kg.entailment.triples


def test_a_class_that_the_data_rename_is_refused_and_nothing_is_kept() -> None:
    schema = [
        Triple(CLASSES[0], OWL["disjointWith"], CLASSES[1]),
        Triple(CLASSES[0], OWL["equivalentClass"], CLASSES[2]),
    ]
    store = OxigraphAlone(
        [*schema, Triple(CLASSES[0], OWL["sameAs"], CLASSES[3]), Triple(THINGS[0], RDF["type"], CLASSES[0])]
    )

    with pytest.raises(RequestError) as caught:
        materialise(entailment_updates(schema, NAMED), store)

    assert caught.value.code == "schema-not-closed"
    assert not store.triples()


@laws
@given(graphs(schema_axioms, 9))
def test_the_same_schema_gives_the_same_updates(schema: frozenset[Triple]) -> None:
    assert entailment_updates(sorted(schema, key=str), NAMED) == entailment_updates(schema, NAMED)
