"""Proofs found by asking a store are as good as those found here: everything that is told has one, and each step stands up."""

import os

from hypothesis import HealthCheck, given, settings

from allegiance.explain import follows
from allegiance.reason import Layers, Materialisation, StoreProver
from allegiance.store import OxigraphStore
from allegiance.terms import GRAPH, NamedNode, Triple
from laws.random_ontologies import THINGS, data_axioms, graphs, schema_axioms, with_unnamed_classes

LAYERS = Layers(GRAPH["asserted"], GRAPH["derived"], GRAPH["entailed"])
laws = settings(
    max_examples=int(os.environ.get("ALLEGIANCE_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def layers(schema: frozenset[Triple], data: frozenset[Triple]) -> tuple[StoreProver, Materialisation]:
    known = Materialisation(schema | data)
    store = OxigraphStore({LAYERS.asserted: schema | data, LAYERS.entailed: known.entailed})
    return StoreProver(store, schema, LAYERS), known


def about_individuals(triple: Triple) -> bool:
    """The schema is closed here: what the data make true of classes and properties is not known to the prover."""
    return triple.subject in THINGS


@laws
@given(graphs(schema_axioms, 9).map(with_unnamed_classes), graphs(data_axioms, 12))
def test_everything_told_of_individuals_is_proved(schema: frozenset[Triple], data: frozenset[Triple]) -> None:
    prover, known = layers(schema, data)
    goals = sorted(filter(about_individuals, known.entailed), key=str)

    for triple, proof in zip(goals, prover.prove(goals), strict=True):
        assert proof is not None, triple
        assert proof.triple == triple
        assert proof.leaves() <= schema | data
        assert not any(step.triple in {p.triple for p in step.premises} for step in proof.steps())


@laws
@given(graphs(schema_axioms, 9).map(with_unnamed_classes), graphs(data_axioms, 9))
def test_every_proof_stands_before_the_checker(schema: frozenset[Triple], data: frozenset[Triple]) -> None:
    prover, known = layers(schema, data)
    for proof in prover.prove(sorted(filter(about_individuals, known.entailed), key=str)):
        assert proof is not None
        for step in proof.steps():
            premises = [premise.triple for premise in step.premises]
            assert not premises or follows(step.rule, premises, step.triple), step


@laws
@given(graphs(schema_axioms, 9), graphs(data_axioms, 9))
def test_the_first_of_several_proofs_is_no_longer_than_here(
    schema: frozenset[Triple], data: frozenset[Triple]
) -> None:
    prover, known = layers(schema, data)

    for triple in sorted(filter(about_individuals, known.entailed), key=str)[:2]:
        there, here = prover.proofs(triple, 3), known.proofs(triple, 3)

        assert there.every_way_seen
        # Here, rules about several names of one thing are told of one of the names only; then a proof may be shorter there.
        assert len(list(there.found[0].steps())) <= len(list(here.found[0].steps()))


def test_what_is_not_there_has_no_proof() -> None:
    prover, _ = layers(frozenset(), frozenset())

    assert prover.prove([Triple(THINGS[0], NamedNode("urn:test:p"), THINGS[1])]) == (None,)
