"""CONTRIBUTING.md is enough to write a stored query: its own example passes every test that a query must pass."""

from __future__ import annotations

import re
from pathlib import Path

from allegiance import KnowledgeGraph
from allegiance.query import Lookup, advise, ask, header_schema, read_free, unmet

PAGE = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```sparql\n(.*?)```", PAGE, re.DOTALL)


def test_the_example_answers_as_it_expects(kg: KnowledgeGraph) -> None:
    query = read_free(EXAMPLE, "example", Path("example.rq"))
    lookup = Lookup(kg.store)

    answer = ask(kg.store, query, query.header.expected_parameters, kg.prefixes, lookup=lookup)
    by_name = ask(kg.store, query, {"who": "Islamic State"}, kg.prefixes, lookup=lookup)

    assert unmet(query, answer) is None
    assert advise(query) == ()
    assert by_name == answer


def test_every_key_of_a_parameter_is_told() -> None:
    keys = header_schema()["definitions"]["parameter"]["properties"]

    assert [key for key in keys if key not in {"type", "required"} and key not in PAGE] == []
