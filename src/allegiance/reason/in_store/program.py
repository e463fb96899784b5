"""An ontology -> SPARQL 1.1 updates that materialise OWL 2 RL inside a store, without a triple of the data leaving it.

The rules are those that `specialise` leaves of the closed T-box, each an `INSERT … WHERE` over named graphs: asserted, entailed,
and two deltas that take turns holding what the last round found. Not here: the text of an update (`update_text`), and
who carries them out (`inside`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from allegiance.reason.closure import Closure
from allegiance.reason.columns import EMPTY, HALF, LOW, without
from allegiance.reason.compiled_engine import closed, told
from allegiance.reason.dictionary import IRI, TermDictionary
from allegiance.reason.in_store.layers import Layers
from allegiance.reason.in_store.update_text import (
    CLASHES,
    EQUALITY,
    TextAtom,
    TextRule,
    any_different_values,
    any_in,
    any_of,
    any_sameness,
    clearing,
    insertion,
    insertions_of_data,
    new_sameness,
    tidying,
    without_asserted,
    written,
)
from allegiance.reason.join import Atom, InstanceRule, Slot
from allegiance.reason.ranks import ranks
from allegiance.reason.vocabulary import is_schema_rule
from allegiance.terms import Triple

_MEMBERS: Final = "a "


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
class Program:
    """OWL 2 RL for one ontology, as requests to a store. Every text is SPARQL 1.1, and one that is sent twice does no harm.

    `entailed` is what the ontology entails by itself. `unforeseen` asks, after the stages, whether the data have changed the schema;
    then what was found is to be undone. `clashes` are rules that end in `false`, with the question whether they find anything;
    they are to be asked before `closing`, which takes away what nobody wants to be told. `left_out` names the rules that look into
    literals, which are carried out on nodes alone.
    """

    entailed: frozenset[Triple]
    stages: tuple[Stage, ...]
    unforeseen: str | None
    clashes: tuple[tuple[str, str], ...]
    closing: tuple[str, ...]
    undoing: tuple[str, ...]
    left_out: tuple[str, ...]


def compile_program(ontology: Iterable[Triple], layers: Layers) -> Program:
    """Return the program that puts into the entailed layer what OWL 2 RL adds to the others (OWL 2 Profiles §4.3).

    The ontology is every triple about classes and properties, and all that is said of unnamed ones; it stands in the asserted layer
    too. What comes out about individuals is what `entail` tells. Not found: what rests on the value of a literal (dt-*) or passes
    through one as a subject, and what data about individuals make true of classes (scm-hv). How many requests there are does not
    depend on the data.
    """
    dictionary = TermDictionary()
    closure = closed(frozenset(ontology), dictionary)
    writer = _Writer(closure, layers)
    every = (layers.entailed, *layers.news)
    seeding = insertions_of_data(sorted(writer.seeds()), layers.entailed)
    start = Stage((*map(clearing, every), *seeding, *without_asserted(layers)))
    return Program(
        entailed=told(closure, dictionary, full=False),
        stages=(start, *(writer.stage(some) for some in writer.layers()), writer.equality()),
        unforeseen=writer.unforeseen(),
        clashes=tuple(sorted({*writer.clashes(), *CLASHES})),
        closing=(*map(clearing, layers.news), tidying(layers.entailed)),
        undoing=tuple(map(clearing, every)),
        left_out=tuple(sorted(frozenset(writer.left_out()))),
    )


class _Writer:
    """Writes the rules of one closure."""

    def __init__(self, closure: Closure, layers: Layers) -> None:
        self._closure = closure
        self._layers = layers
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
            return Stage(tuple(sorted(insertion(text, self._layers) for text in texts)))
        return self._recursive(texts, [(self._text(rule), number) for rule, number in feedback])

    def equality(self) -> Stage:
        """Return the stage in which all rules run together with those of owl:sameAs, where anything is the same."""
        texts = (*map(self._text, self._rules), *EQUALITY)
        premises = [(text, number) for text in texts for number in range(len(text.body))]
        return self._recursive(EQUALITY, premises, only_if=any_sameness(self._layers))

    def clashes(self) -> Iterator[tuple[str, str]]:
        """Yield the rules that end in `false`, and literals that a rule would have to be the same (dt-diff)."""
        for rule in self._closure.rules:
            body = tuple(map(self._atom, rule.body))
            if rule.head is None:
                yield rule.name, any_of(body)
            elif rule.head.predicate == self._closure.vocabulary.same_as:
                yield "dt-diff", any_different_values(body, self._atom(rule.head))

    def left_out(self) -> Iterator[str]:
        """Yield the names of the rules that cannot do all their work in a store, where no literal is an instance of anything."""
        datatypes = set(self._closure.vocabulary.datatypes.values())
        yield "dt-not-type"
        for rule in self._closure.rules:
            atoms = rule.body if rule.head is None else (*rule.body, rule.head)
            if any(atom.predicate == self._type and atom.object in datatypes for atom in atoms):
                yield rule.name

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
        return new_sameness(self._layers, sorted(map(self._written, terms)), sorted(self._same()))

    def _recursive(
        self,
        first: Iterable[TextRule],
        premises: Sequence[tuple[TextRule, int]],
        only_if: str | None = None,
    ) -> Stage:
        """Return a stage whose rounds look, for each of the premises, at what the round before has found."""
        layers = self._layers
        one, other = layers.news
        once = sorted(insertion(text, layers, found=one) for text in first)
        rounds = tuple(
            (
                clearing(found),
                *sorted(insertion(text, layers, found=found, changed=number) for text, number in premises),
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
