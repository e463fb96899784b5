"""Nothing contested, hypothetical or merely attributed becomes a fact: by the rules, and by the OWL chain.

A case is a Turtle file; its first line says the status expected in the view of ex:text, and whether the shortcuts may appear.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from allegiance import KnowledgeGraph, project, reason, turtle
from allegiance.terms import ALG, Namespace, Triple

EX = Namespace("https://example.org/")
SHORTCUTS = {
    Triple(EX["x"], ALG["pledgedAllegianceTo"], EX["y"]),
    Triple(EX["x"], ALG["withdrewAllegianceFrom"], EX["z"]),
}
GATES = {ALG["madeAcceptedPledge"], ALG["madeAcceptedWithdrawal"]}
CASES = sorted(Path(__file__).parent.glob("*.ttl"))


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def case(
    request: pytest.FixtureRequest, kg: KnowledgeGraph
) -> tuple[str, bool, list[Triple], frozenset[Triple]]:
    path: Path = request.param
    status, allowed = path.read_text().splitlines()[0].removeprefix("# expect: ").split()
    ontology = project.triples(kg.project.ontology)
    given = [*ontology, *project.triples([turtle.read(path)])]
    return status, allowed == "yes", given, reason.derive(given, kg.project.rules).triples


def test_the_status_is_the_expected_one(case: tuple[str, bool, list[Triple], frozenset[Triple]]) -> None:
    status, _, _, derived = case
    assessments = {t.subject for t in derived if t.predicate == ALG["assesses"] and t.object == EX["pledge"]}
    here = {t.subject for t in derived if t.predicate == ALG["inView"] and t.object == EX["text"]}

    assert {
        t.object for t in derived if t.subject in assessments & here and t.predicate == ALG["status"]
    } == {ALG[status]}


def test_the_rules_give_a_shortcut_only_where_allowed(
    case: tuple[str, bool, list[Triple], frozenset[Triple]],
) -> None:
    _, allowed, _, derived = case

    assert SHORTCUTS & derived == (SHORTCUTS if allowed else set())


def test_the_chain_gives_what_the_rules_give(case: tuple[str, bool, list[Triple], frozenset[Triple]]) -> None:
    _, allowed, given, derived = case
    gates = {t for t in derived if t.predicate in GATES}

    entailed = reason.entail([*given, *gates]).triples

    plain = {t for t in entailed if t.predicate in {s.predicate for s in SHORTCUTS}}
    assert plain == (SHORTCUTS if allowed else set())
