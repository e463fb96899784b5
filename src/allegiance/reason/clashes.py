"""Closure -> contradictions: every rule of OWL 2 RL that ends in `false`, with the triples that clash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

import numpy as np

from allegiance.reason.closure import Closure
from allegiance.reason.columns import HALF, LOW, contains
from allegiance.reason.contradiction import Contradiction
from allegiance.reason.dictionary import LITERAL
from allegiance.reason.join import Ground, InstanceRule, everything, solve
from allegiance.reason.lists import Lists
from allegiance.terms import BlankNode, Literal, NamedNode, Triple, curie

WITNESSES: Final = 1000
"""How many contradictions of one rule about the same classes and properties are told."""


def contradictions(closure: Closure) -> tuple[Contradiction, ...]:
    """Return the contradictions in a closure, sorted by rule and words; none twice."""
    finder = _Finder(closure)
    found = (*finder.of_rules(), *finder.of_sameness(), *finder.of_literals())
    ordered = sorted(found, key=lambda each: (each.rule, each.message, str(each.triples)))
    # A symmetric clash is found from both sides.
    return tuple({(each.rule, frozenset(each.triples)): each for each in reversed(ordered)}.values())[::-1]


class _Finder:
    def __init__(self, closure: Closure) -> None:
        self._closure = closure
        self._vocabulary = closure.vocabulary
        self._facts = closure.facts

    def of_rules(self) -> Iterator[Contradiction]:
        """Yield what the rules of the table find."""
        for rule in self._closure.rules:
            if rule.head is None:
                rows = solve(rule.body, everything(), self._facts)
                names = list(rows.columns)
                for values in islice(zip(*(rows.columns[n].tolist() for n in names), strict=True), WITNESSES):
                    yield self._told(rule, dict(zip(names, values, strict=True)))
                if rows.count and not names:
                    yield self._told(rule, {})

    def of_sameness(self) -> Iterator[Contradiction]:
        """Yield terms that are the same and said to differ: eq-diff1, eq-diff2, eq-diff3, and dt-diff for literals."""
        same, different = self._vocabulary.same_as, self._vocabulary["owl:differentFrom"]
        asserted = [p for p in self._asserted_pairs(different) if self._leader(p[0]) == self._leader(p[1])]
        told = {self._leader(one) for one, _ in asserted}
        derived = [(one, other) for one, other in self._pairs(different) if one == other and one not in told]
        for one, other in (*asserted, *derived):
            words = f"{self._name(one)} and {self._name(other)} are the same, but are said to differ"
            yield self._clash("eq-diff1", words, ((one, different, other), (one, same, other)))
        yield from self._of_all_different()
        yield from self._of_different_values()

    def of_literals(self) -> Iterator[Contradiction]:
        """Yield literals that are not in the datatype that they must be in (dt-not-type)."""
        type_ = self._vocabulary.type
        for number in self._closure.literals.ill_typed:
            literal = self._closure.dictionary.term(number)
            assert isinstance(literal, Literal)
            words = f"{literal.value!r} is not a value of {self._named(literal.datatype)}"
            yield Contradiction("dt-not-type", words, self._uses(number))
        values = self._closure.literals
        for name, datatype in self._vocabulary.datatypes.items():
            for member in self._facts.column(~self._leader(datatype)).tolist():
                term = self._closure.dictionary.term(member)
                if isinstance(term, Literal) and term.datatype.value == name:
                    continue  # well-typed, or told above
                terms = self._closure.equality.cliques.get(member, [member])
                found = (
                    values.value_of(terms)
                    if len(terms) > 1 or self._closure.kinds[member] == LITERAL
                    else None
                )
                if found and ":" not in found.space and name not in values.spaces(found):
                    words = f"{self._name(member)} must be a value of {self._name(datatype)}, and is none"
                    yield self._clash("dt-not-type", words, ((member, type_, datatype),))

    def _of_different_values(self) -> Iterator[Contradiction]:
        """Yield literals of different values that would have to be the same: each with the first, not all with all."""
        kinds, same = self._closure.kinds, self._vocabulary.same_as
        for members in self._closure.equality.cliques.values():
            literals = sorted(number for number in members if kinds[number] == LITERAL)
            found = self._closure.literals.values_of(literals)
            for other in literals[1:]:
                one = literals[0]
                if one in found and other in found and found[one].surely_differs(found[other]):
                    words = f"{self._name(one)} and {self._name(other)} would have to be the same"
                    links = tuple((m, same, o) for m, o in self._links(members, one, other))
                    yield self._clash("dt-diff", words, links)

    def _of_all_different(self) -> Iterator[Contradiction]:
        first, rest, nil = (self._vocabulary[name] for name in ("rdf:first", "rdf:rest", "rdf:nil"))
        asserted = self._closure.asserted
        nothing = self._facts.column(~nil)[:0]
        lists = Lists(asserted.get(first, nothing), asserted.get(rest, nothing), nil)
        same, all_different = self._vocabulary.same_as, self._vocabulary["owl:AllDifferent"]
        for rule, name in (("eq-diff2", "owl:members"), ("eq-diff3", "owl:distinctMembers")):
            for node, head in self._asserted_pairs(self._vocabulary[name]):
                if not contains(self._facts.column(~all_different), np.array([self._leader(node)]))[0]:
                    continue
                for members in lists.tuples(head):
                    groups: dict[int, int] = {}
                    for member in members:
                        other = groups.setdefault(self._leader(member), member)
                        if other is not member:
                            words = f"{self._name(other)} and {self._name(member)} are the same, but are listed as all different"
                            axioms = (
                                (node, self._vocabulary.type, all_different),
                                (node, self._vocabulary[name], head),
                            )
                            yield self._clash(rule, words, ((other, same, member), *axioms))

    def _told(self, rule: InstanceRule, binding: Mapping[str, int]) -> Contradiction:
        names = {**dict(rule.schema), **binding}
        words = rule.words.format_map({name.removeprefix("?"): self._name(n) for name, n in names.items()})
        triples = (*(atom.ground(binding) for atom in rule.body), *rule.because)
        return self._clash(rule.name, words, triples)

    def _clash(self, rule: str, words: str, triples: tuple[Ground, ...]) -> Contradiction:
        term = self._closure.dictionary.term
        legal = []
        for subject, predicate, object_ in triples:
            start, middle = term(subject), term(predicate)
            if not isinstance(start, Literal) and isinstance(middle, NamedNode):
                legal.append(Triple(start, middle, term(object_)))
        return Contradiction(rule, words, tuple(legal))

    def _links(self, members: list[int], one: int, other: int) -> Iterator[tuple[int, int]]:
        """Yield (resource, literal) pairs that tie two literals together, where a resource does."""
        for member in members:
            if self._closure.kinds[member] != LITERAL:
                yield member, one
                yield member, other
                return

    def _uses(self, literal: int) -> tuple[Triple, ...]:
        """Return the asserted triples that end in a literal."""
        uses = [
            (pair >> HALF, key, literal)
            for key, column in self._closure.asserted.items()
            if key >= 0
            for pair in column[(column & LOW) == literal].tolist()
        ]
        return self._clash("", "", tuple(uses)).triples

    def _leader(self, number: int) -> int:
        return self._closure.equality.leader(number)

    def _pairs(self, key: int) -> Iterator[tuple[int, int]]:
        column = self._facts.column(key)
        return zip((column >> HALF).tolist(), (column & LOW).tolist(), strict=True)

    def _asserted_pairs(self, key: int) -> Iterator[tuple[int, int]]:
        column = self._closure.asserted.get(key, self._facts.column(key)[:0])
        return zip((column >> HALF).tolist(), (column & LOW).tolist(), strict=True)

    def _name(self, number: int) -> str:
        return self._named(self._closure.dictionary.term(number))

    @staticmethod
    def _named(term: object) -> str:
        if isinstance(term, NamedNode):
            return curie(term.value) or str(term)
        return "an unnamed class or thing" if isinstance(term, BlankNode) else str(term)
