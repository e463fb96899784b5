"""The reference engine: pyshacl, the only room that knows it.

pyshacl takes any misspelt option without a word (docs/deviations.md, D4), so its options are written out here, once.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyshacl

from allegiance import bridge
from allegiance.terms import Triple


def report_graph(data: Iterable[Triple], shapes: Iterable[Triple]) -> frozenset[Triple]:
    """Return the validation report as RDF (SHACL §3.6), computed without any inference beyond `rdfs:subClassOf`."""
    _, graph, _ = pyshacl.validate(
        bridge.to_rdflib(data),
        shacl_graph=bridge.to_rdflib(shapes),
        inference="none",
        abort_on_first=False,
        advanced=False,
        js=False,
        meta_shacl=False,
        inplace=True,  # the graph is our own copy
    )
    return frozenset(bridge.from_rdflib(graph))
