"""grlc's own reader on our files: it sees the header, the form and the parameters that we see. Install grlc to run it."""

from __future__ import annotations

import pytest

from allegiance import KnowledgeGraph
from conftest import ROOT

gquery = pytest.importorskip("grlc.gquery", reason="grlc is not installed: pip install grlc")
QUERIES = list(KnowledgeGraph(ROOT).catalogue)


@pytest.mark.parametrize("stored", QUERIES, ids=lambda stored: str(stored.name))
def test_grlc_reads_header_and_parameters_as_we_do(stored: object) -> None:
    query = next(query for query in QUERIES if query is stored)
    told = gquery.get_metadata(query.text, "http://127.0.0.1/")

    assert told["question"] == query.header.question
    assert tuple(told.get("tags", ())) == query.header.tags
    assert told["type"] == "SelectQuery"
    assert set(told["parameters"]) == {parameter.name for parameter in query.header.parameters}
