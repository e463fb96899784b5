"""Constraints that look at all values of a path together, as SELECT queries whose rows are the violations.

The forms are chosen for Oxigraph: a join inside NOT EXISTS is quadratic there, grouping and OPTIONAL are linear.
"""

from __future__ import annotations

from collections.abc import Sequence

from allegiance.terms import NamedNode, Term
from allegiance.validate.compiled.focus import Focus
from allegiance.validate.data.data_graph import DataGraph, nameable, written
from allegiance.validate.data.lexical import fails_to_compare
from allegiance.validate.errors import NotCompilable
from allegiance.validate.shapes import paths
from allegiance.validate.shapes.paths import Path, Predicate


def members(focus: Focus) -> str:
    """Select `?this`: the focus nodes."""
    return f"SELECT DISTINCT ?this {{ {focus.pattern} }}"


def sample(focus: Focus, path: Path, number: int) -> str:
    """Select `?this ?value ?within`: so many values of a single step, or all if there are fewer; of focus nodes where `?within` is bound."""
    some = f"{{ SELECT ?this ?value {{ ?this {paths.text(path)} ?value }} LIMIT {number} }}"
    within = f"{{ {focus.test or focus.pattern} BIND(true AS ?within) }}"
    return f"SELECT DISTINCT ?this ?value ?within {{ {some} OPTIONAL {within} }}"


def value_nodes(focus: Focus, path: Path, only: Sequence[Term] = ()) -> str:
    """Select `?this ?value`: the value nodes, those of a given few where some are given."""
    given = f"VALUES ?value {{ {' '.join(map(written, only))} }}" if only else ""
    return f"SELECT DISTINCT ?this ?value {{ {given} {{ {focus.values(path)} }} }}"


def failing_values(focus: Focus, path: Path | None, tests: Sequence[str]) -> str:
    """Select `?this ?value ?f0 …`: the values at which any test is true, and which tests those are."""
    pattern = focus.pattern if path is None else f"{{ {focus.values(path)} }}"
    if len(tests) == 1:
        return f"SELECT ?this {_value(path)} (true AS ?f0) {{ {pattern} FILTER({tests[0]}) }}"
    flags = [f"?f{number}" for number in range(len(tests))]
    bound = " ".join(f"BIND({test} AS {flag})" for test, flag in zip(tests, flags, strict=True))
    # Few fail: which tests those are is cheaper asked again than kept for every value.
    return (
        f"SELECT ?this {_value(path)} {' '.join(flags)} {{ {pattern} FILTER({' || '.join(tests)}) {bound} }}"
    )


def _value(path: Path | None) -> str:
    return "(?this AS ?value)" if path is None else "?value"


def wrong_counts(focus: Focus, path: Path, least: int, most: int | None) -> str:
    """Select `?this ?count`: the nodes that have too few or too many values."""
    count = f"COUNT({_counted(focus, path)})"
    bounds = [f"{count} < {least}"] if least else []
    bounds += [] if most is None else [f"{count} > {most}"]
    pattern = focus.optional_values(path) if least else focus.values(path)
    return f"SELECT ?this ({count} AS ?count) {{ {pattern} }} GROUP BY ?this HAVING({' || '.join(bounds)})"


def too_few_counted(focus: Focus, path: Path, left_out: str, least: int) -> str:
    """Select `?this`: the nodes of whose values too few are not left out by a test."""
    if paths.is_single_step(path):
        pattern = f"{focus.pattern} OPTIONAL {{ ?this {paths.text(path)} ?value FILTER(!{left_out}) }}"
    else:
        pattern = f"{{ {focus.values(path)} FILTER(!{left_out}) }} UNION {{ {focus.pattern} }}"
    return f"SELECT ?this {{ {pattern} }} GROUP BY ?this HAVING(COUNT(DISTINCT ?value) < {least})"


