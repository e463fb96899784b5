"""The folder's graphs in a store on disk or in a server: put there, asked there, fetched from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from allegiance import store, turtle
from allegiance.errors import RequestError
from allegiance.pipeline.knowledge_graph import KnowledgeGraph
from allegiance.store import DiskStore, Endpoint, Fingerprint, Patience, Progress
from allegiance.terms import GRAPH, NamedNode

LAYERS = (GRAPH["asserted"], GRAPH["derived"], GRAPH["entailed"])


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where the graphs are: a folder with a store, or the addresses of a server. `patience` is in seconds, for one whole answer."""

    endpoint: str | None = None
    update_url: str | None = None
    graph_store_url: str | None = None
    directory: Path | None = None
    patience: float = Patience().deadline

    def __post_init__(self) -> None:
        """Raise `RequestError` `two-places` where both are given, or addresses beside no endpoint."""
        beside = self.update_url is not None or self.graph_store_url is not None
        if (self.endpoint is not None and self.directory is not None) or (beside and self.endpoint is None):
            raise RequestError(
                "two-places",
                "say one place: a server or a store on disk",
                hint="--endpoint URL (with --update-url and --graph-store-url where they differ), or --store DIR",
            )

    @property
    def is_given(self) -> bool:
        """Whether any place is named."""
        return self.endpoint is not None or self.directory is not None


def connect(where: Elsewhere) -> Endpoint:
    """Return the endpoint, over those of our graphs that it has; over its default graph where it has none of them.

    Raises `RequestError` `no-endpoint`, and as `Endpoint.query` does.
    """
    if where.endpoint is None:
        raise RequestError("no-endpoint", "no server is named", hint="add --endpoint URL")
    endpoint = Endpoint(
        where.endpoint,
        update_url=where.update_url,
        graph_store_url=where.graph_store_url,
        patience=Patience(deadline=where.patience),
    )
    there = [
        graph
        for graph in LAYERS
        if endpoint.query(f"ASK {{ GRAPH {graph} {{ ?s ?p ?o }} }}", {}) == store.Truth(value=True)
    ]
    return endpoint.over(there)


def engine(where: Elsewhere) -> DiskStore | Endpoint:
    """Return what answers queries there; raises `RequestError` `no-store`, and as `connect` does."""
    return connect(where) if where.directory is None else store.open_store(where.directory)


def push(
    kg: KnowledgeGraph, where: Elsewhere, files: Sequence[Path], progress: Progress
) -> dict[NamedNode, Fingerprint]:
    """Put the folder's layers, or files as the layer of assertions, in place of what is there; return what was put.

    On disk all of it happens or nothing. In a server each graph changes at once, and a push that was broken off goes on where it
    was. Raises `EngineError` `push-unverified` where what is there afterwards is something else.
    """
    if where.directory is not None:
        with store.rewriting(where.directory, afresh=not files) as target:
            return _to_disk(kg, target, files, progress)
    endpoint = connect(where)
    if files:
        asserted = tuple(dict.fromkeys(q.triple for path in files for q in turtle.read(path).quads))
        return {GRAPH["asserted"]: store.push(endpoint, GRAPH["asserted"], asserted, progress)}
    return {
        graph: store.push(endpoint, graph, tuple(triples), progress) for graph, triples in kg.layers.items()
    }


def _to_disk(
    kg: KnowledgeGraph, target: DiskStore, files: Sequence[Path], progress: Progress
) -> dict[NamedNode, Fingerprint]:
    if files:
        target.clear(GRAPH["asserted"])
        for path in files:
            target.load_file(path, GRAPH["asserted"], progress)
        return {}
    for graph, triples in kg.layers.items():
        target.replace(graph, triples, progress)
    return {graph: store.fingerprint(target.triples(graph)) for graph in kg.layers}


def pull(where: Elsewhere, graph: NamedNode) -> str:
    """Return a graph from there as canonical N-Triples; raises `RequestError` `nothing-there` where it is empty."""
    source = engine(where)
    text = turtle.canonical_ntriples(source.triples(graph))
    if not text:
        raise RequestError(
            "nothing-there", f"there is no graph {graph}", hint="put it there: allegiance push"
        )
    return text
