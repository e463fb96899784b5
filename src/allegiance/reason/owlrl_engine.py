"""The reference engine: owlrl, the only room that knows it.

owlrl works in place and emits literals as subjects (docs/deviations.md, D2): it gets a copy, and `bridge` drops what RDF forbids.
"""

from __future__ import annotations

from collections.abc import Iterable

from owlrl import OWLRL_Semantics

from allegiance import bridge
from allegiance.terms import Triple


def closure(asserted: Iterable[Triple]) -> tuple[frozenset[Triple], tuple[str, ...]]:
    """Return the asserted triples with everything that OWL 2 RL adds to them, and owlrl's words for each contradiction."""
    graph = bridge.to_rdflib(asserted)
    # Not through DeductiveClosure: it switches rdflib's literal conversions for the whole process.
    semantics = OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False)
    semantics.closure()
    messages = tuple(sorted(set(semantics.error_messages)))
    return frozenset(bridge.from_rdflib(graph)), messages
