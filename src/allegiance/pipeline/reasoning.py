"""Rules carried out where the graphs are, into layers of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from allegiance import project, reason, store
from allegiance.errors import RequestError
from allegiance.pipeline.elsewhere import Elsewhere, changing
from allegiance.pipeline.graph_elsewhere import GraphElsewhere, named
from allegiance.reason import Contradiction, Layers
from allegiance.store import DiskStore, Store


@dataclass(frozen=True, slots=True)
class Reasoned:
    """What was put in place: the numbers of derived and of entailed triples, and the contradictions that were found."""

    derived: int
    entailed: int
    contradictions: tuple[Contradiction, ...]


def left_out(graph: GraphElsewhere) -> tuple[str, ...]:
    """Return the OWL 2 RL rules that are not carried out in full where the graph is: none on disk."""
    return () if isinstance(graph.store, DiskStore) else graph.program.left_out


def reason_elsewhere(graph: GraphElsewhere, step: Callable[[str], None] = lambda _what: None) -> Reasoned:
    """Replace the derived and the entailed layer by what the folder's rules and OWL 2 RL, for its ontology, give there.

    Doing it again changes nothing. Raises `RequestError` `nothing-there` where there are no assertions, the errors of
    `changing`, `reason.derive_inside`, `reason.entail_inside` and `reason.entail_on_disk`; then the layers are what they were.
    """
    with changing(graph.where) as (target, layers):
        if not store.is_there(target, layers.asserted):
            raise RequestError(
                "nothing-there",
                f"there is no graph {layers.asserted} to reason over",
                hint=f"put it there: allegiance push {graph.where.option}",
            )
        step("reason: derivation rules")
        reason.derive_inside(target, graph.project.rules, layers)
        step("reason: OWL 2 RL")
        contradictions = _entail(target, graph, layers)
        return Reasoned(
            store.count(target, layers.derived), store.count(target, layers.entailed), contradictions
        )


def _entail(target: Store, graph: GraphElsewhere, layers: Layers) -> tuple[Contradiction, ...]:
    if isinstance(target, DiskStore):
        return reason.entail_on_disk(target, layers)
    program = reason.compile_program(project.triples(graph.project.ontology), layers)
    return named(reason.entail_inside(target, program, layers))


def clear(where: Elsewhere) -> None:
    """Take the derived and the entailed layer away."""
    with changing(where) as (target, layers):
        for layer in (layers.derived, layers.entailed):
            target.update(f"DROP SILENT GRAPH {layer}")
