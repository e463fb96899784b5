"""A shape in words: where it looks, and what it finds wrong there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from allegiance.labels import Labels
from allegiance.terms import RDF, SH, BlankNode, Literal, NamedNode, Subject, Term, Triple
from allegiance.validate.shapes import paths
from allegiance.validate.shapes.reading import TRUE, read_targets
from allegiance.validate.shapes.shapes_graph import ShapesGraph
from allegiance.validate.shapes.words import demanded, sentence

# Parameters that demand something only where they are true.
_SWITCHES: Final = frozenset({SH["closed"], SH["uniqueLang"]})


@dataclass(frozen=True, slots=True)
class Demand:
    """What a shape is aimed at, the messages that it brings, what it finds wrong in words of ours, and what it says in RDF."""

    looks_at: tuple[str, ...]
    messages: tuple[str, ...]
    faults: tuple[str, ...]
    triples: tuple[Triple, ...]


def demand(shapes: Iterable[Triple], node: NamedNode, labels: Labels) -> Demand | None:
    """Return what a shape of a shapes graph demands, or None where the graph describes no shape of that name.

    Raises `RequestError` `ill-formed-shapes` for a path that is none.
    """
    graph = ShapesGraph(shapes)
    is_shape = {SH["NodeShape"], SH["PropertyShape"]} & set(graph.objects(node, RDF["type"]))
    if not is_shape and not graph.objects(node, SH["path"]):
        return None
    return Demand(
        tuple(_aims(graph, node, labels)),
        tuple(text.value for text in graph.objects(node, SH["message"]) if isinstance(text, Literal)),
        tuple(_faults(graph, node, labels)),
        tuple(_description(graph, node)),
    )


def _aims(graph: ShapesGraph, node: Subject, labels: Labels) -> Iterator[str]:
    targets = read_targets(graph, node)
    yield from (f"every instance of {labels.short(class_)}" for class_ in targets.classes)
    yield from (f"{labels.short(one)}" for one in targets.nodes)
    yield from (f"everything that has {labels.short(iri)}" for iri in targets.subjects_of)
    yield from (f"every value of {labels.short(iri)}" for iri in targets.objects_of)
    yield from (f"what {labels.short(shape)} looks at" for shape in graph.subjects(SH["property"], node))


def _faults(graph: ShapesGraph, node: Subject, labels: Labels) -> Iterator[str]:
    start = graph.one(node, SH["path"])
    path = None if start is None else paths.text(paths.read_path(graph, start), labels.short)
    for predicate in sorted(graph.predicates(node), key=str):
        component = demanded(predicate)
        for value in graph.objects(node, predicate):
            if component is not None and (predicate not in _SWITCHES or value == TRUE):
                yield sentence(component, path, None, value, labels)
    for part in graph.objects(node, SH["property"]):
        if isinstance(part, NamedNode):
            yield f"does not meet {labels.short(part)}"
        elif not isinstance(part, Literal):
            yield from _faults(graph, part, labels)


def _description(graph: ShapesGraph, node: Term) -> Iterator[Triple]:
    """Yield what is said of a node, and of the blank nodes that it leads to, each once."""
    seen: set[Term] = set()
    waiting: list[Term] = [node]
    while waiting:
        one = waiting.pop()
        if one in seen or isinstance(one, Literal | Triple):
            continue
        seen.add(one)
        for predicate in graph.predicates(one):
            for value in graph.objects(one, predicate):
                yield Triple(one, predicate, value)
                if isinstance(value, BlankNode):
                    waiting.append(value)
