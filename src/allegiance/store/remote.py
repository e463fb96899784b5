"""A remote SPARQL 1.1 endpoint, through SPARQLWrapper. Nothing else in the package reaches the network.

What is asked is written here; `delivery` sends it, `completeness` judges what comes back, `paging` asks on where it was cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from functools import cached_property
from typing import Final
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import Request

from SPARQLWrapper import POST, POSTDIRECTLY, SPARQLWrapper

from allegiance.store import completeness, paging, templates
from allegiance.store.addresses import check_address
from allegiance.store.anatomy import Anatomy, anatomy
from allegiance.store.connections import KeptConnections
from allegiance.store.credentials import credentials_for
from allegiance.store.delivery import Patience, Reply, deliver, opener_for
from allegiance.store.graphs import count
from allegiance.store.ordering import in_order
from allegiance.store.port import Graph, Result, Rows, Truth
from allegiance.store.quirks import STANDARD, Quirks, quirks_of
from allegiance.store.tokens import query_form, substitute
from allegiance.terms import NamedNode, Term, Triple

_PATIENCE: Final = Patience()


class Endpoint:
    """The endpoint at a URL; a query travels there with its parameters already replaced by terms.

    Where `graphs` are given, their union is the default graph; otherwise the server's own default graph is.
    """

    def __init__(
        self,
        url: str,
        *,
        update_url: str | None = None,
        graph_store_url: str | None = None,
        graphs: Sequence[NamedNode] = (),
        patience: Patience = _PATIENCE,
    ) -> None:
        """Raise `RequestError`: `not-an-endpoint`, `credentials-in-address`, `credentials-unreadable`."""
        addresses = [given for given in (url, update_url, graph_store_url) if given is not None]
        for given in addresses:
            check_address(given)
        credentials = {given: credentials_for(given) for given in addresses}
        self._reading, self._changing = opener_for(credentials, KeptConnections()), opener_for(credentials)
        self.name = self.url = url
        self.graph_store_url = graph_store_url
        self._update_url = update_url
        self._graphs = tuple(graphs)
        self._patience = patience

    def over(self, graphs: Sequence[NamedNode]) -> Endpoint:
        """Return the same endpoint over other graphs; see `Store.over`."""
        other = copy(self)
        other._graphs = tuple(graphs)  # noqa: SLF001 - it is one of us
        return other

    @cached_property
    def quirks(self) -> Quirks:
        """What this server does otherwise, known by what it says of itself when asked nothing."""
        with self._delivered(self._request("ASK {}", "ASK", completeness.ROW_FORMATS, STANDARD)) as reply:
            return quirks_of(reply.headers.get("server", ""))

    @cached_property
    def update_url(self) -> str:
        """Where updates go: the address given, or the one beside the query address that such servers use."""
        if self._update_url is not None:
            return self._update_url
        if self.quirks.update_path is not None:
            return urljoin(self.url, self.quirks.update_path)
        # SPARQL 1.1 Protocol leaves addresses open; Oxigraph and Fuseki put the two beside each other.
        return urljoin(self.url, "update") if urlsplit(self.url).path.endswith("/query") else self.url

    def query(self, text: str, bindings: Mapping[str, Term]) -> Result:
        """Answer a query; see `Engine.query`.

        Raises `EngineError`: `incomplete-result` for an answer that is not whole, `endpoint-too-slow`, `endpoint-failed`; and
        `RequestError`: `endpoint-unauthorised`, `not-an-endpoint`.
        """
        form = query_form(text)
        if form == "CONSTRUCT":
            asked = anatomy(text)
            rows = self._whole(substitute(templates.as_table(asked), bindings))
            return templates.filled_in(asked, rows) if isinstance(rows, Rows) else Graph(frozenset())
        written = substitute(text, bindings)
        return self._described(written) if form == "DESCRIBE" else self._whole(written)

    def update(self, text: str) -> None:
        """Carry out an update; see `Store.update`. Errors as for `query`."""
        with self._delivered(self._update_request(text), changes=True):
            pass

    def triples(self, graph: NamedNode) -> Iterator[Triple]:
        """Yield the triples of a named graph as they arrive; see `Store.triples`."""
        if self._graphs:
            # A request that names graphs sees no others.
            yield from self.over(()).triples(graph)
            return
        text = f"SELECT ?s ?p ?o WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
        if self.quirks.row_cap is not None:
            whole = self._whole(text)
            yield from map(_triple, whole.rows if isinstance(whole, Rows) else ())
            return
        number = 0
        with self._answered(text, "SELECT", completeness.ROW_FORMATS) as reply:
            for row in completeness.stream_rows(reply)[1]:
                number += 1
                yield _triple(row)
        if (counted := count(self, graph)) != number:
            raise completeness.incomplete(self.url, f"{number:,} of {counted:,} triples came")

    def put(self, graph: NamedNode, ntriples: bytes) -> None:
        """Replace a named graph by the triples of an N-Triples document in one step (SPARQL 1.1 Graph Store Protocol §5.3)."""
        address = f"{self.graph_store_url}?graph={quote(graph.value, safe='')}"
        request = Request(address, data=ntriples, method="PUT")  # noqa: S310 - the constructor has seen that it is http
        # N-Triples is Turtle, and all servers know that name for it.
        request.add_header("Content-Type", "text/turtle")
        with self._delivered(request, changes=True):
            pass

    def _described(self, text: str) -> Graph:
        """Return a graph that no table can be asked for: nothing but its size tells whether it was cut at a limit."""
        with self._answered(text, "DESCRIBE", completeness.GRAPH_FORMATS) as reply:
            found = completeness.read_graph(reply)
        cap = self.quirks.row_cap
        if cap is not None and len(found.triples) >= cap:
            raise completeness.incomplete(self.url, f"it may have cut the graph at {cap:,} triples")
        return found

    def _whole(self, text: str) -> Rows | Truth:
        """Return an answer of which no row is missing."""
        cap = self.quirks.row_cap
        with self._answered(text, "SELECT", completeness.ROW_FORMATS) as reply:
            told = reply.headers.get("x-sparql-maxrows", "")
            found = completeness.read_rows(reply)
        cap = int(told) if told.isdigit() else cap
        if isinstance(found, Truth):
            return found
        if paging.looks_cut(len(found.rows), cap) and not _is_all(found, anatomy(text)):
            size = min(cap or len(found.rows), len(found.rows))
            found = paging.all_rows(found, anatomy(text), self._rows, self.url, size, self.quirks)
        return in_order(anatomy(text), found) if self.quirks.own_order else found

    def _rows(self, text: str) -> Rows | Truth:
        with self._answered(text, "SELECT", completeness.ROW_FORMATS) as reply:
            return completeness.read_rows(reply)

    @contextmanager
    def _answered(self, text: str, form: str, formats: str) -> Iterator[Reply]:
        prefix = self.quirks.blank_prefix
        with self._delivered(self._request(text, form, formats, self.quirks)) as reply:
            yield reply if prefix is None else completeness.with_standard_terms(reply, prefix)

    @contextmanager
    def _delivered(self, request: Request, *, changes: bool = False) -> Iterator[Reply]:
        reply = deliver(request, self._changing if changes else self._reading, self._patience)
        with reply.body:
            completeness.refuse_failure(reply)
            yield reply

    def _request(self, text: str, form: str, formats: str, quirks: Quirks) -> Request:
        wrapper = _Wrapper(self.url)
        if quirks.posts_directly:
            wrapper.setRequestMethod(POSTDIRECTLY)
        for graph in () if quirks.defaults_to_union else self._graphs:
            wrapper.addParameter("default-graph-uri", graph.value)
            wrapper.addParameter("named-graph-uri", graph.value)
        return wrapper.request(text, form, formats)

    def _update_request(self, text: str) -> Request:
        wrapper = _Wrapper(self.update_url)
        if self.quirks.posts_directly:
            wrapper.setRequestMethod(POSTDIRECTLY)
        if self.quirks.update_parameter == "query":
            return wrapper.request(text, "SELECT", "*/*")
        return wrapper.request(text, "INSERT", "*/*")


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper up to the request. It would send it without deadline, and guesses a query's form from its comments."""

    def request(self, text: str, form: str, formats: str) -> Request:
        self.setMethod(POST)
        self.setOnlyConneg(True)
        self.queryString, self.queryType = text, form
        self.addCustomHttpHeader("Accept", formats)
        request: Request = self._createRequest()
        return request


def _is_all(found: Rows, asked: Anatomy) -> bool:
    """Say whether a query asked for no more rows than came."""
    return asked.limit is not None and len(found.rows) >= asked.limit


def _triple(row: Sequence[Term | None]) -> Triple:
    subject, predicate, object_ = row
    return Triple(subject, predicate, object_)  # type: ignore[arg-type]  # the row of a triple pattern
