"""SPARQL-based constraint components (SHACL-SPARQL §6): which components a shape uses, with which validator and parameters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from allegiance.terms import SH, XSD, Literal, NamedNode, Subject, Term, local_name
from allegiance.validate.shapes.model import CustomConstraint
from allegiance.validate.shapes.prebinding import read_query
from allegiance.validate.shapes.shapes_graph import ShapesGraph, ill_formed

_TRUE = Literal("true", datatype=XSD["boolean"])


def uses(
    graph: ShapesGraph, node: Subject, components: Iterable[NamedNode], *, is_property: bool
) -> Iterator[CustomConstraint]:
    """Yield the uses that a shape makes of some components that the shapes graph defines.

    A shape uses a component when it has values for all parameters that are not optional (SHACL-SPARQL §6.2.1).
    """
    for component in components:
        required, optional = _parameters(graph, component)
        if not required or not all(graph.objects(node, iri) for iri in required):
            continue
        if len(required) > 1 and any(len(graph.objects(node, iri)) > 1 for iri in required):
            raise ill_formed(
                node, f"has several values for a parameter of {component}, which has more than one"
            )
        found = _validator(graph, component, is_property=is_property)
        if found is None:
            continue
        validator, asks = found
        names = [*required, *(iri for iri in optional if graph.objects(node, iri))]
        bound = ("this", "value") if asks else ("this",)
        messages = tuple(m for m in graph.objects(validator, SH["message"]) if isinstance(m, Literal))
        if not messages:
            messages = tuple(m for m in graph.objects(component, SH["message"]) if isinstance(m, Literal))
        parameters = [local_name(iri.value) for iri in names]
        query = read_query(graph, validator, "ask" if asks else "select", (*bound, *parameters), messages)
        for values in product(*(graph.objects(node, iri) for iri in names)):
            yield CustomConstraint(component, query, asks, dict(zip(parameters, values, strict=True)))


def defined(graph: ShapesGraph) -> Iterator[NamedNode]:
    """Yield the constraint components that a shapes graph defines."""
    for node in graph.nodes:
        if (
            isinstance(node, NamedNode)
            and node not in SH
            and graph.objects(node, SH["parameter"])
            and graph.has_type(node, SH["ConstraintComponent"])
        ):
            yield node


def _parameters(graph: ShapesGraph, component: NamedNode) -> tuple[list[NamedNode], list[NamedNode]]:
    required: list[NamedNode] = []
    optional: list[NamedNode] = []
    for parameter in graph.objects(component, SH["parameter"]):
        path = graph.one(parameter, SH["path"])
        if not isinstance(path, NamedNode):
            raise ill_formed(parameter, "is a parameter whose sh:path is not an IRI")
        (optional if graph.one(parameter, SH["optional"]) == _TRUE else required).append(path)
    return required, optional


def _validator(graph: ShapesGraph, component: NamedNode, *, is_property: bool) -> tuple[Term, bool] | None:
    """Return the validator to use (SHACL-SPARQL §6.2.3) and whether it is an ASK query."""
    specific = graph.objects(component, SH["propertyValidator" if is_property else "nodeValidator"])
    for validator in (*specific, *graph.objects(component, SH["validator"])):
        if graph.objects(validator, SH["ask"]):
            return validator, True
        if graph.objects(validator, SH["select"]):
            return validator, False
    return None
