"""One small graph for each kind of conclusion and each kind of clash."""

from pathlib import Path

import pytest

from allegiance.explain import follows
from allegiance.reason import Contradiction, Materialisation, entail
from allegiance.reason.ntriples import entail_ntriples
from allegiance.terms import OWL, RDF, RDFS, XSD, BlankNode, Literal, Namespace, Triple
from allegiance.turtle import parse

EX = Namespace("https://example.org/")
PREFIXES = f"""
@prefix : <{EX.iri}> .
@prefix owl: <{OWL.iri}> .
@prefix rdfs: <{RDFS.iri}> .
@prefix xsd: <{XSD.iri}> .
"""


def graph(turtle: str) -> frozenset[Triple]:
    return frozenset(quad.triple for quad in parse((PREFIXES + turtle).encode(), Path("case.ttl")).quads)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (":p rdfs:domain :C . :x :p :y .", ":x a :C ."),
        (":p a owl:FunctionalProperty . :x :p :y, :z .", ":y owl:sameAs :z . :z owl:sameAs :y ."),
        (":p a owl:TransitiveProperty . :a :p :b . :b :p :c .", ":a :p :c ."),
        (":p owl:propertyChainAxiom (:q :r) . :a :q :b . :b :r :c .", ":a :p :c ."),
        (":p owl:inverseOf :q . :a :p :b . :c :q :d .", ":b :q :a . :d :p :c ."),
        (
            ":C owl:hasKey (:k :l) . :x a :C ; :k 1 ; :l 2 . :y a :C ; :k 1 ; :l 2 . :z a :C ; :k 1 ; :l 3 .",
            ":x owl:sameAs :y . :y owl:sameAs :x .",
        ),
        (":C owl:oneOf (:a :b) .", ":a a :C . :b a :C ."),
        (
            ":C rdfs:subClassOf :S . :S owl:onProperty :p ; owl:someValuesFrom :D . :R owl:onProperty :p ; owl:someValuesFrom :D . :x :p :y . :y a :D . :D a owl:Class .",
            """:C rdfs:subClassOf :R . :R rdfs:subClassOf :S ; owl:equivalentClass :S .
            :S rdfs:subClassOf :R ; owl:equivalentClass :R . :x a :R, :S .""",
        ),
        (":x owl:sameAs :y . :x :p 1 .", ":y :p 1 ; owl:sameAs :x ."),
        (":p owl:sameAs :q . :x :p :y .", ":x :q :y . :q owl:sameAs :p ."),
        (
            ":R owl:onProperty :p ; owl:hasValue 1 . :x :p 01 . :z :p 2 .",
            ":x a :R ; :p 1 . :R owl:hasValue 01 .",
        ),
        (
            ":R owl:onProperty :p ; owl:someValuesFrom xsd:nonNegativeInteger . :x :p 5 . :y :p -5 .",
            ":x a :R .",
        ),
        (":v owl:sameAs 42 . :w owl:sameAs 42.0 .", None),
    ],
    ids=lambda text: text[:40] if text else "",
)
def test_conclusions(given: str, expected: str | None) -> None:
    triples = entail(graph(given)).triples

    if expected is None:
        assert Triple(EX["v"], OWL["sameAs"], EX["w"]) in triples
        assert Triple(EX["v"], RDF["type"], XSD["decimal"]) in triples
    else:
        assert triples == graph(expected) - graph(given)


