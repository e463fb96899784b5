"""The rows of a whole answer, put here in the order that the query asks for, where a server keeps an order of its own."""

from __future__ import annotations

from typing import Final

from allegiance.store.anatomy import Anatomy
from allegiance.store.oxigraph import OxigraphStore
from allegiance.store.port import Rows
from allegiance.store.tokens import tokens
from allegiance.store.values import values
from allegiance.terms import Literal

_AGGREGATES: Final = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_PLACE: Final = "place_in_the_answer"


def in_order(query: Anatomy, rows: Rows) -> Rows:
    """Return the rows in the query's order (SPARQL 1.1 §15.1), those of equal rank as they came.

    Only whole answers can be put in order, and only by columns of their own; others are returned as they came.
    """
    if not _can_be_ordered(query, rows):
        return rows
    numbered = ((Literal(number), *row) for number, row in enumerate(rows.rows))
    block = values((_PLACE, *rows.variables), numbered, {})
    text = f"{query.prologue} SELECT ?{_PLACE} WHERE {{ {block} }} {query.order} ?{_PLACE}"
    match OxigraphStore().query(text, {}):
        case Rows(rows=places):
            order = [int(place.value) for (place,) in places if isinstance(place, Literal)]
            return Rows(rows.variables, tuple(rows.rows[number] for number in order))
    return rows


def _can_be_ordered(query: Anatomy, rows: Rows) -> bool:
    if not query.order or query.limit is not None or query.offset:
        return False
    found = tokens(query.order)
    used = {token.text[1:] for token in found if token.kind == "variable"}
    return used <= set(rows.variables) and _AGGREGATES.isdisjoint(token.keyword for token in found)
