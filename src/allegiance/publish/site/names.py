"""Names in every language that the graph has for a node: what pages show and what the search finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from allegiance.labels import Labels
from allegiance.terms import DCTERMS, RDFS, SKOS, Literal, NamedNode, Term, Triple

LANGUAGES = {"en": "English", "fa": "دری", "ps": "پښتو"}
"""The languages that readers can choose, by their tags, in their own words."""

_PREFERRED = frozenset({SKOS["prefLabel"], RDFS["label"], DCTERMS["title"]})
_NAMING = _PREFERRED | {SKOS["altLabel"], SKOS["hiddenLabel"]}


class Names:
    """The names of nodes, computed once; `labels` are those for everybody."""

    def __init__(self, triples: Sequence[Triple], prefixes: Mapping[str, str]) -> None:
        self.labels = Labels(triples, prefixes=prefixes)
        self._others: dict[NamedNode, dict[str, str]] = defaultdict(dict)
        self._borne: dict[Term, dict[str, bool]] = defaultdict(dict)
        self._preferring: dict[str, set[NamedNode]] = defaultdict(set)
        for subject, predicate, object_ in _sorted_labels(triples):
            preferred = predicate in _PREFERRED
            self._borne[subject][object_.value] = preferred or self._borne[subject].get(object_.value, False)
            if preferred:
                self._preferring[object_.value.lower()].add(subject)
            if predicate == SKOS["prefLabel"] and object_.language in LANGUAGES and object_.language != "en":
                self._others[subject].setdefault(object_.language, object_.value)

    def others(self) -> Iterator[tuple[NamedNode, Mapping[str, str]]]:
        """Yield the nodes that have names in the languages besides English, sorted, with these."""
        return iter(sorted(self._others.items(), key=lambda item: item[0].value))

    def text(self, term: Term) -> str:
        """Return the label for everybody, a text, or a CURIE."""
        return self.labels.show(term)

    def short(self, term: Term) -> str:
        """Return a CURIE, a text, or an IRI."""
        return self.labels.short(term)

    def aliases(self, term: Term) -> tuple[str, ...]:
        """Return every other name of a node, in every language."""
        return tuple(name for name in self._borne.get(term, ()) if name != self.text(term))

    def borne(self, term: Term) -> Mapping[str, bool]:
        """Return every name of a node, in every language, and whether it is a preferred one."""
        return self._borne.get(term, {})

    def typed(self, term: Term) -> str:
        """Return what a person would type for a term: its name where nothing else prefers it, or else its CURIE or its text."""
        name = self.text(term)
        return name if self._preferring.get(name.lower()) == {term} else self.short(term)


def _sorted_labels(triples: Iterable[Triple]) -> list[tuple[NamedNode, NamedNode, Literal]]:
    found = {
        (s, p, o)
        for s, p, o in triples
        if p in _NAMING and isinstance(o, Literal) and isinstance(s, NamedNode)
    }
    return sorted(found, key=lambda item: (str(item[0]), str(item[1]), str(item[2])))
