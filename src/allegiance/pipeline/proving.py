"""Who answers why over the layers of a store or a server, with the folder's ontology and rules; and whether an answer stands."""

from __future__ import annotations

from collections.abc import Sequence

from allegiance import project, store
from allegiance.errors import EngineError, RequestError
from allegiance.explain import Checker, Explainer, Explanation, Stored
from allegiance.explain.knowledge import LAYERS
from allegiance.pipeline.knowledge_graph import KnowledgeGraph
from allegiance.project import Project
from allegiance.store import Store


def explainer_at(kg: KnowledgeGraph, there: Store) -> Explainer:
    """Return what explains triples of a store that holds the three layers, as `allegiance push` puts them there.

    The proofs are found there: ontology and derivation rules are those of the folder, nothing else of it is used but the places of
    assertions that it has too. Raises `RequestError` `nothing-there` where no layer of assertions is, and as `Store.query` does.
    """
    if not store.is_there(there, LAYERS.asserted):
        raise RequestError(
            "nothing-there", f"there is no graph {LAYERS.asserted}", hint="put it there: allegiance push"
        )
    home = kg.project
    known = Stored(there, project.triples(home.ontology), home.rules, home.because)
    return Explainer(known, lambda triple: home.within(home.place_of(triple)))


def check_proofs(home: Project, explainer: Explainer, found: Sequence[Explanation]) -> int:
    """Have proofs checked by others than those who found them (`explain.Checker`); return how many different steps they have.

    Raises `EngineError` `proof-refused` for a step that does not follow.
    """
    checker = Checker(explainer.knowledge.asserted.has, home.rules)
    for proof in found:
        for fault in checker.faults(proof):
            raise EngineError(
                "proof-refused",
                f"{fault.triple} does not follow from its premises by {fault.rule}",
                hint="do not rely on this proof; please report the triple that was asked for",
            )
    return len({step.triple for proof in found for step in proof.steps()})
