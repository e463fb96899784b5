"""Where a store keeps what is asserted, derived and entailed."""

from __future__ import annotations

from dataclasses import dataclass

from allegiance.terms import NamedNode


@dataclass(frozen=True, slots=True)
class Layers:
    """The named graphs that hold what is asserted, what is derived and what is entailed."""

    asserted: NamedNode
    derived: NamedNode
    entailed: NamedNode

    @property
    def news(self) -> tuple[NamedNode, NamedNode]:
        """Two more graphs, which take turns holding what the last round of reasoning found; empty when it is done."""
        return NamedNode(f"{self.entailed.value}/news-0"), NamedNode(f"{self.entailed.value}/news-1")

    @property
    def all(self) -> tuple[NamedNode, NamedNode, NamedNode]:
        """The three layers."""
        return self.asserted, self.derived, self.entailed
