"""From a shapes graph to shapes: what each parameter of SHACL Core means, and which shapes are ill-formed or recursive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from allegiance.errors import RequestError
from allegiance.terms import OWL, RDFS, SH, XSD, Literal, NamedNode, Object, Subject, Term
from allegiance.validate.shapes import custom, paths
from allegiance.validate.shapes.model import (
    Closed,
    Constraint,
    Listed,
    Nested,
    Pattern,
    Qualified,
    Shape,
    Simple,
    SparqlConstraint,
    Targets,
)
from allegiance.validate.shapes.prebinding import read_query
from allegiance.validate.shapes.shapes_graph import ShapesGraph, ill_formed

TRUE: Final = Literal("true", datatype=XSD["boolean"])
_COUNTS: Final = ("minCount", "maxCount", "minLength", "maxLength")
_IRIS: Final = ("datatype", "nodeKind", "equals", "disjoint", "lessThan", "lessThanOrEquals")
_LITERALS: Final = ("minExclusive", "minInclusive", "maxExclusive", "maxInclusive")
# SHACL Appendix B allows these once in a shape; of the others, each value is a constraint of its own.
_ONCE: Final = frozenset({*_COUNTS, *_LITERALS, "datatype", "nodeKind", "uniqueLang", "in", "languageIn"})
_ONLY_WITH_PATH: Final = frozenset({"minCount", "maxCount", "lessThan", "lessThanOrEquals", "uniqueLang"})
# Shapes nested deeper than this are nobody's, and would exhaust the stack.
_DEEPEST: Final = 60


def read_targets(graph: ShapesGraph, node: Subject) -> Targets:
    """Return what a node is aimed at (SHACL §2.1.3)."""
    classes = list(graph.objects(node, SH["targetClass"]))
    is_class = graph.has_type(node, RDFS["Class"]) or graph.has_type(node, OWL["Class"])
    is_shape = graph.has_type(node, SH["NodeShape"]) or graph.has_type(node, SH["PropertyShape"])
    if is_class and is_shape and node not in classes:
        classes.append(node)
    return Targets(
        nodes=graph.objects(node, SH["targetNode"]),
        classes=tuple(classes),
        subjects_of=tuple(_iris(graph, node, "targetSubjectsOf")),
        objects_of=tuple(_iris(graph, node, "targetObjectsOf")),
    )


class ShapeReader:
    """Reads the shapes of a graph, each once."""

    def __init__(self, graph: ShapesGraph) -> None:
        self._graph = graph
        self._components = tuple(custom.defined(graph))
        self._known: dict[Term, Shape] = {}
        self._open: list[Term] = []

    def shape(self, node: Object) -> Shape:
        """Return the shape that a node describes, with all shapes that it refers to.

        Raises `RequestError`: `ill-formed-shapes`, `recursive-shapes` (SHACL §3.4.3 leaves recursion undefined), or
        `unsupported-sparql` for queries that pre-binding forbids.
        """
        if node in self._open:
            circle = " → ".join(str(one) for one in [*self._open[self._open.index(node) :], node])
            raise RequestError(
                "recursive-shapes",
                f"a shape refers back to itself: {circle}",
                hint="SHACL leaves recursion undefined: say where it ends, or use a property path such as sh:zeroOrMorePath",
            )
        if isinstance(node, Literal):
            raise ill_formed(node, "is used as a shape, but is a literal")
        if len(self._open) > _DEEPEST:
            raise ill_formed(node, f"is nested in more than {_DEEPEST} other shapes")
        if node not in self._known:
            self._open.append(node)
            self._known[node] = self._read(node)
            self._open.pop()
        return self._known[node]

    def _read(self, node: Subject) -> Shape:
        graph = self._graph
        path = graph.one(node, SH["path"])
        severity = graph.one(node, SH["severity"])
        if severity is not None and not isinstance(severity, NamedNode):
            raise ill_formed(node, "has a severity that is not an IRI")
        deactivated = graph.one(node, SH["deactivated"]) == TRUE
        if deactivated and path is None:
            return Shape(node, None, SH["Violation"], (), deactivated, (), ())
        return Shape(
            node=node,
            path=None if path is None else paths.read_path(graph, path),
            severity=severity or SH["Violation"],
            messages=read_messages(graph, node),
            deactivated=deactivated,
            constraints=tuple(self._constraints(node, is_property=path is not None)),
            properties=tuple(self._property(node, found) for found in graph.objects(node, SH["property"])),
        )

    def _property(self, node: Subject, found: Object) -> Shape:
        shape = self.shape(found)
        if shape.path is None:
            raise ill_formed(node, f"has the property shape {found}, which has no sh:path")
        return shape

    def _constraints(self, node: Subject, *, is_property: bool) -> Iterator[Constraint]:
        graph = self._graph
        for name in _ONCE:
            graph.one(node, SH[name])
        for simple in self._simple(node):
            if simple.name in _ONLY_WITH_PATH and not is_property:
                raise ill_formed(node, f"has sh:{simple.name} but no sh:path")
            yield simple
        yield from self._of_values(node)
        yield from self._of_shapes(node, is_property=is_property)
        for constraint in graph.objects(node, SH["sparql"]):
            if graph.one(constraint, SH["deactivated"]) != TRUE:
                yield SparqlConstraint(
                    read_query(graph, constraint, "select", ("this",), read_messages(graph, constraint))
                )
        yield from custom.uses(graph, node, self._components, is_property=is_property)

    def _of_values(self, node: Subject) -> Iterator[Constraint]:
        graph = self._graph
        flags = graph.one(node, SH["flags"])
        for pattern in graph.objects(node, SH["pattern"]):
            yield Pattern(_text(node, pattern), "" if flags is None else _text(node, flags))
        for name in ("in", "languageIn"):
            for head in graph.objects(node, SH[name]):
                yield Listed(name, graph.members(head))
        if graph.one(node, SH["closed"]) == TRUE:
            yield self._closed(node)

    def _of_shapes(self, node: Subject, *, is_property: bool) -> Iterator[Constraint]:
        graph = self._graph
        for name in ("node", "not"):
            for other in graph.objects(node, SH[name]):
                yield Nested(name, (self.shape(other),))
        for name in ("and", "or", "xone"):
            for head in graph.objects(node, SH[name]):
                yield Nested(name, tuple(self.shape(member) for member in graph.members(head)))
        if is_property:
            yield from self._qualified(node)

    def _simple(self, node: Subject) -> Iterator[Simple]:
        graph = self._graph
        for name in _COUNTS:
            for value in graph.objects(node, SH[name]):
                _number(node, name, value)
                yield Simple(name, value)
        for name in _IRIS:
            yield from (Simple(name, iri) for iri in _iris(graph, node, name))
        for name in _LITERALS:
            for value in graph.objects(node, SH[name]):
                if not isinstance(value, Literal):
                    raise ill_formed(node, f"has a value for sh:{name} that is not a literal")
                yield Simple(name, value)
        for name in ("class", "hasValue"):
            yield from (Simple(name, value) for value in graph.objects(node, SH[name]))
        if graph.one(node, SH["uniqueLang"]) == TRUE:
            yield Simple("uniqueLang", TRUE)

    def _closed(self, node: Subject) -> Closed:
        graph = self._graph
        ignored = graph.one(node, SH["ignoredProperties"])
        allowed = [] if ignored is None else [*graph.members(ignored)]
        for found in graph.objects(node, SH["property"]):
            allowed += graph.objects(found, SH["path"])
        return Closed(tuple(iri for iri in dict.fromkeys(allowed) if isinstance(iri, NamedNode)))

    def _qualified(self, node: Subject) -> Iterator[Qualified]:
        graph = self._graph
        for found in graph.objects(node, SH["qualifiedValueShape"]):
            siblings: dict[Term, Shape] = {}
            if graph.one(node, SH["qualifiedValueShapesDisjoint"]) == TRUE:
                for parent in graph.subjects(SH["property"], node):
                    for property_ in graph.objects(parent, SH["property"]):
                        for sibling in graph.objects(property_, SH["qualifiedValueShape"]):
                            if sibling != found:
                                siblings[sibling] = self.shape(sibling)
            for name in ("qualifiedMinCount", "qualifiedMaxCount"):
                for value in graph.objects(node, SH[name]):
                    count = _number(node, name, value)
                    yield Qualified(name, self.shape(found), count, tuple(siblings.values()))


def read_messages(graph: ShapesGraph, node: Term) -> tuple[Literal, ...]:
    """Return the messages of a shape or a constraint, one for each language (SHACL §2.1.5)."""
    return tuple(sorted((m for m in graph.objects(node, SH["message"]) if isinstance(m, Literal)), key=str))


def _iris(graph: ShapesGraph, node: Subject, name: str) -> Iterator[NamedNode]:
    for value in graph.objects(node, SH[name]):
        if not isinstance(value, NamedNode):
            raise ill_formed(node, f"has a value for sh:{name} that is not an IRI")
        yield value


def _number(node: Subject, name: str, value: Term) -> int:
    if isinstance(value, Literal) and value.value.lstrip("+").isdecimal() and len(value.value) < 20:  # noqa: PLR2004 - more digits than any count
        return int(value.value)
    raise ill_formed(node, f"has a value for sh:{name} that is not a whole number")


def _text(node: Subject, value: Term) -> str:
    if isinstance(value, Literal):
        return value.value
    raise ill_formed(node, "has a pattern or flags that are not a string")
