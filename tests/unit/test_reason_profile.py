"""Each fault is found, named by profile, with what to do; what is right is not."""

from pathlib import Path

import pytest

from allegiance.reason import Profile, ProfileViolation, profile_violations
from allegiance.turtle import parse

PREFIXES = """
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


CLASSES = ":C a owl:Class . :D a owl:Class . :E a owl:Class . :F a owl:Class ."


def violations(turtle: str, *profiles: Profile) -> tuple[ProfileViolation, ...]:
    """Check a case; classes C to F and properties p to t are declared, where it does not do so."""
    undeclared = (name for name in "pqrst" if f":{name} a owl:DatatypeProperty" not in turtle)
    turtle = " ".join([turtle, CLASSES, *(f":{name} a owl:ObjectProperty ." for name in undeclared)])
    triples = [quad.triple for quad in parse((PREFIXES + turtle).encode(), Path("case.ttl")).quads]
    return profile_violations(triples, profiles or ("OWL 2 DL", "OWL 2 RL"))


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
        (":x :undeclared :y .", "OWL 2 DL", "not declared"),
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


@pytest.mark.parametrize(
    ("given", "profile", "words"),
    [
        (":p owl:inverseOf :q .", "OWL 2 EL", "no inverse properties"),
        (
            ":C rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom :D ] .",
            "OWL 2 EL",
            "owl:allValuesFrom",
        ),
        (":C rdfs:subClassOf [ owl:oneOf (:x :y) ] .", "OWL 2 EL", "owl:oneOf"),
        (":p a owl:DatatypeProperty ; rdfs:range xsd:int .", "OWL 2 EL", "xsd:int is not a datatype"),
        (":p owl:propertyChainAxiom (:q :r) ; rdfs:range :C .", "OWL 2 EL", "last property of its chain"),
        ("[] :p :x .", "OWL 2 EL", "without a name"),
        (":p a owl:TransitiveProperty .", "OWL 2 QL", "transitive"),
        (
            ":C rdfs:subClassOf [ owl:onProperty :p ; owl:someValuesFrom [ owl:complementOf :D ] ] .",
            "OWL 2 QL",
            "owl:someValuesFrom",
        ),
        (
            "[ owl:onProperty :p ; owl:someValuesFrom :D ] rdfs:subClassOf :C .",
            "OWL 2 QL",
            "owl:someValuesFrom cannot be a subclass",
        ),
        (":x owl:sameAs :y .", "OWL 2 QL", "the same"),
        (":C owl:unionOf (:D :E) .", "OWL 2 RL", "owl:unionOf cannot be an equivalent class"),
        (":C rdfs:subClassOf owl:Thing .", "OWL 2 RL", "owl:Thing cannot be a superclass"),
    ],
)
def test_faults_of_one_profile(given: str, profile: Profile, words: str) -> None:
    (found,) = violations(given, profile)

    assert found.profile == profile
    assert words in found.message


@pytest.mark.parametrize(
    ("given", "profile"),
    [
        (
            ":C rdfs:subClassOf [ owl:onProperty :p ; owl:someValuesFrom [ owl:intersectionOf (:D :E) ] ] .",
            "OWL 2 EL",
        ),
        (
            ":p owl:propertyChainAxiom (:q :r) ; rdfs:range :C . :r rdfs:subPropertyOf :s . :s rdfs:range :C .",
            "OWL 2 EL",
        ),
        (":p a owl:DatatypeProperty, owl:FunctionalProperty .", "OWL 2 EL"),
        ("[ owl:onProperty :p ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf :C .", "OWL 2 QL"),
        (":p owl:inverseOf :q . :C owl:disjointWith :D . :p a owl:AsymmetricProperty .", "OWL 2 QL"),
    ],
)
def test_what_a_profile_allows(given: str, profile: Profile) -> None:
    assert violations(given, profile) == ()


@pytest.mark.parametrize(
    "given",
    [
        ":p owl:propertyChainAxiom (:q :p :r) .",
        ":p owl:propertyChainAxiom (:q :r) . :q owl:propertyChainAxiom (:p :s) .",
        ":p owl:propertyChainAxiom (:q :r) . :p rdfs:subPropertyOf :q .",
        ":p owl:propertyChainAxiom (:q :r) . :s owl:propertyChainAxiom (:p :t) ; rdfs:subPropertyOf :r .",
        ":p owl:propertyChainAxiom ([ owl:inverseOf :p ] :r) .",
    ],
)
def test_chains_that_no_order_allows(given: str) -> None:
    found = violations(given, "OWL 2 DL")

    assert found
    assert all("in turn" in each.message for each in found)


@pytest.mark.parametrize(
    "given",
    [
        ":p owl:propertyChainAxiom (:p :p) .",
        ":p owl:propertyChainAxiom (:p :q), (:q :p), (:q :r) .",
        ":p owl:propertyChainAxiom (:q :r) . :q rdfs:subPropertyOf :p .",
    ],
)
def test_chains_in_order(given: str) -> None:
    assert violations(given, "OWL 2 DL") == ()


@pytest.mark.parametrize(
    "given",
    [
        ":p a owl:TransitiveProperty, owl:FunctionalProperty .",
        ":p a owl:TransitiveProperty ; rdfs:subPropertyOf :q . :q a owl:AsymmetricProperty .",
        ":p owl:propertyChainAxiom (:q :r) . :C rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 1 ] .",
        ":p a owl:TransitiveProperty ; owl:propertyDisjointWith :q .",
    ],
)
def test_what_only_simple_properties_may_be(given: str) -> None:
    (found,) = violations(given, "OWL 2 DL")

    assert "transitive or follows from a chain" in found.message