def too_many_counted(focus: Focus, path: Path, left_out: str, most: int) -> str:
    """Select `?this`: the nodes of whose values too many are not left out by a test."""
    pattern = f"{focus.values(path)} FILTER(!{left_out})"
    return f"SELECT ?this {{ {pattern} }} GROUP BY ?this HAVING(COUNT({_counted(focus, path)}) > {most})"


def missing_value(focus: Focus, path: Path | None, value: Term) -> str:
    """Select `?this`: the nodes that lack a value (SHACL §4.8.2)."""
    if not nameable(value):
        raise NotCompilable("a blank node is named as a value")
    constant = written(value)
    if path is None:
        return f"SELECT DISTINCT ?this {{ {focus.pattern} FILTER(!sameTerm(?this, {constant})) }}"
    found = f"SUM(IF(COALESCE(sameTerm(?value, {constant}), false), 1, 0))"
    return f"SELECT ?this {{ {focus.optional_values(path)} }} GROUP BY ?this HAVING({found} = 0)"


def repeated_languages(focus: Focus, path: Path) -> str:
    """Select `?this ?language`: the languages in which a node has more than one value (SHACL §4.4.5)."""
    return (
        f"SELECT ?this ?language {{ {{ {focus.values(path)} }} "
        'FILTER(isLiteral(?value)) BIND(LCASE(LANG(?value)) AS ?language) FILTER(?language != "") } '
        f"GROUP BY ?this ?language HAVING(COUNT({_counted(focus, path)}) > 1)"
    )


def _counted(focus: Focus, path: Path) -> str:
    return "?value" if focus.once and paths.is_single_step(path) else "DISTINCT ?value"


def shared_values(focus: Focus, path: Path | None, other: NamedNode) -> str:
    """Select `?this ?value`: the values that a node also has for another property (SHACL §4.5.2)."""
    if path is None:
        return f"SELECT DISTINCT ?this (?this AS ?value) {{ {focus.pattern} ?this {other} ?this . }}"
    return f"SELECT DISTINCT ?this ?value {{ {{ {focus.values(path)} }} ?this {other} ?value . }}"


def values_apart(focus: Focus, path: Path, other: Path) -> str:
    """Select `?this ?value`: the values of a path that are not values of another; both are single steps (SHACL §4.5.1)."""
    absent = f"FILTER NOT EXISTS {{ ?this {paths.text(other)} ?value }}"
    return f"SELECT DISTINCT ?this ?value {{ {focus.values(path)} {absent} }}"


def unordered_pairs(focus: Focus, path: Path, other: NamedNode, operator: str, data: DataGraph) -> str:
    """Select `?this ?value ?other`: the pairs of values that are not in order (SHACL §4.5.3, §4.5.4)."""
    left, right = data.value("?value", path).worth, data.value("?other", Predicate(other)).worth
    return (
        f"SELECT DISTINCT ?this ?value ?other {{ {{ {focus.values(path)} }} ?this {other} ?other . "
        f"FILTER({fails_to_compare(left, operator, right)}) }}"
    )


def unexpected_properties(focus: Focus, path: Path | None, allowed: Sequence[NamedNode]) -> str:
    """Select `?this ?object ?predicate ?subject`: what value nodes say beyond the allowed properties (SHACL §4.8.1)."""
    pattern = focus.pattern if path is None else f"{{ {focus.values(path)} }}"
    subject = "?this" if path is None else "?value"
    unexpected = "?predicate ?object"
    if allowed:
        # A path that passes by the allowed properties is twice as fast as a filter; few rows need both.
        others = "|".join(map(str, allowed))
        listed = ", ".join(map(str, allowed))
        unexpected = f"!({others}) ?object . {subject} {unexpected} . FILTER(?predicate NOT IN ({listed}))"
    return (
        f"SELECT DISTINCT ?this ?object ?predicate {'' if path is None else subject} "
        f"{{ {pattern} {subject} {unexpected} }}"
    )
