"""A query as rdflib reads it: prepared, and as the algebra of SPARQL 1.1 §18.2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from rdflib.paths import AlternativePath, MulPath, NegatedPath, Path, SequencePath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Identifier

from allegiance.errors import RequestError

Algebra: TypeAlias = "Operator | str | tuple[Algebra, ...]"
_BOOKKEEPING = {"_vars", "lazy", "res"}


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator of the SPARQL algebra, a path or a triple pattern; leaves are variables (`?x`) and terms as text."""

    name: str
    arguments: tuple[tuple[str, Algebra], ...]

    def operators(self) -> Iterator[Operator]:
        """Yield this operator and all below it, outermost first."""
        yield self
        waiting: list[Algebra] = [argument for _, argument in reversed(self.arguments)]
        while waiting:
            here = waiting.pop()
            if isinstance(here, Operator):
                yield from here.operators()
            elif isinstance(here, tuple):
                waiting += reversed(here)

    def argument(self, name: str) -> Algebra:
        """Return an argument by its name; an empty tuple where there is none."""
        return dict(self.arguments).get(name, ())


def algebra(text: str) -> Operator:
    """Return the algebra of a query (SPARQL 1.1 §18.2) as rdflib reads it; raises `RequestError` `query-syntax`."""
    tree = _operator(prepared(text).algebra)
    if not isinstance(tree, Operator):
        raise TypeError(tree)
    return tree


def _operator(node: object) -> Algebra:
    if isinstance(node, CompValue):
        # rdflib translates the graph of an EXISTS beside the entry that it had parsed.
        kept = ((key, vars(node).get(key, value)) for key, value in node.items() if key not in _BOOKKEEPING)
        return Operator(node.name, tuple((key, _operator(value)) for key, value in kept if value is not None))
    if isinstance(node, Path):
        return _path(node)
    if isinstance(node, list | tuple):
        return tuple(_operator(part) for part in node)
    if isinstance(node, set | frozenset):
        return tuple(sorted(map(str, node)))
    return node.n3() if isinstance(node, Identifier) else str(node)


def _path(path: Path) -> Operator:
    if isinstance(path, MulPath):
        return Operator(f"Path{path.mod}", (("path", _operator(path.path)),))
    if isinstance(path, SequencePath | AlternativePath | NegatedPath):
        return Operator(type(path).__name__, (("paths", tuple(map(_operator, path.args))),))
    return Operator("InvPath", (("path", _operator(getattr(path, "arg", None))),))


@cache
def prepared(text: str) -> Query:
    """Return the query ready to be asked of a graph; raises `RequestError` `query-syntax`."""
    try:
        return prepareQuery(text)
    except Exception as error:
        # rdflib's parser raises several unrelated classes, pyparsing's among them.
        raise RequestError(
            "query-syntax", f"rdflib cannot read the query: {error}", hint="see SPARQL 1.1 §19"
        ) from error
