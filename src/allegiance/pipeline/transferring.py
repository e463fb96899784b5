"""The folder's graphs, put into a store on disk or a server, and fetched from there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from allegiance import store, turtle
from allegiance.errors import EngineError, RequestError
from allegiance.pipeline.elsewhere import LAYERS, RULED, Elsewhere, connect, engine
from allegiance.pipeline.knowledge_graph import KnowledgeGraph
from allegiance.store import DiskStore, Fingerprint, Progress
from allegiance.terms import GRAPH, NamedNode, Triple
from allegiance.turtle import Lines

_NTRIPLES: Final = Path("graph.nt")


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
        asserted = tuple(dict.fromkeys(turtle.merge(files)))
        for layer in RULED:
            endpoint.update(f"DROP SILENT GRAPH {layer}")
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


@dataclass(frozen=True, slots=True)
class Pulled:
    """A graph from another place: its canonical lines, their fingerprint, and who wrote its literals anew, if anybody did."""

    lines: Lines
    fingerprint: Fingerprint
    rewritten_by: str | None


def pull(where: Elsewhere, graph: NamedNode) -> Pulled:
    """Return a graph from there as canonical N-Triples, of which little is in memory at a time.

    The lines have been held against a second reading, by count and by digest. Raises `RequestError` `nothing-there` where the graph is
    empty, and `EngineError` `incomplete-result` where the readings differ.
    """
    source = engine(where)
    if not store.is_there(source, graph):
        raise RequestError(
            "nothing-there",
            f"there is no graph {graph}",
            hint=f"put it there: allegiance {'reason' if graph in RULED else 'push'} {where.option}",
        )
    lines = turtle.canonical_lines(source.triples(graph))
    found = store.fingerprint(_read_again(lines))
    if found != store.fingerprint(source.triples(graph)):
        raise EngineError(
            "incomplete-result",
            f"{graph.value} changed in {source.name} while it was read",
            hint="nothing was written; do it again when nobody writes there",
        )
    return Pulled(lines, found, source.quirks.name if source.quirks.rewrites_literals else None)


def _read_again(lines: Lines) -> Iterator[Triple]:
    for text in lines.text():
        yield from (quad.triple for quad in turtle.quads(text.encode(), _NTRIPLES))
