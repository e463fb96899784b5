"""The folder's derivation rules: CONSTRUCT queries that turn claims into statuses, and accepted pledges into shortcuts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from allegiance.errors import Place, RequestError, SourceError
from allegiance.store import Graph, OxigraphStore
from allegiance.terms import GRAPH, Triple


@dataclass(frozen=True, slots=True)
class Derivation:
    """What the rules add, in all and rule by rule in the order in which they ran."""

    triples: frozenset[Triple]
    by_rule: tuple[tuple[str, int], ...]


def derive(asserted: Iterable[Triple], rules: Sequence[Path]) -> Derivation:
    """Return what the rules derive from the triples, each rule seeing what the rules before it derived.

    The order is that of the sequence. The layer is recomputed whole: a status may change when a claim is added. Raises
    `SourceError` `rule-not-construct`, and `query-syntax` with the rule's file.
    """
    given = frozenset(asserted)
    store = OxigraphStore({GRAPH["asserted"]: given})
    derived: set[Triple] = set()
    counts: list[tuple[str, int]] = []
    for rule in rules:
        try:
            result = store.query(rule.read_text(encoding="utf-8"), {})
        except RequestError as error:
            raise SourceError(
                error.code, error.message, place=Place(rule), hint=error.hint, excerpt=error.excerpt
            ) from error
        if not isinstance(result, Graph):
            raise SourceError(
                "rule-not-construct",
                "a rule must be a CONSTRUCT query",
                place=Place(rule),
                hint="move other queries out of queries/rules/",
            )
        new = result.triples - given - derived
        store.add(GRAPH["derived"], new)
        derived |= new
        counts.append((rule.stem, len(new)))
    return Derivation(frozenset(derived), tuple(counts))
