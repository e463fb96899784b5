"""Rows written as a VALUES block, so that the embedded engine can go on with what another one has found.

A block cannot name blank nodes; IRIs stand in for them, and `blanks` remembers which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from allegiance.store.tokens import serialise
from allegiance.terms import BlankNode, Term

_STAND_IN: Final = "urn:allegiance:blank:"


def values(
    variables: Sequence[str], rows: Iterable[Sequence[Term | None]], blanks: dict[str, BlankNode]
) -> str:
    """Return `VALUES (…) { … }`; the IRIs that stand in for blank nodes are added to `blanks`."""
    columns = " ".join(f"?{name}" for name in variables)
    lines = "\n".join(f"({' '.join(_written(term, blanks) for term in row)})" for row in rows)
    return f"VALUES ({columns}) {{ {lines} }}"


def _written(term: Term | None, blanks: dict[str, BlankNode]) -> str:
    if term is None:
        return "UNDEF"
    if isinstance(term, BlankNode):
        name = f"{_STAND_IN}{term.value}"
        blanks[name] = term
        return f"<{name}>"
    return serialise(term)
