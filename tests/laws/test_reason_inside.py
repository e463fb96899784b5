"""A store is given by its program what the compiled engine gives: on random ontologies, with named and unnamed classes."""

import os

from hypothesis import HealthCheck, given, settings

from allegiance.reason import Layers, compile_program, entail, entail_inside
from allegiance.store import OxigraphStore
from allegiance.terms import GRAPH, OWL, RDF, RDFS, Triple
from laws.random_ontologies import data_axioms, graphs, schema_axioms, with_unnamed_classes

LAYERS = Layers(GRAPH["asserted"], GRAPH["derived"], GRAPH["entailed"])
OF_INDIVIDUALS = {RDF["type"], OWL["sameAs"], OWL["differentFrom"]}
laws = settings(
    max_examples=int(os.environ.get("ALLEGIANCE_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


class Twice(OxigraphStore):
    """A store behind a network that asks for every change twice."""

    def update(self, text: str) -> None:
        super().update(text)
        super().update(text)


def about_individuals(triples: frozenset[Triple]) -> frozenset[Triple]:
    """What the program promises: the data make nothing true of classes and properties."""
    return frozenset(
        triple
        for triple in triples
        if not triple.predicate.value.startswith((OWL.iri, RDFS.iri)) or triple.predicate in OF_INDIVIDUALS
    )


def entailed(store: OxigraphStore) -> frozenset[Triple]:
    return about_individuals(frozenset(store.triples(LAYERS.entailed)))


@laws
@given(graphs(schema_axioms, 9).map(with_unnamed_classes), graphs(data_axioms, 12))
def test_inside_as_outside(schema: frozenset[Triple], data: frozenset[Triple]) -> None:
    store = OxigraphStore({LAYERS.asserted: schema | data})
    outside = entail(schema | data)

    clashes = entail_inside(store, compile_program(schema, LAYERS), LAYERS)

    assert entailed(store) == about_individuals(outside.triples)
    assert bool(clashes) == bool(outside.contradictions)


@laws
@given(graphs(schema_axioms, 6), graphs(data_axioms, 6), graphs(data_axioms, 6))
def test_layers_and_updates_that_are_sent_twice(
    schema: frozenset[Triple], data: frozenset[Triple], derived: frozenset[Triple]
) -> None:
    store = Twice({LAYERS.asserted: schema | data, LAYERS.derived: derived})

    entail_inside(store, compile_program(schema, LAYERS), LAYERS)

    assert entailed(store) == about_individuals(entail(schema | data | derived).triples)


@laws
@given(graphs(schema_axioms, 9), graphs(data_axioms, 9))
def test_nothing_but_the_entailed_layer_changes(schema: frozenset[Triple], data: frozenset[Triple]) -> None:
    store = OxigraphStore({LAYERS.asserted: schema | data})
    before = frozenset(store.triples(LAYERS.asserted))

    entail_inside(store, compile_program(schema, LAYERS), LAYERS)

    assert frozenset(store.triples(LAYERS.asserted)) == before
    assert not any(list(store.triples(graph)) for graph in (LAYERS.derived, *LAYERS.news))


@laws
@given(graphs(schema_axioms, 9))
def test_the_same_ontology_gives_the_same_program(schema: frozenset[Triple]) -> None:
    ordered = sorted(schema, key=str)

    assert compile_program(ordered, LAYERS) == compile_program(ordered[::-1], LAYERS)
