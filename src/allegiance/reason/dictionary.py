"""Terms <-> small integers, so that rules run over columns of numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from allegiance.terms import XSD, BlankNode, Literal, NamedNode, Term

IRI: Final = 0
BLANK: Final = 1
LITERAL: Final = 2
_STRING = XSD["string"]

Kinds = npt.NDArray[np.uint8]


class Dictionary(Protocol):
    """What the engine needs to know about terms; ids count from 0 in the order of first appearance."""

    def __len__(self) -> int: ...

    def id_of(self, term: Term) -> int:
        """Return the id of a term, a new one where it has none."""
        ...

    def term(self, number: int) -> Term:
        """Return the term of an id."""
        ...

    def kinds(self) -> Kinds:
        """Return for each id whether it is an IRI, a blank node or a literal."""
        ...

    def iris_in(self, namespaces: tuple[str, ...]) -> list[int]:
        """Return the ids of the IRIs that begin with one of the texts."""
        ...

    def typed_literals(self) -> Iterator[tuple[int, Literal]]:
        """Yield with its id each literal that has a datatype other than those of strings."""
        ...

    def strings(self) -> Iterator[tuple[int, Literal]]:
        """Yield the other literals with their ids."""
        ...


class TermDictionary:
    """A dictionary of terms as they are used everywhere in this package."""

    def __init__(self) -> None:
        self._ids: dict[Term, int] = {}
        self._terms: list[Term] = []

    def __len__(self) -> int:
        return len(self._terms)

    def id_of(self, term: Term) -> int:
        """Return the id of a term, a new one where it has none."""
        number = self._ids.setdefault(term, len(self._terms))
        if number == len(self._terms):
            self._terms.append(term)
        return number

    def find(self, term: Term) -> int | None:
        """Return the id of a term, or None where it has none."""
        return self._ids.get(term)

    def term(self, number: int) -> Term:
        """Return the term of an id."""
        return self._terms[number]

    def kinds(self) -> Kinds:
        """Return for each id whether it is an IRI, a blank node or a literal."""
        kinds = (
            IRI if isinstance(term, NamedNode) else BLANK if isinstance(term, BlankNode) else LITERAL
            for term in self._terms
        )
        return np.fromiter(kinds, np.uint8, len(self._terms))

    def iris_in(self, namespaces: tuple[str, ...]) -> list[int]:
        """Return the ids of the IRIs that begin with one of the texts."""
        return [
            number
            for number, term in enumerate(self._terms)
            if isinstance(term, NamedNode) and term.value.startswith(namespaces)
        ]

    def typed_literals(self) -> Iterator[tuple[int, Literal]]:
        """Yield with its id each literal that has a datatype other than those of strings."""
        return ((number, term) for number, term in self._literals() if not _is_string(term))

    def strings(self) -> Iterator[tuple[int, Literal]]:
        """Yield the other literals with their ids."""
        return ((number, term) for number, term in self._literals() if _is_string(term))

    def _literals(self) -> Iterator[tuple[int, Literal]]:
        return ((number, term) for number, term in enumerate(self._terms) if isinstance(term, Literal))


def _is_string(literal: Literal) -> bool:
    return literal.datatype == _STRING or literal.language is not None
