"""Binding variables before a query runs (SHACL Appendix A)."""

from __future__ import annotations

import pytest

from allegiance.terms import Literal
from allegiance.validate.shapes.prebinding import bind_constants, bind_nodes, is_set_at_a_time, may_touch
from unit.validating import EX

THIS = frozenset({"this"})


@pytest.mark.parametrize(
    ("query", "bound"),
    [
        (
            "SELECT $this { $this ?p 'x $this' }",
            "SELECT (<http://example.org/a> AS ?this) { <http://example.org/a> ?p 'x $this' }",
        ),
        (
            "SELECT $this { FILTER(bound(?this)) }",
            "SELECT (<http://example.org/a> AS ?this) { FILTER((true)) }",
        ),
        ("SELECT (STR(?this) AS ?x) {}", "SELECT (STR(<http://example.org/a>) AS ?x) {}"),
    ],
)
def test_constants_replace_variables_but_not_text(query: str, bound: str) -> None:
    assert bind_constants(query, {"this": EX["a"]}) == bound


@pytest.mark.parametrize(
    ("query", "bound"),
    [
        ("SELECT $this { $this ?p ?o }", "SELECT $this { F  $this ?p ?o }"),
        ("SELECT $this { { FILTER($this = 1) } }", "SELECT $this { F  { F  FILTER($this = 1) } }"),
        ("SELECT $this { { $this ?p 1 } UNION { ?x ?p $this } }", "SELECT $this { F  { $this ?p 1 } UNION { ?x ?p $this } }"),
        ("SELECT $this { $this ?p ?o FILTER NOT EXISTS { FILTER($this = ?o) } }",
         "SELECT $this { F  $this ?p ?o FILTER NOT EXISTS { FILTER($this = ?o) } }"),
    ],
)  # fmt: skip
def test_nodes_are_bound_in_each_group_that_tests_them(query: str, bound: str) -> None:
    assert bind_nodes(query, THIS, "F") == bound


@pytest.mark.parametrize(
    ("query", "at_once"),
    [
        ("SELECT $this { $this ?p ?o }", True),
        ("SELECT $this { $this ?p ?o } LIMIT 1", False),
        ("SELECT $this (COUNT(?o) AS ?n) { $this ?p ?o } GROUP BY $this", True),
        ("SELECT (COUNT(?o) AS ?n) { $this ?p ?o }", False),
        ("SELECT ?value { $this ?p ?value }", False),
        ("SELECT * { $this ?p ?value }", True),
    ],
)
def test_limits_and_bare_aggregates_need_a_run_for_each_node(query: str, at_once: bool) -> None:
    assert is_set_at_a_time(query) is at_once


@pytest.mark.parametrize(
    ("query", "touches"),
    [
        ("SELECT $this { $this <http://example.org/p> ?o }", True),
        ("PREFIX e: <http://example.org/> SELECT $this { $this e:p ?o }", True),
        ("PREFIX e: <http://example.org/> SELECT $this { $this e:q ?o . FILTER(!BOUND(?o)) }", False),
        ("SELECT $this { $this ?p ?o }", True),
        ("SELECT $this { $this a ?kind ; ?p [] }", True),
        ("SELECT $this { $this !<http://example.org/q> ?o }", True),
        (
            "SELECT $this { ?s <http://example.org/q> ?o FILTER(?o = ?s) OPTIONAL { ?o <http://example.org/r> ?x } }",
            False,
        ),
    ],
)
def test_a_query_that_may_meet_a_predicate_is_known(query: str, touches: bool) -> None:
    assert may_touch(query, {"http://example.org/p"}) is touches


def test_a_literal_is_written_such_that_it_is_read_back() -> None:
    assert (
        bind_constants("ASK { FILTER(?x = 1) }", {"x": Literal('say "x"')})
        == 'ASK { FILTER("say \\"x\\"" = 1) }'
    )
