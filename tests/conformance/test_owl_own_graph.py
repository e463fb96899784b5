"""Both engines say the same about the project's own graph."""

from pathlib import Path

import pytest

from allegiance import turtle
from allegiance.reason import derive, entail, is_informative
from allegiance.terms import Triple

ROOT = Path(__file__).parents[2]


def own_graph() -> frozenset[Triple]:
    files = [path for path in sorted((ROOT / "ontology").glob("*.ttl")) if path.name != "alignments.ttl"]
    files += sorted((ROOT / "kg").rglob("*.ttl"))
    asserted = {quad.triple for path in files for quad in turtle.read(path).quads}
    derived = derive(asserted, sorted((ROOT / "queries" / "rules").glob("*.rq"))).triples
    return frozenset(asserted | derived)


@pytest.fixture(scope="module")
def graph() -> frozenset[Triple]:
    return own_graph()


def test_the_engines_agree_on_the_own_graph(graph: frozenset[Triple]) -> None:
    ours = entail(graph)
    reference = entail(graph, "owlrl")

    assert ours.triples == reference.triples
    assert ours.contradictions == ()
    assert reference.contradictions == ()


def test_what_comes_out_is_new_and_informative(graph: frozenset[Triple]) -> None:
    triples = entail(graph).triples

    assert triples
    assert not triples & graph
    assert all(map(is_informative, triples))


def test_the_full_closure_holds_the_informative_part(graph: frozenset[Triple]) -> None:
    assert entail(graph).triples <= entail(graph, full=True).triples
