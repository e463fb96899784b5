"""Rules carried out where the graphs are, into layers of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from allegiance import project, reason
from allegiance.errors import RequestError
from allegiance.pipeline.elsewhere import Elsewhere, changing, is_there, size
from allegiance.pipeline.graph_elsewhere import GraphElsewhere


@dataclass(frozen=True, slots=True)
class Reasoned:
    """What was put in place: the numbers of derived and of entailed triples, and the rules that found a contradiction."""

    derived: int
    entailed: int
    contradictions: tuple[str, ...]


def reason_elsewhere(graph: GraphElsewhere, step: Callable[[str], None] = lambda _what: None) -> Reasoned:
    """Replace the derived and the entailed layer by what the folder's rules and OWL 2 RL, for its ontology, give there.

    Doing it again changes nothing. Raises `RequestError` `nothing-there` where there are no assertions, the errors of
    `changing`, `reason.derive_inside` and `reason.entail_inside`; then the layers are what they were.
    """
    with changing(graph.where) as (target, layers):
        if not is_there(target, layers.asserted):
            raise RequestError(
                "nothing-there",
                f"there is no graph {layers.asserted} to reason over",
                hint=f"put it there: allegiance push {graph.where.option}",
            )
        step("reason: derivation rules")
        reason.derive_inside(target, graph.project.rules, layers)
        step("reason: OWL 2 RL")
        program = reason.compile_program(project.triples(graph.project.ontology), layers)
        contradictions = reason.entail_inside(target, program, layers)
        return Reasoned(size(target, layers.derived), size(target, layers.entailed), contradictions)


def clear(where: Elsewhere) -> None:
    """Take the derived and the entailed layer away."""
    with changing(where) as (target, layers):
        for layer in (layers.derived, layers.entailed):
            target.update(f"DROP SILENT GRAPH {layer}")
