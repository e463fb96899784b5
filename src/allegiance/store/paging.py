"""An answer in pages that together are the whole answer: in one total order, counted before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from allegiance.errors import EngineError
from allegiance.store.anatomy import Anatomy
from allegiance.store.completeness import incomplete
from allegiance.store.port import Rows, Truth
from allegiance.store.quirks import Quirks
from allegiance.terms import BlankNode, Literal, Term

_ROUND: Final = 500
_MANY: Final = 1_000

Ask = Callable[[str], Rows | Truth]


def looks_cut(rows: int, cap: int | None) -> bool:
    """Say whether a number of rows may be a limit of the server's: a known one, or a round number."""
    return (cap is not None and rows >= cap) or (rows >= _MANY and rows % _ROUND == 0)


def page(query: Anatomy, names: Sequence[str], start: int, size: int, *, wrapped: bool) -> str:
    """Return the query for `size` rows from `start` on, in the query's order with ties broken by all columns.

    With `wrapped`, the sorting stands in a sub-select.
    """
    order = f"{query.order or 'ORDER BY'} {' '.join(f'?{name}' for name in names)}"
    limits = f"LIMIT {size} OFFSET {query.offset + start}"
    if wrapped:
        return f"{query.prologue} SELECT * WHERE {{ {{ {query.pattern} {order} {query.values} }} }} {limits}"
    return f"{query.prologue} {query.pattern} {order} {limits} {query.values}"


def count(query: Anatomy) -> str:
    """Return the query for the number of rows, its own limits left out."""
    return f"{query.prologue} SELECT (COUNT(*) AS ?rows) WHERE {{ {{ {query.unordered} }} }}"


def all_rows(first: Rows, query: Anatomy, ask: Ask, url: str, size: int, quirks: Quirks) -> Rows:
    """Return the whole answer, of which `first` may be the beginning; `size` rows are asked for at a time.

    Raises `EngineError` `incomplete-result` where the pages are not the whole, or cannot be: blank nodes have other labels in
    every page, and data may change meanwhile.
    """
    expected = _number(ask(count(query)), query, url)
    if len(first.rows) == expected:
        return first
    if len(first.rows) > expected:
        raise incomplete(url, f"{len(first.rows):,} rows came, and then it counted {expected:,}")
    if not first.variables:
        raise incomplete(url, "rows without columns cannot be paged")
    rows: list[tuple[Term | None, ...]] = []
    while len(rows) < expected:
        text = page(
            query, first.variables, len(rows), min(size, expected - len(rows)), wrapped=quirks.wraps_pages
        )
        found = ask(text)
        if not isinstance(found, Rows) or not found.rows:
            raise incomplete(url, f"{len(rows):,} of {expected:,} rows came, and then none")
        rows += _in_order(found, first.variables)
        if quirks.blank_prefix is None and any(isinstance(t, BlankNode) for row in found.rows for t in row):
            raise incomplete(
                url, "it sends the answer in parts, and blank nodes of one part are none of another"
            )
    if len(rows) != expected or _number(ask(count(query)), query, url) != expected:
        raise incomplete(url, "its data changed between two parts of the answer")
    return Rows(first.variables, tuple(rows))


def _in_order(found: Rows, names: Sequence[str]) -> list[tuple[Term | None, ...]]:
    places = [found.variables.index(name) for name in names]
    return [tuple(row[place] for place in places) for row in found.rows]


def _number(answer: Rows | Truth, query: Anatomy, url: str) -> int:
    match answer:
        case Rows(rows=((Literal() as number,),)) if number.value.isdigit():
            left = max(0, int(number.value) - query.offset)
            return left if query.limit is None else min(left, query.limit)
    raise EngineError("endpoint-failed", f"{url} did not count its rows", hint="ask for less at a time")
