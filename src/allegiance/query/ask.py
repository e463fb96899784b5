"""Ask a question of an engine, safely, and return the answer with the question in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from allegiance.errors import Place, RequestError
from allegiance.query.binding import bind
from allegiance.query.catalogue import StoredQuery
from allegiance.store import Engine, Result
from allegiance.store.tokens import tokens
from allegiance.terms import PREFIXES, Term

_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"}
_REACHING_OUT = {"SERVICE": "asks another server", "FROM": "names a dataset of its own"}


@dataclass(frozen=True, slots=True)
class Answer:
    """An engine's result, with the query that was asked and the terms that were bound."""

    query: str
    result: Result
    bindings: Mapping[str, Term]
    engine: str


def ask(
    engine: Engine, query: StoredQuery, values: Mapping[str, str], prefixes: Mapping[str, str] = PREFIXES
) -> Answer:
    """Return the answer to a stored query; errors as for `bind` and `Engine.query`, with the query's file."""
    refuse_unsafe(query.text)
    bindings = bind(query.header.parameters, values, prefixes)
    try:
        return Answer(query.name, engine.query(query.text, bindings), bindings, engine.name)
    except RequestError as error:
        raise RequestError(
            error.code,
            error.message,
            place=error.place or Place(query.path),
            hint=error.hint,
            excerpt=error.excerpt,
        ) from error


def ask_free(engine: Engine, text: str, name: str = "query") -> Answer:
    """Return the answer to SPARQL that a person wrote; nothing is bound."""
    refuse_unsafe(text)
    return Answer(name, engine.query(text, {}), {}, engine.name)


def refuse_unsafe(text: str) -> None:
    """Raise `RequestError` `unsafe-query` for updates, and for queries that would reach other servers or files."""
    for token in tokens(text):
        if token.keyword in _REACHING_OUT:
            raise RequestError(
                "unsafe-query",
                f"the query {_REACHING_OUT[token.keyword]} ({token.keyword})",
                hint="leave the clause out: queries see the folder's own graphs and nothing else",
            )
        if token.keyword in _UPDATES:
            raise RequestError(
                "unsafe-query",
                f"{token.keyword} changes data; only queries are answered",
                hint="change the files in kg/ instead",
            )
