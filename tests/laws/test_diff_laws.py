"""Laws of comparing: what a graph says is compared, and not how its blank nodes are called."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from allegiance.diff import compare
from allegiance.diff.structure import structures
from allegiance.terms import BlankNode, Literal, NamedNode, Object, Subject, Triple

names = ["b0", "b1", "b2", "b3", "b4", "b5"]
iris = st.sampled_from(["http://k/a", "http://k/b", "http://k/c"]).map(NamedNode)
nodes = st.one_of(iris, st.sampled_from(names).map(BlankNode))
graphs = st.lists(
    st.builds(Triple, nodes, iris, st.one_of(nodes, st.sampled_from(["x", "y"]).map(Literal))), max_size=14
)


def renamed(graph: Sequence[Triple], names_: dict[str, str]) -> list[Triple]:
    def other(term: Subject | Object) -> Subject | Object:
        return BlankNode(names_[term.value]) if isinstance(term, BlankNode) else term

    return [Triple(other(s), p, other(o)) for s, p, o in graph]  # type: ignore[arg-type]  # ends as they were


@given(graphs, graphs, st.permutations(names), st.data())
def test_other_names_and_another_order_are_no_change(
    graph: list[Triple], beside: list[Triple], others: list[str], data: st.DataObject
) -> None:
    again = renamed(data.draw(st.permutations(graph)), dict(zip(names, others, strict=True)))
    assert not compare(graph, again)
    assert not compare(again, graph)

    # What stands beside them, under names of its own, changes nothing about how they are told apart.
    apart = renamed(beside, {name: f"beside-{name}" for name in names})
    alone, together = structures(graph), structures([*graph, *apart])
    assert {node: together[node] for node in alone} == alone


@given(graphs, st.data())
def test_a_change_however_deep_is_a_change_of_whatever_holds_it(
    graph: list[Triple], data: st.DataObject
) -> None:
    length = data.draw(st.integers(1, 9))
    chain: list[Object] = [NamedNode("http://k/held"), *(BlankNode(f"deep{n}") for n in range(length))]
    held = [Triple(s, NamedNode("http://k/p"), o) for s, o in pairwise(chain)]  # type: ignore[arg-type]
    end = chain[-1]
    old, new = (
        [*graph, *held, Triple(end, NamedNode("http://k/p"), Literal(word))]  # type: ignore[arg-type]
        for word in ("old", "new")
    )

    assert NamedNode("http://k/held") in {entity.entity for entity in compare(old, new).entities}


@given(graphs)
def test_what_is_gone_is_a_change(graph: list[Triple]) -> None:
    for triple in graph:
        if not any(isinstance(term, BlankNode) for term in (triple.subject, triple.object)):
            assert compare(graph, [other for other in graph if other != triple])
