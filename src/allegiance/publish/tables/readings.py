"""The columns of a table that state nothing: words that follow from facts elsewhere in the graph, for whoever reads the row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from allegiance import dates
from allegiance.explain import Passage, Testimony, Witnesses
from allegiance.labels import Labels
from allegiance.publish.tables.assertions import Assertions
from allegiance.terms import ALG, OA, RDFS, Literal, NamedNode, Object


@dataclass(frozen=True, slots=True)
class Known:
    """What tables are made from: what is asserted, the status of situations, how things are called, and who says what."""

    asserted: Assertions
    statuses: Mapping[Object, AbstractSet[Object]]
    labels: Labels
    witnesses: Witnesses


@dataclass(frozen=True, slots=True)
class Reading:
    """A column of words about a node."""

    name: str
    cell: Callable[[NamedNode, Known], str]


def _when(node: NamedNode, known: Known) -> str:
    texts = (term.value for term in known.asserted.objects(node, ALG["edtf"]) if isinstance(term, Literal))
    return "; ".join(dates.in_words(text) or text for text in texts)


def _status(node: NamedNode, known: Known) -> str:
    """Return the evidential status of a situation, or of every situation that a claim concerns."""
    found = {
        known.labels.show(status)
        for situation in known.asserted.objects(node, ALG["concerns"]) or [node]
        for status in known.statuses.get(situation, ())
    }
    return "; ".join(sorted(found))


def _who_says_so(node: NamedNode, known: Known) -> str:
    """Return who takes which stance towards a situation, how surely, in the order of the text."""
    return "; ".join(dict.fromkeys(_stance(told, known.labels) for told in known.witnesses.about(node)))


def _stance(told: Testimony, labels: Labels) -> str:
    how = ", ".join(labels.show(term) for term in (told.certainty, told.modality))
    return f"{labels.show(told.claimant)} {labels.show(told.stance)} ({how})"


def _paragraph(node: NamedNode, known: Known) -> str:
    """Return the paragraphs or sections in which a passage, or the claims about a situation, or a claim, stand."""
    told = (
        [known.witnesses.of(node)]
        if known.asserted.objects(node, ALG["claimant"])
        else known.witnesses.about(node)
    )
    passages = [passage for each in told for passage in each.passages]
    if not passages and known.asserted.objects(node, OA["hasSelector"]):
        passages = [known.witnesses.passage(node)]
    return "; ".join(dict.fromkeys(_part(passage, known.labels) for passage in sorted(passages)))


def _part(passage: Passage, labels: Labels) -> str:
    return f"{passage.start}-{passage.end}" if passage.part is None else labels.show(passage.part)


def _source(node: NamedNode, known: Known) -> str:
    """Return the documents that a claim is anchored in."""
    found = {
        known.labels.show(document)
        for passage in known.asserted.objects(node, ALG["anchoredAt"])
        for document in known.asserted.objects(passage, OA["hasSource"])
    }
    return "; ".join(sorted(found))


def _participants(node: NamedNode, known: Known) -> str:
    """Return who and what takes part in a situation, by whatever property."""
    found: dict[Object, None] = {}
    for predicate, objects in known.asserted.about(node).items():
        if _is_participation(predicate, known):
            found |= dict.fromkeys(term for term in objects if isinstance(term, NamedNode))
    return "; ".join(map(known.labels.show, found))


def _is_participation(predicate: NamedNode, known: Known) -> bool:
    above = [*known.asserted.objects(predicate, RDFS["subPropertyOf"])]
    return predicate == ALG["participant"] or any(
        isinstance(term, NamedNode) and _is_participation(term, known) for term in above
    )


READINGS = (
    Reading("when", _when),
    Reading("status", _status),
    Reading("whoSaysSo", _who_says_so),
    Reading("paragraph", _paragraph),
    Reading("source", _source),
    Reading("participants", _participants),
)
"""A table has those that its plan names, if they say anything about its nodes."""
