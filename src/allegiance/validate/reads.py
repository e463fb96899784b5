"""Which triples a shape looks at, as paths from its focus node and the predicate that is read at their end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from allegiance.terms import RDF, NamedNode
from allegiance.validate.shapes.model import (
    Closed,
    Constraint,
    CustomConstraint,
    Nested,
    Qualified,
    Shape,
    Simple,
    SparqlConstraint,
    Targets,
)
from allegiance.validate.shapes.paths import Alternative, Inverse, Path, Predicate, Repeated, Sequence

_OF_FOCUS = frozenset({"equals", "disjoint", "lessThan", "lessThanOrEquals"})


@dataclass(frozen=True, slots=True)
class Read:
    """The triples with a predicate, or with any, at the nodes that a path leads to; None is the path of no steps."""

    prefix: Path | None
    predicate: NamedNode | None
    forwards: bool = True


class _Unbounded(Exception):  # noqa: N818 - a verdict, not an error
    """A shape may look at any triple."""


def reads_of(shape: Shape, targets: Targets) -> frozenset[Read] | None:
    """Return what a shape reads, its targets included; None where a query of its own may look anywhere."""
    try:
        return frozenset([*_of_targets(targets), *_of_shape(shape, None)])
    except _Unbounded:
        return None


def _of_targets(targets: Targets) -> Iterator[Read]:
    if targets.classes:
        yield Read(None, RDF["type"])
    yield from (Read(None, iri) for iri in targets.subjects_of)
    yield from (Read(None, iri, forwards=False) for iri in targets.objects_of)


def _of_shape(shape: Shape, prefix: Path | None) -> Iterator[Read]:
    if shape.deactivated:
        return
    values = prefix
    if shape.path is not None:
        yield from _of_path(shape.path, prefix)
        values = _after(prefix, shape.path)
    for constraint in shape.constraints:
        yield from _of_constraint(constraint, prefix, values)
    for property_ in shape.properties:
        yield from _of_shape(property_, values)


def _of_constraint(constraint: Constraint, focus: Path | None, values: Path | None) -> Iterator[Read]:
    match constraint:
        case SparqlConstraint() | CustomConstraint():
            raise _Unbounded
        case Simple("class"):
            yield Read(values, RDF["type"])
        case Simple(name, NamedNode() as other) if name in _OF_FOCUS:
            yield Read(focus, other)
        case Closed():
            yield Read(values, None)
        case Nested(shapes=shapes):
            for shape in shapes:
                yield from _of_shape(shape, values)
        case Qualified(shape=shape, siblings=siblings):
            for one in (shape, *siblings):
                yield from _of_shape(one, values)


def _of_path(path: Path, prefix: Path | None) -> Iterator[Read]:
    match path:
        case Predicate(iri):
            yield Read(prefix, iri)
        case Inverse(Predicate(iri)):
            yield Read(prefix, iri, forwards=False)
        case Inverse(walked):
            yield from _of_path(_turned(walked), prefix)
        case Sequence(steps):
            for step in steps:
                yield from _of_path(step, prefix)
                prefix = _after(prefix, step)
        case Alternative(choices):
            for choice in choices:
                yield from _of_path(choice, prefix)
        case Repeated(walked):
            yield from _of_path(walked, _after(prefix, Repeated(walked, "*")))


def _turned(path: Path) -> Path:
    """Return a path walked backwards, step by step."""
    match path:
        case Predicate():
            return Inverse(path)
        case Inverse(walked):
            return walked
        case Sequence(steps):
            return Sequence(tuple(map(_turned, reversed(steps))))
        case Alternative(choices):
            return Alternative(tuple(map(_turned, choices)))
        case Repeated(walked, operator):
            return Repeated(_turned(walked), operator)


def _after(prefix: Path | None, path: Path) -> Path:
    return path if prefix is None else Sequence((prefix, path))
