"""How the parts of a query are joined: what the lint looks for in it, as told there."""

from __future__ import annotations

from collections.abc import Collection

from allegiance.bridge import Algebra, Operator
from allegiance.query.patterns import operators, patterns, variables


def unconnected(tree: Operator, _parameters: Collection[str]) -> bool:
    """Look for OPTIONAL, MINUS or NOT EXISTS that shares no variable with what stands before it, and for patterns side by side likewise."""
    for whole in operators(tree, {"LeftJoin", "Minus", "Join"}):
        left, right = (whole.argument(side) for side in ("p1", "p2"))
        if isinstance(left, Operator) and isinstance(right, Operator) and _apart(left, right, tree):
            return True
    for filtered in operators(tree, {"Filter"}):
        pattern, condition = filtered.argument("p"), filtered.argument("expr")
        for inside in _existing(condition):
            if isinstance(pattern, Operator) and _apart(pattern, inside, tree):
                return True
    return any(_apart_within(basic, tree) for basic in operators(tree, {"BGP"}))


def _existing(condition: Algebra) -> list[Operator]:
    """Return the groups of EXISTS and NOT EXISTS in a condition, not those inside such groups."""
    exists = list(operators(condition, {"Builtin_NOTEXISTS", "Builtin_EXISTS"}))
    groups = [group for found in exists if isinstance(group := found.argument("graph"), Operator)]
    nested = [
        inner for group in groups for inner in operators(group, {"Builtin_NOTEXISTS", "Builtin_EXISTS"})
    ]
    return [
        group
        for found, group in zip(exists, groups, strict=True)
        if not any(found is inner for inner in nested)
    ]


def _apart(left: Operator, right: Operator, tree: Operator) -> bool:
    """Return whether two parts of a query have variables, none in common, and no condition that compares them."""
    first, second = variables(left), variables(right)
    return bool(first and second) and not first & second and not _compared(first, second, tree)


def _apart_within(basic: Operator, tree: Operator) -> bool:
    """Return whether the patterns of a group fall apart into two parts."""
    waiting = [
        {end for end in pattern if isinstance(end, str) and end.startswith("?")}
        for pattern in patterns(basic)
    ]
    waiting = [ends for ends in waiting if ends]
    known = waiting.pop(0) if waiting else set()
    while near := next((ends for ends in waiting if ends & known), None):
        known |= near
        waiting.remove(near)
    return bool(waiting) and not _compared(known, set().union(*waiting), tree)


def _compared(first: Collection[str], second: Collection[str], tree: Operator) -> bool:
    conditions = operators(tree, {"RelationalExpression", "Builtin_sameTerm", "Extend"})
    return any(
        not variables(found).isdisjoint(first) and not variables(found).isdisjoint(second)
        for found in conditions
    )


def required_late(tree: Operator, _parameters: Collection[str]) -> bool:
    """Look for a pattern that every row needs behind an OPTIONAL: the two are planned apart, and joined as wholes."""
    for join in operators(tree, {"Join"}):
        before, behind = join.argument("p1"), join.argument("p2")
        while isinstance(before, Operator) and before.name in {"Extend", "Filter"}:
            before = before.argument("p")
        if isinstance(before, Operator) and before.name == "LeftJoin" and any(operators(behind, {"BGP"})):
            return True
    return False
