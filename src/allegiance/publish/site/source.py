"""What a site is made from: triples by layer, the questions asked of them, and a few words about the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from allegiance.query import Answer, StoredQuery
from allegiance.terms import NamedNode, Triple


@dataclass(frozen=True, slots=True)
class Asked:
    """A stored query and its answer over the whole graph; None where it needs a value that nothing suggests."""

    query: StoredQuery
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class AskedByDay:
    """A stored query about a day, and its answer for each day on which that may change, in order of time.

    An answer holds from its day until the next one; the first holds since ever.
    """

    query: StoredQuery
    answers: tuple[tuple[date, Answer], ...]


@dataclass(frozen=True, slots=True)
class SiteSource:
    """Everything a site shows. `base` is the address it will stand at, ending in a slash, or empty where nobody knows.

    `vocabulary` are the triples of the ontology; `described` those that pages are made for. Both are part of `layers`, which hold
    the whole graph by the name of the layer: what is asserted first.
    """

    title: str
    description: str
    version: str
    license: str
    iri: NamedNode | None
    base: str
    vocabulary: Sequence[Triple]
    described: Sequence[Triple]
    layers: Mapping[str, Sequence[Triple]]
    prefixes: Mapping[str, str]
    questions: Sequence[Asked]
    by_day: Sequence[AskedByDay] = ()
