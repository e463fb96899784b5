"""What a change of the data can have changed in a validation: the focus nodes from which a shape reads a changed triple.

Never too few nodes; too many where two walks of the same path lead to different ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cached_property

from allegiance.terms import RDFS, NamedNode, Term, Triple
from allegiance.validate.data.data_graph import DataGraph, nameable
from allegiance.validate.reads import Read, reads_of
from allegiance.validate.shapes import paths
from allegiance.validate.shapes.model import Shape, Targets
from allegiance.validate.shapes.paths import Path

_CHANGED = "urn:allegiance:changed:"
_NODE = NamedNode("urn:allegiance:node")
# More nodes than this are not named one by one: the shape looks at all of its targets.
_MOST_NAMED = 1_000


class Change:
    """Two states of the data, and what shapes see of the difference."""

    def __init__(self, before: Iterable[Triple], after: Iterable[Triple]) -> None:
        old, new = set(before), set(after)
        self.triples: frozenset[Triple] = frozenset(old ^ new)
        self._either = old | new
        self._asked: dict[tuple[Path, frozenset[Term]], frozenset[Term]] = {}

    def affected(self, shape: Shape, targets: Targets) -> frozenset[Term] | None:
        """Return the nodes at which a shape may find something else than before; None stands for all of its targets."""
        if not self.triples:
            return frozenset()
        reads = reads_of(shape, targets)
        if reads is None or any(triple.predicate == RDFS["subClassOf"] for triple in self.triples):
            return None
        found: set[Term] = set()
        for prefix, nodes in self._by_prefix(reads).items():
            found |= nodes if prefix is None else self._behind(prefix, nodes)
        return frozenset(found) if len(found) <= _MOST_NAMED and all(map(nameable, found)) else None

    def _by_prefix(self, reads: AbstractSet[Read]) -> dict[Path | None, frozenset[Term]]:
        nodes: dict[Path | None, set[Term]] = {}
        for read in reads:
            for triple in self.triples:
                if read.predicate in {None, triple.predicate}:
                    nodes.setdefault(read.prefix, set()).add(
                        triple.subject if read.forwards else triple.object
                    )
        return {prefix: frozenset(found) for prefix, found in nodes.items()}

    @cached_property
    def _graph(self) -> DataGraph:
        return DataGraph(self._either, ())

    def _behind(self, prefix: Path, nodes: frozenset[Term]) -> frozenset[Term]:
        """Return the nodes from which a path leads to any of some, before or after the change."""
        key = (prefix, nodes)
        if key not in self._asked:
            # Blank nodes have no name in a query, but a triple can point at them.
            mark = NamedNode(f"{_CHANGED}{len(self._asked)}")
            self._graph.add(Triple(mark, _NODE, node) for node in nodes)
            query = f"SELECT DISTINCT ?this {{ {mark} {_NODE} ?node . ?this {paths.text(prefix)} ?node }}"
            self._asked[key] = frozenset(this for (this,) in self._graph.rows(query) if this is not None)
        return self._asked[key]
