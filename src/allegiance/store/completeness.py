"""Whether a server's reply is a complete SPARQL answer. Most failures arrive with status 200 (docs/servers.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Final

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from allegiance.errors import AllegianceError, EngineError, RequestError
from allegiance.store.delivery import Reply
from allegiance.store.formats import with_whole_literals
from allegiance.store.port import Graph, Rows, Truth
from allegiance.terms import Literal, Quad, Term

_OK: Final = range(200, 300)
_PARTIAL: Final = 206
_MOVED: Final = range(300, 400)
_MALFORMED: Final = 400
_FORBIDDEN: Final = frozenset({401, 403, 407})
_NOT_THERE: Final = frozenset({404, 405, 410})
# Virtuoso tells in a 500 that its own time limit was met.
_OUT_OF_TIME: Final = re.compile(r"\bS1T00\b|\bSR171\b|time ?out", re.IGNORECASE)
# Virtuoso answers ASK with a table of this one column.
_ASK_COLUMN: Final = "__ask_retval"

_BOOLEAN: Final = re.compile(
    rb'("datatype":\s*"http://www\.w3\.org/2001/XMLSchema#boolean",\s*"value":\s*)"([01])"'
)

ROW_FORMATS: Final = "application/sparql-results+json, application/sparql-results+xml;q=0.5"
GRAPH_FORMATS: Final = "application/n-triples, text/turtle;q=0.5"

_ROWS: Final = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
}
_GRAPHS: Final = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
}


def refuse_failure(reply: Reply) -> None:
    """Raise what a reply's status and headers tell, where they tell of anything but success."""
    if (problem := _status_problem(reply)) is not None:
        raise problem
    partial = reply.headers.get("x-sql-state") or ("206" if reply.status == _PARTIAL else None)
    if partial:
        message = reply.headers.get("x-sql-message", "")
        raise incomplete(
            reply.url, f"the server says that the answer is partial ({partial} {message})".strip()
        )


def read_rows(reply: Reply) -> Rows | Truth:
    """Return the rows or the truth value of a complete reply; raises `EngineError` `incomplete-result`."""
    names, rows = stream_rows(reply)
    found = Rows(names, tuple(rows))
    if names == ("",):
        return Truth(found.rows == ((_TRUE,),))
    if tuple(name.lower() for name in names) == (_ASK_COLUMN,):
        return Truth(any(isinstance(term, Literal) and term.value in {"1", "true"} for (term,) in found.rows))
    return found


def stream_rows(reply: Reply) -> tuple[tuple[str, ...], Iterator[tuple[Term | None, ...]]]:
    """Return variables and rows, the latter as they are read; a truth value is a row in a column without a name."""
    form = _ROWS.get(reply.media_type)
    if form is None:
        raise _unexpected(reply, "a SPARQL result")
    if form == QueryResultsFormat.XML:
        reply = replace(reply, body=BytesIO(with_whole_literals(reply.body.read())))
    try:
        result = parse_query_results(reply.body, form)
    except SyntaxError as error:
        raise incomplete(reply.url, f"its end is missing or wrong: {error.msg}") from error
    if isinstance(result, QueryBoolean):
        return ("",), iter([(Literal(bool(result)),)])
    if not isinstance(result, QuerySolutions):
        raise incomplete(reply.url, "neither rows nor a truth value")
    names = tuple(variable.value for variable in result.variables)
    return names, _complete(reply, result)


def with_standard_terms(reply: Reply, prefix: str) -> Reply:
    """Return a reply in JSON with labels that blank nodes may have, in place of those that begin with a prefix, and booleans in words."""
    labels = re.compile(rb'("type":\s*"bnode",\s*"value":\s*")' + re.escape(prefix.encode()))
    body = _BOOLEAN.sub(_in_words, labels.sub(rb"\1", reply.body.read()))
    return replace(reply, body=BytesIO(body))


def read_graph(reply: Reply) -> Graph:
    """Return the graph of a complete reply; raises `EngineError` `incomplete-result`.

    Turtle does not say where it ends, so the protocol must have.
    """
    form = _GRAPHS.get(reply.media_type)
    if form is None:
        raise _unexpected(reply, "a graph")
    if not reply.framed:
        raise incomplete(reply.url, "nothing says where the graph ends")
    try:
        return Graph(frozenset(q.triple for q in parse(reply.body, form) if isinstance(q, Quad)))
    except SyntaxError as error:
        raise incomplete(reply.url, f"not a whole graph: {error.msg}") from error


def incomplete(url: str, what: str) -> EngineError:
    """Return the error for an answer that cannot be trusted to be whole."""
    return EngineError(
        "incomplete-result",
        f"{url} did not give a complete answer: {what}",
        hint="ask for less, or raise the server's limits; an incomplete answer is never passed on",
    )


def _in_words(boolean: re.Match[bytes]) -> bytes:
    return boolean[1] + (b'"true"' if boolean[2] == b"1" else b'"false"')


_TRUE: Final = Literal(True)  # noqa: FBT003 - that is the literal


def _complete(reply: Reply, result: QuerySolutions) -> Iterator[tuple[Term | None, ...]]:
    problem = None
    try:
        yield from map(tuple, result)
        problem = "there is more behind its end" if reply.body.read().strip() else None
    except SyntaxError as error:
        problem = None if _only_more_members(reply, error) else f"it breaks off: {error.msg}"
    # pyoxigraph insists that solutions die in the thread that made them; a traceback would carry them into others.
    del result
    if problem is not None:
        raise incomplete(reply.url, problem)


def _only_more_members(reply: Reply, error: SyntaxError) -> bool:
    """Say whether the reader stopped at members of its own that a server put behind all rows, in a document that is whole."""
    if "after the end of the bindings" not in (error.msg or ""):
        return False
    reply.body.seek(0)
    try:
        return isinstance(json.load(reply.body), dict)
    except ValueError:
        return False


def _unexpected(reply: Reply, wanted: str) -> AllegianceError:
    if reply.media_type in {"text/html", "application/xhtml+xml"}:
        return RequestError(
            "not-an-endpoint",
            f"{reply.url} sent a web page, not {wanted}",
            hint="this may be the address of a form for people; the address for queries often ends in /sparql or /query",
        )
    return EngineError(
        "endpoint-failed",
        f"{reply.url} sent {reply.media_type or 'something without a media type'}, not {wanted}",
        hint=reply.excerpt() or "the body was empty",
    )


def _status_problem(reply: Reply) -> AllegianceError | None:
    url, status = reply.url, reply.status
    if status in _OK:
        return None
    if status in _FORBIDDEN:
        return RequestError(
            "endpoint-unauthorised",
            f"{url} does not let us in (status {status})",
            hint="set ALLEGIANCE_USER and ALLEGIANCE_PASSWORD, or write a line into ~/.netrc; check the word",
        )
    if status in _MOVED or status in _NOT_THERE:
        moved = reply.headers.get("location")
        return RequestError(
            "not-an-endpoint",
            f"{url} is not the address of an endpoint (status {status})",
            hint=f"it points to {moved}: give that address" if moved else "check the address, and its path",
        )
    said = reply.excerpt()
    if status == _MALFORMED:
        return RequestError("query-syntax", f"{url} refused the query as malformed", hint=said or None)
    if _OUT_OF_TIME.search(said):
        return EngineError(
            "endpoint-too-slow",
            f"{url} met its own time limit: {said}",
            hint="ask for less, or raise its limit",
        )
    return EngineError("endpoint-failed", f"{url} failed with status {status}: {said}", hint="see its log")
