"""What the rules of the lint look at in the algebra of a query: operators, triple patterns, variables."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from allegiance.bridge import Algebra, Operator


def operators(tree: Algebra, names: Collection[str]) -> Iterator[Operator]:
    """Yield the operators of some names in a tree, outermost first."""
    if isinstance(tree, Operator):
        yield from (operator for operator in tree.operators() if operator.name in names)


def patterns(tree: Operator) -> Iterator[tuple[Algebra, Algebra, Algebra]]:
    """Yield the triple patterns of a tree: subject, predicate or path, object."""
    for basic in operators(tree, {"BGP"}):
        for triple in items(basic.argument("triples")):
            subject, predicate, object_ = items(triple)
            yield subject, predicate, object_


def items(tree: Algebra) -> tuple[Algebra, ...]:
    """Return the items of a list of the algebra; none where it is something else."""
    return tree if isinstance(tree, tuple) else ()


def bound(tree: Operator) -> set[str]:
    """Return the variables that triple patterns bind."""
    ends = (term for pattern in patterns(tree) for term in pattern)
    return {term for term in ends if isinstance(term, str) and term.startswith("?")}


def variables(tree: Operator) -> set[str]:
    """Return the variables that a tree speaks of, bound or not."""
    found: set[str] = set()
    for operator in tree.operators():
        for _, argument in operator.arguments:
            found.update(text for text in strings(argument) if text.startswith("?"))
    return found


def strings(tree: Algebra) -> Iterator[str]:
    """Yield the leaves of an argument that is a leaf or a list."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, tuple):
        for item in tree:
            yield from strings(item)
