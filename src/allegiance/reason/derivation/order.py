"""The order of derivation rules: a rule runs after those that write what it reads; rules that feed each other run in turns.

What a rule writes are the properties and classes of its template; what it reads, all names in its pattern. What it reads under
negation (`MINUS`, `NOT EXISTS`), or of which it depends on the whole (aggregates, limits, `BOUND` and `COALESCE` over `OPTIONAL`), must be
complete before it runs: that is stratified negation. Not here: running rules (`running`).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from allegiance.errors import Place, SourceError
from allegiance.store.tokens import Token, tokens
from allegiance.terms import RDF, expand

_ANYTHING: Final = "*"
_WHOLE: Final = frozenset(
    {
        *("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "GROUP", "LIMIT", "OFFSET"),
        *("BOUND", "COALESCE"),
    }
)
_TYPE: Final = RDF["type"].value
_OUTSIDE, _SUBJECT, _VERB, _OBJECT = -1, 0, 1, 2


@dataclass(frozen=True, slots=True)
class DerivationRule:
    """A rule's file and text, and the relations that it writes, reads, and reads under negation: IRIs, or `*` for all."""

    path: Path
    text: str
    writes: frozenset[str]
    reads: frozenset[str]
    negates: frozenset[str]
    makes_nodes: bool

    def feeds(self, other: DerivationRule) -> bool:
        """Say whether another rule reads what this one writes."""
        return _meet(self.writes, other.reads | other.negates)

    def holds_up(self, other: DerivationRule) -> bool:
        """Say whether another rule reads under negation what this one writes."""
        return _meet(self.writes, other.negates)


def _meet(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and (one & other or _ANYTHING in one | other))


def read_rule(path: Path) -> DerivationRule:
    """Return a rule as it is written; what is no CONSTRUCT query writes nothing."""
    text = path.read_text(encoding="utf-8")
    found = list(tokens(text))
    names = _Names(found)
    template, pattern = _parts(found)
    positive, negative = _split(pattern)
    if any(token.keyword in _WHOLE for token in pattern):
        positive, negative = [], pattern
    return DerivationRule(
        path,
        text,
        writes=frozenset(names.written(template)),
        reads=frozenset(names.read(positive)),
        negates=frozenset(names.read(negative)),
        makes_nodes=any(token.text == "[" or token.text.startswith("_:") for token in template),
    )


def in_order(rules: Sequence[DerivationRule]) -> Iterator[tuple[DerivationRule, ...]]:
    """Yield rules in the order in which they can run, those that feed each other together; else in the order given.

    Raises `SourceError` `rule-cycle` where a rule needs the whole of what rests on itself, and where one that makes new nodes feeds
    itself, for it would never end.
    """
    reach = [_reached(start, rules) for start in range(len(rules))]
    groups = {
        frozenset({number, *(other for other in reach[number] if number in reach[other])})
        for number in range(len(rules))
    }
    for group in groups:
        _refuse_bad_circles([rules[number] for number in sorted(group)])
    waiting = {
        group: {n for n in range(len(rules)) if n not in group and reach[n] & group} for group in groups
    }
    ready: list[list[int]] = [sorted(group) for group, before in waiting.items() if not before]
    heapq.heapify(ready)
    while ready:
        first = heapq.heappop(ready)
        yield tuple(rules[number] for number in first)
        for other, before in waiting.items():
            if before:
                before -= set(first)
                if not before:
                    heapq.heappush(ready, sorted(other))


def feeds_itself(group: Sequence[DerivationRule]) -> bool:
    """Say whether the rules of a group must run more than once."""
    return any(one.feeds(other) for one in group for other in group)


def _reached(start: int, rules: Sequence[DerivationRule]) -> set[int]:
    seen: set[int] = set()
    pending = [start]
    while pending:
        fed = {n for n, rule in enumerate(rules) if rules[pending[-1]].feeds(rule)} - seen
        pending.pop()
        seen |= fed
        pending.extend(fed)
    return seen


def _refuse_bad_circles(group: Sequence[DerivationRule]) -> None:
    for one in group:
        for other in group:
            if one.holds_up(other):
                relations = ", ".join(sorted(one.writes & other.negates)) or "everything"
                back = "itself" if one is other else f"{one.path.name}, which needs {other.path.name} in turn"
                raise SourceError(
                    "rule-cycle",
                    f"the rule needs the whole of {relations} before it runs, and that is written by {back}",
                    place=Place(other.path),
                    hint="let it read another property than those that rest on it, or take the negation or aggregate out",
                )
    if feeds_itself(group) and (maker := next((rule for rule in group if rule.makes_nodes), None)):
        raise SourceError(
            "rule-cycle",
            "the rule makes new nodes from what rests on itself, and would not end",
            place=Place(maker.path),
            hint="make an IRI with BIND(IRI(…)) from what the node stands for",
        )


