"""Taking triples back: over-delete, then re-derive (Gupta, Mumick and Subrahmanian, 1993).

Everything that could have come from what is taken back is doubted and dropped, unless it is asserted itself; then whatever the rest
still gives comes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from allegiance.reason.closure import Closure, carried_on
from allegiance.reason.columns import EMPTY, HALF, LOW, Column, contains, pack, union, without
from allegiance.reason.facts import Facts
from allegiance.reason.join import matches, solve
from allegiance.reason.saturate import compared_keys


def reduced(closure: Closure, gone: Mapping[int, Column]) -> Closure | None:
    """Return the closure of what is asserted without some of it, or None where that has to be computed anew.

    It has to where the schema would change, or what is the same as what: a representative does not tell which of its names
    a fact came from.
    """
    asserted = {key: without(column, gone.get(key, EMPTY)) for key, column in closure.asserted.items()}
    kept = _represented(closure, asserted)
    doubted = Facts(closure.facts.type_id)
    for key, column in _represented(closure, gone).items():
        doubted.propose(key, column)
    sensitive = _sensitive(closure)
    doomed: dict[int, Column] = {}
    while pending := doubted.pending():
        if not sensitive.isdisjoint(pending):
            return None
        for key in pending:
            new = doubted.absorb(key)
            new = without(new[contains(closure.facts.column(key), new)], kept.get(key, EMPTY))
            if len(new):
                doomed[key] = union([doomed.get(key, EMPTY), new])
                closure.program.react(key, new, closure.facts, into=doubted)
    facts = closure.facts.copy()
    for key, column in doomed.items():
        facts.keep(key, ~contains(column, facts.column(key)))
    _rederive(closure, doomed, facts)
    return carried_on(closure, {key: column for key, column in asserted.items() if len(column)}, facts)


def _rederive(closure: Closure, doomed: Mapping[int, Column], facts: Facts) -> None:
    """Propose what was dropped and still follows in one step from what was not."""
    for rule in closure.rules:
        if rule.head is None:
            continue
        key = rule.head.key(facts.type_id)
        for dropped in _said_by(key, doomed, facts.type_id):
            rows = solve(rule.body, matches(rule.head, key, dropped), facts)
            if rows.count:
                closure.program.conclude(rule.head, rows, facts)


def _said_by(key: int, doomed: Mapping[int, Column], type_id: int) -> Iterator[Column]:
    """Yield what was dropped from the relation of a head; from all classes, where the head leaves the class open."""
    if key in doomed:
        yield doomed[key]
    elif key == type_id:
        for class_key, members in doomed.items():
            if class_key < 0:
                yield pack(members, np.full(len(members), ~class_key))


def _sensitive(closure: Closure) -> frozenset[int]:
    """Return the keys of relations whose loss may change the schema or what is the same."""
    type_id, same_as = closure.vocabulary.type, closure.vocabulary.same_as
    keys = {same_as, *closure.vocabulary.schema_keys(closure.equality.standing_for)}
    if closure.equality.cliques:
        keys.update(
            atom.key(type_id)
            for rule in closure.rules
            if rule.head is not None and rule.head.predicate == same_as
            for atom in rule.body
        )
        keys.update(compared_keys(closure.rules, type_id))
        keys.add(closure.vocabulary["owl:differentFrom"])
    return frozenset(keys)


def _represented(closure: Closure, columns: Mapping[int, Column]) -> dict[int, Column]:
    equality = closure.equality
    found: dict[int, Column] = {}
    for key, column in columns.items():
        leader = ~equality.leader(~key) if key < 0 else equality.leader(key)
        if key < 0:
            renamed = equality.replaced(column)
        else:
            renamed = pack(equality.replaced(column >> HALF), equality.replaced(column & LOW))
        found[leader] = union([found.get(leader, EMPTY), renamed])
    return found
