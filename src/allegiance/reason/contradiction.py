"""A contradiction as a value: a finding about the data, not an error."""

from __future__ import annotations

from dataclasses import dataclass

from allegiance.terms import Triple


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The W3C name of the rule that found it, what it says in plain words, and the triples that cannot hold together."""

    rule: str
    message: str
    triples: tuple[Triple, ...]
