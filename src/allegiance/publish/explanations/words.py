"""Proofs in words: what a step says, who says so, and what stands behind a shortcut that was not drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from allegiance.explain import Explanation, Passage, Testimony, Withheld
from allegiance.labels import Labels
from allegiance.publish.explanations.statements import statement
from allegiance.reason import rule_clause
from allegiance.terms import ALG, RDF, Object, Subject, Term, Triple

CLAIM_MARK: Final = "· "
_ASSERTED: Final = "asserted"


def passage_words(passage: Passage, labels: Labels) -> str:
    """Return where in the text a passage is, as a person reads it: code points, and the paragraph or section."""
    part = "" if passage.part is None else f" ({labels.show(passage.part)})"
    return f"{passage.start}-{passage.end}{part}"


def testimony_lines(testimonies: Sequence[Testimony], labels: Labels) -> Iterator[str]:
    """Yield who says so, one line a claim: claimant, stance, certainty, position and gloss."""

    def certainty(term: Term) -> str:
        return f"certainty {labels.show(term)}" if term == ALG["unstated"] else labels.show(term)

    for testimony in testimonies:
        where = ", ".join(passage_words(passage, labels) for passage in testimony.passages)
        relayed = (
            f", relayed by {labels.show(testimony.relayed_by)}" if testimony.relayed_by is not None else ""
        )
        kind = f"{certainty(testimony.certainty)}, {labels.show(testimony.modality)}"
        yield f"{labels.show(testimony.claimant)} {labels.show(testimony.stance)} ({kind}{relayed}) at {where}: {testimony.gloss}"


def withheld_lines(found: Sequence[Withheld], labels: Labels) -> Iterator[str]:
    """Yield why a shortcut is not drawn: each situation behind it, why it is no fact here, its status, and who says what."""
    for behind in found:
        statuses = ", ".join(labels.show(status) for status in behind.statuses) or "without status"
        name = f"“{labels.show(behind.situation)}” ({labels.short(behind.situation)})"
        yield f"{name} is described, but {_why_no_fact(behind, labels)} [{statuses}]"
        for line in testimony_lines(behind.testimonies, labels):
            yield f"    {line}"


def _why_no_fact(behind: Withheld, labels: Labels) -> str:
    def names(polarity: int) -> str:
        claimants = (each.claimant for each in behind.testimonies if each.polarity == polarity)
        return ", ".join(dict.fromkeys(map(labels.show, claimants)))

    match behind.statuses:
        case (status,) if status == ALG["attributedOnly"]:
            return f"is only claimed, by {names(1)}"
        case (status,) if status == ALG["contested"]:
            return f"is claimed by {names(1)} and opposed by {names(-1)}"
        case (status,) if status == ALG["rejectedOnly"]:
            return f"is only opposed, by {names(-1)}"
        case (status,) if status == ALG["notActual"]:
            return "only as something supposed, foreseen, wished or left open"
        case (status,) if status == ALG["narratorStated"]:
            return "in other words"
    return "its standing differs from view to view"


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


def _told(
    found: Explanation, labels: Labels, known: set[Subject], beside: Sequence[Explanation] = ()
) -> Told:
    fresh = [each for each in found.testimonies if each.claim not in known]
    known.update(each.claim for each in fresh)
    return Told(
        words=_words(found, labels, [each.triple for each in (*beside, *found.premises)]),
        rule=_rule_words(found.rule),
        place=str(found.place or ""),
        claims=tuple(testimony_lines(fresh, labels)),
        premises=tuple(_told(each, labels, known, found.premises) for each in _shown_premises(found)),
    )


def _words(found: Explanation, labels: Labels, beside: Sequence[Triple]) -> str:
    """Return what a step says, with the help of others: which situation a status is of, what a list has in it."""
    triple = found.triple
    if triple.predicate == ALG["status"]:
        claims = {each.claim for each in found.testimonies}
        assessed = {each.object for each in beside if _says_of_what(each, triple.subject, claims)}
        if len(assessed) == 1:
            return f"the standing of “{labels.show(*assessed)}”: {labels.show(triple.object)}"
    return statement(triple, labels, _members(triple.object, beside))


def _says_of_what(triple: Triple, assessment: Subject, claims: Collection[Subject]) -> bool:
    """Say whether a triple tells what an assessment is of, by itself or by a claim that it rests on."""
    if triple.predicate == ALG["assesses"]:
        return triple.subject == assessment
    return triple.predicate == ALG["concerns"] and triple.subject in claims


def _members(cell: Object, beside: Sequence[Triple]) -> list[Object]:
    """Return the members of the list that starts at a node, as far as triples tell."""
    found: list[Object] = []
    seen: set[Object] = set()
    while cell not in seen:
        seen.add(cell)
        told = {each.predicate: each.object for each in beside if each.subject == cell}
        if RDF["first"] in told:
            found.append(told[RDF["first"]])
        cell = told.get(RDF["rest"], cell)
    return found


def _rule_words(rule: str) -> str:
    clause = rule_clause(rule)
    if rule == _ASSERTED:
        return ""
    return rule if clause is None else f"{rule}, {clause}"


def _shown_premises(found: Explanation) -> tuple[Explanation, ...]:
    """Leave out what claims tell better, and what is told in the words of another step: lists, and what a status is of."""
    if found.triple.predicate in {ALG["status"], ALG["assesses"], ALG["inView"]}:
        return ()
    has_status = any(each.triple.predicate == ALG["status"] for each in found.premises)
    told_elsewhere = {RDF["first"], RDF["rest"], *((ALG["assesses"], ALG["inView"]) if has_status else ())}
    return tuple(each for each in found.premises if each.triple.predicate not in told_elsewhere)


def _shown(found: Explanation) -> int:
    return 1 + sum(map(_shown, _shown_premises(found)))


def proof_titles(found: Sequence[Explanation]) -> Iterator[str]:
    """Yield for each of several proofs which it is, how many steps are shown, and how many there are with those behind statuses."""
    for number, each in enumerate(found, start=1):
        steps = sum(1 for _ in each.steps())
        shown = _shown(each)
        hidden = f" ({steps} with those behind each status)" if steps != shown else ""
        yield f"proof {number} of {len(found)}, {shown} {'step' if shown == 1 else 'steps'}{hidden}"
