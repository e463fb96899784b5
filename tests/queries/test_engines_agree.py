"""Every stored query gives the same answer on pyoxigraph, on rdflib, and on a real endpoint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

import oxigraph_server
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
def endpoint(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    whole = (triple for layer in kg.layers.values() for triple in layer)
    with oxigraph_server.serving(whole, tmp_path_factory.mktemp("oxigraph")) as engine:
        yield engine


@pytest.fixture(scope="session", params=["rdflib", "oxigraph server"])
def other(request: pytest.FixtureRequest, kg: KnowledgeGraph) -> Engine:
    found: Engine = kg.engine("rdflib") if request.param == "rdflib" else request.getfixturevalue("endpoint")
    return found


def answer(engine: Engine, stored: StoredQuery, kg: KnowledgeGraph) -> Rows:
    result = query.ask(engine, stored, stored.header.expected_parameters, kg.prefixes).result
    assert isinstance(result, Rows)
    return result


@pytest.mark.parametrize("name", NAMES)
def test_engines_answer_alike(name: str, kg: KnowledgeGraph, other: Engine) -> None:
    stored = kg.catalogue.find(name)

    ours, theirs = answer(kg.store, stored, kg), answer(other, stored, kg)

    assert ours.variables == theirs.variables
    if any(token.keyword == "ORDER" for token in tokens(stored.text)):
        assert ours.rows == theirs.rows
    else:
        assert Counter(ours.rows) == Counter(theirs.rows)


def test_there_are_queries_to_compare() -> None:
    assert NAMES
