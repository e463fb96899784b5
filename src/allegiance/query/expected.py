"""Expected answers, as data beside the tests: what a stored query must answer on the folder's own graph.

`tests/queries/<name>/<case>.tsv` holds the rows, or `<case>.ttl` the graph; `<case>.json` the parameters where there are any.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from allegiance import turtle
from allegiance.errors import Place, SourceError
from allegiance.query.asking import Answer
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


@dataclass(frozen=True, slots=True)
class Difference:
    """How an answer differs from the expected one: in words, and row by row (of a graph, triple by triple) as text."""

    words: str
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


def difference(case: Case, answer: Answer) -> Difference | None:
    """Return how an answer differs from what a case expects, or None where it does not.

    Terms count, not texts: a datatype or a language is part of them. Order counts where the header says so, or else where the
    query orders its rows. Blank nodes of graphs are compared by structure.
    """
    result = rows_of(answer)
    if isinstance(result, Graph):
        return _graph_difference(case, result)
    if case.path.suffix == ".ttl":
        return Difference("the case holds a graph; the query answers with rows")
    return _table_difference(read_tsv(case.path), result, ordered=is_ordered(case.query))


def rows_of(answer: Answer) -> Rows | Graph:
    """Return what a case can hold of an answer: yes or no is one row of one column."""
    result = answer.result
    if isinstance(result, Truth):
        return Rows(("answer",), ((Literal(str(result.value).lower(), datatype=XSD["boolean"]),),))
    return result


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


def is_ordered(query: StoredQuery) -> bool:
    """Say whether the order of a query's rows is part of the answer."""
    stated = query.header.expectation.ordered
    return "ORDER" in keywords(query.text) if stated is None else stated


def _graph_difference(case: Case, result: Graph) -> Difference | None:
    if case.path.suffix != ".ttl":
        return Difference("the query answers with a graph; write the case as Turtle")
    expected = {quad.triple for quad in turtle.read(case.path).quads}
    wanted, got = (
        Counter(turtle.canonical_ntriples(graph).splitlines()) for graph in (expected, result.triples)
    )
    return _counted("triple", wanted, got)


def _table_difference(expected: Rows, result: Rows, *, ordered: bool) -> Difference | None:
    if expected.variables != result.variables:
        return Difference(
            f"columns: expected {' '.join(expected.variables)}, got {' '.join(result.variables)}",
            tuple(map(_show, expected.rows)),
            tuple(map(_show, result.rows)),
        )
    wanted, got = (Counter(map(_show, rows.rows)) for rows in (expected, result))
    if (found := _counted("row", wanted, got)) is not None or not ordered:
        return found
    pairs = zip(expected.rows, result.rows, strict=True)
    moved = next((number for number, (left, right) in enumerate(pairs, 1) if left != right), None)
    return None if moved is None else Difference(f"the same rows in another order, from row {moved}")


def _counted(unit: str, wanted: Counter[str], got: Counter[str]) -> Difference | None:
    missing, added = tuple((wanted - got).elements()), tuple((got - wanted).elements())
    if not missing and not added:
        return None
    counts = [f"{len(rows)} {what}" for rows, what in ((added, "added"), (missing, "missing")) if rows]
    many = "s" if len(missing) + len(added) > 1 else ""
    return Difference(
        f"the answer differs by {len(missing) + len(added)} {unit}{many}: {', '.join(counts)}", missing, added
    )


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
