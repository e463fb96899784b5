"""The checker of proof steps: an instance of each rule passes, and hardly anything that looks like one does."""

from __future__ import annotations

from pathlib import Path

import pytest

from allegiance.explain import follows
from allegiance.explain.owl_patterns import PATTERNS
from allegiance.reason.rule import rules
from allegiance.terms import OWL, RDF, RDFS, XSD, Namespace, Triple
from allegiance.turtle import parse

EX = Namespace("https://example.org/")
PREFIXES = f"@prefix : <{EX.iri}> . @prefix owl: <{OWL.iri}> . @prefix rdfs: <{RDFS.iri}> . @prefix xsd: <{XSD.iri}> .\n"


def graph(turtle: str) -> frozenset[Triple]:
    return frozenset(quad.triple for quad in parse((PREFIXES + turtle).encode(), Path("case.ttl")).quads)


# The rule, what it needs, and what it then gives. Taking any triple away from what it needs must make it say no.
STEPS = [
    ("eq-sym", ":x owl:sameAs :y .", ":y owl:sameAs :x ."),
    ("eq-trans", ":x owl:sameAs :y . :y owl:sameAs :z .", ":x owl:sameAs :z ."),
    ("eq-rep-s", ":x owl:sameAs :y . :x :p :z .", ":y :p :z ."),
    ("eq-rep-p", ":p owl:sameAs :q . :x :p :z .", ":x :q :z ."),
    ("eq-rep-o", ":x owl:sameAs :y . :z :p :x .", ":z :p :y ."),
    ("prp-dom", ":p rdfs:domain :C . :x :p :y .", ":x a :C ."),
    ("prp-rng", ":p rdfs:range :C . :x :p :y .", ":y a :C ."),
    ("prp-fp", ":p a owl:FunctionalProperty . :x :p :y, :z .", ":y owl:sameAs :z ."),
    ("prp-ifp", ":p a owl:InverseFunctionalProperty . :y :p :x . :z :p :x .", ":y owl:sameAs :z ."),
    ("prp-symp", ":p a owl:SymmetricProperty . :x :p :y .", ":y :p :x ."),
    ("prp-trp", ":p a owl:TransitiveProperty . :x :p :y . :y :p :z .", ":x :p :z ."),
    ("prp-spo1", ":p rdfs:subPropertyOf :q . :x :p :y .", ":x :q :y ."),
    ("prp-spo2", ":p owl:propertyChainAxiom (:q :r :s) . :a :q :b . :b :r :c . :c :s :d .", ":a :p :d ."),
    ("prp-inv1", ":p owl:inverseOf :q . :x :p :y .", ":y :q :x ."),
    ("prp-inv2", ":p owl:inverseOf :q . :x :q :y .", ":y :p :x ."),
    (
        "prp-key",
        ":C owl:hasKey (:k :l) . :x a :C ; :k 1 ; :l 2 . :y a :C ; :k 1 ; :l 2 .",
        ":x owl:sameAs :y .",
    ),
    ("cls-int1", ":C owl:intersectionOf (:D :E) . :x a :D, :E .", ":x a :C ."),
    ("cls-svf1", ":R owl:someValuesFrom :C ; owl:onProperty :p . :x :p :y . :y a :C .", ":x a :R ."),
    ("cls-svf1", ":R owl:someValuesFrom xsd:byte ; owl:onProperty :p . :x :p 5 .", ":x a :R ."),
    ("cls-svf2", ":R owl:someValuesFrom owl:Thing ; owl:onProperty :p . :x :p :y .", ":x a :R ."),
    ("cls-avf", ":R owl:allValuesFrom :C ; owl:onProperty :p . :x a :R ; :p :y .", ":y a :C ."),
    ("cls-hv1", ":R owl:hasValue :v ; owl:onProperty :p . :x a :R .", ":x :p :v ."),
    ("cls-hv2", ":R owl:hasValue 1 ; owl:onProperty :p . :x :p 01 .", ":x a :R ."),
    (
        "cls-maxc2",
        ":R owl:maxCardinality 1 ; owl:onProperty :p . :x a :R ; :p :y, :z .",
        ":y owl:sameAs :z .",
    ),
    (
        "cls-maxqc3",
        ":R owl:maxQualifiedCardinality 1 ; owl:onProperty :p ; owl:onClass :C . :x a :R ; :p :y, :z . :y a :C . :z a :C .",
        ":y owl:sameAs :z .",
    ),
    ("cax-sco", ":C rdfs:subClassOf :D . :x a :C .", ":x a :D ."),
    ("cax-eqc2", ":C owl:equivalentClass :D . :x a :D .", ":x a :C ."),
    ("scm-sco", ":C rdfs:subClassOf :D . :D rdfs:subClassOf :E .", ":C rdfs:subClassOf :E ."),
    (
        "scm-avf2",
        """:C owl:allValuesFrom :E ; owl:onProperty :p . :D owl:allValuesFrom :E ; owl:onProperty :q .
        :p rdfs:subPropertyOf :q .""",
        ":D rdfs:subClassOf :C .",
    ),
]


