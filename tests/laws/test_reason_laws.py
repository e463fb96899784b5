"""What holds of reasoning whatever the graph: nothing twice, nothing lost, no order; and the reference says the same.

Every conclusion has a proof, and each step of it stands up before the reference.

Left out of the comparison with owlrl 7.6.2, because it is wrong there: owl:hasKey and owl:AllDisjointProperties (it skips the
last member of their lists), owl:AllDifferent (as well), and clashes between two literals of a functional property (it
reports none).
"""

import os
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegiance.reason import Materialisation, entail, is_informative
from allegiance.terms import (
    OWL,
    RDF,
    RDFS,
    XSD,
    BlankNode,
    Literal,
    NamedNode,
    Namespace,
    Object,
    Subject,
    Triple,
)

EX = Namespace("https://example.org/")
CLASSES = [EX[f"Class{n}"] for n in range(6)]
PROPERTIES = [EX[f"property{n}"] for n in range(5)]
THINGS = [EX[f"thing{n}"] for n in range(6)]
A = RDF["type"]

classes = st.sampled_from(CLASSES)
properties = st.sampled_from(PROPERTIES)
things = st.sampled_from(THINGS)
Axiom = list[Triple]


def rdf_list(members: list[NamedNode], label: str) -> tuple[Object, Axiom]:
    cells: list[Subject] = [BlankNode(f"{label}cell{n}") for n in range(len(members))]
    ends: list[Object] = [*cells[1:], RDF["nil"]]
    triples = [Triple(cell, RDF["first"], member) for cell, member in zip(cells, members, strict=True)]
    triples += [Triple(cell, RDF["rest"], end) for cell, end in zip(cells, ends, strict=True)]
    return (cells[0] if cells else RDF["nil"]), triples


def listed(subject: NamedNode, predicate: NamedNode, members: list[NamedNode]) -> Axiom:
    head, cells = rdf_list(members, "".join(name.value[-5:] for name in (subject, predicate, *members)))
    return [Triple(subject, predicate, head), *cells]


def restriction(
    class_: NamedNode,
    property_: NamedNode,
    kind: str,
    value: Object,
    under: NamedNode,
    *,
    on: NamedNode | None,
) -> Axiom:
    node = EX[f"Restriction{class_.value[-1]}{property_.value[-1]}{kind}{under.value[-4:]}"]
    triples = [Triple(node, OWL["onProperty"], property_), Triple(node, OWL[kind], value)]
    triples.append(Triple(class_, under, node))
    return triples if on is None else [*triples, Triple(node, OWL["onClass"], on)]


def one(build: Callable[..., Triple], *parts: st.SearchStrategy[NamedNode]) -> st.SearchStrategy[Axiom]:
    return st.tuples(*parts).map(lambda drawn: [build(*drawn)])


def number(text: str) -> Literal:
    return Literal(text, datatype=XSD["nonNegativeInteger"])


characters = st.sampled_from(
    ["Functional", "InverseFunctional", "Transitive", "Symmetric", "Asymmetric", "Irreflexive"]
).map(lambda name: OWL[f"{name}Property"])
under = st.sampled_from([RDFS["subClassOf"], OWL["equivalentClass"]])
between_classes = st.sampled_from(
    [RDFS["subClassOf"], OWL["equivalentClass"], OWL["disjointWith"], OWL["complementOf"]]
)
between_properties = st.sampled_from(
    [RDFS["subPropertyOf"], OWL["equivalentProperty"], OWL["inverseOf"], OWL["propertyDisjointWith"]]
)
declarations = st.sampled_from(
    [Triple(c, A, OWL["Class"]) for c in CLASSES] + [Triple(p, A, OWL["ObjectProperty"]) for p in PROPERTIES]
).map(lambda triple: [triple])
members = st.lists(classes, min_size=1, max_size=3, unique=True)
schema_axioms = st.one_of(
    declarations,
    one(Triple, classes, between_classes, classes),
    one(Triple, properties, between_properties, properties),
    one(Triple, properties, st.just(A), characters),
    one(Triple, properties, st.sampled_from([RDFS["domain"], RDFS["range"]]), classes),
    st.builds(
        lambda p, chain: listed(p, OWL["propertyChainAxiom"], chain),
        properties,
        st.lists(properties, min_size=2, max_size=3),
    ),
    st.builds(listed, classes, st.sampled_from([OWL["intersectionOf"], OWL["unionOf"]]), members),
    st.builds(
        lambda c, some: listed(c, OWL["oneOf"], some),
        classes,
        st.lists(things, min_size=1, max_size=2, unique=True),
    ),
    st.builds(
        lambda c, p, kind, value, u: restriction(c, p, kind, value, u, on=None),
        classes,
        properties,
        st.sampled_from(["someValuesFrom", "allValuesFrom"]),
        st.sampled_from([*CLASSES, OWL["Thing"]]),
        under,
    ),
    st.builds(
        lambda c, p, value, u: restriction(c, p, "hasValue", value, u, on=None),
        classes,
        properties,
        things,
        under,
    ),
    st.builds(
        lambda c, p, n, u: restriction(c, p, "maxCardinality", number(n), u, on=None),
        classes,
        properties,
        st.sampled_from(["0", "1"]),
        under,
    ),
    st.builds(
        lambda c, p, n, u, q: restriction(c, p, "maxQualifiedCardinality", number(n), u, on=q),
        classes,
        properties,
        st.sampled_from(["0", "1"]),
        under,
        st.sampled_from([*CLASSES, OWL["Thing"]]),
    ),
)
data_axioms = st.one_of(
    one(Triple, things, st.just(A), classes),
    one(Triple, things, properties, things),
    one(Triple, things, properties, things),
    one(Triple, things, st.sampled_from([OWL["sameAs"], OWL["differentFrom"]]), things),
    st.builds(lambda s, t: [Triple(s, EX["note"], Literal(t))], things, st.sampled_from(["one", "two"])),
)


def graphs(axioms: st.SearchStrategy[Axiom], size: int) -> st.SearchStrategy[frozenset[Triple]]:
    return st.lists(axioms, max_size=size).map(lambda drawn: frozenset(t for axiom in drawn for t in axiom))


ontologies = st.tuples(graphs(schema_axioms, 9), graphs(data_axioms, 12)).map(
    lambda parts: parts[0] | parts[1]
)


def some_of(graph: frozenset[Triple]) -> st.SearchStrategy[frozenset[Triple]]:
    return st.frozensets(st.sampled_from(sorted(graph, key=str)), max_size=4) if graph else st.just(graph)


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
    ours, reference = entail(graph), entail(graph, "owlrl")

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


@comparison
@given(ontologies)
def test_each_step_is_entailed_by_its_premises(graph: frozenset[Triple]) -> None:
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
