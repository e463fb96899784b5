"""Closure -> the triples that are told: new, legal RDF, and informative unless all are wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from allegiance.errors import EngineError
from allegiance.reason.closure import Closure
from allegiance.reason.columns import (
    EMPTY,
    HALF,
    LOW,
    Column,
    contains,
    distinct,
    pack,
    partners,
    union,
    without,
)
from allegiance.reason.dictionary import IRI, LITERAL
from allegiance.reason.informative import CLASS_LINKS, LANGUAGE, REFLEXIVE, TRIVIAL_CLASSES

MOST_SAMENESS: Final = 20_000_000
"""So many `owl:sameAs` triples are told at most: a set of n terms that are the same makes n * n of them."""


class Telling:
    """Chooses what is told of a closure, one relation after another."""

    def __init__(self, closure: Closure, *, everything: bool) -> None:
        self._closure = closure
        self._everything = everything
        kinds = closure.kinds
        self._legal = kinds != LITERAL
        self._named = kinds == IRI
        language = closure.dictionary.iris_in(tuple(space.iri for space in LANGUAGE))
        self._subjects = self._legal.copy() if everything else self._named.copy()
        if not everything:
            self._subjects[language] = False
        self._class_links = frozenset(closure.dictionary.id_of(term) for term in CLASS_LINKS)
        self._reflexive = frozenset(closure.dictionary.id_of(term) for term in REFLEXIVE)
        self._telling_classes = self._named.copy()
        self._telling_classes[list(closure.vocabulary.trivial)] = False
        self._trivial = distinct(np.array([closure.dictionary.id_of(term) for term in TRIVIAL_CLASSES]))
        self._index = distinct(
            np.array(
                [(a << HALF) | m for a, group in closure.equality.cliques.items() for m in group], np.int64
            )
        )

    def relations(self) -> Iterator[tuple[int, Column, Column]]:
        """Yield (predicate, subjects, objects) of what is told, each triple once."""
        for key, column in self._spelled_out():
            new = without(column, self._closure.asserted.get(key, EMPTY))
            if key < 0:
                told = self._legal if self._everything else self._telling_classes
                if told[~key]:
                    members = new[self._subjects[new]]
                    yield self._closure.vocabulary.type, members, np.full(len(members), ~key)
            elif self._named[key]:
                subjects, objects = new >> HALF, new & LOW
                chosen = self._subjects[subjects]
                if key in self._class_links and not self._everything:
                    chosen &= ~contains(self._trivial, objects)
                    if key in self._reflexive:
                        chosen &= subjects != objects
                yield key, subjects[chosen], objects[chosen]

    def _spelled_out(self) -> Iterator[tuple[int, Column]]:
        """Yield each relation once, sorted, with every name of everything in it."""
        cliques = self._closure.equality.cliques
        same_as = self._closure.vocabulary.same_as
        facts = self._closure.facts
        if not cliques:
            for key in facts.relations():
                if key != same_as:
                    yield key, facts.column(key)
        else:
            for key in facts.relations():
                if key == same_as:
                    continue
                spelled = self._names(facts.column(key), unary=key < 0)
                for name in cliques.get(~key if key < 0 else key, [~key if key < 0 else key]):
                    yield (~name if key < 0 else name), spelled
        yield same_as, self._sameness()

    def _names(self, column: Column, *, unary: bool) -> Column:
        if unary:
            return distinct(self._each_name(column, column)[1])
        subjects, objects = self._each_name(column >> HALF, column & LOW)
        rows, renamed = self._renamed(subjects)
        subjects, objects = renamed, objects[rows]
        return distinct(pack(subjects, objects))

    def _each_name(self, kept: Column, named: Column) -> tuple[Column, Column]:
        """Return two columns side by side, with a row for each name of what stands in the second."""
        rows, names = self._renamed(named)
        return kept[rows], names

    def _renamed(self, column: Column) -> tuple[Column, Column]:
        leaders = contains(self._index >> HALF, column)
        alone = np.flatnonzero(~leaders)
        grouped = np.flatnonzero(leaders)
        rows, names = partners(self._index, column[grouped])
        return np.concatenate([alone, grouped[rows]]), np.concatenate([column[alone], names])

    def _sameness(self) -> Column:
        sizes = {leader: len(members) for leader, members in self._closure.equality.cliques.items()}
        if sum(size * size for size in sizes.values()) > MOST_SAMENESS:
            largest = max(sizes, key=lambda leader: sizes[leader])
            raise EngineError(
                "reasoner-failed",
                f"{sizes[largest]:,} terms are the same as {self._closure.dictionary.term(largest)}, too many to tell in pairs",
                hint="look for a functional or inverse functional property, a key or a cardinality that the data do not keep to",
            )
        pairs = [
            (one << HALF) | other
            for members in self._closure.equality.cliques.values()
            for one in members
            for other in members
        ]
        found = [np.array(pairs, np.int64)]
        if self._everything:
            terms = self._terms()
            found.append(pack(terms, terms))
        return union(found)

    def _terms(self) -> Column:
        """Return every term that occurs in a triple (eq-ref)."""
        parts = [np.array([self._closure.vocabulary.same_as])]
        for key in self._closure.facts.relations():
            column = self._closure.facts.column(key)
            if len(column):
                used = np.array([~key, self._closure.vocabulary.type] if key < 0 else [key])
                parts += [used, column] if key < 0 else [used, column >> HALF, column & LOW]
        return union(parts)
