"""The whole OWL 2 RL closure of a graph, in integers: schema first, then the data under the rules the schema leaves.

Not here: which of it is told to whom (`entailed`), and what contradicts what (`clashes`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from allegiance.reason.columns import EMPTY, HALF, LOW, Column, pack, union
from allegiance.reason.datatypes import Value
from allegiance.reason.dictionary import BLANK, IRI, LITERAL, Dictionary
from allegiance.reason.equality import Equality, Order
from allegiance.reason.facts import Facts
from allegiance.reason.join import InstanceRule
from allegiance.reason.literals import LiteralValues
from allegiance.reason.rule import Rule, rules
from allegiance.reason.saturate import Program, compared_keys, read_keys
from allegiance.reason.schema import Schema
from allegiance.reason.specialise import Specialiser, relevant
from allegiance.reason.vocabulary import Vocabulary, is_schema_rule


@dataclass(frozen=True)
class Closure:
    """Everything known after the rules have run. Terms that are the same are represented by one of them."""

    dictionary: Dictionary
    size: int
    vocabulary: Vocabulary
    asserted: Mapping[int, Column]
    facts: Facts
    equality: Equality
    literals: LiteralValues
    rules: tuple[InstanceRule, ...]
    complete: bool

    @cached_property
    def kinds(self) -> Column:
        """Whether each id is an IRI, a blank node or a literal."""
        return self.dictionary.kinds()[: self.size].astype(np.int64)

    @cached_property
    def program(self) -> Program:
        """The rules, ready to run."""
        return Program(self.rules, self.vocabulary.type, self.vocabulary.same_as)


def close(
    dictionary: Dictionary, vocabulary: Vocabulary, facts: Facts, axioms: Facts | None = None
) -> Closure:
    """Return the closure of the proposed facts, which are used up.

    Without axioms, memberships of trivial classes are left out where no rule reads them; with them, nothing is.
    """
    for key in facts.pending():
        facts.absorb(key)
    asserted = {key: facts.column(key) for key in facts.relations()}
    if axioms is not None:
        for key in axioms.pending():
            facts.propose(key, axioms.absorb(key))
            facts.absorb(key)
    equality = Equality(len(dictionary), _order(dictionary))
    run = _Run(dictionary, vocabulary, facts, equality, complete=axioms is not None)
    return run.closure(asserted, run.from_scratch())


def carried_on(old: Closure, asserted: Mapping[int, Column], facts: Facts) -> Closure:
    """Return the closure of facts that an old one holds, or part of it, and what is proposed besides.

    The rules of the old closure see the proposals only; all starts over inside where the schema has changed.
    """
    equality = old.equality.copy(len(old.dictionary), _order(old.dictionary))
    equality.represent_proposals(facts)
    run = _Run(old.dictionary, old.vocabulary, facts, equality, complete=old.complete)
    return run.closure(asserted, run.onwards(old.rules, old.program))


def _order(dictionary: Dictionary) -> Order:
    kinds = dictionary.kinds()
    return lambda number: (int(kinds[number]), str(dictionary.term(number)))


class _Run:
    def __init__(
        self,
        dictionary: Dictionary,
        vocabulary: Vocabulary,
        facts: Facts,
        equality: Equality,
        *,
        complete: bool,
    ) -> None:
        self._dictionary = dictionary
        self._vocabulary = vocabulary
        self._facts = facts
        self._equality = equality
        self._literals = literals = LiteralValues(dictionary)
        self._complete = complete
        self._kinds = dictionary.kinds()
        self._spellings = {
            self._equality.leader(number): literals.spellings(number) for number in vocabulary.numbers
        }
        self._trivial = vocabulary.trivial | frozenset(np.flatnonzero(self._kinds == BLANK).tolist())

    def closure(self, asserted: Mapping[int, Column], found: tuple[InstanceRule, ...]) -> Closure:
        """Return what the run has come to."""
        return Closure(
            self._dictionary,
            len(self._kinds),
            self._vocabulary,
            asserted,
            self._facts,
            self._equality,
            self._literals,
            found,
            self._complete,
        )

    def from_scratch(self) -> tuple[InstanceRule, ...]:
        """Run rules until nothing is new, the schema first; return the rules that the final schema leaves."""
        facts, same_as = self._facts, self._vocabulary.same_as
        facts.propose_again()
        if self._complete:
            facts.propose(same_as, _packed(self._literals.same(self._literals.values)))
        self._settle(Program((), self._vocabulary.type, same_as), only=frozenset())
        keys = self._vocabulary.schema_keys(self._equality.standing_for)
        schema_rules = self._specialise(rule for rule in rules() if is_schema_rule(rule))
        self._settle(Program(schema_rules, self._vocabulary.type, same_as), only=keys)
        return self._finish(frozenset())

    def onwards(self, found: tuple[InstanceRule, ...], program: Program) -> tuple[InstanceRule, ...]:
        """Run rules that have seen everything but what is proposed; then as `from_scratch`."""
        before = self._schema_state()
        self._exhaust(found, program)
        if before != self._schema_state():
            return self._finish(frozenset(found))
        self._describe_named_values()
        return found

    def _finish(self, seen: frozenset[InstanceRule]) -> tuple[InstanceRule, ...]:
        while True:
            found = self._specialise(rules())
            before = self._schema_state()
            if not seen.issuperset(found):
                seen = frozenset(found)
                self._facts.propose_again()
                self._exhaust(found, Program(found, self._vocabulary.type, self._vocabulary.same_as))
            if before == self._schema_state():
                self._describe_named_values()
                return found

    def _exhaust(self, found: tuple[InstanceRule, ...], program: Program) -> None:
        self._propose_literals(found)
        self._settle(program)
        while self._propose_twins(found):
            self._settle(program)

    def _settle(self, program: Program, only: frozenset[int] | None = None) -> None:
        """Run a program and merge what it finds to be the same, in turns, until neither has anything new."""
        facts, same_as, equality = self._facts, self._vocabulary.same_as, self._equality
        while True:
            program.run(facts, only)
            pairs = facts.absorb(same_as)
            if not len(pairs):
                return
            retired = equality.merge(zip((pairs >> HALF).tolist(), (pairs & LOW).tolist(), strict=True))
            if retired:
                equality.rewrite(facts, retired)
            else:
                program.react(same_as, pairs, facts)

    def _specialise(self, chosen: Iterable[Rule]) -> tuple[InstanceRule, ...]:
        standing_for = self._equality.standing_for
        schema = Schema(self._facts, self._vocabulary, standing_for, self._spellings)
        found = Specialiser(schema, self._vocabulary, standing_for).specialise(chosen)
        return found if self._complete else relevant(found, self._vocabulary, self._trivial)

    def _schema_state(self) -> tuple[object, ...]:
        standing_for = self._equality.standing_for
        keys = sorted(self._vocabulary.schema_keys(standing_for))
        return tuple(self._facts.column(key).tobytes() for key in keys)

    def _propose_twins(self, found: tuple[InstanceRule, ...]) -> bool:
        """Propose literals of one value to be the same (dt-eq) where it matters, and say whether there are new ones.

        It matters where a rule compares objects, and where a literal is the same as a resource. Elsewhere it would only
        spell every number in every way that the graph has it.
        """
        values = self._literals.values
        keys = compared_keys(found, self._vocabulary.type)
        compared = union([EMPTY, *(self._facts.column(key) & LOW for key in keys)])
        mattering = {number for number in compared.tolist() if number in values}
        named = {values[m] for m in self._named_values()}
        mattering.update(number for number, value in values.items() if value in named)
        pairs = _packed(self._literals.same(sorted(mattering)))
        leaders = self._equality.replaced(pairs >> HALF) != self._equality.replaced(pairs & LOW)
        self._facts.propose(self._vocabulary.same_as, pairs[leaders])
        return bool(leaders.any())

    def _named_values(self) -> Iterator[int]:
        for members in self._equality.cliques.values():
            kinds = {int(self._kinds[member]) for member in members}
            if LITERAL in kinds and len(kinds) > 1:
                self._literals.read_strings()
                yield from (member for member in members if member in self._literals.values)

    def _propose_literals(self, found: tuple[InstanceRule, ...]) -> None:
        """Make literals members of the datatypes that some rule reads (dt-type2), and terms the same as themselves (eq-ref)."""
        read = read_keys(found, self._vocabulary.type)
        asked = {name: number for name, number in self._vocabulary.datatypes.items() if ~number in read}
        if asked:
            self._literals.read_strings()
            members = self._literals.members()
            for name, number in asked.items():
                column = np.array(members.get(name, ()), np.int64)
                self._facts.propose(~number, self._equality.replaced(column))
        if self._vocabulary.same_as in read:
            terms = self._equality.replaced(np.arange(len(self._kinds)))
            self._facts.propose(self._vocabulary.same_as, pack(terms, terms))

    def _describe_named_values(self) -> None:
        """Type the IRIs that name a data value, and tell those apart that name different ones (dt-type2, dt-diff)."""
        named: dict[int, Value] = {}
        for leader, members in self._equality.cliques.items():
            kinds = {int(self._kinds[member]) for member in members}
            found = self._literals.value_of(members) if kinds >= {IRI, LITERAL} else None
            if found:
                named[leader] = found
        for leader, found in named.items():
            for name in self._literals.spaces(found):
                self._facts.propose(~self._vocabulary.datatypes[name], np.array([leader]))
        different = (
            (one, other)
            for one, first in named.items()
            for other, second in named.items()
            if first.surely_differs(second)
        )
        self._facts.propose(self._vocabulary["owl:differentFrom"], _packed(different))
        for key in self._facts.pending():
            self._facts.absorb(key)


def _packed(pairs: Iterable[tuple[int, int]]) -> Column:
    return np.array([(one << HALF) | other for one, other in pairs], np.int64)
