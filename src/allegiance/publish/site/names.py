"""Names in every language that the graph has for a node: what pages show and what the search finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from allegiance.labels import Labels
from allegiance.terms import SKOS, Literal, NamedNode, Term, Triple

LANGUAGES = {"en": "English", "fa": "دری", "ps": "پښتو"}
"""The languages that readers can choose, by their tags, in their own words."""

_ALIASES = frozenset({SKOS["altLabel"], SKOS["hiddenLabel"], SKOS["prefLabel"]})


class Names:
    """The names of nodes, computed once; `labels` are those for everybody."""

    def __init__(self, triples: Sequence[Triple], prefixes: Mapping[str, str]) -> None:
        self.labels = Labels(triples, prefixes=prefixes)
        self._others: dict[NamedNode, dict[str, str]] = defaultdict(dict)
        self._aliases: dict[Term, dict[str, None]] = defaultdict(dict)
        for subject, predicate, object_ in _sorted_labels(triples):
            self._aliases[subject].setdefault(object_.value)
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
        return tuple(alias for alias in self._aliases.get(term, ()) if alias != self.text(term))


def _sorted_labels(triples: Iterable[Triple]) -> list[tuple[NamedNode, NamedNode, Literal]]:
    found = {
        (s, p, o)
        for s, p, o in triples
        if p in _ALIASES and isinstance(o, Literal) and isinstance(s, NamedNode)
    }
    return sorted(found, key=lambda item: (str(item[0]), str(item[1]), str(item[2])))
