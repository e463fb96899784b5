"""The ontology as a page: its terms with their words, and the tree of its classes as a drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from allegiance.publish.site.accounts import notes
from allegiance.publish.site.graph import SiteGraph
from allegiance.publish.site.names import Names
from allegiance.terms import OWL, RDF, RDFS, SKOS, NamedNode

_KINDS = (
    ("Classes", (OWL["Class"], RDFS["Class"])),
    ("Properties between nodes", (OWL["ObjectProperty"],)),
    ("Properties with values", (OWL["DatatypeProperty"],)),
    ("Properties", (RDF["Property"], OWL["AnnotationProperty"])),
    ("Individuals", (OWL["NamedIndividual"],)),
    ("Concept schemes", (SKOS["ConceptScheme"],)),
    ("Concepts", (SKOS["Concept"],)),
)
_AXIOMS = (
    ("a kind of", RDFS["subClassOf"]),
    ("implies", RDFS["subPropertyOf"]),
    ("of", RDFS["domain"]),
    ("is", RDFS["range"]),
    ("inverse of", OWL["inverseOf"]),
    ("disjoint with", OWL["disjointWith"]),
    ("in scheme", SKOS["inScheme"]),
    ("narrower than", SKOS["broader"]),
)
ROW, INDENT = 24, 26


@dataclass(frozen=True, slots=True)
class TermEntry:
    """One term: its words, and its axioms as pairs of a phrase and what it leads to."""

    node: NamedNode
    anchor: str
    notes: tuple[str, ...]
    axioms: tuple[tuple[str, tuple[NamedNode, ...]], ...]


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One class of the drawing: its depth, its row, and the row of its parent."""

    node: NamedNode
    depth: int
    row: int
    parent_row: int | None


@dataclass(frozen=True, slots=True)
class ClassTree:
    """The classes below one that has no class above it."""

    root: NamedNode
    rows: tuple[TreeRow, ...]


def entries(
    graph: SiteGraph, names: Names, anchors: Sequence[tuple[NamedNode, str]]
) -> list[tuple[str, list[TermEntry]]]:
    """Return the terms by kind, each kind in the order of names; a term stands under the first kind that fits."""
    groups: dict[str, list[TermEntry]] = {title: [] for title, _ in _KINDS}
    for node, anchor in anchors:
        types = set(graph.nodes(node, RDF["type"]))
        title = next((title for title, kinds in _KINDS if types.intersection(kinds)), None)
        if title is not None:
            axioms = tuple(
                (phrase, tuple(graph.nodes(node, p))) for phrase, p in _AXIOMS if graph.nodes(node, p)
            )
            groups[title].append(TermEntry(node, anchor, tuple(notes(graph, node)), axioms))
    for found in groups.values():
        found.sort(key=lambda entry: (names.text(entry.node).lower(), entry.node.value))
    return [(title, found) for title, found in groups.items() if found]


def trees(graph: SiteGraph, classes: Sequence[NamedNode]) -> list[ClassTree]:
    """Return the drawing of each tree of classes with more than one class in it, the largest first."""
    known = set(classes)
    children: dict[NamedNode, list[NamedNode]] = {node: [] for node in classes}
    roots = []
    for node in classes:
        parents = [
            p for p in graph.nodes(node, RDFS["subClassOf"]) if p in known and node not in graph.ancestors(p)
        ]
        for parent in parents:
            children[parent].append(node)
        if not parents:
            roots.append(node)
    drawn = [ClassTree(root, tuple(_rows(root, children))) for root in roots]
    return sorted(
        (tree for tree in drawn if len(tree.rows) > 1), key=lambda tree: (-len(tree.rows), tree.root.value)
    )


def _rows(root: NamedNode, children: dict[NamedNode, list[NamedNode]]) -> Iterator[TreeRow]:
    """Walk the tree depth first; a class under two parents is drawn under the first."""
    stack: list[tuple[NamedNode, int, int | None]] = [(root, 0, None)]
    seen: set[NamedNode] = set()
    row = 0
    while stack:
        node, depth, parent_row = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        yield TreeRow(node, depth, row, parent_row)
        stack += [(child, depth + 1, row) for child in reversed(children[node])]
        row += 1
