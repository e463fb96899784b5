"""Who answers why: over the layers of a store or a server, with the folder's ontology and rules, and the places in its files."""

from __future__ import annotations

from allegiance import project
from allegiance.errors import RequestError
from allegiance.explain import Explainer, Stored
from allegiance.explain.knowledge import LAYERS
from allegiance.pipeline.knowledge_graph import KnowledgeGraph
from allegiance.store import Store, Truth


def explainer_at(kg: KnowledgeGraph, there: Store) -> Explainer:
    """Return what explains triples of a store that holds the three layers, as `allegiance push` puts them there.

    The proofs are found there: ontology and derivation rules are those of the folder, nothing else of it is used but the places of
    assertions that it has too. Raises `RequestError` `nothing-there` where no layer of assertions is, and as `Store.query` does.
    """
    anything = f"ASK {{ GRAPH {LAYERS.asserted} {{ ?s ?p ?o }} }}"
    if there.over((LAYERS.asserted,)).query(anything, {}) != Truth(value=True):
        raise RequestError(
            "nothing-there", f"there is no graph {LAYERS.asserted}", hint="put it there: allegiance push"
        )
    home = kg.project
    known = Stored(there, project.triples(home.ontology), home.rules, home.because)
    return Explainer(known, lambda triple: home.within(home.place_of(triple)))
