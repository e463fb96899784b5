"""The reference engine: owlrl, the only room that knows it.

owlrl works in place and emits literals as subjects (docs/deviations.md, D2): it gets a copy, and `bridge` drops what RDF forbids.
"""

from __future__ import annotations

from collections.abc import Iterable

from owlrl import OWLRL_Semantics

from allegiance import bridge
from allegiance.reason.contradiction import Contradiction
from allegiance.reason.informative import is_informative
from allegiance.terms import Triple


def entail(asserted: Iterable[Triple], *, full: bool) -> tuple[frozenset[Triple], tuple[Contradiction, ...]]:
    """Return the legal triples that owlrl adds, informative ones unless all are asked for, and its words for each contradiction; it names neither rule nor triples."""
    given = frozenset(asserted)
    graph = bridge.to_rdflib(given)
    # Not through DeductiveClosure: it switches rdflib's literal conversions for the whole process.
    semantics = OWLRL_Semantics(graph, axioms=full, daxioms=full, rdfs=False)
    semantics.closure()
    found = tuple(Contradiction("", message, ()) for message in sorted(set(semantics.error_messages)))
    new = frozenset(bridge.from_rdflib(graph)) - given
    return new if full else frozenset(filter(is_informative, new)), found
