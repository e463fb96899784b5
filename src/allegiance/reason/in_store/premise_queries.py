"""A rule and facts that it might give -> SPARQL that asks a store for its premises, and in which layer each of them stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from allegiance.reason.join import Atom, InstanceRule, Slot

Binding = Mapping[str, int]


@dataclass(frozen=True, eq=False)
class PremiseQuery:
    """One rule, asked backwards. `stored` tells which premises a store can hold; the others must be proved from what it gives."""

    rule: InstanceRule
    head: Atom
    stored: tuple[bool, ...]

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The variables that a fact binds."""
        return tuple(sorted(self.head.variables))

    @cached_property
    def free(self) -> tuple[str, ...]:
        """The variables that the store binds."""
        found = (atom.variables for atom, stored in zip(self.rule.body, self.stored, strict=True) if stored)
        return tuple(sorted(frozenset[str]().union(*found) - self.head.variables))

    @cached_property
    def is_bound(self) -> bool:
        """Whether fact and store together bind every variable."""
        every = frozenset[str]().union(*(atom.variables for atom in self.rule.body))
        return every <= {*self.asked, *self.free}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each variable is called in SPARQL: the same names for every rule, so that rules share the columns of an answer."""
        return {
            **{name: f"?a{n}" for n, name in enumerate(self.asked)},
            **{name: f"?v{n}" for n, name in enumerate(self.free)},
        }

    @cached_property
    def layers(self) -> Mapping[int, str]:
        """The column that tells the layer of each stored premise."""
        numbers = (number for number, stored in enumerate(self.stored) if stored)
        return {number: f"?g{n}" for n, number in enumerate(numbers)}

    @property
    def columns(self) -> Iterator[str]:
        """Yield the columns of its answer."""
        yield from (self.names[name] for name in self.free)
        yield from self.layers.values()

    def text(self, asked: Iterable[tuple[int, Binding]], most: int, written: Callable[[int], str]) -> str:
        """Return a sub-select of up to so many ways to satisfy the premises, for facts by number (`?ask`)."""

        def slot(term: Slot) -> str:
            return self.names[term] if isinstance(term, str) else written(term)

        rows = " ".join(
            f"({number} {' '.join(written(binding[name]) for name in self.asked)})"
            for number, binding in asked
        )
        given = " ".join(self.names[name] for name in self.asked)
        patterns = " ".join(
            f"GRAPH {layer} {{ {' '.join(map(slot, self.rule.body[number]))} }}"
            for number, layer in self.layers.items()
        )
        columns = " ".join(("?ask", *self.columns))
        return (
            f"{{ SELECT {columns} WHERE {{ VALUES (?ask {given}) {{ {rows} }} {patterns} }} LIMIT {most} }}"
        )


def together(parts: Sequence[tuple[PremiseQuery, str]]) -> str:
    """Return one query of several sub-selects."""
    columns = sorted({column for query, _ in parts for column in query.columns})
    return f"SELECT ?ask {' '.join(columns)} WHERE {{ {' UNION '.join(text for _, text in parts)} }}"
