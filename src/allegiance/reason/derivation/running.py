"""The folder's derivation rules: CONSTRUCT queries that turn claims into statuses, and accepted pledges into shortcuts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from allegiance.errors import Place, RequestError, SourceError
from allegiance.reason.derivation.order import DerivationRule, feeds_itself, in_order, read_rule
from allegiance.store import Graph, OxigraphStore
from allegiance.terms import GRAPH, Triple


@dataclass(frozen=True)
class Derivation:
    """What the rules add, rule by rule in the order in which they ran; each triple belongs to the first rule that gave it."""

    by_rule: Mapping[str, frozenset[Triple]]

    @cached_property
    def triples(self) -> frozenset[Triple]:
        """Everything that the rules add."""
        return frozenset().union(*self.by_rule.values())

    def rule_of(self, triple: Triple) -> str | None:
        """Return the name of the rule that gave a triple, or None."""
        return next((rule for rule, given in self.by_rule.items() if triple in given), None)


def derive(asserted: Iterable[Triple], rules: Sequence[Path]) -> Derivation:
    """Return what the rules derive from the triples, each rule seeing all that rules before it derived.

    A rule runs after those that write what it reads, and else in the order of the sequence; rules that feed each other run in turns
    until nothing is new (`order`). The layer is recomputed whole: a status may change when a claim is added. Raises
    `SourceError` `rule-not-construct`, `rule-cycle`, and `query-syntax` with the rule's file.
    """
    given = frozenset(asserted)
    store = OxigraphStore({GRAPH["asserted"]: given})
    by_rule: dict[str, frozenset[Triple]] = {}
    known = set(given)
    for group in in_order([read_rule(path) for path in rules]):
        again = True
        while again:
            again = False
            for rule in group:
                new = _constructed(rule, store) - known
                by_rule[rule.path.stem] = by_rule.get(rule.path.stem, frozenset()) | new
                store.add(GRAPH["derived"], new)
                known |= new
                again |= bool(new) and feeds_itself(group)
    return Derivation(by_rule)


def _constructed(rule: DerivationRule, store: OxigraphStore) -> frozenset[Triple]:
    try:
        result = store.query(rule.text, {})
    except RequestError as error:
        raise SourceError(
            error.code, error.message, place=Place(rule.path), hint=error.hint, excerpt=error.excerpt
        ) from error
    if not isinstance(result, Graph):
        raise SourceError(
            "rule-not-construct",
            "a rule must be a CONSTRUCT query",
            place=Place(rule.path),
            hint="move other queries out of queries/rules/",
        )
    return result.triples
