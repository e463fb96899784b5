"""Stored questions about imagined events, where we know the right answer without looking at the graph.

A case is a folder `<query>/<case>/`: `data.ttl` stands in the frame, the rules derive the statuses, and the answer to the question with
the parameters of `expected.json` is `expected.tsv`, on the embedded engine and on rdflib.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from allegiance import KnowledgeGraph, bridge, project, query, reason, turtle
from allegiance.store import Engine, OxigraphStore
from allegiance.terms import GRAPH

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.rglob("data.ttl"))


@pytest.fixture(params=CASES, ids=lambda path: path.relative_to(HERE).as_posix())
def case(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.param
    return folder


@pytest.mark.parametrize("engine", ["pyoxigraph", "rdflib"])
def test_the_answer_is_the_right_one(case: Path, engine: str, kg: KnowledgeGraph) -> None:
    files = [turtle.read(HERE / "frame.ttl"), turtle.read(case / "data.ttl")]
    given = [*project.triples(kg.project.ontology), *project.triples(files)]
    derived = reason.derive(given, kg.project.rules).triples
    where: Engine = (
        OxigraphStore({GRAPH["asserted"]: given, GRAPH["derived"]: derived})
        if engine == "pyoxigraph"
        else bridge.RdflibStore([*given, *derived])
    )
    stored = kg.catalogue.find(case.parent.relative_to(HERE).as_posix())
    expected = query.Case(
        stored, case / "expected.tsv", json.loads((case / "expected.json").read_text(encoding="utf-8"))
    )

    answer = query.ask(where, stored, expected.parameters, kg.prefixes)

    assert query.difference(expected, answer) is None
