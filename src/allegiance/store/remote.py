"""A remote SPARQL 1.1 endpoint, through SPARQLWrapper. Nothing else in the package opens a connection."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pyoxigraph import QueryResultsFormat
from SPARQLWrapper import JSON, N3, POST, SPARQLExceptions, SPARQLWrapper

from allegiance.errors import EngineError, RequestError
from allegiance.store.formats import read_graph, read_result
from allegiance.store.port import Result
from allegiance.store.tokens import substitute, tokens
from allegiance.terms import Term

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


class Endpoint:
    """The endpoint at a URL; a query travels there with its parameters already replaced by terms."""

    def __init__(self, url: str, timeout: int = 60) -> None:
        """`timeout` is in seconds, for one read from the network."""
        self.name = url
        self._url = url
        self._timeout = timeout

    def query(self, text: str, bindings: Mapping[str, Term]) -> Result:
        """Answer a query; see `Engine.query`. Raises `EngineError` `endpoint-failed`."""
        form = next((token.keyword for token in tokens(text) if token.keyword in _FORMS), "SELECT")
        wrapper = SPARQLWrapper(self._url)
        wrapper.setMethod(POST)
        wrapper.setTimeout(self._timeout)
        wrapper.setReturnFormat(JSON if form in {"SELECT", "ASK"} else N3)
        wrapper.setQuery(substitute(text, bindings))
        wrapper.queryType = form  # SPARQLWrapper guesses it, from the words of comments too.
        body = self._send(wrapper)
        try:
            return (
                read_result(body, QueryResultsFormat.JSON) if form in {"SELECT", "ASK"} else read_graph(body)
            )
        except (SyntaxError, ValueError, json.JSONDecodeError) as error:
            raise EngineError(
                "endpoint-failed",
                f"{self._url} sent something that is not a complete SPARQL answer: {error}",
                hint="the server may have cut the answer off; ask for less, or raise its limits",
            ) from error

    def _send(self, wrapper: Any) -> bytes:
        try:
            return bytes(wrapper.query().response.read())
        except SPARQLExceptions.QueryBadFormed as error:
            raise RequestError(
                "query-syntax", f"{self._url} refused the query as malformed", hint=str(error)[:300]
            ) from error
        except (SPARQLExceptions.SPARQLWrapperException, OSError) as error:
            raise EngineError(
                "endpoint-failed",
                f"{self._url} could not be asked: {error}",
                hint="check the address and that the server runs; trying again may help",
            ) from error
