"""What every graph of a folder offers to those who ask it, wherever it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from allegiance.explain import Explainer
from allegiance.labels import Labels
from allegiance.project import Project
from allegiance.query import Catalogue, Lookup
from allegiance.store import Engine
from allegiance.terms import Term


class Asked(Protocol):
    """A folder and its graph, as far as answers need them."""

    @property
    def project(self) -> Project:
        """The folder."""
        ...

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes that may be used undeclared."""
        ...

    @property
    def catalogue(self) -> Catalogue:
        """The stored queries."""
        ...

    @property
    def store(self) -> Engine:
        """What answers queries, over all layers."""
        ...

    @property
    def lookup(self) -> Lookup:
        """What the graph knows about values for parameters."""
        ...

    @property
    def labels(self) -> Labels:
        """Names for people."""
        ...

    @property
    def explainer(self) -> Explainer:
        """What answers why."""
        ...

    def labels_of(self, terms: Iterable[Term], /) -> Labels:
        """Return names for people, of some nodes at least."""
        ...
