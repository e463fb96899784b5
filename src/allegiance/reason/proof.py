"""Closure -> why: a proof of any triple in it, found by binding a rule's head and solving its body. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from allegiance.errors import EngineError
from allegiance.reason.closure import Closure
from allegiance.reason.join import Atom, Ground, InstanceRule
from allegiance.reason.reading import Reading
from allegiance.terms import Literal, NamedNode, Triple

ASSERTED: Final = "asserted"
_TOGETHER = 64  # so many ways to satisfy a rule are weighed against each other before the next are looked for
_NO_CUT = 1 << 30
_GIVEN_UP = -1  # a cut above every fact, so that none of them is taken to have no proof
_MOST_LOOKED_INTO = 5_000  # facts for one question; among many names there is no end of ways round


@dataclass(frozen=True, slots=True)
class Proof:
    """A triple, the W3C name of the rule that gives it (or `asserted`), and the proofs of what the rule needs, axioms last."""

    triple: Triple
    rule: str
    premises: tuple[Proof, ...] = ()

    def leaves(self) -> frozenset[Triple]:
        """Return the asserted triples that the proof rests on."""
        return frozenset(step.triple for step in self.steps() if not step.premises)

    def steps(self) -> Iterator[Proof]:
        """Yield this proof and all it is made of, the conclusion first."""
        pending = [self]
        while pending:
            step = pending.pop()
            yield step
            pending.extend(reversed(step.premises))


@dataclass(frozen=True, slots=True)
class ProofNode:
    """A proof in ids."""

    fact: Ground
    rule: str
    premises: tuple[ProofNode, ...] = ()


class Prover:
    """Finds proofs in one closure. What has been proved once is not searched again."""

    def __init__(self, closure: Closure, rules: Iterable[InstanceRule] | None = None) -> None:
        """Take a closure, and the rules to prove it by: its own, unless others are given."""
        self._closure = closure
        self._reading = Reading(closure)
        self._proved: dict[Ground, ProofNode] = {}
        self._failed: set[Ground] = set()
        self._path: dict[Ground, int] = {}
        self._lowest_cut = _NO_CUT
        self._left = _MOST_LOOKED_INTO
        self._axioms: dict[int, tuple[Ground, ...]] = {}
        self._rules: dict[int, list[InstanceRule]] = {}
        for rule in closure.rules if rules is None else rules:
            if rule.head is not None:
                self._rules.setdefault(rule.head.key(closure.vocabulary.type), []).append(rule)

    def prove(self, fact: Ground) -> Proof | None:
        """Return a proof without circles, or None where none is found.

        Where rules offer a choice, asserted premises are preferred. Raises `EngineError` `reasoner-failed` where a proof is
        deeper than Python's recursion allows.
        """
        try:
            node = self.node(fact)
            return None if node is None else self.told(node)[0]
        except RecursionError as error:
            raise EngineError(
                "reasoner-failed",
                "the proof is too deep to be found",
                hint="ask for a step nearer to what is asserted",
            ) from error

    def node(self, fact: Ground) -> ProofNode | None:
        """Return the proof of a fact of the closure in ids."""
        self._path.clear()  # where a search has come to an error
        self._left = _MOST_LOOKED_INTO
        return self._search(fact) if self._reading.has(fact) else None

    def _search(self, fact: Ground) -> ProofNode | None:
        if (known := self._proved.get(fact)) is not None:
            return known
        if self._reading.is_asserted(fact):
            return self._proved.setdefault(fact, ProofNode(fact, ASSERTED))
        if fact in self._failed:
            return None
        if fact in self._path:
            self._lowest_cut = min(self._lowest_cut, self._path[fact])
            return None
        if not self._left:
            self._lowest_cut = _GIVEN_UP
            return None
        self._left -= 1
        depth = self._path[fact] = len(self._path)
        outer, self._lowest_cut = self._lowest_cut, _NO_CUT
        node = self._first(fact)
        del self._path[fact]
        if node is not None:
            self._proved[fact] = node
            self._lowest_cut = outer
        else:
            if self._lowest_cut >= depth:
                # No way was cut short by what the search came through, so none will open elsewhere.
                self._failed.add(fact)
                self._lowest_cut = _NO_CUT
            self._lowest_cut = min(self._lowest_cut, outer)
        return node

    def _first(self, fact: Ground) -> ProofNode | None:
        for rule, bodies in self.ways(fact):
            while ways := list(islice(bodies, _TOGETHER)):
                for body in sorted(ways, key=self._unasserted):
                    if (node := self._all(fact, rule, body)) is not None:
                        return node
        return None

    def has(self, fact: Ground) -> bool:
        """Say whether a fact is in the closure."""
        return self._reading.has(fact)

    def is_asserted(self, fact: Ground) -> bool:
        """Say whether a fact was given."""
        return self._reading.is_asserted(fact)

    def ways(self, fact: Ground) -> Iterator[tuple[str, Iterator[tuple[Ground, ...]]]]:
        """Yield rules that could give a fact, each with the premises that it could give it from."""
        if (given := self._reading.by_value(fact)) is not None:
            rule, premises = given
            yield rule, iter([premises])
            return
        for each in self._rules.get(self._reading.key(fact), ()):
            assert each.head is not None
            binding = unified(each.head, fact)
            if binding is not None:
                yield (
                    each.name,
                    ((*found, *self.axioms(each)) for found in self._reading.solutions(each.body, binding)),
                )
        yield from self._reading.same_names(fact)

    def axioms(self, rule: InstanceRule) -> tuple[Ground, ...]:
        """Return the schema facts that a rule was made from, with the cells of their lists."""
        known = self._axioms.get(id(rule))
        if known is None:
            cells = (cell for axiom in rule.because for cell in (axiom, *self.cells(axiom[2])))
            known = self._axioms[id(rule)] = tuple(cells)
        return known

    def cells(self, head: int) -> Iterator[Ground]:
        """Yield the triples of the list that starts at a node, as rules are made from it."""
        return self._reading.cells(head)

    def _unasserted(self, premises: tuple[Ground, ...]) -> int:
        return sum(1 for fact in premises if not self._reading.is_asserted(fact))

    def _all(self, fact: Ground, rule: str, premises: tuple[Ground, ...]) -> ProofNode | None:
        nodes: list[ProofNode] = []
        for premise in premises:
            node = self._search(premise)
            if node is None:
                return None
            nodes.append(node)
        return ProofNode(fact, rule, tuple(nodes))

    def told(self, node: ProofNode) -> tuple[Proof, ...]:
        """Return the proof of a node; of one that is not RDF, with a literal as its subject, the proofs of its premises."""
        told: dict[int, tuple[Proof, ...]] = {}
        pending: list[tuple[ProofNode, bool]] = [(node, False)]
        term = self._closure.dictionary.term
        while pending:
            current, ready = pending.pop()
            if not ready:
                pending.append((current, True))
                pending.extend((premise, False) for premise in current.premises if id(premise) not in told)
                continue
            premises = tuple(
                {p.triple: p for premise in current.premises for p in told[id(premise)]}.values()
            )
            subject, predicate, object_ = (term(number) for number in current.fact)
            if isinstance(subject, Literal) or not isinstance(predicate, NamedNode):
                told[id(current)] = premises
            else:
                told[id(current)] = (Proof(Triple(subject, predicate, object_), current.rule, premises),)
        return told[id(node)]


def unified(head: Atom, fact: Ground) -> Mapping[str, int] | None:
    """Return what the variables of a head must be for it to say a fact, or None."""
    binding: dict[str, int] = {}
    for slot, value in zip(head, fact, strict=True):
        if isinstance(slot, int):
            if slot != value:
                return None
        elif binding.setdefault(slot, value) != value:
            return None
    return binding
