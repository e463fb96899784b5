"""Names for people, of nodes that are described elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from allegiance.labels import Labels, labels_of
from allegiance.store import Engine, Rows
from allegiance.terms import Literal, NamedNode, Term, Triple

# So many nodes are named in one query.
_BATCH = 500


class LabelsElsewhere(Labels):
    """The labels of the nodes that an engine describes, each asked for once and when it is needed.

    A node that is not labelled there goes by the label that it has here.
    """

    def __init__(self, engine: Engine, here: Labels, prefixes: Mapping[str, str]) -> None:
        super().__init__((), prefixes=prefixes)
        self._engine = engine
        self._here = here
        self._found: dict[Term, str | None] = {}

    def get(self, term: Term) -> str | None:
        """Return the label of a node, or None."""
        self.learn([term])
        return self._found.get(term)

    def learn(self, terms: Iterable[Term | None]) -> None:
        """Ask for the labels of many nodes at once, before they are shown one by one."""
        nodes = [term for term in dict.fromkeys(terms) if isinstance(term, NamedNode)]
        unknown = [node for node in nodes if node not in self._found]
        for start in range(0, len(unknown), _BATCH):
            batch = unknown[start : start + _BATCH]
            told = Labels(self._told(batch))
            for node in batch:
                self._found[node] = told.get(node) or self._here.get(node)

    def _told(self, nodes: Iterable[NamedNode]) -> Iterable[Triple]:
        match self._engine.query(labels_of(nodes), {}):
            case Rows(rows=rows):
                for node, name, label in rows:
                    if (
                        isinstance(node, NamedNode)
                        and isinstance(name, NamedNode)
                        and isinstance(label, Literal)
                    ):
                        yield Triple(node, name, label)
