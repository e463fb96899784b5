"""Changes in words: one sentence per thing that a reader would call a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from allegiance import dates
from allegiance.diff.changes import Changes, EntityChange
from allegiance.labels import Labels
from allegiance.terms import ALG, OWL, RDF, RDFS, SKOS, BlankNode, Literal, NamedNode, Object, Subject, Triple

# What rules draw from claims: read as sentences, since "pledged allegiance to of X" is none.
_SENTENCES = (ALG["pledgedAllegianceTo"], ALG["withdrewAllegianceFrom"])
# What rules write for other rules: every change of it is told by a sentence or a status already.
_FOR_RULES = {ALG["madeAcceptedPledge"], ALG["madeAcceptedWithdrawal"]}
# What people call the words of others that we write.
_IN_WORDS = {
    OWL["Class"]: "class",
    OWL["DatatypeProperty"]: "property",
    OWL["ObjectProperty"]: "property",
    RDF["type"]: "type",
    RDFS["domain"]: "domain",
    RDFS["range"]: "range",
    RDFS["subClassOf"]: "broader class",
    RDFS["subPropertyOf"]: "broader property",
    SKOS["Concept"]: "concept",
    SKOS["altLabel"]: "other name",
    SKOS["broader"]: "broader concept",
    SKOS["definition"]: "definition",
    SKOS["editorialNote"]: "note",
    SKOS["hiddenLabel"]: "spelling",
    SKOS["prefLabel"]: "name",
    SKOS["scopeNote"]: "note on use",
}
_PLEDGES = {ALG["AllegiancePledge"], ALG["AllegianceShift"], ALG["AllegianceWithdrawal"]}
_WINDOW = (ALG["edtf"], ALG["notBefore"], ALG["before"], ALG["dateBasis"], ALG["heldFrom"], ALG["heldUntil"])


@dataclass(frozen=True, slots=True)
class Told:
    """What changed about one entity: its name, and the sentences."""

    change: EntityChange
    name: str
    sentences: tuple[str, ...]


def tell(changes: Changes, names: Labels) -> tuple[Told, ...]:
    """Return every change in words, pledges first, then statuses, then claims; `names` knows the labels of both graphs.

    Entities that need no sentence are left out.
    """
    teller = _Teller(changes, names)
    told = (
        Told(change, teller.title(change.entity), tuple(teller.sentences(change)))
        for change in sorted(changes.entities, key=_rank)
    )
    return tuple(one for one in told if one.sentences)


def _rank(change: EntityChange) -> int:
    """Return how soon a reader wants to know of a change; 0 is first."""
    predicates = {t.predicate for t in (*change.added, *change.removed)}
    if predicates & set(_SENTENCES) or _PLEDGES & set(change.types):
        return 0
    if ALG["status"] in predicates or ALG["assesses"] in predicates:
        return 1
    return 2 if ALG["Claim"] in change.types else 3


class _Teller:
    def __init__(self, changes: Changes, names: Labels) -> None:
        self._names = names
        self._assessed = {
            t.subject: t.object
            for side in (changes.old, changes.new)
            for t in side
            if t.predicate == ALG["assesses"]
        }

    def name(self, term: Object | Subject) -> str:
        if isinstance(term, BlankNode):
            return "an unnamed node"
        if isinstance(term, Literal):
            return f'"{term.value}"'
        return self._names.show(term)

    def word(self, term: NamedNode) -> str:
        """Return what people call a class or a property."""
        return self._names.get(term) or _IN_WORDS.get(term) or self._names.short(term)

    def quoted(self, term: Object | Subject) -> str:
        """Return a name inside a sentence; names of claims are sentences themselves, and end in a full stop."""
        name = self.name(term)
        return name if isinstance(term, BlankNode | Literal) or " " not in name else f'"{name.rstrip(".")}"'

    def title(self, entity: Subject) -> str:
        """Return the name of an entity; an assessment goes by the situation that it assesses, which is what a reader knows."""
        return self.name(self._assessed.get(entity, entity))

    def sentences(self, change: EntityChange) -> Iterator[str]:
        if change.entity in self._assessed:
            yield from self._status(change)
        elif change.kind != "changed":
            yield self._whole(change)
        else:
            yield from self._parts(change)

    def _whole(self, change: EntityChange) -> str:
        statements = change.added or change.removed
        kind = self.word(change.types[0]) if change.types else "node"
        about = [self.quoted(t.object) for t in statements if t.predicate == ALG["concerns"]]
        by = [self.name(t.object) for t in statements if t.predicate == ALG["claimant"]]
        stances = [self.name(t.object) for t in statements if t.predicate == ALG["stance"]]
        sentence = f"1 {kind} {change.kind}"
        if about:
            sentence += f" about {_listed(about)}"
        if by:
            sentence += f", by {_listed(by)}"
        return sentence + (f"; stance: {_listed(stances)}" if stances else "")

    def _status(self, change: EntityChange) -> Iterator[str]:
        now, was = _objects(change.added, ALG["status"]), _objects(change.removed, ALG["status"])
        situation = self.quoted(self._assessed[change.entity])
        if now:
            before = f" (was {_listed(map(self.name, was))})" if was else ""
            yield f"status of {situation} now {_listed(map(self.name, now))}{before}"
        elif was:
            yield f"status of {situation} no longer told (was {_listed(map(self.name, was))})"

    def _parts(self, change: EntityChange) -> Iterator[str]:
        name = self.quoted(change.entity)
        predicates = sorted({t.predicate for t in (*change.added, *change.removed)} - _FOR_RULES, key=str)
        moved = [p for p in predicates if p in _WINDOW]
        if moved:
            yield self._window(change, name)
        for predicate in predicates:
            if predicate in moved:
                continue
            now, was = _objects(change.added, predicate), _objects(change.removed, predicate)
            word = self.word(predicate)
            if predicate in _SENTENCES:
                yield from (f"now stated: {name} {word} {self.name(each)}" for each in now)
                yield from (f"no longer stated: {name} {word} {self.name(each)}" for each in was)
            elif predicate == SKOS["prefLabel"] and now and was:
                yield f"renamed from {_listed(map(self.name, was))} to {_listed(map(self.name, now))}"
            elif now and was:
                yield f"{word} of {name} changed from {_listed(map(self.name, was))} to {_listed(map(self.name, now))}"
            elif now:
                yield f"{word} of {name} added: {_listed(map(self.name, now))}"
            else:
                yield f"{word} of {name} removed: {_listed(map(self.name, was))}"

    def _window(self, change: EntityChange, name: str) -> str:
        return f"window of {name} moved from {self._dates(change.removed)} to {self._dates(change.added)}"

    def _dates(self, statements: Iterable[Triple]) -> str:
        """Return the part of a window that changed: its date in words where it has one, its bounds otherwise."""
        given = tuple(statements)
        if edtf := _objects(given, ALG["edtf"]):
            return _listed(
                dates.in_words(term.value) or term.value for term in edtf if isinstance(term, Literal)
            )
        bounds = [
            f"{self._names.show(t.predicate)} {self._names.show(t.object)}"
            for t in given
            if t.predicate in _WINDOW
        ]
        return _listed(bounds) or "nothing"


def _objects(triples: Iterable[Triple], predicate: NamedNode) -> list[Object]:
    return sorted((t.object for t in triples if t.predicate == predicate), key=str)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
