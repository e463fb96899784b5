"""Shapes as frozen values: what a shapes graph demands, after reading and before asking any data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from allegiance.terms import SH, Literal, NamedNode, Subject, Term
from allegiance.validate.shapes.paths import Path


@dataclass(frozen=True, slots=True)
class Targets:
    """What a shape is aimed at (SHACL §2.1.3), implicit class targets among the classes."""

    nodes: tuple[Term, ...] = ()
    classes: tuple[Term, ...] = ()
    subjects_of: tuple[NamedNode, ...] = ()
    objects_of: tuple[NamedNode, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.nodes or self.classes or self.subjects_of or self.objects_of)


@dataclass(frozen=True, slots=True)
class Simple:
    """A constraint with one parameter: `sh:class`, `sh:minCount`, `sh:equals` and their like, by local name."""

    name: str
    value: Term

    @property
    def component(self) -> NamedNode:
        """The constraint component, which SHACL names after the parameter."""
        return component_of(self.name)


@dataclass(frozen=True, slots=True)
class Pattern:
    """`sh:pattern` with `sh:flags` (SHACL §4.4.3)."""

    expression: str
    flags: str
    name: str = "pattern"
    component: NamedNode = SH["PatternConstraintComponent"]


@dataclass(frozen=True, slots=True)
class Listed:
    """`sh:in` or `sh:languageIn`: a value must be found in a list."""

    name: str
    members: tuple[Term, ...]

    @property
    def component(self) -> NamedNode:
        """The constraint component."""
        return component_of(self.name)


@dataclass(frozen=True, slots=True)
class Closed:
    """`sh:closed` (SHACL §4.8.1): no property but those that the shape describes or ignores."""

    allowed: tuple[NamedNode, ...]
    name: str = "closed"
    component: NamedNode = SH["ClosedConstraintComponent"]


@dataclass(frozen=True, slots=True, eq=False)
class Nested:
    """`sh:node`, `sh:not`, `sh:and`, `sh:or` or `sh:xone`: a value is held against other shapes. Two alike are two."""

    name: str
    shapes: tuple[Shape, ...]

    @property
    def component(self) -> NamedNode:
        """The constraint component."""
        return component_of(self.name)


@dataclass(frozen=True, slots=True)
class Qualified:
    """`sh:qualifiedValueShape` with one of its counts (SHACL §4.7.3); values of sibling shapes do not count."""

    name: str
    shape: Shape
    count: int
    siblings: tuple[Shape, ...]

    @property
    def component(self) -> NamedNode:
        """The constraint component."""
        return component_of(self.name)


@dataclass(frozen=True, slots=True)
class SparqlQuery:
    """A SPARQL query of somebody's shapes, prefixes in front, checked against SHACL-SPARQL §5.2.1 and Appendix A."""

    node: Term
    text: str
    messages: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class SparqlConstraint:
    """`sh:sparql` (SHACL-SPARQL §5): every solution is a violation."""

    query: SparqlQuery
    name: str = "sparql"
    component: NamedNode = SH["SPARQLConstraintComponent"]


@dataclass(frozen=True, slots=True, eq=False)
class CustomConstraint:
    """The use of a SPARQL-based constraint component (SHACL-SPARQL §6): its validator, and its parameters' values."""

    component: NamedNode
    query: SparqlQuery
    asks: bool
    parameters: Mapping[str, Term]
    name: str = "custom"


Constraint = Simple | Pattern | Listed | Closed | Nested | Qualified | SparqlConstraint | CustomConstraint


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A node shape, or a property shape where it has a path (SHACL §2.2, §2.3); two shapes are equal if they are one."""

    node: Subject
    path: Path | None
    severity: NamedNode
    messages: tuple[Literal, ...]
    deactivated: bool
    constraints: tuple[Constraint, ...]
    properties: tuple[Shape, ...]


def component_of(name: str) -> NamedNode:
    """Return the Core constraint component of a parameter.

    >>> component_of("minCount").value
    'http://www.w3.org/ns/shacl#MinCountConstraintComponent'
    """
    return SH[f"{name[0].upper()}{name[1:]}ConstraintComponent"]
