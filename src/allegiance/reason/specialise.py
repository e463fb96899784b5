"""Table rules + schema -> rules about individuals. Each match of a rule's schema part leaves one such rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from allegiance.reason.join import Atom, Ground, InstanceRule, Slot
from allegiance.reason.rule import Pattern, Rule
from allegiance.reason.schema import Schema
from allegiance.reason.vocabulary import Vocabulary

Binding = dict[str, int]

# With owl:Thing for ?c these say less than the rule that the W3C table adds for that case (cls-svf2, cls-maxqc2, cls-maxqc4),
# and would have everything listed as an owl:Thing.
_WEAKER_FOR_THING = frozenset({"cls-svf1", "cls-maxqc1", "cls-maxqc3"})


class Specialiser:
    """Matches rules against one schema. Rules come out in the order of the table, each once."""

    def __init__(
        self,
        schema: Schema,
        vocabulary: Vocabulary,
        standing_for: Mapping[int, int],
        *,
        every_pair: bool = False,
    ) -> None:
        """Take a schema; with `every_pair`, rules come out too that say what others say together."""
        self._schema = schema
        self._vocabulary = vocabulary
        self._standing_for = standing_for
        self._every_pair = every_pair

    def specialise(self, rules: Iterable[Rule]) -> tuple[InstanceRule, ...]:
        """Return the rules that the schema leaves of the table's rules, without those that say `A -> A`."""
        found: dict[InstanceRule, None] = {}
        for rule in rules:
            for binding in self._matches(rule):
                for body in self._bodies(rule, binding):
                    head = self._atom(rule.head, binding) if rule.head else None
                    if head is not None and (head in body or not head.variables <= _variables(body)):
                        continue
                    because = tuple(self._because(rule, binding))
                    schema = tuple(sorted(binding.items()))
                    found.setdefault(InstanceRule(body, head, rule.name, because, rule.words, schema))
        return tuple(found)

    def _matches(self, rule: Rule) -> Iterator[Binding]:
        pending: list[tuple[int, Binding]] = [(0, {})]
        while pending:
            position, binding = pending.pop()
            if position < len(rule.schema):
                pattern = rule.schema[position]
                pending.extend((position + 1, wider) for wider in self._extended(rule, pattern, binding))
            elif not (rule.name in _WEAKER_FOR_THING and binding["?c"] == self._schema.id("owl:Thing")):
                yield binding

    def _extended(self, rule: Rule, pattern: Pattern, binding: Binding) -> Iterator[Binding]:
        if pattern.predicate in {"in", "pair"}:
            yield from self._list_members(pattern, binding)
            return
        subject, predicate, object_ = (
            self._vocabulary.slot(name, self._standing_for) for name in pattern[:3]
        )
        subject = binding.get(subject, subject) if isinstance(subject, str) else subject
        object_ = binding.get(object_, object_) if isinstance(object_, str) else object_
        for start, end in self._pairs(rule, pattern, subject, int(predicate), object_):
            wider = dict(binding)
            if isinstance(subject, str):
                wider[subject] = start
            if isinstance(object_, str):
                wider[object_] = end
            yield wider

    def _pairs(
        self, rule: Rule, pattern: Pattern, subject: Slot, predicate: int, object_: Slot
    ) -> Iterable[tuple[int, int]]:
        if pattern.predicate == "rdf:type":
            # The table's schema parts ask for the members of named classes only.
            class_ = int(object_)
            return (
                (member, class_)
                for member in self._schema.members(class_)
                if isinstance(subject, str) or subject == member
            )
        if isinstance(subject, int):
            ends = self._schema.partners(predicate, subject, side=0)
            return ((subject, end) for end in ends if isinstance(object_, str) or object_ == end)
        if isinstance(object_, int):
            return ((start, object_) for start in self._schema.partners(predicate, object_, side=1))
        return self._telling_pairs(rule, pattern, predicate)

    def _telling_pairs(self, rule: Rule, pattern: Pattern, predicate: int) -> Iterable[tuple[int, int]]:
        """Return the pairs of a schema property, without those whose rules say what others say together."""
        if self._every_pair:
            return self._schema.pairs(predicate)
        match rule.name:
            case "cax-sco":
                return self._schema.direct_superclasses
            case "prp-spo1":
                return self._schema.direct_superproperties
            case "prp-dom" | "prp-rng":
                return self._schema.narrowest(pattern.predicate)
            case _:
                return self._schema.pairs(predicate)

    def _list_members(self, pattern: Pattern, binding: Binding) -> Iterator[Binding]:
        for members in self._schema.lists.tuples(binding[pattern.object]):
            if pattern.predicate == "in":
                yield from ({**binding, pattern.subject: member} for member in members)
            else:
                for one, other in combinations(members, 2):
                    yield {**binding, pattern.subject: one, pattern.other: other}

    def _bodies(self, rule: Rule, binding: Binding) -> list[tuple[Atom, ...]]:
        bodies: list[tuple[Atom, ...]] = [()]
        for pattern in rule.body:
            bodies = [(*body, *atoms) for body in bodies for atoms in self._readings(pattern, binding)]
        return bodies

    def _readings(self, pattern: Pattern, binding: Binding) -> Iterator[tuple[Atom, ...]]:
        """Yield the atoms that a premise stands for: one way, or one way for each reading of its list."""
        if pattern.predicate not in {"every", "chain", "keys"}:
            yield (self._atom(pattern, binding),)
            return
        for members in self._schema.lists.tuples(binding[pattern.object]):
            if members and pattern.predicate == "every":
                yield tuple(Atom(pattern.subject, self._schema.id("rdf:type"), member) for member in members)
            elif members and pattern.predicate == "chain":
                stops = [pattern.subject, *(f"?chain{n}" for n in range(1, len(members))), pattern.other]
                yield tuple(Atom(stops[n], member, stops[n + 1]) for n, member in enumerate(members))
            elif members:
                yield tuple(
                    Atom(end, member, f"?key{n}")
                    for n, member in enumerate(members)
                    for end in (pattern.subject, pattern.other)
                )

    def _atom(self, pattern: Pattern, binding: Binding) -> Atom:
        subject, predicate, object_ = (self._slot(name, binding) for name in pattern[:3])
        return Atom(subject, int(predicate), object_)

    def _slot(self, name: str, binding: Binding) -> Slot:
        return binding[name] if name in binding else self._vocabulary.slot(name, self._standing_for)

    def _because(self, rule: Rule, binding: Binding) -> Iterator[Ground]:
        for pattern in rule.schema:
            if pattern.predicate not in {"in", "pair"}:
                yield self._atom(pattern, binding).ground({})


def _variables(body: Iterable[Atom]) -> frozenset[str]:
    return frozenset().union(*(atom.variables for atom in body))


def relevant(
    rules: tuple[InstanceRule, ...], vocabulary: Vocabulary, trivial: frozenset[int]
) -> tuple[InstanceRule, ...]:
    """Return the rules without those whose conclusions nobody asked for: memberships of trivial classes that no rule reads."""
    while True:
        read = {atom.key(vocabulary.type) for rule in rules for atom in rule.body}
        kept = tuple(
            rule
            for rule in rules
            if rule.head is None
            or vocabulary.type in read
            or not ((key := rule.head.key(vocabulary.type)) < 0 and ~key in trivial and key not in read)
        )
        if len(kept) == len(rules):
            return kept
        rules = kept
