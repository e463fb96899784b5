"""Plain sentences for the constraint components of SHACL Core, for shapes that bring no message of their own."""

from __future__ import annotations

from collections.abc import Mapping

from allegiance.labels import Labels
from allegiance.terms import RDF, SH, BlankNode, Literal, NamedNode, Object, Subject, Term

Facts = Mapping[Subject, Mapping[NamedNode, list[Object]]]

_PARAMETERS = {
    "MinCountConstraintComponent": ("minCount", "has too few values for {path}: at least {parameter} needed"),
    "MaxCountConstraintComponent": (
        "maxCount",
        "has too many values for {path}: at most {parameter} allowed",
    ),
    "ClassConstraintComponent": ("class", "has {value} as {path}, which is not a {parameter}"),
    "DatatypeConstraintComponent": ("datatype", "has {value} as {path}, which is not a valid {parameter}"),
    "NodeKindConstraintComponent": ("nodeKind", "has {value} as {path}, which is not of kind {parameter}"),
    "InConstraintComponent": (None, "has {value} as {path}, which is not one of the values allowed"),
    "HasValueConstraintComponent": ("hasValue", "lacks the value {parameter} for {path}"),
    "PatternConstraintComponent": ("pattern", "has {value} as {path}, which does not match {parameter}"),
    "MinLengthConstraintComponent": (
        "minLength",
        "has {value} as {path}, shorter than {parameter} characters",
    ),
    "MaxLengthConstraintComponent": ("maxLength", "has a {path} longer than {parameter} characters"),
    "MinInclusiveConstraintComponent": (
        "minInclusive",
        "has {value} as {path}, which is less than {parameter}",
    ),
    "MaxInclusiveConstraintComponent": (
        "maxInclusive",
        "has {value} as {path}, which is more than {parameter}",
    ),
    "MinExclusiveConstraintComponent": (
        "minExclusive",
        "has {value} as {path}, which is not more than {parameter}",
    ),
    "MaxExclusiveConstraintComponent": (
        "maxExclusive",
        "has {value} as {path}, which is not less than {parameter}",
    ),
    "LessThanConstraintComponent": (
        "lessThan",
        "has {value} as {path}, which is not less than its {parameter}",
    ),
    "LessThanOrEqualsConstraintComponent": (
        "lessThanOrEquals",
        "has {value} as {path}, which is more than its {parameter}",
    ),
    "EqualsConstraintComponent": ("equals", "has different values for {path} and {parameter}"),
    "DisjointConstraintComponent": ("disjoint", "has {value} for both {path} and {parameter}"),
    "UniqueLangConstraintComponent": (None, "has more than one {path} in the same language"),
    "LanguageInConstraintComponent": (None, "has {value} as {path}, in a language that is not allowed"),
    "ClosedConstraintComponent": (None, "says {path}, which is not expected on such a node"),
    "NotConstraintComponent": (None, "has {value} where the shape forbids it"),
    "AndConstraintComponent": (None, "does not meet all of the conditions of the shape"),
    "OrConstraintComponent": (None, "meets none of the conditions of which the shape wants one"),
    "XoneConstraintComponent": (None, "does not meet exactly one of the conditions of the shape"),
    "NodeConstraintComponent": (None, "has {value} as {path}, which does not have the shape expected"),
    "QualifiedMinCountConstraintComponent": (
        "qualifiedMinCount",
        "has too few fitting values for {path}: {parameter} needed",
    ),
    "QualifiedMaxCountConstraintComponent": (
        "qualifiedMaxCount",
        "has too many fitting values for {path}: {parameter} allowed",
    ),
}
_OPERATORS = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def sentence(
    component: NamedNode,
    path: str | None,
    value: Term | None,
    shape: Mapping[NamedNode, list[Object]],
    labels: Labels,
) -> str:
    """Return what is wrong, as the rest of a sentence that begins with the focus node's name."""
    name, template = _PARAMETERS.get(
        component.value.removeprefix(SH.iri), (None, "does not have the shape expected")
    )
    parameter = next(iter(shape.get(SH[name], ())), None) if name else None
    shown = (
        f"“{value.value}”"
        if isinstance(value, Literal)
        else labels.show(value)
        if value is not None
        else "a value"
    )
    return template.format(
        path=path or "it", value=shown, parameter="" if parameter is None else labels.show(parameter)
    )


def path_text(path: Term, shapes: Facts, labels: Labels) -> str:
    """Return a property path (SHACL §2.3.1) in the notation of SPARQL, with CURIEs."""
    if not isinstance(path, BlankNode):
        return labels.short(path)
    facts = shapes.get(path, {})
    if RDF["first"] in facts:
        return "/".join(path_text(step, shapes, labels) for step in _members(path, shapes))
    if inverse := facts.get(SH["inversePath"]):
        return "^" + path_text(inverse[0], shapes, labels)
    if alternatives := facts.get(SH["alternativePath"]):
        return (
            "("
            + "|".join(path_text(step, shapes, labels) for step in _members(alternatives[0], shapes))
            + ")"
        )
    for name, operator in _OPERATORS.items():
        if repeated := facts.get(SH[name]):
            return f"({path_text(repeated[0], shapes, labels)}){operator}"
    return "a path"


def _members(head: Term, shapes: Facts) -> list[Object]:
    members: list[Object] = []
    node: Term = head
    while not isinstance(node, Literal) and (facts := shapes.get(node)) and len(members) < len(shapes):
        members += facts.get(RDF["first"], [])[:1]
        node = next(iter(facts.get(RDF["rest"], ())), RDF["nil"])
    return members
