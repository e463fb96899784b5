"""DL reasoners decide within their time, or say why not; those that are not installed are skipped with the reason."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import get_args

import pytest

from allegiance.reason import dl_check
from allegiance.reason.dl import checking
from allegiance.reason.dl.checking import Reasoner
from allegiance.terms import Triple
from allegiance.turtle import parse

PREFIXES = """
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://example.org/> a owl:Ontology .
:C a owl:Class . :D a owl:Class . :E a owl:Class . :x a owl:NamedIndividual .
"""
BEYOND_RULES = ":C owl:disjointUnionOf (:D :E) . :F a owl:Class ; owl:disjointWith :D, :E . :x a :C, :F ."
REASONERS: tuple[Reasoner, ...] = get_args(Reasoner)


def triples(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse((PREFIXES + turtle).encode(), Path("case.ttl")).quads]


def installed(reasoner: Reasoner) -> None:
    if find_spec(reasoner) is None:
        pytest.skip(f"{reasoner} is not installed; it comes with the extra dl")


@pytest.mark.parametrize("reasoner", REASONERS)
def test_a_contradiction_that_the_rules_cannot_see(reasoner: Reasoner) -> None:
    installed(reasoner)

    assert dl_check(triples(BEYOND_RULES), reasoner, 60).outcome == "inconsistent"


def test_rustdl_names_the_axioms() -> None:
    installed("rustdl")

    found = dl_check(triples(BEYOND_RULES), "rustdl", 60)

    assert any("DisjointUnionOf" in axiom for axiom in found.because)


@pytest.mark.parametrize(("reasoner", "outcome"), [("hermit", "consistent"), ("rustdl", "none found")])
def test_only_hermit_is_trusted_to_say_consistent(reasoner: Reasoner, outcome: str) -> None:
    installed(reasoner)

    assert dl_check(triples(":C rdfs:subClassOf :D ."), reasoner, 60).outcome == outcome


@pytest.mark.parametrize("reasoner", REASONERS)
def test_a_reasoner_is_stopped_when_its_time_is_over(reasoner: Reasoner) -> None:
    installed(reasoner)

    found = dl_check(triples(BEYOND_RULES), reasoner, 0.000_1)

    assert found.outcome == "undecided"
    assert "give it more time" in found.words


@pytest.mark.parametrize("reasoner", REASONERS)
def test_a_reasoner_that_is_not_there_is_skipped_with_the_cure(
    reasoner: Reasoner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "find_spec", lambda _: None)

    found = dl_check(triples(""), reasoner, 60)

    assert found.outcome == "skipped"
    assert "allegiance[dl]" in found.words


@pytest.mark.parametrize("reasoner", REASONERS)
def test_what_goes_wrong_inside_is_told(reasoner: Reasoner, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(reasoner)
    monkeypatch.setattr("allegiance.turtle.stream_rdfxml", lambda _: ["no XML"])

    found = dl_check(triples(""), reasoner, 60)

    assert found.outcome == "undecided"
    assert "the reasoner failed" in found.words
