"""What holds of reasoning whatever the graph: nothing twice, nothing lost, no order; and the reference says the same.

Every conclusion has a proof, and each step of it stands up before a checker of its own, and before the reference.

Left out of the comparison with owlrl 7.6.2, because it is wrong there: owl:hasKey and owl:AllDisjointProperties (it skips the
last member of their lists), owl:AllDifferent (as well), and clashes between two literals of a functional property (it
reports none).
"""

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegiance.explain import follows
from allegiance.reason import Materialisation, Proof, entail, is_informative
from allegiance.terms import OWL, RDF, Triple
from laws.random_ontologies import CLASSES, data_axioms, graphs, ontologies, schema_axioms


def some_of(graph: frozenset[Triple]) -> st.SearchStrategy[frozenset[Triple]]:
    return st.frozensets(st.sampled_from(sorted(graph, key=str)), max_size=4) if graph else st.just(graph)


def stands(step: Proof) -> bool:
    """Whether a step is written, or an instance of the rule that it names."""
    return not step.premises or follows(step.rule, [premise.triple for premise in step.premises], step.triple)


# ALLEGIANCE_EXAMPLES=1000 is for a longer look than each run of the tests can take.
laws = settings(
    max_examples=int(os.environ.get("ALLEGIANCE_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
comparison = settings(laws, max_examples=int(os.environ.get("ALLEGIANCE_EXAMPLES", "10")))


@laws
@given(ontologies)
def test_idempotent(graph: frozenset[Triple]) -> None:
    new = entail(graph).triples

    assert not entail(graph | new).triples


@laws
@given(ontologies, graphs(data_axioms, 4))
def test_monotone(graph: frozenset[Triple], more: frozenset[Triple]) -> None:
    before, after = entail(graph), entail(graph | more)

    assert before.triples <= after.triples | more
    assert bool(before.contradictions) <= bool(after.contradictions)


@laws
@given(ontologies.flatmap(lambda graph: st.permutations(sorted(graph, key=str))))
def test_order_blind(shuffled: list[Triple]) -> None:
    assert entail(shuffled) == entail(sorted(shuffled, key=str))


@laws
@given(ontologies)
def test_the_full_closure_adds_nothing_informative_and_no_contradiction(graph: frozenset[Triple]) -> None:
    usual, full = entail(graph), entail(graph, full=True)

    assert usual.triples <= full.triples
    assert bool(usual.contradictions) == bool(full.contradictions)


@comparison
@given(ontologies)
def test_agrees_with_owlrl(graph: frozenset[Triple]) -> None:
    """Undeclared classes first, of which owlrl misses that each is below itself (docs/deviations-owl.md), then declared ones."""
    assert entail(graph).triples >= entail(graph, "owlrl").triples

    declared = graph | {Triple(class_, RDF["type"], OWL["Class"]) for class_ in CLASSES}
    ours, reference = entail(declared), entail(declared, "owlrl")

    assert ours.triples == reference.triples
    assert bool(ours.contradictions) == bool(reference.contradictions)


@laws
@given(ontologies)
def test_every_entailed_triple_is_proved_from_asserted_ones(graph: frozenset[Triple]) -> None:
    known = Materialisation(graph)

    for triple in known.entailed:
        proof = known.prove(triple)

        assert proof is not None, triple
        assert proof.triple == triple
        assert proof.leaves() <= graph
        assert all(step.rule == "asserted" for step in proof.steps() if not step.premises)


@laws
@given(ontologies)
def test_no_proof_is_shorter_than_the_first_and_none_is_told_twice(graph: frozenset[Triple]) -> None:
    known = Materialisation(graph)

    for triple in sorted(known.entailed, key=str)[:5]:
        proofs = known.proofs(triple, 4)
        sizes = [sum(1 for _ in proof.steps()) for proof in proofs.found]
        quick = known.prove(triple)

        assert quick is not None
        assert sizes == sorted(sizes)
        assert len(set(proofs.found)) == len(proofs.found)
        assert all(proof.triple == triple and proof.leaves() <= graph for proof in proofs.found)
        assert sizes[0] <= sum(1 for _ in quick.steps()) or not proofs.every_way_seen


@laws
@given(ontologies)
def test_every_proof_stands_before_the_checker(graph: frozenset[Triple]) -> None:
    known = Materialisation(graph)

    for triple in known.entailed:
        proof = known.prove(triple)
        assert proof is not None
        assert all(map(stands, proof.steps())), proof


@laws
@given(ontologies)
def test_further_proofs_stand_before_the_checker(graph: frozenset[Triple]) -> None:
    known = Materialisation(graph)

    for triple in sorted(known.entailed, key=str)[:5]:
        for proof in known.proofs(triple, 3).found:
            assert all(map(stands, proof.steps())), proof
            assert not any(step.triple in {p.triple for p in step.premises} for step in proof.steps())


@comparison
@given(ontologies)
def test_the_reference_entails_each_step_from_its_premises(graph: frozenset[Triple]) -> None:
    known = Materialisation(graph)

    for triple in sorted(known.entailed, key=str)[:3]:
        proof = known.prove(triple)
        assert proof is not None
        for step in proof.steps():
            if step.premises:
                premises = {premise.triple for premise in step.premises}
                # The full closure takes owlrl long, and only steps about blank nodes and the like need it.
                found = entail(premises, "owlrl", full=not is_informative(step.triple))
                assert step.triple in premises | found.triples, step


def test_what_is_not_entailed_has_no_proof() -> None:
    assert Materialisation([]).prove(Triple(OWL["a"], OWL["b"], OWL["c"])) is None


@laws
@given(ontologies, graphs(st.one_of(schema_axioms, data_axioms), 5))
def test_adding_gives_what_starting_over_gives(graph: frozenset[Triple], more: frozenset[Triple]) -> None:
    grown, fresh = Materialisation(graph).with_added(more), Materialisation(graph | more)

    assert grown.entailed == fresh.entailed
    assert grown.contradictions == fresh.contradictions


@laws
@given(ontologies.flatmap(lambda graph: st.tuples(st.just(graph), some_of(graph))))
def test_removing_gives_what_starting_over_gives(drawn: tuple[frozenset[Triple], frozenset[Triple]]) -> None:
    graph, gone = drawn
    shrunk, fresh = Materialisation(graph).with_removed(gone), Materialisation(graph - gone)

    assert shrunk.entailed == fresh.entailed
    assert shrunk.contradictions == fresh.contradictions


@laws
@given(ontologies, graphs(data_axioms, 4), graphs(data_axioms, 4))
def test_adding_after_removing_after_adding(
    graph: frozenset[Triple], one: frozenset[Triple], other: frozenset[Triple]
) -> None:
    changed = Materialisation(graph).with_added(one).with_removed(one).with_added(other)

    assert changed.entailed == Materialisation((graph - one) | other).entailed
