"""Proofs in words: what a step says, who says so, and what stands behind a shortcut that was not drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from allegiance.explain import Explanation, Passage, Testimony, Withheld
from allegiance.labels import Labels
from allegiance.terms import ALG, Subject, Triple

CLAIM_MARK: Final = "· "
_ASSERTED: Final = "asserted"


def statement(triple: Triple, labels: Labels) -> str:
    """Return a triple as a person reads it."""
    return " ".join(labels.show(term) for term in (triple.subject, triple.predicate, triple.object))


def passage_words(passage: Passage, labels: Labels) -> str:
    """Return where in the text a passage is, as a person reads it: code points, and the paragraph or section."""
    part = "" if passage.part is None else f" ({labels.show(passage.part)})"
    return f"{passage.start}-{passage.end}{part}"


def testimony_lines(testimonies: Sequence[Testimony], labels: Labels) -> Iterator[str]:
    """Yield who says so, one line a claim: claimant, stance, certainty, position and gloss."""
    for testimony in testimonies:
        where = ", ".join(passage_words(passage, labels) for passage in testimony.passages)
        relayed = (
            f", relayed by {labels.show(testimony.relayed_by)}" if testimony.relayed_by is not None else ""
        )
        kind = ", ".join(labels.show(term) for term in (testimony.certainty, testimony.modality))
        yield f"{labels.show(testimony.claimant)} {labels.show(testimony.stance)} ({kind}{relayed}) at {where}: {testimony.gloss}"


def withheld_lines(found: Sequence[Withheld], labels: Labels) -> Iterator[str]:
    """Yield why a shortcut is not drawn: each situation behind it, its status, and who says what."""
    for behind in found:
        statuses = ", ".join(labels.show(status) for status in behind.statuses) or "without status"
        yield f"{labels.show(behind.situation)} ({labels.short(behind.situation)}): {statuses}"
        for line in testimony_lines(behind.testimonies, labels):
            yield f"    {line}"


class Told(NamedTuple):
    """A step of a proof in words: what it says, by which rule (none where it is written), where, who says so, and what it needs."""

    words: str
    rule: str
    place: str
    claims: tuple[str, ...]
    premises: tuple[Told, ...]

    def lines(self, depth: int = 0) -> Iterator[tuple[int, str]]:
        """Yield an indented tree, a line for each step and each claim."""
        rule = f"  [{self.rule}]" if self.rule else ""
        yield depth, f"{self.words}{rule}{f'  {self.place}' if self.place else ''}"
        for claim in self.claims:
            yield depth + 1, f"{CLAIM_MARK}{claim}"
        for premise in self.premises:
            yield from premise.lines(depth + 1)


def told(found: Explanation, labels: Labels) -> Told:
    """Return a proof for people: claims stand for the many triples that a status rests on, and each is told once."""
    return _told(found, labels, set())


def _told(found: Explanation, labels: Labels, known: set[Subject]) -> Told:
    fresh = [each for each in found.testimonies if each.claim not in known]
    again = len(found.testimonies) - len(fresh)
    known.update(each.claim for each in fresh)
    back = [f"{again} {'claim' if again == 1 else 'claims'} told above"] if again else []
    return Told(
        words=statement(found.triple, labels),
        rule="" if found.rule == _ASSERTED else found.rule,
        place=str(found.place or ""),
        claims=(*testimony_lines(fresh, labels), *back),
        premises=tuple(_told(each, labels, known) for each in _shown_premises(found)),
    )


def _shown_premises(found: Explanation) -> tuple[Explanation, ...]:
    is_told_by_claims = found.triple.predicate in {ALG["status"], ALG["assesses"], ALG["inView"]}
    return () if is_told_by_claims else found.premises


def _shown(found: Explanation) -> int:
    return 1 + sum(map(_shown, _shown_premises(found)))


def proof_titles(found: Sequence[Explanation]) -> Iterator[str]:
    """Yield for each of several proofs which it is, how many steps are shown, and how many there are with those behind statuses."""
    for number, each in enumerate(found, start=1):
        steps = sum(1 for _ in each.steps())
        shown = _shown(each)
        hidden = f" ({steps} with those behind each status)" if steps != shown else ""
        yield f"proof {number} of {len(found)}, {shown} {'step' if shown == 1 else 'steps'}{hidden}"
