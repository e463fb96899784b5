"""Expected answers, as data beside the tests: what a stored query must answer on the folder's own graph.

`tests/queries/<name>/<case>.tsv` holds the rows, or `<case>.ttl` the graph; `<case>.json` the parameters where there are any.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from allegiance import turtle
from allegiance.errors import Place, SourceError
from allegiance.query.ask import Answer
from allegiance.query.catalogue import Catalogue, StoredQuery
from allegiance.query.parameter import Values, as_text
from allegiance.store import Graph, Rows, Truth, read_tsv
from allegiance.store.tokens import keywords
from allegiance.terms import XSD, Literal, Term


@dataclass(frozen=True, slots=True)
class Case:
    """One expected answer to one stored query, for parameters of its own or those that the header's `expect` names."""

    query: StoredQuery
    path: Path
    parameters: Mapping[str, Values]


def cases(folder: Path, catalogue: Catalogue) -> Iterator[Case]:
    """Yield the cases of a folder, then those that headers name; not those of queries whose file is wrong.

    Raises `SourceError` `case-without-query`, and `case-parameters` for parameters that are not JSON.
    """
    for path in sorted([*folder.rglob("*.tsv"), *folder.rglob("*.ttl")]):
        name = path.parent.relative_to(folder).as_posix()
        if name in catalogue.faults:
            continue
        query = next((query for query in catalogue if query.name == name), None)
        if query is None:
            raise SourceError(
                "case-without-query",
                f'no stored query is called "{name}"',
                place=Place(path),
                hint="the folders of tests/queries/ are named after the queries",
            )
        given = path.with_suffix(".json")
        yield Case(query, path, _parameters(given) if given.exists() else query.header.expected_parameters)
    for query in catalogue:
        if (file := query.header.expectation.file) is not None:
            yield Case(query, query.path.parent / file, query.header.expected_parameters)


def difference(case: Case, answer: Answer) -> str | None:
    """Return the first difference between what a case expects and an answer, in words, or None.

    Terms count, not texts: a datatype or a language is part of them. Order counts where the header says so, or else where the
    query orders its rows. Blank nodes of graphs are compared by structure.
    """
    result = answer.result
    if isinstance(result, Graph):
        return _graph_difference(case, result)
    if case.path.suffix == ".ttl":
        return "the case holds a graph; the query answers with rows"
    expected = read_tsv(case.path)
    if isinstance(result, Truth):
        result = Rows(("answer",), ((Literal(str(result.value).lower(), datatype=XSD["boolean"]),),))
    return _table_difference(expected, result, ordered=_is_ordered(case.query))


def unmet(query: StoredQuery, answer: Answer) -> str | None:
    """Return the first thing that the header's `expect` asks of an answer in vain, in words, or None."""
    expectation, result = query.header.expectation, answer.result
    if not isinstance(result, Rows):
        return None
    bound = {parameter.variable for parameter in query.header.parameters}
    columns = tuple(name for name in result.variables if name not in bound)
    if expectation.columns and expectation.columns != columns:
        return f"columns: expected {' '.join(expectation.columns)}, got {' '.join(columns)}"
    number = len(result.rows)
    if expectation.rows is not None and number != expectation.rows:
        return f"expected {expectation.rows} rows, got {number}"
    if expectation.min_rows is not None and number < expectation.min_rows:
        return f"expected at least {expectation.min_rows} rows, got {number}"
    if expectation.max_rows is not None and number > expectation.max_rows:
        return f"expected at most {expectation.max_rows} rows, got {number}"
    return None


def _is_ordered(query: StoredQuery) -> bool:
    stated = query.header.expectation.ordered
    return "ORDER" in keywords(query.text) if stated is None else stated


def _graph_difference(case: Case, result: Graph) -> str | None:
    if case.path.suffix != ".ttl":
        return "the query answers with a graph; write the case as Turtle"
    expected = {quad.triple for quad in turtle.read(case.path).quads}
    wanted, got = (turtle.canonical_ntriples(graph).splitlines() for graph in (expected, result.triples))
    for label, lines in (("missing", set(wanted) - set(got)), ("unexpected", set(got) - set(wanted))):
        if lines:
            return f"{label} triple: {min(lines)}"
    return None


def _table_difference(expected: Rows, result: Rows, *, ordered: bool) -> str | None:
    if expected.variables != result.variables:
        return f"columns: expected {' '.join(expected.variables)}, got {' '.join(result.variables)}"
    if not ordered:
        return _multiset_difference(expected, result)
    for number, (left, right) in enumerate(zip_longest(expected.rows, result.rows), 1):
        if left is None or right is None:
            return (
                f"row {number}: {'unexpected' if left is None else 'missing'}: {_show(left or right or ())}"
            )
        for name, wanted, got in zip(expected.variables, left, right, strict=True):
            if wanted != got:
                return f"row {number}, {name}: expected {wanted}, got {got}"
    return None


def _multiset_difference(expected: Rows, result: Rows) -> str | None:
    wanted, got = Counter(expected.rows), Counter(result.rows)
    for label, rows in (("missing", wanted - got), ("unexpected", got - wanted)):
        if rows:
            return f"{label} row: {_show(min(rows, key=str))}"
    return None


def _parameters(path: Path) -> Mapping[str, Values]:
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(key): tuple(map(as_text, value)) if isinstance(value, list) else as_text(value)
            for key, value in loaded.items()
        }
    except (json.JSONDecodeError, AttributeError) as error:
        raise SourceError(
            "case-parameters",
            f"not a JSON object of parameters: {error}",
            place=Place(path),
            hint='write {"name": "value"}',
        ) from error


def _show(row: tuple[Term | None, ...]) -> str:
    return " · ".join("-" if term is None else str(term) for term in row)
