"""Every stored query gives the same answer on pyoxigraph and on rdflib."""

from __future__ import annotations

from collections import Counter

import pytest

from allegiance import KnowledgeGraph, query
from allegiance.query import StoredQuery
from allegiance.store import Engine, Rows
from allegiance.store.tokens import tokens
from conftest import ROOT

NAMES = sorted(
    path.relative_to(ROOT / "queries").with_suffix("").as_posix()
    for path in (ROOT / "queries").rglob("*.rq")
    if path.parent.name not in {"rules", "because", "checks"}
)


@pytest.fixture(scope="session")
def reference(kg: KnowledgeGraph) -> Engine:
    return kg.engine("rdflib")


def answer(engine: Engine, stored: StoredQuery, kg: KnowledgeGraph) -> Rows:
    result = query.ask(engine, stored, stored.header.expected_parameters, kg.prefixes).result
    assert isinstance(result, Rows)
    return result


@pytest.mark.parametrize("name", NAMES)
def test_both_engines_answer_alike(name: str, kg: KnowledgeGraph, reference: Engine) -> None:
    stored = kg.catalogue.find(name)

    ours, theirs = answer(kg.store, stored, kg), answer(reference, stored, kg)

    assert ours.variables == theirs.variables
    if any(token.keyword == "ORDER" for token in tokens(stored.text)):
        assert ours.rows == theirs.rows
    else:
        assert Counter(ours.rows) == Counter(theirs.rows)


def test_there_are_queries_to_compare() -> None:
    assert NAMES
