"""What every engine promises: a SPARQL 1.1 query and bindings in, one frozen value out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from allegiance.terms import Term, Triple


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
