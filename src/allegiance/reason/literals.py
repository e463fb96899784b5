"""What the datatype rules (dt-*, OWL 2 Profiles §4.3, table 8) say about the literals of one dictionary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from allegiance.reason.datatypes import Value, spaces, supported, value
from allegiance.reason.dictionary import Dictionary
from allegiance.terms import Literal


class LiteralValues:
    """The values of literals. Strings are read only where another datatype shares their values: most graphs are mostly strings."""

    def __init__(self, dictionary: Dictionary) -> None:
        self.values: dict[int, Value] = {}
        self.ill_typed: list[int] = []
        self._strings: Iterable[tuple[int, Literal]] = dictionary.strings()
        for number, literal in dictionary.typed_literals():
            found = value(literal)
            if found is None:
                self.ill_typed.append(number)
            else:
                self.values[number] = found
        if any(found.space == "string" for found in self.values.values()):
            self.read_strings()

    def read_strings(self) -> None:
        """Read plain strings too; for rules that ask which literals are strings."""
        for number, literal in self._strings:
            found = value(literal)
            if found is not None:
                self.values[number] = found
        self._strings = ()

    def same(self, among: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Yield pairs of literals with one value, each with the first of them (dt-eq)."""
        first: dict[Value, int] = {}
        for number in among:
            if (other := first.setdefault(self.values[number], number)) != number:
                yield other, number

    def spellings(self, number: int) -> frozenset[int]:
        """Return the literals with the same value as one of them."""
        return frozenset(other for other, found in self.values.items() if found == self.values[number])

    def members(self) -> dict[str, list[int]]:
        """Return the literals whose value is in each datatype's value space (dt-type2)."""
        members: defaultdict[str, list[int]] = defaultdict(list)
        for number, found in self.values.items():
            for datatype in spaces(found):
                members[datatype].append(number)
        return members

    def values_of(self, literals: Sequence[int]) -> Mapping[int, Value]:
        """Return the values of two literals or more, those of ill-typed ones left out."""
        if len(literals) < 2:  # noqa: PLR2004 -- nothing to compare
            return {}
        self.read_strings()
        return {number: self.values[number] for number in literals if number in self.values}

    def value_of(self, members: Iterable[int]) -> Value | None:
        """Return the value of the first literal among terms that are the same, or None."""
        self.read_strings()
        return next((self.values[number] for number in members if number in self.values), None)

    @staticmethod
    def spaces(found: Value) -> frozenset[str]:
        """Return the IRIs of the supported datatypes that have a value (dt-type2)."""
        return spaces(found) & frozenset(supported())
