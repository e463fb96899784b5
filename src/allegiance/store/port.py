"""What every engine promises: a SPARQL 1.1 query and bindings in, one frozen value out; and what every store adds to that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from allegiance.store.quirks import Quirks
from allegiance.terms import NamedNode, Term, Triple

Progress = Callable[[int], None]
"""Called now and then with how much more is done, so that somebody else can show it: bytes for files, triples otherwise."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to SELECT: variable names without `?`, and rows in the engine's order; None is unbound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer to ASK."""

    value: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """The answer to CONSTRUCT or DESCRIBE."""

    triples: frozenset[Triple]


Result = Rows | Truth | Graph


class Engine(Protocol):
    """Something that answers SPARQL 1.1 queries over the union of its graphs."""

    name: str

    def query(self, text: str, bindings: Mapping[str, Term]) -> Result:
        """Answer a query with variables replaced by terms (SEP-0007); a bound variable is a name without `?`.

        Raises `RequestError` `query-syntax` with line and column, `EngineError` `engine-failed` otherwise.
        """
        ...


class Store(Engine, Protocol):
    """An engine whose named graphs can be read whole and changed."""

    @property
    def quirks(self) -> Quirks:
        """What it does otherwise than the standard says."""
        ...

    def update(self, text: str) -> None:
        """Carry out a SPARQL 1.1 Update, all of it or nothing; errors as for `query`.

        It may be sent again when the network fails, so it must be one that changes nothing the second time.
        """
        ...

    def over(self, graphs: Sequence[NamedNode]) -> Store:
        """Return the same store, with the union of some graphs as the default graph of queries; of none, its own."""
        ...

    def triples(self, graph: NamedNode) -> Iterator[Triple]:
        """Yield the triples of a named graph, each once, with blank nodes of one reading only."""
        ...