class _Names:
    """Reads names as IRIs under the prefixes of one query."""

    def __init__(self, found: Sequence[Token]) -> None:
        self._prefixes = {
            name.text.removesuffix(":"): iri.text[1:-1]
            for keyword, name, iri in zip(found, found[1:], found[2:], strict=False)
            if keyword.keyword == "PREFIX" and iri.kind == "iri"
        }

    def read(self, pattern: Sequence[Token]) -> Iterator[str]:
        """Yield the relations that a pattern may look at: every name in it, and anything where a property or class is a variable."""
        for token in pattern:
            if (iri := self._iri(token)) and iri != _TYPE:
                yield iri
        verb = ""
        for place, token in _places(pattern):
            if place == _VERB:
                verb = self._iri(token)
            if token.kind == "variable" and (place == _VERB or (place == _OBJECT and verb == _TYPE)):
                yield _ANYTHING

    def written(self, template: Sequence[Token]) -> Iterator[str]:
        """Yield the properties that a template writes, and in place of rdf:type the classes."""
        place, outer, verb = _SUBJECT, list[int](), ""
        for token in template:
            match token.text:
                case ";":
                    place = _VERB
                case ",":
                    place = _OBJECT
                case ".":
                    place = _SUBJECT
                case "[":
                    outer.append(place)
                    place = _VERB
                case "]":
                    place = outer.pop() + 1
                case _:
                    if place == _VERB:
                        verb = self._iri(token)
                        if verb != _TYPE:
                            yield verb or _ANYTHING
                    elif place == _OBJECT and verb == _TYPE:
                        yield self._iri(token) or _ANYTHING
                    place += 1

    def _iri(self, token: Token) -> str:
        if token.text == "a":
            return _TYPE
        if token.kind == "iri":
            return token.text[1:-1]
        return (expand(token.text, self._prefixes) or "") if token.kind == "name" else ""


def _places(pattern: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """Yield the verbs and objects of a pattern's triples; of a property path its names. Expressions are passed over."""
    place, position = _SUBJECT, 0
    while position < len(pattern):
        token = pattern[position]
        if token.keyword in {"FILTER", "BIND", "VALUES"}:
            position = _after_expression(pattern, position)
            place = _SUBJECT
            continue
        if token.keyword in {"SELECT", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET"}:
            place = _OUTSIDE
        elif token.text in {"{", "}", "."} or token.keyword in {"OPTIONAL", "GRAPH", "UNION", "WHERE"}:
            place = _SUBJECT
        elif token.text in {";", "/", "|"}:
            place = _VERB
        elif token.text == ",":
            place = _OBJECT
        elif place != _OUTSIDE and (token.kind != "mark" or token.text == "a"):
            if place > _SUBJECT:
                yield place, token
            place += 1
        position += 1


def _after_expression(pattern: Sequence[Token], start: int) -> int:
    """Return where the expression after FILTER, BIND or VALUES ends; at once where what was negated has been taken out."""
    for number in range(start + 1, min(start + 4, len(pattern))):
        if pattern[number].text in {"(", "{"}:
            closing = ")" if pattern[number].text == "(" else "}"
            return _closing(pattern, number, closing) + 1
        if pattern[number].kind not in {"word", "name", "variable"}:
            break
    return start + 1


def _parts(found: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """Return the template and the pattern of a CONSTRUCT query; of its short form the pattern is both."""
    start = next((n for n, token in enumerate(found) if token.keyword == "CONSTRUCT"), len(found))
    opened = next((n for n in range(start, len(found)) if found[n].text == "{"), len(found))
    end = _closing(found, opened)
    if any(token.keyword == "WHERE" for token in found[start:opened]):
        return list(found[opened + 1 : end]), list(found[opened + 1 : end])
    return list(found[opened + 1 : end]), list(found[end + 1 :])


def _split(pattern: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """Return what a pattern asks to be there, and what it asks not to be there."""
    positive: list[Token] = []
    negative: list[Token] = []
    position = 0
    while position < len(pattern):
        token = pattern[position]
        following = pattern[position + 1].keyword if position + 1 < len(pattern) else ""
        if token.keyword == "MINUS" or (token.keyword == "NOT" and following == "EXISTS"):
            opened = next((n for n in range(position, len(pattern)) if pattern[n].text == "{"), len(pattern))
            end = _closing(pattern, opened)
            negative += pattern[opened:end]
            position = end
        else:
            positive.append(token)
        position += 1
    return positive, negative


def _closing(found: Sequence[Token], opened: int, closing: str = "}") -> int:
    steps = {"(": 1, ")": -1} if closing == ")" else {"{": 1, "}": -1}
    depth = 0
    for number in range(opened, len(found)):
        depth += steps.get(found[number].text, 0)
        if depth == 0:
            return number
    return len(found)
