"""Ask a question of an engine, safely, and return the answer with the question in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from allegiance.errors import Place, RequestError
from allegiance.query.binding import bind
from allegiance.query.catalogue import StoredQuery
from allegiance.query.lookup import Lookup
from allegiance.query.paging import Page
from allegiance.query.parameter import Values
from allegiance.query.safety import refuse_unsafe
from allegiance.store import Engine, Graph, Result, Rows, Truth
from allegiance.terms import PREFIXES, Term


@dataclass(frozen=True, slots=True)
class Answer:
    """An engine's result, with the query that was asked and the terms that were bound for the whole of it."""

    query: str
    result: Result
    bindings: Mapping[str, Term]
    engine: str

    def terms(self) -> Iterator[Term]:
        """Yield every term of the result and of what was bound, as often as it comes."""
        yield from self.bindings.values()
        if isinstance(self.result, Rows):
            yield from (term for row in self.result.rows for term in row if term is not None)
        elif isinstance(self.result, Graph):
            yield from (term for triple in self.result.triples for term in triple)


def ask(
    engine: Engine,
    query: StoredQuery,
    values: Mapping[str, Values],
    prefixes: Mapping[str, str] = PREFIXES,
    *,
    lookup: Lookup | None = None,
    page: Page | None = None,
    allowed: Collection[str] = (),
) -> Answer:
    """Return the answer to a stored query; errors as for `bind` and `Engine.query`, with the query's file.

    Where a parameter has several values, the answers for each stand one after another: rows joined, graphs united, and yes where
    one of them is yes. `allowed` names clauses that `refuse_unsafe` lets pass.
    """
    refuse_unsafe(query.text, allowed)
    bound = bind(query.header.parameters, values, prefixes, lookup)
    text = query.text if page is None else page.limited(query.text)
    try:
        results = [
            engine.query(text, dict(zip(bound, terms, strict=True))) for terms in product(*bound.values())
        ]
    except RequestError as error:
        raise RequestError(
            error.code,
            error.message,
            place=error.place or Place(query.path),
            hint=error.hint,
            excerpt=error.excerpt,
        ) from error
    result = _joined(results)
    whole = {name: terms[0] for name, terms in bound.items() if len(terms) == 1}
    return Answer(query.name, result if page is None else page.cut(result), whole, engine.name)


def _joined(results: Sequence[Result]) -> Result:
    first = results[0]
    if len(results) == 1:
        return first
    if isinstance(first, Truth):
        return Truth(any(result == Truth(value=True) for result in results))
    if isinstance(first, Graph):
        graphs = (result.triples for result in results if isinstance(result, Graph))
        return Graph(frozenset().union(*graphs))
    tables = (result.rows for result in results if isinstance(result, Rows))
    return Rows(first.variables, tuple(row for rows in tables for row in rows))
