"""A fact of a store -> the ways in which rules could give it: known from the ontology at hand, or asked of the store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from allegiance.reason.compiled_engine import closed
from allegiance.reason.datatypes import spaces, value
from allegiance.reason.dictionary import TermDictionary
from allegiance.reason.in_store.layers import Layers
from allegiance.reason.in_store.premise_queries import PremiseQuery, together
from allegiance.reason.join import Atom, Ground, InstanceRule
from allegiance.reason.proof import ASSERTED, Prover, unified
from allegiance.reason.shortest import Way
from allegiance.reason.thorough import ThoroughProver
from allegiance.store import Rows, Store, Truth
from allegiance.store.tokens import serialise
from allegiance.terms import BlankNode, Literal, NamedNode, Term, Triple

_TOGETHER: Final = 1_000  # questions in one request

_Question = tuple[PremiseQuery, Ground, Mapping[str, int]]


class StoreWays:
    """Finds ways, in ids."""

    def __init__(self, store: Store, ontology: Iterable[Triple], layers: Layers) -> None:
        self._store = store.over((layers.asserted, layers.derived, layers.entailed))
        self._entailed = layers.entailed
        self._layers = {layers.asserted, layers.derived, layers.entailed}
        self._dictionary = TermDictionary()
        self._closure = closed(frozenset(ontology), self._dictionary)
        self._vocabulary = self._closure.vocabulary
        self._schema = ThoroughProver(self._closure)
        self._schema_keys = self._vocabulary.schema_keys(self._closure.equality.standing_for)
        # No store is told that something is an owl:Thing, or "5" an integer.
        self._untold = {*self._vocabulary.trivial, *self._vocabulary.datatypes.values()}
        self._rules: defaultdict[int, list[PremiseQuery]] = defaultdict(list)
        for rule in self._closure.rules:
            if rule.head is not None and (query := self._query(rule)).is_bound:
                self._rules[rule.head.key(self._vocabulary.type)].append(query)
        self._renaming: dict[int, list[PremiseQuery]] = {}
        self._presence: dict[int, PremiseQuery] = {}

    def fact(self, triple: Triple) -> Ground:
        """Return a triple in ids."""
        subject, predicate, object_ = map(self._dictionary.id_of, triple)
        return subject, predicate, object_

    @property
    def prover(self) -> Prover:
        """What proves the facts of the ontology alone, and tells proofs in terms."""
        return self._schema

    def of(
        self, facts: Iterable[Ground], goals: Iterable[Ground], seen: set[Ground], most: int
    ) -> tuple[list[Way], bool]:
        """Return ways to conclude facts, some `most` by each rule, and whether they are all.

        That goals and premises are asserted or derived comes as ways without premises. What no store tells is looked into at once, and
        joins `seen`.
        """
        ways: list[Way] = []
        questions = [self._presence_of(goal) for goal in goals]
        pending = list(facts)
        while pending:
            fact = pending.pop()
            seen.add(fact)
            known = self._known(fact)
            ways += known
            if known and (self._key(fact) in self._schema_keys or known[0].rule.startswith("dt-")):
                continue
            for query in self._queries(fact):
                binding = unified(query.head, fact)
                if binding is not None and query.layers:
                    questions.append((query, fact, binding))
                elif binding is not None:
                    ways.append(way := self._way(query, fact, binding))
                    pending += (premise for premise in way.premises if premise not in seen)
            for name in self._other_names(fact[1]):
                renamed = (fact[0], name, fact[2])
                ways.append(Way(fact, "eq-rep-p", (renamed, (name, self._vocabulary.same_as, fact[1]))))
        more, are_all = self._asked(questions, most)
        return ways + more, are_all

    def _presence_of(self, fact: Ground) -> _Question:
        """Return the question in which layers a fact is."""
        if fact[1] not in self._presence:
            atom = Atom("?s", fact[1], "?o")
            self._presence[fact[1]] = self._query(InstanceRule((atom,), atom, ASSERTED))
        return self._presence[fact[1]], fact, {"?s": fact[0], "?o": fact[2]}

    def _asked(self, questions: Sequence[_Question], most: int) -> tuple[list[Way], bool]:
        sayable = [question for question in questions if self._is_sayable(question)]
        ways: list[Way] = []
        are_all = len(sayable) == len(questions)
        for start in range(0, len(sayable), _TOGETHER):
            some = sayable[start : start + _TOGETHER]
            by_query: defaultdict[PremiseQuery, list[tuple[int, Mapping[str, int]]]] = defaultdict(list)
            for number, (query, _, binding) in enumerate(some):
                by_query[query].append((number, binding))
            limits = {query: most * len(asked) for query, asked in by_query.items()}
            parts = [
                (query, query.text(asked, limits[query], self._written)) for query, asked in by_query.items()
            ]
            found = self._store.query(together(parts), {})
            assert isinstance(found, Rows)
            counted = Counter[PremiseQuery]()
            for query, new in self._read(found, some):
                counted[query] += 1
                ways += new
            are_all &= all(counted[query] < limit for query, limit in limits.items() if query.free)
        return ways, are_all

    def _read(self, found: Rows, questions: Sequence[_Question]) -> Iterator[tuple[PremiseQuery, list[Way]]]:
        """Yield what each row of an answer says."""
        column = {f"?{name}": number for number, name in enumerate(found.variables)}
        for row in found.rows:
            ask = row[column["?ask"]]
            assert isinstance(ask, Literal)
            query, fact, given = questions[int(ask.value)]
            layers = {number: row[column[name]] for number, name in query.layers.items()}
            if not self._layers.issuperset(layers.values()):
                yield query, []
                continue
            terms = {variable: row[column[query.names[variable]]] for variable in query.free}
            binding = {name: self._dictionary.id_of(term) for name, term in terms.items() if term is not None}
            way = self._way(query, fact, {**given, **binding})
            asserted = [
                Way(way.premises[n], ASSERTED, ()) for n, layer in layers.items() if layer != self._entailed
            ]
            yield query, asserted if fact in way.premises else [*asserted, way]

    def _way(self, query: PremiseQuery, fact: Ground, binding: Mapping[str, int]) -> Way:
        premises = (atom.ground(binding) for atom in query.rule.body)
        return Way(fact, query.rule.name, (*premises, *self._schema.axioms(query.rule)))

    def _known(self, fact: Ground) -> list[Way]:
        """Return the ways to a fact that are known without asking a store."""
        if max(fact) < self._closure.size and (node := self._schema.node(fact)) is not None:
            steps, pending = [], [node]
            while pending:
                step = pending.pop()
                steps.append(Way(step.fact, step.rule, tuple(premise.fact for premise in step.premises)))
                pending.extend(step.premises)
            return steps
        subject, _, object_ = (self._dictionary.term(number) for number in fact)
        if not isinstance(subject, Literal):
            return []
        rule = _by_value(
            subject, fact[1] == self._vocabulary.type, fact[1] == self._vocabulary.same_as, object_
        )
        return [] if rule is None else [Way(fact, rule, ())]

    def _key(self, fact: Ground) -> int:
        return ~fact[2] if fact[1] == self._vocabulary.type else fact[1]

    def _queries(self, fact: Ground) -> Iterator[PremiseQuery]:
        key = self._key(fact)
        yield from self._rules[key]
        if self._has_sameness:
            if key not in self._renaming:
                self._renaming[key] = [self._query(rule) for rule in self._renamings(fact)]
            yield from self._renaming[key]

    def _renamings(self, fact: Ground) -> Iterator[InstanceRule]:
        """Yield what the sameness of names may give in the relation of a fact (eq-sym, eq-trans, eq-rep-s, eq-rep-o)."""
        predicate, same = fact[1], self._vocabulary.same_as
        if predicate == same:
            head = Atom("?x", same, "?y")
            yield InstanceRule((Atom("?y", same, "?x"),), head, "eq-sym")
            yield InstanceRule((Atom("?x", same, "?m"), Atom("?m", same, "?y")), head, "eq-trans")
            return
        object_ = fact[2] if predicate == self._vocabulary.type else "?o"
        head = Atom("?s", predicate, object_)
        yield InstanceRule((Atom("?n", same, "?s"), head._replace(subject="?n")), head, "eq-rep-s")
        head = Atom("?s", predicate, "?o")
        yield InstanceRule((Atom("?n", same, "?o"), head._replace(object="?n")), head, "eq-rep-o")

    @cached_property
    def _has_sameness(self) -> bool:
        same_as = self._written(self._vocabulary.same_as)
        return self._store.query(f"ASK {{ ?x {same_as} ?y }}", {}) == Truth(value=True)

    def _other_names(self, number: int) -> Iterator[int]:
        equality = self._closure.equality
        leader = equality.standing_for.get(number, number)
        return (name for name in equality.cliques.get(leader, ()) if name != number)

    def _query(self, rule: InstanceRule) -> PremiseQuery:
        assert rule.head is not None
        return PremiseQuery(rule, rule.head, tuple(map(self._is_told, rule.body)))

    def _is_told(self, atom: Atom) -> bool:
        """Say whether a store can hold, under names that a query can say, what a premise asks for."""
        if atom.predicate == self._vocabulary.type and atom.object in self._untold:
            return False
        return not any(
            isinstance(slot, int) and isinstance(self._dictionary.term(slot), BlankNode) for slot in atom
        )

    def _is_sayable(self, question: _Question) -> bool:
        return not any(isinstance(self._dictionary.term(n), BlankNode) for n in question[2].values())

    def _written(self, number: int) -> str:
        return serialise(self._dictionary.term(number))


def _by_value(subject: Literal, is_type: bool, is_same: bool, object_: Term) -> str | None:
    """Return the rule by which a fact about a literal follows from its value (dt-type2, dt-eq, dt-diff), or None."""
    found = value(subject)
    if found is None:
        return None
    if is_type:
        return "dt-type2" if isinstance(object_, NamedNode) and object_.value in spaces(found) else None
    other = value(object_) if isinstance(object_, Literal) else None
    if other is None:
        return None
    if is_same:
        return "dt-eq" if found == other else None
    return "dt-diff" if found.surely_differs(other) else None
