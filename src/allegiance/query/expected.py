"""Expected answers, as data beside the tests: what a stored query must answer on the folder's own graph.

`tests/queries/<name>/<case>.tsv` holds the rows, `<case>.json` the parameters where there are any.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from allegiance.errors import Place, SourceError
from allegiance.query.ask import Answer
from allegiance.query.catalogue import Catalogue, StoredQuery
from allegiance.store import Graph, Rows, Truth, read_tsv
from allegiance.store.tokens import tokens
from allegiance.terms import XSD, Literal, Term


@dataclass(frozen=True, slots=True)
class Case:
    """One expected answer to one stored query, for parameters of its own or those that the header's `expect` names."""

    query: StoredQuery
    path: Path
    parameters: Mapping[str, str]


def cases(folder: Path, catalogue: Catalogue) -> Iterator[Case]:
    """Yield the cases of a folder; raises `SourceError` `case-without-query`, and for parameters that are not JSON."""
    for path in sorted(folder.rglob("*.tsv")):
        name = path.parent.relative_to(folder).as_posix()
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


def difference(case: Case, answer: Answer) -> str | None:
    """Return the first difference between what a case expects and an answer, in words, or None.

    Terms count, not texts: a datatype or a language is part of them. Order counts where the query orders its rows.
    """
    expected, result = read_tsv(case.path), answer.result
    if isinstance(result, Truth):
        result = Rows(("answer",), ((_truth(result),),))
    if isinstance(result, Graph):
        return "the query answers with a graph; a case holds rows"
    if expected.variables != result.variables:
        return f"columns: expected {' '.join(expected.variables)}, got {' '.join(result.variables)}"
    if not any(token.keyword == "ORDER" for token in tokens(case.query.text)):
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


def _parameters(path: Path) -> Mapping[str, str]:
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
        return {str(key): str(value) for key, value in loaded.items()}
    except (json.JSONDecodeError, AttributeError) as error:
        raise SourceError(
            "case-parameters",
            f"not a JSON object of parameters: {error}",
            place=Place(path),
            hint='write {"name": "value"}',
        ) from error


def _truth(result: Truth) -> Term:
    return Literal(str(result.value).lower(), datatype=XSD["boolean"])


def _show(row: tuple[Term | None, ...]) -> str:
    return " · ".join("-" if term is None else str(term) for term in row)