@pytest.mark.parametrize(("rule", "premises", "conclusion"), STEPS, ids=lambda text: text[:30])
def test_an_instance_passes_and_with_less_it_does_not(rule: str, premises: str, conclusion: str) -> None:
    given, (told,) = graph(premises), graph(conclusion)

    assert follows(rule, given, told)
    assert not any(follows(rule, given - {triple}, told) for triple in given)


@pytest.mark.parametrize(
    ("rule", "premises", "conclusion"),
    [
        ("prp-rng", ":p rdfs:domain :C . :x :p :y .", ":y a :C ."),
        ("prp-dom", ":p rdfs:domain :C . :x :p :y .", ":y a :C ."),
        ("cax-sco", ":C rdfs:subClassOf :D . :x a :D .", ":x a :C ."),
        ("prp-spo2", ":p owl:propertyChainAxiom (:q :r) . :a :r :b . :b :q :c .", ":a :p :c ."),
        (
            "cls-maxc2",
            ":R owl:maxCardinality 2 ; owl:onProperty :p . :x a :R ; :p :y, :z .",
            ":y owl:sameAs :z .",
        ),
        ("cls-svf1", ":R owl:someValuesFrom xsd:byte ; owl:onProperty :p . :x :p 500 .", ":x a :R ."),
        ("cls-oo", ":C owl:oneOf (:a :b) .", ":c a :C ."),
        ("prp-inv1", ":p owl:inverseOf :q . :x :p :y .", ":x :q :y ."),
        ("no-such-rule", ":x :p :y .", ":x :p :y ."),
    ],
    ids=lambda text: text[:30],
)
def test_what_only_looks_like_an_instance_is_refused(rule: str, premises: str, conclusion: str) -> None:
    (told,) = graph(conclusion)

    assert not follows(rule, graph(premises), told)


def test_one_of_several_members_is_enough_where_the_rule_says_so() -> None:
    (told,) = graph(":x a :C .")

    assert follows("cls-uni", graph(":C owl:unionOf (:D :E) . :x a :E ."), told)
    assert not follows("cls-uni", graph(":C owl:unionOf (:D :E) . :x a :F ."), told)
    assert follows("cls-oo", graph(":C owl:oneOf (:w :x) ."), told)


def test_a_list_that_bites_its_tail_is_no_list() -> None:
    cells = graph(":C owl:unionOf :l . :l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> :D .")
    circle = cells | {Triple(EX["l"], RDF["rest"], EX["l"]), Triple(EX["x"], RDF["type"], EX["D"])}

    assert not follows("cls-uni", circle, Triple(EX["x"], RDF["type"], EX["C"]))


def test_both_tables_have_the_same_rules() -> None:
    """Written down twice, from one standard; the engine keeps sameness without rules, and its clashes prove nothing."""
    mine = {line.split()[0] for line in PATTERNS.splitlines() if line}

    assert mine - {"eq-ref", "eq-sym", "eq-trans", "eq-rep-s", "eq-rep-p", "eq-rep-o"} == {
        rule.name for rule in rules() if rule.head is not None
    }
