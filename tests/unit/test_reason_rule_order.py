"""Derivation rules run in the order of what they read and write; circles through negation are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from allegiance import KnowledgeGraph
from allegiance.errors import SourceError
from allegiance.reason import derive
from allegiance.reason.derivation.order import in_order, read_rule
from allegiance.terms import RDF, Namespace, Triple

EX = Namespace("https://example.org/")
PREFIX = "PREFIX : <https://example.org/>\n"


def folder(tmp_path: Path, *rules: str) -> list[Path]:
    """Rules in files named a, b, c …"""
    paths = [tmp_path / f"{name}.rq" for name in "abcdef"[: len(rules)]]
    for path, rule in zip(paths, rules, strict=True):
        path.write_text(PREFIX + rule, encoding="utf-8")
    return paths


def order(tmp_path: Path, *rules: str) -> list[str]:
    groups = in_order([read_rule(path) for path in folder(tmp_path, *rules)])
    return ["".join(rule.path.stem for rule in group) for group in groups]


def rule(head: str, body: str) -> str:
    return f"CONSTRUCT {{ {head} }} WHERE {{ {body} }}"


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([rule("?x :p ?y", "?x :q ?y"), rule("?x :r ?y", "?x :s ?y")], ["a", "b"]),
        ([rule("?x :p ?y", "?x :q ?y"), rule("?x :q ?y", "?x :s ?y")], ["b", "a"]),
        ([rule("?x :p ?y", "?x :q ?y MINUS { ?x :r ?y }"), rule("?x :r ?y", "?x :s ?y")], ["b", "a"]),
        ([rule("?x :p 1", "?x a :C"), rule("?x a :C", "?x :s ?y")], ["b", "a"]),
        ([rule("?x :p 1", "?x a :C"), rule("?x a :D ; :q 1", "?x :s ?y")], ["a", "b"]),
        ([rule("?y :s ?x", "?x ?any ?y"), rule("?x :q ?y", "?x :s ?y")], ["ab"]),
        (
            [rule("?x :p ?y", "?x :q ?y"), rule("?x :q ?y", "?x :p ?y"), rule("?x :s 1", "?x :t 1")],
            ["ab", "c"],
        ),
        ([rule("?x :p ?y", "?x (:q|^:r)+ ?y"), rule("?x :r ?y", "?x :s ?y")], ["b", "a"]),
        ([rule('?x :p ":q"', "?x :s ?y"), rule("?x :q ?y", "?x :t ?y")], ["a", "b"]),
    ],
)
def test_order(tmp_path: Path, rules: list[str], expected: list[str]) -> None:
    assert order(tmp_path, *rules) == expected


@pytest.mark.parametrize(
    "rules",
    [
        [rule("?x :p 1", "?x :q 1 FILTER NOT EXISTS { ?x :p 2 }")],
        [rule("?x :p 1", "?x :q 1 MINUS { ?x :r 1 }"), rule("?x :r 1", "?x :p 1")],
        [rule("?x :n ?n", "{ SELECT ?x (COUNT(?y) AS ?n) WHERE { ?x :n ?y } GROUP BY ?x }")],
        [rule("?x :p 1", "?x :q 1 OPTIONAL { ?x :p ?y } FILTER(!BOUND(?y))")],
        [rule("?x :p ?y", "?x :q ?y MINUS { ?x ?any 1 }")],
        [rule("?x :p [ :q ?y ]", "?x :p ?y")],
    ],
)
def test_circles_that_have_no_meaning_are_refused(tmp_path: Path, rules: list[str]) -> None:
    with pytest.raises(SourceError) as caught:
        order(tmp_path, *rules)

    assert caught.value.code == "rule-cycle"
    assert caught.value.place is not None
    assert caught.value.hint


def test_rules_that_feed_each_other_run_until_nothing_is_new(tmp_path: Path) -> None:
    rules = folder(
        tmp_path, rule("?x :far ?z", "?x :near ?y . ?y :far ?z"), rule("?x :far ?y", "?x :near ?y")
    )
    steps = [Triple(EX[str(n)], EX["near"], EX[str(n + 1)]) for n in range(5)]

    derived = derive(steps, rules).triples

    assert derived == {Triple(EX[str(m)], EX["far"], EX[str(n)]) for n in range(6) for m in range(n)}


def test_a_rule_that_comes_first_by_name_sees_what_it_needs(tmp_path: Path) -> None:
    rules = folder(tmp_path, rule("?x a :Late", "?x a :Early"), rule("?x a :Early", "?x :p ?y"))

    derivation = derive([Triple(EX["x"], EX["p"], EX["y"])], rules)

    assert derivation.rule_of(Triple(EX["x"], RDF["type"], EX["Late"])) == "a"


def test_the_folders_rules_run_in_the_order_of_their_names(kg: KnowledgeGraph) -> None:
    groups = list(in_order([read_rule(path) for path in kg.project.rules]))

    assert [rule.path for group in groups for rule in group] == sorted(kg.project.rules)
    assert all(len(group) == 1 for group in groups)
