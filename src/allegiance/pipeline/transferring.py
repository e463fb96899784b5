"""The folder's graphs, put into a store on disk or a server, and fetched from there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from allegiance import store, turtle
from allegiance.errors import RequestError
from allegiance.pipeline.elsewhere import LAYERS, RULED, Elsewhere, connect, engine, is_there
from allegiance.pipeline.knowledge_graph import KnowledgeGraph
from allegiance.store import DiskStore, Fingerprint, Progress
from allegiance.terms import GRAPH, NamedNode


def push(
    kg: KnowledgeGraph, where: Elsewhere, files: Sequence[Path], progress: Progress
) -> dict[NamedNode, Fingerprint]:
    """Put the folder's layers, or files as the layer of assertions, in place of what is there; return what was put.

    With files, what had been derived and entailed from other assertions is taken away: it can be made again there.
    On disk all of it happens or nothing. In a server each graph changes at once, and a push that was broken off goes on where it
    was. Raises `EngineError` `push-unverified` where what is there afterwards is something else.
    """
    if where.directory is not None:
        with store.rewriting(where.directory, afresh=not files) as target:
            return _to_disk(kg, target, files, progress)
    endpoint = connect(where)
    if files:
        for layer in RULED:
            endpoint.update(f"DROP SILENT GRAPH {layer}")
        asserted = tuple(dict.fromkeys(q.triple for path in files for q in turtle.read(path).quads))
        return {GRAPH["asserted"]: store.push(endpoint, GRAPH["asserted"], asserted, progress)}
    return {
        graph: store.push(endpoint, graph, tuple(triples), progress) for graph, triples in kg.layers.items()
    }


def _to_disk(
    kg: KnowledgeGraph, target: DiskStore, files: Sequence[Path], progress: Progress
) -> dict[NamedNode, Fingerprint]:
    if files:
        for layer in LAYERS:
            target.clear(layer)
        for path in files:
            target.load_file(path, GRAPH["asserted"], progress)
        return {}
    for graph, triples in kg.layers.items():
        target.replace(graph, triples, progress)
    return {graph: store.fingerprint(target.triples(graph)) for graph in kg.layers}


def pull(where: Elsewhere, graph: NamedNode) -> Iterator[str]:
    """Return a graph from there as canonical N-Triples, in stretches, of which little is in memory at a time.

    All of it is here before the first is given. Raises `RequestError` `nothing-there` where the graph is empty.
    """
    source = engine(where)
    if not is_there(source, graph):
        raise RequestError(
            "nothing-there",
            f"there is no graph {graph}",
            hint=f"put it there: allegiance {'reason' if graph in RULED else 'push'} {where.option}",
        )
    return turtle.canonical_lines(source.triples(graph)).text()
