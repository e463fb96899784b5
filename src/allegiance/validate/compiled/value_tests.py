"""Constraints that look at one value node at a time, as SPARQL expressions that are true where the value fails.

An expression here is never an error: in a filter, an error would pass as "no violation".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from allegiance.terms import RDF, SH, XSD, Literal, NamedNode, Term
from allegiance.validate.compiled.focus import used_classes
from allegiance.validate.data.data_graph import DataGraph, Value, nameable, written
from allegiance.validate.data.lexical import fails_to_compare, value_term
from allegiance.validate.errors import NotCompilable
from allegiance.validate.shapes import paths
from allegiance.validate.shapes.model import Constraint, Listed, Pattern, Qualified, Simple
from allegiance.validate.shapes.paths import Path

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
# Longer lists are looked up in a set outside of the query.
_LONGEST_LIST: Final = 200


def failing_value(constraint: Constraint, value: Value, data: DataGraph) -> str | None:
    """Return an expression that is true where a value violates a constraint, or None if there is none.

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
    return None


def _failing_simple(constraint: Simple, value: Value, data: DataGraph) -> str | None:
    match constraint:
        case Simple("class", class_):
            return _not_instance(class_, value, data)
        case Simple("datatype", NamedNode() as datatype):
            return f"(!isLiteral({value}) || !({data.has_datatype(value, datatype)}))"
        case Simple("nodeKind", NamedNode() as kind):
            if kind not in _KINDS:
                raise NotCompilable(f"{kind} is no node kind of SHACL")
            tests = (f"{test.format(value)}({value})" for test in _KINDS[kind])
            return f"!({' || '.join(tests)})"
        case Simple("minLength" | "maxLength" as name, Literal(value=length)):
            operator = "<" if name == "minLength" else ">"
            return f"(isBlank({value}) || STRLEN(STR({value})) {operator} {int(length)})"
        case Simple(name, Literal() as limit) if name in _COMPARISONS:
            return fails_to_compare(value.worth, _COMPARISONS[name], value_term(limit))
    return None


def is_met(constraint: Constraint, path: Path, data: DataGraph, *, read: bool = False) -> bool:
    """Say whether a constraint on the values together is known to hold at every node.

    Where all values have to be counted for that, it is not known unless they may be, or are all `read` anyway.
    """
    counted = paths.is_single_step(path) and (read or data.counts_freely)
    match constraint:
        case Simple("minCount", Literal(value=least)):
            return int(least) == 0
        case Qualified("qualifiedMinCount", count=least):
            return least == 0
        case Simple("maxCount", Literal(value="0")) | Qualified(count=0):
            return False
        case Simple("maxCount") | Qualified("qualifiedMaxCount"):
            return counted and data.has_at_most_one(path)
        case Simple("equals", NamedNode() as other):
            return counted and data.has_same_values(path, other)
    return False


def failing_beside(
    constraint: Constraint, path: Path, node: str = "?this", value: str = "?value"
) -> str | None:
    """Return an expression that is true of a node and a value of its path that violates a constraint for its company.

    None if the constraint is of another kind, or the path not a single step. A bound of one value needs no count.
    """
    if not paths.is_single_step(path):
        return None
    match constraint:
        case Simple("maxCount", Literal(value="0")):
            return "true"
        case Simple("maxCount", Literal(value="1")):
            return f"EXISTS {{ {node} {paths.text(path)} ?found FILTER(!sameTerm(?found, {value})) }}"
        case Simple("equals", other):
            return f"!EXISTS {{ {node} {other} {value} }}"
        case Simple("disjoint", other):
            return f"EXISTS {{ {node} {other} {value} }}"
    return None


def _not_instance(class_: Term, value: Value, data: DataGraph) -> str:
    classes = used_classes(class_, data)
    if not classes:
        return "true"
    if len(classes) == 1:
        return f"!EXISTS {{ {value} {RDF['type']} {classes[0]} }}"
    return f"!EXISTS {{ {value} {RDF['type']} ?kind FILTER(?kind IN ({', '.join(classes)})) }}"


def _unmatched(expression: str, flags: str, value: Value, data: DataGraph) -> str:
    arguments = f"{Literal(expression)}, {Literal(flags)}"
    # An expression that the engine cannot read is an error for every text, the empty one included.
    if not data.holds(f'BIND(REGEX("", {arguments}) AS ?known) FILTER(BOUND(?known))'):
        raise NotCompilable(f"the store cannot read the regular expression {expression!r}")
    if not (expression.isascii() or data.reads_patterns):
        raise NotCompilable(f"the store misreads the regular expression {expression!r}")
    return f"(isBlank({value}) || !REGEX(STR({value}), {arguments}))"


def _not_one_of(members: tuple[Term, ...], value: Value) -> str:
    by_form = [m for m in members if not isinstance(m, Literal) or m.datatype in _COMPARED_BY_FORM]
    others = [m for m in members if isinstance(m, Literal) and m.datatype not in _COMPARED_BY_FORM]
    tests = [f"sameTerm({value}, {constant(member)})" for member in others]
    if by_form:
        tests.append(f"COALESCE({value} IN ({', '.join(map(constant, by_form))}), false)")
    return f"!({' || '.join(tests) or 'false'})"


def constant(term: Term) -> str:
    """Return a term to compare values with, as it is written in a query; raises `NotCompilable` for blank nodes."""
    if not nameable(term):
        raise NotCompilable("a blank node is named as a value")
    return written(term)
