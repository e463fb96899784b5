"""Each rule of the lint finds its fault, and leaves a well-made query alone; a case is two queries."""

from __future__ import annotations

from pathlib import Path

import pytest

from allegiance.query import advise, read_free
from allegiance.query.lint import RULES

P = "PREFIX : <http://x/> "
CASES: dict[str, tuple[str, str]] = {
    "negated-later-event": (
        "SELECT ?a { ?a :at ?t FILTER NOT EXISTS { ?b :at ?u FILTER(?u > ?t) } } ORDER BY ?a",
        "SELECT ?a { ?a :at ?t FILTER NOT EXISTS { ?a :ended ?u FILTER(?u > 3) } } ORDER BY ?a",
    ),
    "path-without-ends": (
        "SELECT ?a ?b { ?a (:in/:part)?/:in+|:in* ?b } ORDER BY ?a",
        "SELECT ?a ?b { ?a :in* ?b . ?a a :Place } ORDER BY ?a",
    ),
    "sorted-sub-select": (
        "SELECT ?a { { SELECT ?a { ?a :at ?t } ORDER BY ?t } } ORDER BY ?a",
        "SELECT ?a { { SELECT ?a { ?a :at ?t } ORDER BY ?t LIMIT 5 } } ORDER BY ?a",
    ),
    "hidden-parameter": (
        "SELECT ?_p_iri ?a { { SELECT ?a { ?a :at ?_p_iri } } } ORDER BY ?a",
        "SELECT ?_p_iri ?a { { SELECT ?a ?_p_iri { ?a :at ?_p_iri } } } ORDER BY ?a",
    ),
    "unconnected": (
        "SELECT ?a { ?a :at ?t OPTIONAL { ?b :at ?u } } ORDER BY ?a",
        "SELECT ?a { ?a :at ?t OPTIONAL { ?b :at ?u FILTER(?u = ?t) } } ORDER BY ?a",
    ),
    "required-after-optional": (
        "SELECT ?a { ?a :at ?t OPTIONAL { ?a :in ?b } BIND(BOUND(?b) AS ?c) ?a :part ?d } ORDER BY ?a",
        "SELECT ?a { ?a :at ?t ; :part ?d OPTIONAL { ?a :in ?b } BIND(BOUND(?b) AS ?c) } ORDER BY ?a",
    ),
    "volatile-function": (
        "SELECT ?a (NOW() AS ?n) { ?a :at ?t } ORDER BY ?a",
        "SELECT ?a (YEAR(?t) AS ?n) { ?a :at ?t } ORDER BY ?a",
    ),
    "unseparated-group-concat": (
        "SELECT (GROUP_CONCAT(?a) AS ?all) { ?a :at ?t } ORDER BY ?all",
        'SELECT (GROUP_CONCAT(?a; SEPARATOR=" ") AS ?all) { ?a :at ?t } ORDER BY ?all',
    ),
    "described": ("DESCRIBE :a", "CONSTRUCT { :a ?p ?o } WHERE { :a ?p ?o }"),
    "unordered": ("SELECT ?a { ?a :at ?t }", "ASK { ?a :at ?t }"),
}


def rules(text: str) -> set[str]:
    return {advice.rule for advice in advise(read_free(P + text, "test", Path("test.rq")))}


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_finds_its_fault_and_no_other(rule: str) -> None:
    faulty, well_made = CASES[rule]

    assert rules(faulty) == {rule}
    assert rules(well_made) == set()


@pytest.mark.parametrize(
    "faulty",
    [
        "SELECT ?a { ?a :at ?t . ?b :at ?u } ORDER BY ?a",
        "SELECT ?a { ?a :at ?t MINUS { ?b :at ?u } } ORDER BY ?a",
        "SELECT ?a { ?a :at ?t FILTER NOT EXISTS { ?b :at ?u } } ORDER BY ?a",
        "SELECT ?a { ?a :at ?t { SELECT ?b { ?b :at ?u } } } ORDER BY ?a",
    ],
)
def test_parts_without_a_variable_in_common_are_found_wherever_they_stand(faulty: str) -> None:
    assert rules(faulty) == {"unconnected"}


@pytest.mark.parametrize(
    "well_made",
    [
        "SELECT ?a { ?a :at ?t . ?b :at ?u FILTER(?t < ?u) } ORDER BY ?a",
        "SELECT ?a { VALUES ?t { 1 2 } ?a :at ?t } ORDER BY ?a",
        "SELECT ?_p_iri ?a ?b { { SELECT ?_p_iri ?a { ?a :at ?_p_iri } } { SELECT ?_p_iri ?b { ?b :in ?_p_iri } } } ORDER BY ?a",
        "SELECT ?a { ?a :at ?t FILTER NOT EXISTS { ?b :of ?a FILTER NOT EXISTS { ?b :at ?u } } } ORDER BY ?a",
    ],
)
def test_parts_that_meet_are_left_alone(well_made: str) -> None:
    assert rules(well_made) == set()


def test_what_is_no_query_is_told_like_the_rest() -> None:
    (syntax,) = advise(read_free("SELECT ?a {\n ?a ?b", "test", Path("test.rq")))
    (update,) = advise(read_free("CLEAR ALL", "test", Path("test.rq")))

    assert (syntax.rule, syntax.place.path) == ("query-syntax", Path("test.rq"))
    assert "line 2" in syntax.message
    assert update.rule == "unsafe-query"


def test_every_rule_has_a_case() -> None:
    assert set(CASES) == set(RULES)


def test_advice_names_the_line_and_a_cure() -> None:
    text = "#+ question: Who?\nSELECT ?a\nWHERE { ?a ?b ?c\n  FILTER NOT EXISTS { ?d ?b ?e FILTER(?e < ?c) } }\nORDER BY ?a"

    (advice,) = advise(read_free(text, "test", Path("test.rq")))

    assert (advice.place.line, advice.rule) == (4, "negated-later-event")
    assert "MAX" in advice.hint
