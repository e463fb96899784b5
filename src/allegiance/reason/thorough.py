"""Proofs that the rules of a closure do not give: by rules made from the schema under every name, and from what is asserted upwards.

A closure's rules are made from the schema as it is in the end, where one name stands for all that are the same. Where a list, or another
axiom, is what makes two of its own names the same, that reading of it is gone: the proof would rest on its own conclusion. Here
every axiom is read under all its names. Such rules are many, and are made only when a fact has no proof without them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

import numpy as np

from allegiance.reason.closure import Closure
from allegiance.reason.columns import EMPTY, HALF, LOW, Column
from allegiance.reason.facts import Facts
from allegiance.reason.join import Atom, Ground
from allegiance.reason.lists import cells
from allegiance.reason.proof import ASSERTED, ProofNode, Prover
from allegiance.reason.reading import Reading
from allegiance.reason.rule import rules
from allegiance.reason.schema import Schema
from allegiance.reason.shortest import MOST_WAYS, Search, Way
from allegiance.reason.specialise import Specialiser


class ThoroughProver(Prover):
    """Finds a proof as `Prover` does, and where that finds none, by the rules under every name."""

    def node(self, fact: Ground) -> ProofNode | None:
        """Return the proof of a fact of the closure in ids."""
        too_deep = None
        try:
            node = super().node(fact)
        except RecursionError as error:
            node, too_deep = None, error
        if node is None and self.has(fact):
            node = self._from_below(fact)
        if node is None and too_deep is not None:
            raise too_deep
        return node

    def _from_below(self, goal: Ground) -> ProofNode | None:
        """Return a proof by the first ways that are enough for one; what rules do not prove is looked for by other names."""
        prover, search, looked_at = self._under_every_name, Search(1), 0
        seen, by_rules, by_names = {goal}, deque([goal]), deque[Ground]()
        while search.node(goal) is None and (by_rules or by_names) and looked_at < MOST_WAYS:
            renaming = not by_rules
            fact = by_names.popleft() if renaming else by_rules.popleft()
            if search.node(fact) is not None:
                continue
            for way in islice(_ways(prover, fact, renaming=renaming), MOST_WAYS - looked_at):
                looked_at += 1
                search.add(way)
                by_rules.extend(premise for premise in way.premises if premise not in seen)
                seen.update(way.premises)
            if not renaming:
                by_names.append(fact)
            search.run()
        self._proved.update(search.nodes())
        return search.node(goal)

    @cached_property
    def _under_every_name(self) -> Prover:
        return _NamesProver(self._closure)


class _NamesProver(Prover):
    """Knows the ways by rules under every name."""

    def __init__(self, closure: Closure) -> None:
        spellings = {number: closure.literals.spellings(number) for number in closure.vocabulary.numbers}
        self._schema = Schema(_spelled_out(closure), closure.vocabulary, {}, spellings)
        specialiser = Specialiser(self._schema, closure.vocabulary, {}, every_pair=True)
        super().__init__(closure, specialiser.specialise(rule for rule in rules() if rule.head is not None))

    def cells(self, head: int) -> Iterator[Ground]:
        """Yield the triples of the list that starts at a node, as rules are made from it."""
        first, rest = self._schema.id("rdf:first"), self._schema.id("rdf:rest")
        return cells(
            head, first, rest, lambda predicate, cell: self._schema.partners(predicate, cell, side=0)
        )


def _ways(prover: Prover, fact: Ground, *, renaming: bool) -> Iterator[Way]:
    """Yield the ways to a fact by the sameness of names, or all others."""
    if prover.is_asserted(fact):
        yield Way(fact, ASSERTED, ())
        return
    for rule, bodies in prover.ways(fact):
        if rule.startswith("eq-") is renaming:
            yield from (Way(fact, rule, premises) for premises in bodies)


def _spelled_out(closure: Closure) -> Facts:
    """Return the schema under every name, but the members of lists under those only by which lists have them.

    Else a list of n members that are the same would be read in n to the n ways, and the others say nothing that sameness does not.
    """
    vocabulary, reading = closure.vocabulary, Reading(closure)
    first = vocabulary["rdf:first"]
    facts = Facts(vocabulary.type)
    for key in vocabulary.schema_keys({}) - {first}:
        atom = Atom("?x", vocabulary.type, ~key) if key < 0 else Atom("?x", key, "?y")
        facts.propose(atom.predicate, _packed(fact for (fact,) in reading.solutions((atom,), {})))
    equality = closure.equality
    written = closure.asserted.get(first, EMPTY)
    members = (
        (name, first, member)
        for cell, member in zip((written >> HALF).tolist(), (written & LOW).tolist(), strict=True)
        for name in equality.cliques.get(equality.leader(cell), (cell,))
    )
    facts.propose(first, _packed(members))
    for key in facts.pending():
        facts.absorb(key)
    return facts


def _packed(facts: Iterable[Ground]) -> Column:
    return np.array([(subject << HALF) | object_ for subject, _, object_ in facts], np.int64)
