"""Each fault is found, named by profile, with what to do; what is right is not."""

from pathlib import Path

import pytest

from allegiance.reason import ProfileViolation, profile_violations
from allegiance.turtle import parse

PREFIXES = """
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def violations(turtle: str) -> tuple[ProfileViolation, ...]:
    return profile_violations(
        quad.triple for quad in parse((PREFIXES + turtle).encode(), Path("case.ttl")).quads
    )


@pytest.mark.parametrize(
    ("given", "profile", "words"),
    [
        (
            ":name a owl:DatatypeProperty ; rdfs:subPropertyOf rdfs:label .",
            "OWL 2 DL",
            "a data property under rdfs:label",
        ),
        (
            ':p a owl:DatatypeProperty . :x :p "2015-05-08"^^xsd:date .',
            "OWL 2 DL",
            "xsd:date is not a datatype",
        ),
        (":p a owl:DatatypeProperty ; rdfs:range xsd:date .", "OWL 2 DL", "xsd:date is not a datatype"),
        (":x :p :y .", "OWL 2 DL", "not declared"),
        (
            ":C owl:equivalentClass [ owl:unionOf (:D :E) ] .",
            "OWL 2 RL",
            "owl:unionOf cannot be an equivalent class",
        ),
        (
            ":C owl:equivalentClass [ owl:onProperty :p ; owl:someValuesFrom :D ] .",
            "OWL 2 RL",
            "owl:someValuesFrom cannot be an equivalent class",
        ),
        (
            ":C rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 2 ] .",
            "OWL 2 RL",
            "owl:maxCardinality",
        ),
        (":C rdfs:subClassOf [ owl:complementOf [ owl:complementOf :D ] ] .", "OWL 2 RL", "owl:complementOf"),
        (
            ":C rdfs:subClassOf [ owl:intersectionOf (:D [ owl:unionOf (:E :F) ]) ] .",
            "OWL 2 RL",
            "owl:unionOf",
        ),
        (":p a owl:ReflexiveProperty .", "OWL 2 RL", "reflexive"),
        (":C owl:disjointUnionOf (:D :E) .", "OWL 2 RL", "disjoint union"),
    ],
)
def test_faults(given: str, profile: str, words: str) -> None:
    (found,) = violations(given)

    assert found.profile == profile
    assert words in found.message
    assert found.hint


@pytest.mark.parametrize("kinds", ["owl:ObjectProperty, owl:DatatypeProperty"])
def test_a_property_of_two_kinds_is_told_at_each_declaration(kinds: str) -> None:
    found = violations(f":p a {kinds} .")

    assert {each.message for each in found} == {
        "<https://example.org/p> is a data property and an object property"
    }


@pytest.mark.parametrize(
    "given",
    [
        ":C rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom :D ], [ owl:onProperty :p ; owl:maxCardinality 1 ] .",
        "[ owl:onProperty :p ; owl:someValuesFrom [ owl:unionOf (:D :E) ] ] rdfs:subClassOf :C .",
        ":C owl:equivalentClass [ owl:intersectionOf (:D [ owl:onProperty :p ; owl:hasValue :x ]) ] .",
        ":p a owl:IrreflexiveProperty . :s owl:propertyChainAxiom (:q :r) .",
        ":C rdfs:subClassOf [ owl:complementOf :D ] .",
    ],
)
def test_what_owl_2_rl_allows(given: str) -> None:
    assert violations(given) == ()
