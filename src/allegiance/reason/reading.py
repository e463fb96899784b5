"""A closure read fact by fact, every name spelled out: look-ups in hash indexes that are made when first needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from allegiance.reason.closure import Closure
from allegiance.reason.columns import HALF, LOW, Column
from allegiance.reason.dictionary import LITERAL
from allegiance.reason.join import Atom, Ground
from allegiance.reason.lists import cells


class _Index(NamedTuple):
    packed: frozenset[int]
    objects: Mapping[int, Sequence[int]]
    subjects: Mapping[int, Sequence[int]]


class Reading:
    """What is in a closure and what was asserted. Facts are triples of ids as they are named, not as they are represented."""

    def __init__(self, closure: Closure) -> None:
        self._closure = closure
        self._type = closure.vocabulary.type
        self._same_as = closure.vocabulary.same_as
        self._standing_for = closure.equality.standing_for
        self._cliques = closure.equality.cliques
        self._known: dict[int, _Index] = {}
        self._asserted: dict[int, frozenset[int]] = {}

    def key(self, fact: Ground) -> int:
        """Return the key of the relation that a fact belongs to."""
        return ~fact[2] if fact[1] == self._type else fact[1]

    def is_asserted(self, fact: Ground) -> bool:
        """Say whether a fact was given."""
        key = self.key(fact)
        if key not in self._asserted:
            column = self._closure.asserted.get(key)
            self._asserted[key] = frozenset() if column is None else frozenset(column.tolist())
        return (fact[0] if key < 0 else (fact[0] << HALF) | fact[2]) in self._asserted[key]

    def has(self, fact: Ground) -> bool:
        """Say whether a fact is in the closure."""
        subject, predicate, object_ = (self._leader(number) for number in fact)
        if predicate == self._same_as:
            return subject == object_
        key = ~object_ if predicate == self._type else predicate
        return (subject if key < 0 else (subject << HALF) | object_) in self._index(key).packed

    def solutions(self, atoms: Sequence[Atom], binding: Mapping[str, int]) -> Iterator[tuple[Ground, ...]]:
        """Yield the facts that satisfy the patterns together, in the order of the patterns."""
        for found in self._bindings(atoms, binding):
            yield tuple(atom.ground(found) for atom in atoms)

    def _bindings(self, atoms: Sequence[Atom], binding: Mapping[str, int]) -> Iterator[Mapping[str, int]]:
        if not atoms:
            yield binding
            return
        atom = min(atoms, key=lambda each: len(each.variables - binding.keys()))
        rest = [each for each in atoms if each is not atom]
        for wider in self._matches(atom, binding):
            yield from self._bindings(rest, wider)

    def _matches(self, atom: Atom, binding: Mapping[str, int]) -> Iterator[Mapping[str, int]]:
        subject = binding.get(atom.subject, atom.subject) if isinstance(atom.subject, str) else atom.subject
        object_ = binding.get(atom.object, atom.object) if isinstance(atom.object, str) else atom.object
        if isinstance(subject, int) and isinstance(object_, int):
            if self.has((subject, atom.predicate, object_)):
                yield binding
        elif isinstance(subject, int):
            for end in self._names(self._partners(atom.predicate, subject, forwards=True)):
                yield {**binding, str(object_): end}
        elif isinstance(object_, int):
            for start in self._names(self._partners(atom.predicate, object_, forwards=False)):
                yield {**binding, str(subject): start}
        else:
            yield from (
                {**binding, str(subject): one, str(object_): other}
                for start, ends in self._pairs(atom.predicate)
                for one in self._names([start])
                for other in self._names(ends)
                if subject != object_ or one == other
            )

    def same_names(self, fact: Ground) -> Iterator[tuple[str, Iterator[tuple[Ground, ...]]]]:
        """Yield how a fact follows from the sameness of names: eq-sym and eq-trans, or eq-rep-s, eq-rep-p and eq-rep-o."""
        subject, predicate, object_ = fact
        same = self._same_as
        if predicate == same:
            yield "eq-sym", iter([((object_, same, subject),)])
            middles = (m for m in self._others(subject) if m != object_)
            yield "eq-trans", (((subject, same, m), (m, same, object_)) for m in middles)
            return
        yield "eq-rep-s", (((n, predicate, object_), (n, same, subject)) for n in self._others(subject))
        yield "eq-rep-p", (((subject, n, object_), (n, same, predicate)) for n in self._others(predicate))
        yield "eq-rep-o", (((subject, predicate, n), (n, same, object_)) for n in self._others(object_))

    def by_value(self, fact: Ground) -> tuple[str, tuple[Ground, ...]] | None:
        """Return the rule and premises of a fact that follows from what a literal's value is, or None."""
        subject, predicate, object_ = fact
        literals = self._closure.literals
        kinds = self._closure.kinds
        if kinds[subject] == LITERAL and predicate == self._type:
            found = literals.value_of([subject])
            name = str(self._closure.dictionary.term(object_))[1:-1]
            if found and name in literals.spaces(found):
                return "dt-type2", ()
        if kinds[subject] == LITERAL and predicate == self._same_as:
            one, other = literals.value_of([subject]), literals.value_of([object_])
            if one is not None and one == other:
                return "dt-eq", ()
        if kinds[subject] == LITERAL and predicate == self._closure.vocabulary["owl:differentFrom"]:
            one, other = literals.value_of([subject]), literals.value_of([object_])
            if one and other and one.surely_differs(other):
                return "dt-diff", ()
        return None

    def cells(self, head: int) -> Iterator[Ground]:
        """Yield the triples of the list that starts at a node."""
        vocabulary = self._closure.vocabulary
        return cells(head, vocabulary["rdf:first"], vocabulary["rdf:rest"], self._objects)

    def _objects(self, predicate: int, subject: int) -> Sequence[int]:
        return self._partners(predicate, subject, forwards=True)

    def _leader(self, number: int) -> int:
        return self._standing_for.get(number, number)

    def _others(self, number: int) -> Iterator[int]:
        return (name for name in self._cliques.get(self._leader(number), ()) if name != number)

    def _names(self, leaders: Sequence[int]) -> Iterator[int]:
        if not self._cliques:
            return iter(leaders)
        return (name for leader in leaders for name in self._cliques.get(leader, (leader,)))

    def _partners(self, predicate: int, known: int, *, forwards: bool) -> Sequence[int]:
        predicate, known = self._leader(predicate), self._leader(known)
        if predicate == self._same_as:
            return [known]
        if predicate == self._type:
            if forwards:
                return [
                    class_
                    for class_, _ in self._closure.facts.classes()
                    if known in self._index(~class_).packed
                ]
            return list(self._index(~known).packed)
        index = self._index(predicate)
        return (index.objects if forwards else index.subjects).get(known, ())

    def _pairs(self, predicate: int) -> Iterator[tuple[int, Sequence[int]]]:
        predicate = self._leader(predicate)
        if predicate == self._type:
            for class_, members in self._closure.facts.classes():
                yield from ((member, [class_]) for member in members.tolist())
        elif predicate == self._same_as:
            yield from ((leader, [leader]) for leader in self._cliques)
        else:
            yield from self._index(predicate).objects.items()

    def _index(self, key: int) -> _Index:
        if key not in self._known:
            self._known[key] = _indexed(self._closure.facts.column(key), unary=key < 0)
        return self._known[key]


def _indexed(column: Column, *, unary: bool) -> _Index:
    objects: defaultdict[int, list[int]] = defaultdict(list)
    subjects: defaultdict[int, list[int]] = defaultdict(list)
    if not unary:
        for subject, object_ in zip((column >> HALF).tolist(), (column & LOW).tolist(), strict=True):
            objects[subject].append(object_)
            subjects[object_].append(subject)
    return _Index(frozenset(column.tolist()), objects, subjects)
