"""The rules carried out where the data is: derivation rules and OWL 2 RL as SPARQL updates of a store, embedded or remote.

The OWL 2 RL rules are those that `specialise` leaves of the table for the ontology, so no ontology is read there. Not here: proofs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from allegiance.errors import Place, RequestError, SourceError
from allegiance.reason.closure import Closure
from allegiance.reason.compiled_engine import closed, told
from allegiance.reason.dictionary import TermDictionary
from allegiance.reason.informative import CLASS_LINKS, LANGUAGE, REFLEXIVE, TRIVIAL_CLASSES, is_informative
from allegiance.reason.join import Atom, InstanceRule, Slot
from allegiance.reason.rule_order import feeds_itself, in_order, read_rule
from allegiance.store import Engine, Rows, Store, Truth
from allegiance.store.anatomy import anatomy
from allegiance.store.tokens import serialise
from allegiance.terms import RDF, BlankNode, Literal, NamedNode, Triple


@dataclass(frozen=True, slots=True)
class Layers:
    """The named graphs that hold what is asserted, what is derived and what is entailed."""

    asserted: NamedNode
    derived: NamedNode
    entailed: NamedNode


@dataclass(frozen=True, slots=True)
class Program:
    """OWL 2 RL for one ontology: what it entails by itself, updates that add what it entails of data, and what none can say.

    `left_out` names the rules that no update carries: those that merge nodes, and those that look into literals.
    """

    entailed: frozenset[Triple]
    updates: tuple[str, ...]
    clashes: tuple[tuple[str, str], ...]
    merges: tuple[str, ...]
    left_out: tuple[str, ...]


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


def compile_program(ontology: Iterable[Triple], layers: Layers) -> Program:
    """Return OWL 2 RL for an ontology as updates that put what follows into the entailed layer."""
    dictionary = TermDictionary()
    known = frozenset(ontology)
    closure = closed(known, dictionary)
    writer = _Writer(closure, dictionary, layers)
    merging = [rule for rule in closure.rules if rule.head is not None and writer.merges(rule)]
    adding = [rule for rule in closure.rules if rule.head is not None and rule not in merging]
    sayable = [rule for rule in adding if writer.is_sayable(rule)]
    false = [rule for rule in closure.rules if rule.head is None and writer.is_sayable(rule)]
    left_out = {rule.name for rule in closure.rules if rule not in merging and not writer.is_sayable(rule)}
    return Program(
        entailed=frozenset(filter(is_informative, told(closure, dictionary, full=False))),
        updates=tuple(dict.fromkeys(map(writer.insertion, sayable))),
        clashes=tuple((rule.name, writer.question(rule)) for rule in false),
        merges=tuple(dict.fromkeys(map(writer.merging_question, merging))),
        left_out=tuple(sorted(left_out)),
    )


def entail_inside(store: Store, program: Program, layers: Layers) -> tuple[str, ...]:
    """Replace the entailed layer of a store by what follows there; return the rules that find a contradiction.

    Raises `RequestError` `not-inside` before anything is changed, where the data makes two nodes the same: no update merges nodes.
    """
    there = store.over((layers.asserted, layers.derived, layers.entailed))
    _refuse_merges(there, program)
    store.update(f"DROP SILENT GRAPH {layers.entailed}")
    data = "\n".join(f"{triple} ." for triple in sorted(program.entailed, key=str))
    store.update(f"INSERT DATA {{ GRAPH {layers.entailed} {{ {data} }} }}")
    store.update(_without_known(layers.entailed, (layers.asserted, layers.derived)))
    _run(store, program.updates, layers.entailed, again=True)
    _refuse_merges(there, program)
    store.update(_without_trivia(layers.entailed))
    return contradictions_inside(there, program)


def contradictions_inside(store: Engine, program: Program) -> tuple[str, ...]:
    """Return the rules that find a contradiction in what an engine answers over."""
    return tuple(sorted({name for name, question in program.clashes if _holds(store, question)}))


def _refuse_merges(store: Engine, program: Program) -> None:
    if any(_holds(store, question) for question in program.merges):
        raise RequestError(
            "not-inside",
            "two nodes are the same by the ontology, and no SPARQL update can merge them",
            hint="fetch the data (allegiance pull) and reason here, or say of which node you speak",
        )


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


def _without_trivia(graph: NamedNode) -> str:
    """Return the update that leaves in a layer what `is_informative` does."""
    language = " || ".join(f'STRSTARTS(STR(?s), "{space.iri}")' for space in LANGUAGE)
    links, reflexive, trivial = (
        ", ".join(sorted(map(str, terms))) for terms in (CLASS_LINKS, REFLEXIVE, TRIVIAL_CLASSES)
    )
    tests = (
        f"isBlank(?s) || {language}",
        f"?p IN ({links}, {RDF['type']}) && ?o IN ({trivial})",
        f"?p = {RDF['type']} && isBlank(?o)",
        f"?p IN ({reflexive}) && ?s = ?o",
    )
    trivia = " || ".join(f"({test})" for test in tests)
    triples = f"GRAPH {graph} {{ ?s ?p ?o }}"
    return f"DELETE {{ {triples} }} WHERE {{ {triples} FILTER({trivia}) }}"


def _size(store: Store, graph: NamedNode) -> int:
    match store.query(f"SELECT (COUNT(*) AS ?size) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}", {}):
        case Rows(rows=((Literal() as size,),)):
            return int(size.value)
    return 0


def _holds(store: Engine, question: str) -> bool:
    return store.query(question, {}) == Truth(value=True)


class _Writer:
    """Writes rules about ids as SPARQL about terms."""

    def __init__(self, closure: Closure, dictionary: TermDictionary, layers: Layers) -> None:
        self._closure = closure
        self._dictionary = dictionary
        self._layers = layers

    def merges(self, rule: InstanceRule) -> bool:
        return rule.head is not None and rule.head.predicate == self._closure.vocabulary.same_as

    def is_sayable(self, rule: InstanceRule) -> bool:
        """Say whether a rule speaks of named things only, and of no datatype: literals are no instances in a store."""
        literals = set(self._closure.vocabulary.datatypes.values())
        atoms = (*rule.body, *((rule.head,) if rule.head is not None else ()))
        terms = [self._dictionary.term(slot) for atom in atoms for slot in atom if isinstance(slot, int)]
        return not any(isinstance(term, BlankNode) for term in terms) and not any(
            atom.object in literals for atom in atoms
        )

    def insertion(self, rule: InstanceRule) -> str:
        assert rule.head is not None
        head, layers = self._pattern(rule.head), self._layers
        graphs = (layers.asserted, layers.derived, layers.entailed)
        using = " ".join(f"USING {graph}" for graph in graphs)
        named = " ".join(
            f"FILTER(!isLiteral({slot}))" for slot in (rule.head.subject,) if isinstance(slot, str)
        )
        body = " ".join(map(self._pattern, rule.body))
        return f"INSERT {{ GRAPH {layers.entailed} {{ {head} }} }} {using} WHERE {{ {body} {named} FILTER NOT EXISTS {{ {head} }} }}"

    def question(self, rule: InstanceRule) -> str:
        return f"ASK {{ {' '.join(map(self._pattern, rule.body))} }}"

    def merging_question(self, rule: InstanceRule) -> str:
        assert rule.head is not None
        one, other = (self._slot(slot) for slot in (rule.head.subject, rule.head.object))
        return f"ASK {{ {' '.join(map(self._pattern, rule.body))} FILTER(!sameTerm({one}, {other})) }}"

    def _pattern(self, atom: Atom) -> str:
        return f"{self._slot(atom.subject)} {self._slot(atom.predicate)} {self._slot(atom.object)} ."

    def _slot(self, slot: Slot) -> str:
        return slot if isinstance(slot, str) else serialise(self._dictionary.term(slot))
