"""Which engine carries which shape, and that the report says so."""

from __future__ import annotations

import pytest

from allegiance.errors import RequestError
from allegiance.validate import Assignment
from unit.validating import EX, component, report

DATA = ":a a :Thing ; :p 'abab' , 'abba' ."
PLAIN = ":Plain sh:targetClass :Thing ; sh:property [ sh:path :p ; sh:maxCount 1 ] ."
BACK_REFERENCE = (
    r":Back sh:targetClass :Thing ; sh:property :Back-p . :Back-p sh:path :p ; sh:pattern '^(ab)\\1$' ."
)


def test_our_engine_carries_what_it_can_alone() -> None:
    found = report(DATA, PLAIN, "auto")

    assert found.engine == "compiled"
    assert found.assignments == (Assignment(EX["Plain"], "compiled"),)


def test_what_it_cannot_carry_goes_to_the_reference_and_the_report_says_why() -> None:
    found = report(DATA, PLAIN + BACK_REFERENCE, "auto")

    assert {(a.shape, a.engine) for a in found.assignments} == {
        (EX["Plain"], "compiled"),
        (EX["Back"], "pyshacl"),
    }
    assert all(bool(a.reason) == (a.engine == "pyshacl") for a in found.assignments)
    assert {f.component for f in found.findings} == {component("MaxCount"), component("Pattern")}


def test_alone_it_refuses_what_it_cannot_carry() -> None:
    with pytest.raises(RequestError) as refusal:
        report(DATA, BACK_REFERENCE, "compiled")

    assert refusal.value.code == "not-compilable"


def test_a_sparql_target_goes_to_the_reference() -> None:
    shapes = """:S sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this WHERE { ?this a <http://example.org/Thing> }" ] ;
        a sh:NodeShape ; sh:property [ sh:path :q ; sh:minCount 1 ] ."""

    found = report(DATA, shapes, "auto")

    assert found.engine == "pyshacl"
    assert [finding.component for finding in found.findings] == [component("MinCount")]


@pytest.mark.parametrize(("data", "shapes"), [("", PLAIN), (DATA, "[] sh:path :p ; sh:minCount 1 .")])
def test_nothing_to_check_is_an_error(data: str, shapes: str) -> None:
    with pytest.raises(RequestError) as refusal:
        report(data, shapes, "auto")

    assert refusal.value.code == "nothing-to-check"
