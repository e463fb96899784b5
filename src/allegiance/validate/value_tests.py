"""Constraints that look at one value node at a time, as SPARQL expressions that are true where the value fails.

An expression here is never an error: in a filter, an error would pass as "no violation".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from allegiance.store.tokens import serialise
from allegiance.terms import RDF, SH, XSD, Literal, NamedNode, Term
from allegiance.validate import paths
from allegiance.validate.data_graph import DataGraph, nameable, written
from allegiance.validate.errors import NotCompilable
from allegiance.validate.focus import used_classes
from allegiance.validate.lexical import fails_to_compare, value_of, value_term
from allegiance.validate.model import Constraint, Listed, Nested, Pattern, Shape, Simple
from allegiance.validate.paths import Path, Sequence

_COMPARISONS: Final[Mapping[str, str]] = {
    "minExclusive": ">",
    "minInclusive": ">=",
    "maxExclusive": "<",
    "maxInclusive": "<=",
}
_KINDS: Final[Mapping[NamedNode, tuple[str, ...]]] = {
    # Virtuoso takes blank nodes for IRIs too.
    SH["IRI"]: ("!isBlank({0}) && isIRI",),
    SH["BlankNode"]: ("isBlank",),
    SH["Literal"]: ("isLiteral",),
    SH["BlankNodeOrIRI"]: ("isBlank", "isIRI"),
    SH["BlankNodeOrLiteral"]: ("isBlank", "isLiteral"),
    SH["IRIOrLiteral"]: ("isIRI", "isLiteral"),
}
_COMPARED_BY_FORM: Final = frozenset({XSD["string"], RDF["langString"]})
# Longer lists are looked up in a set outside of the query, longer expressions are taken apart.
_LONGEST_LIST: Final = 200
_LONGEST_EXPRESSION: Final = 6_000


def failing(constraint: Constraint, value: str, data: DataGraph) -> str | None:
    """Return an expression that is true where the value of a variable violates a constraint, or None if there is none.

    Raises `NotCompilable` for what SPARQL cannot say: blank nodes as constants, regular expressions of another dialect.
    """
    match constraint:
        case Simple():
            return _failing_simple(constraint, value, data)
        case Pattern(expression, flags):
            return _unmatched(expression, flags, value, data)
        case Listed("in", members) if len(members) <= _LONGEST_LIST:
            return _not_one_of(members, value)
        case Listed("languageIn", members):
            tags = [tag.value for tag in members if isinstance(tag, Literal)]
            ranges = " || ".join(f"LANGMATCHES(LANG({value}), {Literal(tag)})" for tag in tags)
            return f"!(isLiteral({value}) && ({ranges or 'false'}))"
        case Nested(name, shapes):
            return _nested(name, shapes, value, data)
    return None


def _failing_simple(constraint: Simple, value: str, data: DataGraph) -> str | None:
    test: str | None = None
    match constraint:
        case Simple("class", class_):
            test = _not_instance(class_, value, data)
        case Simple("datatype", NamedNode() as datatype):
            test = f"(!isLiteral({value}) || !({data.has_datatype(value, datatype)}))"
        case Simple("nodeKind", NamedNode() as kind):
            if kind not in _KINDS:
                raise NotCompilable(f"{kind} is no node kind of SHACL")
            test = (
                "!(" + " || ".join(f"{kind_test.format(value)}({value})" for kind_test in _KINDS[kind]) + ")"
            )
        case Simple("minLength" | "maxLength" as name, Literal(value=length)):
            operator = "<" if name == "minLength" else ">"
            test = f"(isBlank({value}) || STRLEN(STR({value})) {operator} {int(length)})"
        case Simple(name, Literal() as limit) if name in _COMPARISONS:
            worth = value_of(value) if data.rewrites else value
            test = fails_to_compare(worth, _COMPARISONS[name], serialise(value_term(limit)))
    return test


def failing_shape(shape: Shape, value: str, data: DataGraph) -> str | None:
    """Return an expression that is true where a value does not conform to a shape, or None if one value does not tell."""
    if shape.deactivated:
        return "false"
    if shape.path is not None:
        return None
    parts = [absent for part in shape.properties if (absent := _absent(part, value)) is not None]
    if len(parts) < len(shape.properties):
        return None
    for constraint in shape.constraints:
        part = (
            f"!sameTerm({value}, {_constant(constraint.value)})"
            if isinstance(constraint, Simple) and constraint.name == "hasValue"
            else failing(constraint, value, data)
        )
        if part is None:
            return None
        parts.append(part)
    return _short(f"({' || '.join(parts) or 'false'})")


def lacks(constraint: Constraint, path: Path, node: str) -> str | None:
    """Return an expression that is true where the node of a variable lacks a value it must have, or None if it is not of that kind.

    The path must be a single step or a sequence of such. Raises `NotCompilable` where a blank node is the value.
    """
    match constraint:
        case Simple("minCount", Literal(value="1")):
            return _leads_nowhere(path, node, "?found")
        case Simple("hasValue", value):
            return _leads_nowhere(path, node, _constant(value))
    return None


def _leads_nowhere(path: Path, node: str, end: str) -> str | None:
    steps = path.steps if isinstance(path, Sequence) else (path,)
    if not all(map(paths.is_single_step, steps)):
        return None
    nodes = [node, *(f"?step{number}" for number in range(1, len(steps))), end]
    found = ""
    # Each step in a test of its own: a join inside EXISTS would be quadratic in the store.
    for number, step in reversed(list(enumerate(steps))):
        inner = f" FILTER({found})" if found else ""
        found = f"EXISTS {{ {nodes[number]} {paths.text(step)} {nodes[number + 1]}{inner} }}"
    return f"!{found}"


def _absent(shape: Shape, node: str) -> str | None:
    """Return an expression that is true where a node violates a property shape that only demands some value."""
    if shape.deactivated:
        return "false"
    if shape.properties or shape.path is None:
        return None
    parts = [lacks(constraint, shape.path, node) for constraint in shape.constraints]
    tests = [part for part in parts if part is not None]
    return f"({' || '.join(tests) or 'false'})" if len(tests) == len(parts) else None


def failing_beside(constraint: Constraint, path: Path) -> str | None:
    """Return an expression that is true of `?this` and a `?value` of a path that violates a constraint for its company.

    The path must be a single step. None if the constraint is of another kind. A bound of one value needs no count.
    """
    match constraint:
        case Simple("maxCount", Literal(value="0")):
            return "true"
        case Simple("maxCount", Literal(value="1")):
            return f"EXISTS {{ ?this {paths.text(path)} ?found FILTER(!sameTerm(?found, ?value)) }}"
        case Simple("equals", other):
            return f"!EXISTS {{ ?this {other} ?value }}"
        case Simple("disjoint", other):
            return f"EXISTS {{ ?this {other} ?value }}"
    return None


def _nested(name: str, shapes: tuple[Shape, ...], value: str, data: DataGraph) -> str | None:
    parts = [failing_shape(shape, value, data) for shape in shapes]
    fails = [part for part in parts if part is not None]
    if len(fails) < len(parts):
        return None
    match name:
        case "not":
            return _short(f"!{fails[0]}")
        case "or":
            return _short(f"({' && '.join(fails) or 'true'})")
        case "xone":
            count = " + ".join(f"IF({part}, 0, 1)" for part in fails) or "0"
            return _short(f"(({count}) != 1)")
    return _short(f"({' || '.join(fails) or 'false'})")


def _short(expression: str) -> str | None:
    return expression if len(expression) <= _LONGEST_EXPRESSION else None


def _not_instance(class_: Term, value: str, data: DataGraph) -> str:
    classes = used_classes(class_, data)
    if not classes:
        return "true"
    if len(classes) == 1:
        return f"!EXISTS {{ {value} {RDF['type']} {classes[0]} }}"
    return f"!EXISTS {{ {value} {RDF['type']} ?kind FILTER(?kind IN ({', '.join(classes)})) }}"


def _unmatched(expression: str, flags: str, value: str, data: DataGraph) -> str:
    arguments = f"{Literal(expression)}, {Literal(flags)}"
    # An expression that the engine cannot read is an error for every text, the empty one included.
    if not data.holds(f'BIND(REGEX("", {arguments}) AS ?known) FILTER(BOUND(?known))'):
        raise NotCompilable(f"the store cannot read the regular expression {expression!r}")
    if not (expression.isascii() or data.reads_patterns):
        raise NotCompilable(f"the store misreads the regular expression {expression!r}")
    return f"(isBlank({value}) || !REGEX(STR({value}), {arguments}))"


def _not_one_of(members: tuple[Term, ...], value: str) -> str:
    by_form = [m for m in members if not isinstance(m, Literal) or m.datatype in _COMPARED_BY_FORM]
    others = [m for m in members if isinstance(m, Literal) and m.datatype not in _COMPARED_BY_FORM]
    tests = [f"sameTerm({value}, {_constant(member)})" for member in others]
    if by_form:
        tests.append(f"COALESCE({value} IN ({', '.join(map(_constant, by_form))}), false)")
    return f"!({' || '.join(tests) or 'false'})"


def _constant(term: Term) -> str:
    if not nameable(term):
        raise NotCompilable("a blank node is named as a value")
    return written(term)
