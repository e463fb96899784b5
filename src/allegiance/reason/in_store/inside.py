"""The rules carried out where the data is: derivation rules and OWL 2 RL as SPARQL updates of a store, embedded or remote.

What is carried out for OWL 2 RL is a `program`, so no ontology is read there. Not here: proofs (`prover`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from allegiance.errors import Place, RequestError, SourceError
from allegiance.reason.derivation.order import feeds_itself, in_order, read_rule
from allegiance.reason.in_store.layers import Layers
from allegiance.reason.in_store.program import Program, Stage
from allegiance.store import Engine, Rows, Store, Truth
from allegiance.store.anatomy import anatomy
from allegiance.terms import Literal, NamedNode


def derive_inside(store: Store, rules: Sequence[Path], layers: Layers) -> None:
    """Replace the derived layer of a store by what the derivation rules derive there, as `derive` does here.

    Raises `SourceError` `rule-not-construct` and `rule-cycle` before anything is changed.
    """
    groups = list(in_order([read_rule(path) for path in rules]))
    updates = [[_insertion(rule.path, layers) for rule in group] for group in groups]
    store.update(f"DROP SILENT GRAPH {layers.derived}")
    for group, texts in zip(groups, updates, strict=True):
        _run(store, texts, layers.derived, again=feeds_itself(group))
    store.update(_without_known(layers.derived, (layers.asserted,)))


def _run(store: Store, updates: Iterable[str], graph: NamedNode, *, again: bool) -> None:
    """Carry out updates, and if asked to again, until the graph does not grow."""
    size = -1
    while True:
        for update in updates:
            store.update(update)
        if not again or size == (size := _size(store, graph)):
            return


def entail_inside(store: Store, program: Program, layers: Layers) -> tuple[str, ...]:
    """Replace the entailed layer of a store by what follows there; return the rules that find a contradiction.

    Raises `RequestError` `not-inside` where the data say of a class or property that it is the same as something that the ontology does
    not say so of; the entailed layer is empty then. Errors of the store go through.
    """
    there = store.over((*layers.all, *layers.news))
    for stage in program.stages:
        if stage.only_if is None or _holds(there, stage.only_if):
            _carry_out(stage, there)
    if program.unforeseen is not None and _holds(there, program.unforeseen):
        for text in program.undoing:
            store.update(text)
        raise RequestError(
            "not-inside",
            "the data make a class or a property of the ontology the same as something else",
            hint="give the owl:sameAs triples about classes and properties with the ontology",
        )
    found = contradictions_inside(there, program)
    for text in program.closing:
        store.update(text)
    return found


def contradictions_inside(store: Engine, program: Program) -> tuple[str, ...]:
    """Return the rules that find a contradiction in what an engine answers over; by named classes only, after `entail_inside`."""
    return tuple(sorted({name for name, question in program.clashes if _holds(store, question)}))


def _carry_out(stage: Stage, store: Store) -> None:
    for text in stage.once:
        store.update(text)
    turn = 0
    while stage.rounds and _holds(store, stage.anything_new[turn]):
        for text in stage.rounds[turn]:
            store.update(text)
        turn = 1 - turn


def _insertion(rule: Path, layers: Layers) -> str:
    parts = anatomy(rule.read_text(encoding="utf-8"))
    if not parts.template:
        raise SourceError(
            "rule-not-construct",
            "a rule must be a CONSTRUCT query with a template",
            place=Place(rule),
            hint="move other queries out of queries/rules/",
        )
    where = parts.pattern if parts.pattern[:5].upper() == "WHERE" else f"WHERE {parts.pattern}"
    using = f"USING {layers.asserted} USING {layers.derived}"
    return f"{parts.prologue} INSERT {{ GRAPH {layers.derived} {parts.template} }} {using} {where}"


def _without_known(graph: NamedNode, known: Iterable[NamedNode]) -> str:
    """Return the update that takes from a layer what stands in those below it."""
    there = " UNION ".join(f"{{ GRAPH {below} {{ ?s ?p ?o }} }}" for below in known)
    return f"DELETE {{ GRAPH {graph} {{ ?s ?p ?o }} }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} {{ {there} }} }}"


def _size(store: Store, graph: NamedNode) -> int:
    match store.query(f"SELECT (COUNT(*) AS ?size) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}", {}):
        case Rows(rows=((Literal() as size,),)):
            return int(size.value)
    return 0


def _holds(store: Engine, question: str) -> bool:
    return store.query(question, {}) == Truth(value=True)
