"""Shapes that are wrong, doubtful, or made to do harm."""

from __future__ import annotations

import pytest

from allegiance.errors import RequestError
from allegiance.terms import SH
from unit.validating import EX, report

DATA = ":a a :Thing ; :p 1 ."
AIMED = ":S sh:targetClass :Thing ; "

REFUSED = {
    "a shape that needs itself": ("recursive-shapes", "sh:property [ sh:path :p ; sh:node :S ] ."),
    "a property shape within itself": ("recursive-shapes", "sh:path :p ; sh:property :S ."),
    "a list that leads back": ("ill-formed-shapes", "sh:in :l . :l rdf:first 1 ; rdf:rest :l ."),
    "a list without an end": ("ill-formed-shapes", "sh:in :l . :l rdf:first 1 ."),
    "a path that leads back": ("ill-formed-shapes", "sh:property [ sh:path _:x ] . _:x sh:inversePath _:x ."),
    "a path of one step in a list": ("ill-formed-shapes", "sh:property [ sh:path ( :p ) ] ."),
    "a path that is a literal": ("ill-formed-shapes", "sh:property [ sh:path 'p' ] ."),
    "a property shape without a path": ("ill-formed-shapes", "sh:property [ sh:minCount 1 ] ."),
    "a count without a path": ("ill-formed-shapes", "sh:minCount 1 ."),
    "a count that is no number": ("ill-formed-shapes", "sh:property [ sh:path :p ; sh:minCount 'one' ] ."),
    "two datatypes": ("ill-formed-shapes", "sh:datatype xsd:integer , xsd:string ."),
    "shapes in shapes without end": (
        "ill-formed-shapes",
        "sh:not [ " * 500 + "sh:class :C " + "] " * 500 + ".",
    ),
    "a literal for a shape": ("ill-formed-shapes", "sh:node 'shape' ."),
    "no query": ("ill-formed-shapes", "sh:sparql [ sh:message 'm' ] ."),
    "a query with MINUS": (
        "unsupported-sparql",
        "sh:sparql [ sh:select 'SELECT $this { $this ?p ?o MINUS { $this ?p 1 } }' ] .",
    ),
    "a query that is none": ("query-syntax", "sh:sparql [ sh:select 'SELECT $this WHERE {' ] ."),
}


@pytest.mark.parametrize("name", REFUSED)
def test_shapes_that_are_wrong_are_refused_with_a_code(name: str) -> None:
    code, shape = REFUSED[name]

    with pytest.raises(RequestError) as refusal:
        report(DATA, AIMED + shape, "auto")

    assert refusal.value.code == code


FAULTY = {
    "sh:minCout": ("unknown-term", "sh:property [ sh:path :p ; sh:minCout 1 ] .", "minCout"),
    "sh:IRII": ("unknown-term", "sh:nodeKind sh:IRI ; sh:severity sh:Warn .", "Warn"),
    "flags without a pattern": ("without-effect", "sh:flags 'i' .", "flags"),
    "a shape that nothing leads to": ("without-effect", "sh:class :Thing . :Other a sh:NodeShape .", "NodeShape"),
    "a qualified count alone": ("without-effect", "sh:property [ sh:path :p ; sh:qualifiedMinCount 1 ] .", "qualifiedMinCount"),
    "a qualified shape alone": (
        "without-effect", "sh:property [ sh:path :p ; sh:qualifiedValueShape [] ] .", "qualifiedValueShape"
    ),
    "ignored properties of an open shape": ("without-effect", "sh:ignoredProperties ( :p ) .", "ignoredProperties"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTY)
def test_doubtful_shapes_are_reported_beside_the_data(name: str) -> None:
    kind, shape, term = FAULTY[name]

    (fault,) = report(DATA, AIMED + shape).shape_faults

    assert (fault.kind, fault.term) == (kind, SH[term])


def test_a_misspelt_term_comes_with_the_term_that_was_meant() -> None:
    (fault,) = report(DATA, AIMED + "sh:property [ sh:path :p ; sh:minCout 1 ] .").shape_faults

    assert fault.hint == "did you mean sh:minCount?"


def test_good_shapes_have_no_faults() -> None:
    shapes = (
        AIMED
        + "sh:property [ sh:path :p ; sh:minCount 1 ; sh:pattern '1' ; sh:flags 'i' ; sh:name 'p' ; sh:order 1 ] ."
    )

    assert report(DATA, shapes).shape_faults == ()


HOSTILE = {
    "a pattern that backtracks": (f":a a :Thing ; :p '{'a' * 2000}!' .", "sh:property [ sh:path :p ; sh:pattern '^(a+)+$' ] ."),
    "a ring": ("".join(f":n{n} a :Thing ; :p :n{(n + 1) % 100} ." for n in range(100)),
               "sh:property [ sh:path [ sh:oneOrMorePath :p ] ; sh:maxCount 99 ] ."),
    "a long list": (f":a a :Thing ; :p ( {' '.join(map(str, range(2000)))} ) .",
                    "sh:property [ sh:path ( :p [ sh:zeroOrMorePath rdf:rest ] rdf:first ) ; sh:maxExclusive 1999 ] ."),
    "a long text": (f":a a :Thing ; :p '{'x' * 5_000}' .", "sh:property [ sh:path :p ; sh:maxLength 5 ] ."),
    "shapes that branch": ("".join(f":n{n} :p :n{n + 1} ; :q :n{n + 1} ." for n in range(25)) + ":n0 a :Thing .",
                           "sh:node :B0 . " + "".join(
                               f":B{n} sh:property [ sh:path :p ; sh:node :B{n + 1} ] , [ sh:path :q ; sh:node :B{n + 1} ] ." for n in range(25))
                           + ":B25 a sh:NodeShape ; sh:nodeKind sh:Literal ."),
    "a thousand choices": (":a a :Thing .", f"sh:or ( {'[ sh:hasValue 1 ] ' * 1000} ) ."),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_data_and_shapes_end_in_an_answer(name: str) -> None:
    data, shape = HOSTILE[name]

    assert not report(data, AIMED + shape).conforms


def test_every_refusal_names_the_shape_or_the_query() -> None:
    with pytest.raises(RequestError) as refusal:
        report(DATA, AIMED + REFUSED["a shape that needs itself"][1])

    assert str(EX["S"]) in refusal.value.message
