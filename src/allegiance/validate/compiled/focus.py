"""Focus nodes as graph patterns: those of a shape's targets, and the value nodes that a path leads to from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from allegiance.terms import RDF, Term
from allegiance.validate.data.data_graph import DataGraph, nameable, written
from allegiance.validate.errors import NotCompilable
from allegiance.validate.shapes import paths
from allegiance.validate.shapes.model import Targets
from allegiance.validate.shapes.paths import Inverse, Path, Predicate

_VARIABLE = re.compile(r"\?(\w+)")
# So many paths are walked one after another from the focus nodes of a shape.
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Focus:
    """A set of nodes: a graph pattern that binds `?this` to each of them, several times unless it says `once`.

    `having` is a property, forwards or backwards, that the pattern asks of them, and nothing else. `test` is the same pattern in the
    form that is fast where the nodes are known, and slow where they are not.
    """

    pattern: str
    once: bool = False
    depth: int = 0
    having: Path | None = None
    test: str | None = None

    def values(self, path: Path) -> str:
        """Return a pattern that binds `?this` and, to each of its value nodes along a path, `?value`."""
        step = f"?this {paths.text(path)} ?value ."
        if path == self.having:
            return step
        step = f"{self.pattern} {step}"
        if not paths.is_nullable(path):
            return step
        # A path of no steps starts and ends anywhere, but only at nodes of the graph would a pattern find it.
        return f"{{ {step} }} UNION {{ {self.pattern} BIND(?this AS ?value) }}"

    def optional_values(self, path: Path) -> str:
        """Return a pattern as `values` does, with a row that leaves `?value` unbound for nodes that have none."""
        if paths.is_nullable(path):
            return self.values(path)
        if paths.is_single_step(path):
            return f"{self.pattern} OPTIONAL {{ ?this {paths.text(path)} ?value }}"
        # An optional path may be walked from every node of the graph before it is joined.
        return f"{{ {self.values(path)} }} UNION {{ {self.pattern} }}"

    def among(self, nodes: Iterable[Term]) -> Focus:
        """Return those of the focus nodes that are among some; raises `NotCompilable` for blank nodes."""
        named = " ".join(sorted(map(_named, nodes)))
        return Focus(f"VALUES ?this {{ {named} }} {{ {self.test or self.pattern} }}", self.once, self.depth)

    def through(self, path: Path) -> Focus:
        """Return the value nodes along a path as focus nodes of another shape.

        Deep down these are the values of the path wherever it starts, more nodes than asked for: shapes that refer to each other in
        two ways at every step would otherwise have twice as many sets of nodes at each.
        """
        depth = self.depth + 1
        start = self if depth <= _DEEPEST or paths.is_nullable(path) else EVERYWHERE
        outer = _VARIABLE.sub(
            lambda found: "?this" if found[1] == "value" else f"?{found[1]}{depth}", start.values(path)
        )
        return Focus(outer, once=False, depth=depth)


# Every node, for what is asked of all values of a property.
EVERYWHERE = Focus("", once=True)


def of_targets(targets: Targets, data: DataGraph) -> Focus | None:
    """Return the focus nodes of a shape's targets (SHACL §2.1.3), or None where the data has none of them.

    Raises `NotCompilable` where a blank node is named as a target.
    """
    kinds = [*_nodes(targets), *_classes(targets, data), *_steps(targets, data)]
    # One pattern binds a node once, if it is a list of nodes or of the instances of one class.
    if len(kinds) < 2:  # noqa: PLR2004 - a union needs two
        return kinds[0] if kinds else None
    return Focus(
        " UNION ".join(f"{{ {kind.pattern} }}" for kind in kinds),
        test=" UNION ".join(f"{{ {kind.test or kind.pattern} }}" for kind in kinds),
    )


def _nodes(targets: Targets) -> Iterator[Focus]:
    if targets.nodes:
        yield Focus(f"VALUES ?this {{ {' '.join(map(_named, targets.nodes))} }}", once=True)


def _classes(targets: Targets, data: DataGraph) -> Iterator[Focus]:
    classes = [used for class_ in targets.classes for used in used_classes(class_, data)]
    if len(classes) == 1:
        yield Focus(f"?this {RDF['type']} {classes[0]} .", once=True)
    elif classes:
        instances = f"?this {RDF['type']} ?class"
        yield Focus(
            f"VALUES ?class {{ {' '.join(classes)} }} {instances} .",
            test=f"{instances} FILTER(?class IN ({', '.join(classes)}))",
        )


def _steps(targets: Targets, data: DataGraph) -> Iterator[Focus]:
    for iri in targets.subjects_of:
        if data.holds(f"?this {iri} ?any"):
            yield Focus(f"?this {iri} ?any .", having=Predicate(iri))
    for iri in targets.objects_of:
        if data.holds(f"?any {iri} ?this"):
            yield Focus(f"?any {iri} ?this .", having=Inverse(Predicate(iri)))


def used_classes(class_: Term, data: DataGraph) -> list[str]:
    """Return a class and its subclasses as written in a query, those only that have direct instances in the data."""
    return [_named(used) for used in data.instantiated(data.with_subclasses(class_))]


def _named(term: Term) -> str:
    if not nameable(term):
        raise NotCompilable("a blank node is named by a target or a class")
    return written(term)
