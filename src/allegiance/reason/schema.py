"""The closed schema, indexed for matching, and its orders without what follows from transitivity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from allegiance.reason.columns import HALF, LOW
from allegiance.reason.facts import Facts
from allegiance.reason.join import Ground
from allegiance.reason.lists import Lists
from allegiance.reason.vocabulary import Vocabulary

Pairs = tuple[tuple[int, int], ...]


class Schema:
    """What the schema relations of some facts hold, as Python values."""

    def __init__(
        self,
        facts: Facts,
        vocabulary: Vocabulary,
        standing_for: Mapping[int, int],
        spellings: Mapping[int, Collection[int]],
    ) -> None:
        self._facts = facts
        self._spellings = spellings
        self._vocabulary = vocabulary
        self._standing_for = standing_for
        self._pairs: dict[int, Pairs] = {}
        self._indexes: dict[tuple[int, int], defaultdict[int, list[int]]] = {}
        self.lists = Lists(
            facts.column(self.id("rdf:first")), facts.column(self.id("rdf:rest")), self.id("rdf:nil")
        )

    def id(self, name: str) -> int:
        """Return the id in use for a term of the language."""
        return self._standing_for.get(self._vocabulary[name], self._vocabulary[name])

    def members(self, class_: int) -> list[int]:
        """Return the members of a class."""
        members: list[int] = self._facts.column(~class_).tolist()
        return members

    def pairs(self, predicate: int) -> Pairs:
        """Return the subjects and objects of a property."""
        if predicate not in self._pairs:
            column = self._facts.column(predicate)
            self._pairs[predicate] = tuple(
                zip((column >> HALF).tolist(), (column & LOW).tolist(), strict=True)
            )
        return self._pairs[predicate]

    def partners(self, predicate: int, known: int, *, side: int) -> list[int]:
        """Return what stands opposite a term that is the subject (side 0) or the object (side 1) of a property.

        A number of the rules is found however the ontology spells it.
        """
        index = self._index(predicate, side)
        if known not in self._spellings:
            return index[known]
        return [partner for spelling in self._spellings[known] for partner in index[spelling]]

    def as_written(self, fact: Ground) -> Ground:
        """Return a fact whose object may be a number of the rules with that number as the ontology spells it."""
        subject, predicate, object_ = fact
        written = (
            spelling
            for spelling in sorted(self._spellings.get(object_, ()))
            if subject in self._index(predicate, 1)[spelling]
        )
        return subject, predicate, next(written, object_)

    def _index(self, predicate: int, side: int) -> Mapping[int, list[int]]:
        if (predicate, side) not in self._indexes:
            index = self._indexes[predicate, side] = defaultdict(list)
            for pair in self.pairs(predicate):
                index[pair[side]].append(pair[1 - side])
        return self._indexes[predicate, side]

    @cached_property
    def direct_superclasses(self) -> Pairs:
        """The pairs of rdfs:subClassOf that do not follow from two others."""
        return _direct(self.pairs(self.id("rdfs:subClassOf")), self._above_classes)

    @cached_property
    def direct_superproperties(self) -> Pairs:
        """The pairs of rdfs:subPropertyOf that do not follow from two others."""
        return _direct(self.pairs(self.id("rdfs:subPropertyOf")), self._above_properties)

    def narrowest(self, name: str) -> Pairs:
        """Return the pairs of rdfs:domain or rdfs:range that follow neither from a superproperty's nor from a subclass's."""
        pairs = self.pairs(self.id(name))
        classes: defaultdict[int, set[int]] = defaultdict(set)
        for property_, class_ in pairs:
            classes[property_].add(class_)
        return tuple(
            (property_, class_)
            for property_, class_ in pairs
            if not any(class_ in self._above_classes[other] for other in classes[property_])
            and not any(class_ in classes.get(other, ()) for other in self._above_properties[property_])
        )

    @cached_property
    def _above_classes(self) -> defaultdict[int, set[int]]:
        return _strictly_above(self.pairs(self.id("rdfs:subClassOf")))

    @cached_property
    def _above_properties(self) -> defaultdict[int, set[int]]:
        return _strictly_above(self.pairs(self.id("rdfs:subPropertyOf")))


def _strictly_above(closed: Pairs) -> defaultdict[int, set[int]]:
    """Return what is above each member of a transitively closed order and not also below it."""
    both = set(closed)
    above: defaultdict[int, set[int]] = defaultdict(set)
    for low, high in closed:
        if (high, low) not in both:
            above[low].add(high)
    return above


def _direct(closed: Pairs, above: Mapping[int, Collection[int]]) -> Pairs:
    return tuple(_without_detours(closed, above))


def _without_detours(closed: Pairs, above: Mapping[int, Collection[int]]) -> Iterator[tuple[int, int]]:
    reachable: dict[int, set[int]] = {}
    for low, high in closed:
        if low not in reachable:
            reachable[low] = set().union(*(above.get(middle, ()) for middle in above.get(low, ())))
        if high not in reachable[low]:
            yield low, high
