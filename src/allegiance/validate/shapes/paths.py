"""Property paths (SHACL §2.3.1): read from the shapes graph, written as SPARQL and as RDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from allegiance.terms import RDF, SH, BlankNode, NamedNode, Subject, Term, Triple
from allegiance.validate.shapes.shapes_graph import ShapesGraph, ill_formed

_OPERATORS: Final[Mapping[str, str]] = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}
# Deeper paths are nobody's, and would exhaust the stack of a SPARQL parser.
_DEEPEST: Final = 50


@dataclass(frozen=True, slots=True)
class Predicate:
    """A single property."""

    iri: NamedNode


@dataclass(frozen=True, slots=True)
class Inverse:
    """A path walked backwards."""

    path: Path


@dataclass(frozen=True, slots=True)
class Sequence:
    """Paths one after another."""

    steps: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of several paths."""

    choices: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A path walked `*`, `+` or `?` times."""

    path: Path
    operator: str


Path = Predicate | Inverse | Sequence | Alternative | Repeated


def read_path(graph: ShapesGraph, node: Term, depth: int = 0) -> Path:
    """Return the path that a node of the shapes graph describes; raises `RequestError` `ill-formed-shapes`."""
    if isinstance(node, NamedNode) and node != RDF["nil"]:
        return Predicate(node)
    if not isinstance(node, BlankNode) or depth > _DEEPEST:
        raise ill_formed(node, "is not a property path")

    def inner(part: Term) -> Path:
        return read_path(graph, part, depth + 1)

    if graph.objects(node, RDF["first"]):
        return Sequence(tuple(inner(step) for step in _several(graph, node)))
    if (inverse := graph.one(node, SH["inversePath"])) is not None:
        return Inverse(inner(inverse))
    if (choices := graph.one(node, SH["alternativePath"])) is not None:
        return Alternative(tuple(inner(choice) for choice in _several(graph, choices)))
    for name, operator in _OPERATORS.items():
        if (repeated := graph.one(node, SH[name])) is not None:
            return Repeated(inner(repeated), operator)
    raise ill_formed(node, "is not a property path")


def _several(graph: ShapesGraph, head: Term) -> tuple[Term, ...]:
    members = graph.members(head)
    if len(members) < 2:  # noqa: PLR2004 - SHACL §2.3.1.2 and §2.3.1.3 ask for at least two
        raise ill_formed(head, "needs at least two members to be a path")
    return members


def text(path: Path, name: Callable[[NamedNode], str] = str) -> str:
    """Return a path in the notation of SPARQL 1.1 §9.1, its properties as `name` says; full IRIs by default."""

    def inner(part: Path) -> str:
        return text(part, name) if isinstance(part, Predicate) else f"({text(part, name)})"

    match path:
        case Predicate(iri):
            return name(iri)
        case Inverse(walked):
            return f"^{inner(walked)}"
        case Sequence(steps):
            return "/".join(map(inner, steps))
        case Alternative(choices):
            return "|".join(map(inner, choices))
        case Repeated(walked, operator):
            return f"{inner(walked)}{operator}"


def is_nullable(path: Path) -> bool:
    """Say whether a path may lead from any node to itself in no step."""
    match path:
        case Predicate():
            return False
        case Inverse(walked):
            return is_nullable(walked)
        case Sequence(steps):
            return all(map(is_nullable, steps))
        case Alternative(choices):
            return any(map(is_nullable, choices))
        case Repeated(walked, operator):
            return operator != "+" or is_nullable(walked)


def is_single_step(path: Path) -> bool:
    """Say whether a path is one property, forwards or backwards: then it reaches every value once."""
    return isinstance(path, Predicate) or (isinstance(path, Inverse) and isinstance(path.path, Predicate))


def last_properties(path: Path) -> frozenset[NamedNode] | None:
    """Return the properties whose values a path leads to, or None where it may end at a node otherwise."""
    match path:
        case Predicate(iri):
            return frozenset({iri})
        case Sequence(steps):
            return last_properties(steps[-1])
        case Alternative(choices):
            ends = [last_properties(choice) for choice in choices]
            known = [end for end in ends if end is not None]
            return frozenset().union(*known) if len(known) == len(ends) else None
        case Repeated(walked, "+"):
            return last_properties(walked)
    return None


def describe(path: Path) -> tuple[Subject, list[Triple]]:
    """Return a path as RDF: its node, and the triples about it, with fresh blank nodes (SHACL §3.6.2.2)."""
    triples: list[Triple] = []

    def node_of(part: Path) -> Subject:
        if isinstance(part, Predicate):
            return part.iri
        if isinstance(part, Sequence):
            return list_of([node_of(step) for step in part.steps])
        node = BlankNode()
        match part:
            case Inverse(walked):
                triples.append(Triple(node, SH["inversePath"], node_of(walked)))
            case Alternative(choices):
                members = list_of([node_of(choice) for choice in choices])
                triples.append(Triple(node, SH["alternativePath"], members))
            case Repeated(walked, operator):
                name = next(name for name, sign in _OPERATORS.items() if sign == operator)
                triples.append(Triple(node, SH[name], node_of(walked)))
        return node

    def list_of(members: list[Subject]) -> Subject:
        rest: Subject = RDF["nil"]
        for member in reversed(members):
            cell = BlankNode()
            triples.extend((Triple(cell, RDF["first"], member), Triple(cell, RDF["rest"], rest)))
            rest = cell
        return rest

    return node_of(path), triples