def test_all_things_with_one_key_are_the_same() -> None:
    lines = [f"{EX['number']} {RDF['type']} {OWL['InverseFunctionalProperty']} .\n"]
    lines += [f"{EX[f'thing{n}']} {EX['number']} {EX[f'value{n % 2}']} .\n" for n in range(200)]

    pieces, _ = entail_ntriples(lines)

    assert len("".join(pieces).splitlines()) == 2 * (100 * 99)


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        ("cax-dw", ":C owl:disjointWith :D . :x a :C, :D ."),
        ("cax-adc", "[] a owl:AllDisjointClasses ; owl:members (:C :D :E) . :x a :D, :E ."),
        ("cls-com", ":C owl:complementOf :D . :x a :C, :D ."),
        ("cls-nothing2", ":x a owl:Nothing ."),
        ("cls-maxc1", ":C owl:onProperty :p ; owl:maxCardinality 0 . :x a :C ; :p :y ."),
        (
            "cls-maxqc1",
            ":C owl:onProperty :p ; owl:maxQualifiedCardinality 0 ; owl:onClass :D . :x a :C ; :p :y . :y a :D .",
        ),
        ("prp-irp", ":p a owl:IrreflexiveProperty . :x :p :x ."),
        ("prp-asyp", ":p a owl:AsymmetricProperty . :x :p :y . :y :p :x ."),
        ("prp-pdw", ":p owl:propertyDisjointWith :q . :x :p :y ; :q :y ."),
        ("prp-adp", "[] a owl:AllDisjointProperties ; owl:members (:p :q) . :x :p :y ; :q :y ."),
        (
            "prp-npa1",
            "[] owl:sourceIndividual :x ; owl:assertionProperty :p ; owl:targetIndividual :y . :x :p :y .",
        ),
        ("prp-npa2", "[] owl:sourceIndividual :x ; owl:assertionProperty :p ; owl:targetValue 1 . :x :p 1 ."),
        ("eq-diff1", ":x owl:sameAs :y ; owl:differentFrom :y ."),
        ("eq-diff2", "[] a owl:AllDifferent ; owl:members (:x :y :z) . :y owl:sameAs :z ."),
        ("eq-diff3", "[] a owl:AllDifferent ; owl:distinctMembers (:x :y) . :x owl:sameAs :y ."),
        ("dt-diff", ":p a owl:FunctionalProperty . :x :p 1, 2 ."),
        ("dt-diff", ':p a owl:FunctionalProperty . :x :p "one", "two" .'),
        ("dt-not-type", ':x :p "one"^^xsd:integer .'),
        ("dt-not-type", ':p rdfs:range xsd:integer . :x :p "one" .'),
    ],
)
def test_clashes(rule: str, given: str) -> None:
    triples = graph(given)

    found = entail(triples).contradictions

    assert [each.rule for each in found] == [rule]


def test_a_contradiction_shows_what_clashes_in_plain_words() -> None:
    triples = graph(":C owl:disjointWith :D . :x a :C, :D .")

    (found,) = entail(triples).contradictions

    assert found == Contradiction(
        "cax-dw",
        "<https://example.org/x> is in <https://example.org/C> and in <https://example.org/D>, which are disjoint",
        (
            Triple(EX["x"], RDF["type"], EX["C"]),
            Triple(EX["x"], RDF["type"], EX["D"]),
            Triple(EX["C"], OWL["disjointWith"], EX["D"]),
        ),
    )


def test_blank_nodes_and_trivial_classes_come_out_of_the_full_closure_only() -> None:
    triples = graph(":p rdfs:domain :C . :C a owl:Class . [] :p :y .")

    usual, full = entail(triples).triples, entail(triples, full=True).triples

    assert not usual
    assert Triple(EX["C"], RDFS["subClassOf"], OWL["Thing"]) in full
    assert any(isinstance(triple.subject, BlankNode) for triple in full)


def test_literals_keep_their_spelling() -> None:
    triples = graph(":q rdfs:subPropertyOf :p . :x :q 01 . :y :q 1 .")

    assert entail(triples).triples == {
        Triple(EX["x"], EX["p"], Literal("01", datatype=XSD["integer"])),
        Triple(EX["y"], EX["p"], Literal("1", datatype=XSD["integer"])),
    }


@pytest.mark.parametrize(
    "axioms",
    [
        """:C owl:oneOf (:a :b) ; rdfs:subClassOf :R . :R owl:onProperty :p ; owl:hasValue :a .
        :p a owl:InverseFunctionalProperty .""",
        """:C owl:oneOf (:a :b :c :d :e) ; rdfs:subClassOf :R .
        :R owl:onProperty :p ; owl:hasValue :a . :p a owl:InverseFunctionalProperty .""",
        """:q rdfs:domain :C . :C rdfs:subClassOf :R . :R owl:onProperty owl:sameAs ; owl:hasValue :p .
        :p rdfs:domain :D . :q :q :z .""",
    ],
    ids=["a list of two", "a list of five", "a property that its own domain makes another"],
)
def test_what_makes_its_own_names_the_same_is_proved(axioms: str) -> None:
    known = Materialisation(graph(axioms))

    for triple in known.entailed:
        for proof in (known.prove(triple), *known.proofs(triple, 1).found):
            assert proof is not None
            assert proof.triple == triple
            assert proof.leaves() <= known.asserted
            assert all(
                follows(step.rule, [premise.triple for premise in step.premises], step.triple)
                for step in proof.steps()
                if step.premises
            )
