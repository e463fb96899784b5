"""Proofs checked, step by step, by others than those who found them.

A step by OWL 2 RL must be an instance of the rule that it names (`owl_step`); a step by a derivation rule must come out when rdflib runs
that rule on its premises alone; a leaf must be written. So a proof that passes needs no trust in the engine that found it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from allegiance.bridge import RdflibStore
from allegiance.explain.owl_step import follows
from allegiance.explain.proofs import ASSERTED, Explanation
from allegiance.store import Graph
from allegiance.terms import Triple


class Checker:
    """Checks proofs over one graph. A step is checked once, however many proofs it serves."""

    def __init__(self, is_written: Callable[[Triple], bool], rules: Iterable[Path]) -> None:
        """Take what knows whether a triple is written, and the derivation rules."""
        self._is_written = is_written
        self._rules = {path.stem: path for path in rules}
        self._checked: dict[tuple[str, Triple, frozenset[Triple]], bool] = {}

    def faults(self, found: Explanation) -> tuple[Explanation, ...]:
        """Return the steps of a proof that do not follow from their premises by their rule, each once."""
        return tuple(dict.fromkeys(step for step in found.steps() if not self._stands(step)))

    def _stands(self, step: Explanation) -> bool:
        premises = frozenset(premise.triple for premise in step.premises)
        key = (step.rule, step.triple, premises)
        if key not in self._checked:
            self._checked[key] = self._follows(step.rule, premises, step.triple)
        return self._checked[key]

    def _follows(self, rule: str, premises: frozenset[Triple], triple: Triple) -> bool:
        if rule == ASSERTED:
            return self._is_written(triple)
        if (path := self._rules.get(rule)) is None:
            return follows(rule, premises, triple)
        found = RdflibStore(premises).query(path.read_text(encoding="utf-8"), {})
        return isinstance(found, Graph) and triple in found.triples
