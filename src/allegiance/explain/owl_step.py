"""Is a step of a proof an instance of the rule of OWL 2 RL that it names? By matching patterns, and nothing else.

It is small so that it can be read whole, and shares no rule with the engine whose proofs it checks, nor any code but that which reads the
values of literals.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache, cached_property
from typing import Final, NamedTuple

from allegiance.explain.owl_patterns import PATTERNS
from allegiance.reason.datatypes import spaces, value
from allegiance.terms import OWL, RDF, XSD, BlankNode, Literal, NamedNode, Term, Triple, expand

_Statement = tuple[Term, Term, Term]
_Pattern = tuple[str, str, str]
_Binding = Mapping[str, Term]
_UNTOLD: Final = 3  # so many steps that are not RDF, one behind the other, may stand behind one that is told


class _Line(NamedTuple):
    """A line of the patterns: what stands in braces is `each`."""

    body: tuple[_Pattern, ...]
    each: tuple[_Pattern, ...]
    head: _Pattern

    def of(self, size: int) -> Iterator[tuple[tuple[_Pattern, ...], _Pattern]]:
        """Yield body and head for a list of so many members."""
        repeated = [_numbered(pattern, {"*": k, "*+1": k + 1}) for k in range(size) for pattern in self.each]
        patterns = (*self.body, *repeated, self.head)
        chosen = range(size) if any("[i]" in word for pattern in patterns for word in pattern) else range(1)
        for i in chosen:
            *body, head = (_numbered(pattern, {"i": i, "n": size}) for pattern in patterns)
            yield tuple(body), head


def follows(rule: str, premises: Collection[Triple], conclusion: Triple) -> bool:
    """Say whether a rule of OWL 2 RL, by its W3C name, gives a conclusion from these premises and no others.

    Statements that are not RDF (a literal as subject, an unnamed property) may stand in between without being told: they must
    follow from the premises too, by any rule, or from the values of literals (dt-type2, dt-eq, dt-diff).
    """
    given = _Premises(premises)
    # What needs the fewest untold steps is found first, for to look far is dear.
    return any(given.give(rule, tuple(conclusion), untold) for untold in range(_UNTOLD + 1))


class _Premises:
    """What a step may rest on."""

    def __init__(self, triples: Collection[Triple]) -> None:
        self._statements: list[_Statement] = [(s, p, o) for s, p, o in triples]
        self._looked_into: dict[tuple[_Statement, int], bool] = {}

    def give(self, rule: str, conclusion: _Statement, untold: int) -> bool:
        """Say whether a rule gives a conclusion from them, and from so many untold steps one behind the other."""
        return any(
            True
            for line in _lines().get(rule, ())
            for body, head, binding in self._readings(line)
            for bound in _unified(head, conclusion, binding)
            for _ in self._solutions(body, bound, untold)
        )

    def _readings(self, line: _Line) -> Iterator[tuple[tuple[_Pattern, ...], _Pattern, _Binding]]:
        """Yield a line as it is, or once for each list that it may speak of."""
        if not any(word == "?l" for pattern in line.body for word in pattern):
            yield line.body, line.head, {}
            return
        for start, members in self._lists:
            binding = {"?l": start, **{f"?l[{n}]": member for n, member in enumerate(members)}}
            yield from ((body, head, binding) for body, head in line.of(len(members)))

    @cached_property
    def _lists(self) -> list[tuple[Term, tuple[Term, ...]]]:
        """Every list that the premises spell, with each way to read it."""
        return [
            (start, members)
            for start in dict.fromkeys(s for s, p, _ in self._statements if p == RDF["first"])
            for members in self._members(start, frozenset())
        ]

    def _members(self, cell: Term, before: frozenset[Term]) -> Iterator[tuple[Term, ...]]:
        if cell == RDF["nil"]:
            yield ()
        elif cell not in before:
            for rest in self._objects(cell, RDF["rest"]):
                for members in self._members(rest, before | {cell}):
                    yield from ((first, *members) for first in self._objects(cell, RDF["first"]))

    def _objects(self, subject: Term, predicate: Term) -> list[Term]:
        return [o for s, p, o in self._statements if (s, p) == (subject, predicate)]

    def _solutions(self, body: Collection[_Pattern], binding: _Binding, untold: int) -> Iterator[_Binding]:
        """Yield what the variables may be, such that every pattern holds."""
        if not body:
            yield binding
            return
        pattern = min(body, key=lambda each: sum(_term(word, binding) is None for word in each))
        rest = [each for each in body if each is not pattern]
        for wider in self._matches(pattern, binding, untold):
            yield from self._solutions(rest, wider, untold)

    def _matches(self, pattern: _Pattern, binding: _Binding, untold: int) -> Iterator[_Binding]:
        for statement in self._statements:
            yield from _unified(pattern, statement, binding)
        for given in self._not_rdf(pattern, binding):
            for wider in self._grounded(pattern, given):
                start, middle, end = (wider.get(word) or _constant(word) for word in pattern)
                if self._holds_untold((start, middle, end), untold):
                    yield wider

    def _not_rdf(self, pattern: _Pattern, binding: _Binding) -> Iterator[_Binding]:
        """Yield the bindings under which a pattern is no RDF, so that no premise can say it."""
        subject, predicate, _ = (_term(word, binding) for word in pattern)
        if isinstance(subject, Literal) or isinstance(predicate, BlankNode):
            yield binding
        elif subject is None:
            yield from ({**binding, pattern[0]: term} for term in self._terms if isinstance(term, Literal))

    def _grounded(self, pattern: _Pattern, binding: _Binding) -> Iterator[_Binding]:
        """Yield every way to put the terms of the premises in the place of what is not known yet."""
        free = next((word for word in pattern if _term(word, binding) is None), None)
        if free is None:
            yield binding
            return
        for term in self._terms:
            yield from self._grounded(pattern, {**binding, free: term})

    @cached_property
    def _terms(self) -> tuple[Term, ...]:
        return tuple(dict.fromkeys(term for statement in self._statements for term in statement))

    def _holds_untold(self, statement: _Statement, untold: int) -> bool:
        if (statement, untold) not in self._looked_into:
            self._looked_into[statement, untold] = _holds_by_value(statement) or (
                untold > 0 and any(self.give(rule, statement, untold - 1) for rule in _lines())
            )
        return self._looked_into[statement, untold]


def _unified(pattern: _Pattern, statement: _Statement, binding: _Binding) -> Iterator[_Binding]:
    """Yield the binding under which a pattern is a statement, if there is one."""
    wider = dict(binding)
    for word, term in zip(pattern, statement, strict=True):
        known = _term(word, wider)
        if known is None:
            wider[word] = term
        elif known != term and not _holds_by_value((known, OWL["sameAs"], term)):
            return
    yield wider


def _holds_by_value(statement: _Statement) -> bool:
    """Say whether a statement about a literal is true of what the literal means (dt-type2, dt-eq, dt-diff)."""
    subject, predicate, object_ = statement
    mine = value(subject) if isinstance(subject, Literal) else None
    if mine is None:
        return False
    if isinstance(object_, Literal):
        theirs = value(object_)
        is_same = predicate == OWL["sameAs"] and mine == theirs
        return is_same or (
            predicate == OWL["differentFrom"] and theirs is not None and mine.surely_differs(theirs)
        )
    return predicate == RDF["type"] and isinstance(object_, NamedNode) and object_.value in spaces(mine)


def _term(word: str, binding: _Binding) -> Term | None:
    """Return the term that a word stands for, or None for a variable that is not known yet."""
    return binding.get(word) if word.startswith("?") else _constant(word)


@cache
def _constant(word: str) -> Term:
    if word.isdigit():
        return Literal(word, datatype=XSD["nonNegativeInteger"])
    iri = expand(word)
    assert iri is not None, word
    return NamedNode(iri)


def _numbered(pattern: _Pattern, numbers: Mapping[str, int]) -> _Pattern:
    words = [
        re.sub(r"\[(.+?)\]", lambda found: f"[{numbers.get(found[1], found[1])}]", word) for word in pattern
    ]
    return words[0], words[1], words[2]


@cache
def _lines() -> Mapping[str, tuple[_Line, ...]]:
    lines: defaultdict[str, list[_Line]] = defaultdict(list)
    for text in filter(None, PATTERNS.splitlines()):
        name, rest = text.split(maxsplit=1)
        body, _, head = rest.partition(" => ")
        each = re.search(r"\{(.*)\}", body)
        (conclusion,) = _patterns(head)
        lines[name].append(
            _Line(
                tuple(_patterns(re.sub(r"\{.*\}", "", body))),
                tuple(_patterns(each[1] if each else "")),
                conclusion,
            )
        )
    return {name: tuple(found) for name, found in lines.items()}


def _patterns(text: str) -> Iterator[_Pattern]:
    for part in filter(None, (part.strip() for part in text.split(" . "))):
        subject, predicate, object_ = part.rstrip(" .").split()
        yield subject, predicate, object_
