"""The rules of the table as values: patterns over CURIEs and variables. Not here: what they mean on data (`specialise`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from allegiance.reason.rule_table import TABLE

LIST_WORDS: Final = frozenset({"in", "pair", "every", "chain", "keys"})


class Pattern(NamedTuple):
    """A triple pattern, or a condition on a list; names with `?` are variables, all others CURIEs or numbers."""

    subject: str
    predicate: str
    object: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table; `head` is None where the rule ends in a contradiction, told in `words`."""

    name: str
    schema: tuple[Pattern, ...]
    body: tuple[Pattern, ...]
    head: Pattern | None
    words: str

    @property
    def names(self) -> frozenset[str]:
        """The CURIEs and numbers in the rule."""
        patterns = (*self.schema, *self.body, *((self.head,) if self.head else ()))
        found = {name for pattern in patterns for name in pattern if name and not name.startswith("?")}
        return frozenset(found - LIST_WORDS)


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in the order of the table."""
    return tuple(_rule(line) for line in TABLE.splitlines() if line)


def _rule(line: str) -> Rule:
    name, rest = line.split(maxsplit=1)
    before, arrow, after = rest.partition("->")
    schema, bar, body = before.partition("|")
    if not (arrow and bar):
        raise ValueError(line)
    false, _, words = after.strip().partition("false: ")
    head = None if words else _pattern(false)
    return Rule(name, _patterns(schema), _patterns(body), head, words)


def _patterns(text: str) -> tuple[Pattern, ...]:
    return tuple(_pattern(part) for part in re.split(r",\s+", text.strip()) if part)


def _pattern(text: str) -> Pattern:
    words = text.split()
    if len(words) == 4:  # noqa: PLR2004 -- ?a ?b pair ?l, or ?x chain ?l ?z
        first, second, third, fourth = words
        return (
            Pattern(first, "pair", fourth, second)
            if third == "pair"
            else Pattern(first, second, third, fourth)
        )
    subject, predicate, object_ = words
    return Pattern(subject, "rdf:type" if predicate == "a" else predicate, object_)
