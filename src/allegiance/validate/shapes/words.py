"""Plain sentences for the constraint components of SHACL Core, for shapes that bring no message of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from allegiance.labels import Labels
from allegiance.terms import SH, Literal, NamedNode, Term

_PARAMETERS: Final[Mapping[str, tuple[str | None, str]]] = {
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


# What is said of a node itself, where the sentence about a value of it would not do.
_OF_NODES: Final[Mapping[str, str]] = {
    "MaxLengthConstraintComponent": "is longer than {parameter} characters",
    "HasValueConstraintComponent": "is not {parameter}",
    "EqualsConstraintComponent": "is not its own and only {parameter}",
    "DisjointConstraintComponent": "is its own {parameter}",
    "NotConstraintComponent": "is what the shape forbids",
}


def parameter_of(component: NamedNode) -> str | None:
    """Return the local name of the parameter that the sentence for a component shows, or None."""
    return _PARAMETERS.get(component.value.removeprefix(SH.iri), (None, ""))[0]


def demanded(parameter: NamedNode) -> NamedNode | None:
    """Return the constraint component that a parameter of SHACL Core belongs to, where there is a sentence for it."""
    name = parameter.value.removeprefix(SH.iri)
    component = f"{name[:1].upper()}{name[1:]}ConstraintComponent"
    return SH[component] if parameter in SH and component in _PARAMETERS else None


def sentence(
    component: NamedNode, path: str | None, value: Term | None, parameter: Term | None, labels: Labels
) -> str:
    """Return what is wrong, as the rest of a sentence that begins with the focus node's name."""
    name = component.value.removeprefix(SH.iri)
    _, template = _PARAMETERS.get(name, (None, "does not have the shape expected"))
    if path is None:
        # Of a node itself: "is not a place" for "has Kabul as its seat, which is not a place".
        template = _OF_NODES.get(name, template)
        template = template.replace("has {value} as {path}, which ", "").replace(
            "has {value} as {path}, ", "is "
        )
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
