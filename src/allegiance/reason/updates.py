"""A T-box -> SPARQL 1.1 updates that materialise OWL 2 RL inside a store, without a triple of the data leaving it.

The rules are those that `specialise` leaves of the closed T-box, each an `INSERT … WHERE` over named graphs: asserted, entailed,
and two deltas that take turns holding what the last round found. Not here: the text of an update (`update_text`), and rules
that end in a contradiction (`clashes`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from allegiance.errors import RequestError
from allegiance.reason.closure import Closure
from allegiance.reason.columns import EMPTY, HALF, LOW, without
from allegiance.reason.compiled_engine import closed
from allegiance.reason.dictionary import IRI, TermDictionary
from allegiance.reason.join import Atom, InstanceRule, Slot
from allegiance.reason.ranks import ranks
from allegiance.reason.update_text import (
    EQUALITY,
    TextAtom,
    TextRule,
    UpdateGraphs,
    any_in,
    any_sameness,
    clearing,
    insertion,
    insertions_of_data,
    new_sameness,
    tidying,
    without_asserted,
    written,
)
from allegiance.reason.vocabulary import is_schema_rule
from allegiance.terms import Triple

_MEMBERS: Final = "a "


class Updatable(Protocol):
    """A store that carries out SPARQL 1.1 updates, each whole or not at all, and answers ASK queries."""

    def update(self, text: str) -> None:
        """Carry out an update."""
        ...

    def ask(self, text: str) -> bool:
        """Answer an ASK query."""
        ...


@dataclass(frozen=True, slots=True)
class Stage:
    """Updates to run once, in their order; then, where there are rounds, one and the other by turns while anything is new.

    Before each round the question of the same number is asked: yes is to go on. With `only_if`, the stage is for stores that
    answer yes to it.
    """

    once: tuple[str, ...]
    rounds: tuple[tuple[str, ...], ...] = ()
    anything_new: tuple[str, ...] = ()
    only_if: str | None = None


@dataclass(frozen=True, slots=True)
class Updates:
    """What a store is to be sent, in order. Every text is SPARQL 1.1, and a text that is sent twice changes nothing more.

    `unforeseen` asks, after the stages, whether the data have changed the T-box; then what was found is to be undone.
    """

    stages: tuple[Stage, ...]
    unforeseen: str | None
    closing: tuple[str, ...]
    undoing: tuple[str, ...]


def materialise(updates: Updates, store: Updatable) -> None:
    """Fill the entailed graph of a store; what it held before is dropped.

    Raises `RequestError` `schema-not-closed` where the data say of a class or property that it is the same as something that the
    T-box does not say so of; the entailed graph is empty then. Errors of the store go through.
    """
    for stage in updates.stages:
        if stage.only_if is None or store.ask(stage.only_if):
            _run(stage, store)
    if updates.unforeseen is not None and store.ask(updates.unforeseen):
        for text in updates.undoing:
            store.update(text)
        raise RequestError(
            "schema-not-closed",
            "the data make a class or a property of the ontology the same as something else",
            hint="give the owl:sameAs triples about classes and properties with the ontology",
        )
    for text in updates.closing:
        store.update(text)


def _run(stage: Stage, store: Updatable) -> None:
    for text in stage.once:
        store.update(text)
    turn = 0
    while stage.rounds and store.ask(stage.anything_new[turn]):
        for text in stage.rounds[turn]:
            store.update(text)
        turn = 1 - turn


def entailment_updates(schema: Iterable[Triple], graphs: UpdateGraphs) -> Updates:
    """Return the updates that put into the entailed graph what OWL 2 RL adds to the asserted ones (OWL 2 Profiles §4.3).

    `schema` is the T-box, which stands in one of the asserted graphs too: every triple about classes and properties, and all
    that is said of unnamed ones. What comes out about individuals is what `entail` tells. Not found: what rests on the value of a
    literal (dt-*) or passes through one as a subject, and what data about individuals make true of classes (scm-hv). How many
    updates there are does not depend on the data.
    """
    writer = _Writer(closed(schema, TermDictionary()), graphs)
    every = (graphs.entailed, *graphs.deltas)
    seeding = insertions_of_data(sorted(writer.seeds()), graphs.entailed)
    start = Stage((*map(clearing, every), *seeding, *without_asserted(graphs)))
    stages = (start, *(writer.stage(some) for some in writer.layers()), writer.equality())
    return Updates(
        stages,
        writer.unforeseen(),
        (*map(clearing, graphs.deltas), tidying(graphs.entailed)),
        tuple(map(clearing, every)),
    )


class _Writer:
    """Writes the rules of one closure."""

    def __init__(self, closure: Closure, graphs: UpdateGraphs) -> None:
        self._closure = closure
        self._graphs = graphs
        self._type = closure.vocabulary.type
        self._rules = [
            rule for rule in closure.rules if rule.head is not None and rule.body and not is_schema_rule(rule)
        ]
        self._ranks = self._ranked()

    def seeds(self) -> Iterator[TextAtom]:
        """Yield what is known of named things from the T-box alone and is not asserted in so many words."""
        closure = self._closure
        for key in closure.facts.relations():
            column = without(closure.facts.column(key), closure.asserted.get(key, EMPTY))
            known = ~key if key < 0 else key
            unnamed = closure.kinds[known] != IRI
            if unnamed:
                # Asserted memberships of unnamed classes are told again: the asserted graph has them under no name.
                column = closure.facts.column(key)
            subjects, objects = (column, None) if key < 0 else (column >> HALF, column & LOW)
            predicate = self._written(self._type if key < 0 else known)
            for number, subject in enumerate(subjects.tolist()):
                object_ = known if objects is None else int(objects[number])
                if closure.kinds[subject] == IRI and (objects is None or closure.kinds[object_] == IRI):
                    yield TextAtom(self._written(subject), predicate, self._written(object_))
        same_as = self._written(closure.vocabulary.same_as)
        for one, other in self._same():
            yield TextAtom(one, same_as, other)

    def layers(self) -> list[list[InstanceRule]]:
        """Return the rules in layers, such that a rule reads what earlier layers and its own write, and nothing later."""
        layers: defaultdict[int, list[InstanceRule]] = defaultdict(list)
        for rule in self._rules:
            layers[self._rank(rule.head)].append(rule)
        return [layers[rank] for rank in sorted(layers)]

    def stage(self, layer: Sequence[InstanceRule]) -> Stage:
        """Return the stage of one layer, in rounds only where its rules feed each other."""
        feedback = [
            (rule, number)
            for rule in layer
            for number, atom in enumerate(rule.body)
            if self._rank(atom) == self._rank(rule.head)
        ]
        texts = [self._text(rule) for rule in layer]
        if not feedback:
            return Stage(tuple(sorted(insertion(text, self._graphs) for text in texts)))
        return self._recursive(texts, [(self._text(rule), number) for rule, number in feedback])

    def equality(self) -> Stage:
        """Return the stage in which all rules run together with those of owl:sameAs, where anything is the same."""
        texts = (*map(self._text, self._rules), *EQUALITY)
        premises = [(text, number) for text in texts for number in range(len(text.body))]
        return self._recursive(EQUALITY, premises, only_if=any_sameness(self._graphs))

    def unforeseen(self) -> str | None:
        """Return the question whether the data have made a class or property of the rules the same as something."""
        terms = {
            slot
            for rule in self._rules
            for atom in (*rule.body, rule.head)
            if atom is not None
            for slot in (atom.predicate, *((atom.object,) if atom.predicate == self._type else ()))
            if isinstance(slot, int)
        }
        if not terms:
            return None
        return new_sameness(self._graphs, sorted(map(self._written, terms)), sorted(self._same()))

    def _recursive(
        self,
        first: Iterable[TextRule],
        premises: Sequence[tuple[TextRule, int]],
        only_if: str | None = None,
    ) -> Stage:
        """Return a stage whose rounds look, for each of the premises, at what the round before has found."""
        graphs = self._graphs
        one, other = graphs.deltas
        once = sorted(insertion(text, graphs, found=one) for text in first)
        rounds = tuple(
            (
                clearing(found),
                *sorted(insertion(text, graphs, found=found, changed=number) for text, number in premises),
            )
            for found in (other, one)
        )
        return Stage((clearing(one), *once), rounds, (any_in(one), any_in(other)), only_if)

    def _ranked(self) -> dict[str, int]:
        """Return the ranks of relations by their names, so that the order is that of names and not of ids."""
        pairs = {
            (self._relation(atom), self._relation(rule.head)) for rule in self._rules for atom in rule.body
        }
        names = sorted({name for pair in pairs for name in pair})
        if (every := self._written(self._type)) in names:
            # Some rule takes rdf:type for a property like others: it may read and write any class.
            classes = [name for name in names if name.startswith(_MEMBERS)]
            pairs.update(pair for name in classes for pair in ((every, name), (name, every)))
        numbers = {name: number for number, name in enumerate(names)}
        feeds: defaultdict[int, set[int]] = defaultdict(set)
        for read, fed in sorted(pairs):
            feeds[numbers[read]].add(numbers[fed])
        found = ranks(feeds)
        return {name: found[number] for name, number in numbers.items()}

    def _relation(self, atom: Atom | None) -> str:
        assert atom is not None
        key = atom.key(self._type)
        return f"{_MEMBERS}{self._written(~key)}" if key < 0 else self._written(key)

    def _rank(self, atom: Atom | None) -> int:
        return self._ranks[self._relation(atom)]

    def _text(self, rule: InstanceRule) -> TextRule:
        assert rule.head is not None
        return TextRule(tuple(map(self._atom, rule.body)), self._atom(rule.head))

    def _atom(self, atom: Atom) -> TextAtom:
        return TextAtom(*map(self._written, atom))

    def _written(self, slot: Slot) -> str:
        return slot if isinstance(slot, str) else written(self._closure.dictionary.term(slot))

    def _same(self) -> Iterator[tuple[str, str]]:
        kinds = self._closure.kinds
        for members in self._closure.equality.cliques.values():
            named = [self._written(member) for member in members if kinds[member] == IRI]
            yield from ((one, other) for one in named for other in named if one != other)
