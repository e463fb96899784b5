"""Names for people: which words stand for a node. Takes triples, knows no file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from allegiance.terms import (
    ALG,
    DCTERMS,
    PREFIXES,
    RDFS,
    SKOS,
    BlankNode,
    Literal,
    NamedNode,
    Term,
    Triple,
    curie,
)

# The first of these that a node has is its label.
LABELLING = (SKOS["prefLabel"], RDFS["label"], DCTERMS["title"], ALG["gloss"])


def labels_of(nodes: Iterable[NamedNode]) -> str:
    """Return the query for what names nodes, as rows of `?node ?naming ?label`."""
    described, naming = " ".join(map(str, nodes)), ", ".join(map(str, LABELLING))
    # Not VALUES for both: Oxigraph would go through all labels there are.
    return f"SELECT ?node ?naming ?label {{ VALUES ?node {{ {described} }} ?node ?naming ?label FILTER(?naming IN ({naming})) }}"


class Labels:
    """The label of each node that the triples name, in one language where there is a choice."""

    def __init__(
        self, triples: Iterable[Triple], language: str = "en", prefixes: Mapping[str, str] = PREFIXES
    ) -> None:
        self._prefixes = prefixes
        best: dict[Term, tuple[int, str]] = {}
        for subject, predicate, object_ in triples:
            if predicate not in LABELLING or not isinstance(object_, Literal):
                continue
            other_language = object_.language not in {None, language}
            rank = (LABELLING.index(predicate) + len(LABELLING) * other_language, object_.value)
            best[subject] = min(rank, best.get(subject, rank))
        self._labels = {node: label for node, (_, label) in best.items()}

    def get(self, term: Term) -> str | None:
        """Return the label of a node, or None."""
        return self._labels.get(term)

    def show(self, term: Term) -> str:
        """Return what a person reads for a term: its label, its text, its CURIE, its IRI, in this order."""
        if isinstance(term, Literal):
            return term.value
        return self.get(term) or self.short(term)

    def short(self, term: Term) -> str:
        """Return a term's CURIE where it has one, its text where it is a literal, its IRI otherwise; `[]` for what has no name."""
        if isinstance(term, NamedNode):
            return curie(term.value, self._prefixes) or term.value
        if isinstance(term, BlankNode):
            return "[]"
        return term.value if isinstance(term, Literal) else str(term)
