"""What the graph itself knows about values: what a name stands for, what is of a class or a scheme, which values there are.

Asked by queries with bound parameters, so it is the same on every engine, and nothing that a person types becomes SPARQL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Final

from allegiance.query.safety import refuse_unsafe
from allegiance.store import Engine, Result, Rows, Truth
from allegiance.terms import DCTERMS, RDFS, SKOS, Literal, NamedNode, Term

_PROLOGUE = f"""\
PREFIX dcterms: <{DCTERMS.iri}>
PREFIX rdfs: <{RDFS.iri}>
PREFIX skos: <{SKOS.iri}>
"""
_NAMED: Final = f"""{_PROLOGUE}
SELECT DISTINCT ?_name_literal ?node ?naming
WHERE {{
  VALUES ?naming {{ skos:prefLabel rdfs:label dcterms:title skos:altLabel skos:hiddenLabel }}
  ?node ?naming ?label .
  FILTER(LCASE(STR(?label)) = LCASE(?_name_literal))
}}
"""
_NAMES: Final = f"""{_PROLOGUE}
SELECT DISTINCT (STR(?label) AS ?name) WHERE {{ ?node skos:prefLabel ?label . FILTER(isIRI(?node)) }} LIMIT 20000
"""
_OF_CLASS: Final = f"{_PROLOGUE} ASK {{ ?_node_iri a/rdfs:subClassOf* ?_class_iri }}"
_IN_SCHEME: Final = f"""{_PROLOGUE}
ASK {{ ?_node_iri skos:inScheme|skos:topConceptOf|^skos:hasTopConcept ?_scheme_iri }}
"""
# Words of so few letters are articles and prepositions.
_SHORT_WORD: Final = 3
_PREFERRED = {SKOS["prefLabel"], RDFS["label"], DCTERMS["title"]}


class Lookup:
    """The answers of one engine about values, each asked for once: the graph behind it must stay as it is."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[tuple[str, tuple[tuple[str, Term], ...]], Result] = {}

    def named(
        self, name: str, fits: Callable[[NamedNode], bool] = lambda _node: True
    ) -> frozenset[NamedNode]:
        """Return the nodes that a name stands for, case apart, of those that fit: who prefer it, or else who also bear it."""
        rows = self._rows(_NAMED, {"_name_literal": Literal(name)})
        bearing = {(node, naming) for _, node, naming in rows if isinstance(node, NamedNode) and fits(node)}
        preferred = frozenset(node for node, naming in bearing if naming in _PREFERRED)
        return preferred or frozenset(node for node, _ in bearing)

    def near(self, name: str) -> list[str]:
        """Return names in the graph that look like the one given, the likest first, then those that share a word with it."""
        names = [row[0].value for row in self._rows(_NAMES, {}) if isinstance(row[0], Literal)]
        words = {word for word in _words(name) if len(word) > _SHORT_WORD}
        sharing = sorted((other for other in names if words & _words(other)), key=len)
        return list(dict.fromkeys([*get_close_matches(name, names, 10), *sharing]))

    def is_of_class(self, node: NamedNode, class_: NamedNode) -> bool:
        """Return whether a node is an instance of a class or of one below it."""
        return self._holds(_OF_CLASS, {"_node_iri": node, "_class_iri": class_})

    def is_in_scheme(self, node: NamedNode, scheme: NamedNode) -> bool:
        """Return whether a node is a concept of a scheme."""
        return self._holds(_IN_SCHEME, {"_node_iri": node, "_scheme_iri": scheme})

    def enumeration(self, query: str) -> tuple[Term, ...]:
        """Return the terms in the first column of a query, each once; raises as `Engine.query`, and `unsafe-query`."""
        refuse_unsafe(query)
        return tuple(dict.fromkeys(row[0] for row in self._rows(query, {}) if row and row[0] is not None))

    def _rows(self, query: str, bindings: Mapping[str, Term]) -> tuple[tuple[Term | None, ...], ...]:
        result = self._ask(query, bindings)
        return result.rows if isinstance(result, Rows) else ()

    def _holds(self, query: str, bindings: Mapping[str, Term]) -> bool:
        return self._ask(query, bindings) == Truth(value=True)

    def _ask(self, query: str, bindings: Mapping[str, Term]) -> Result:
        key = (query, tuple(bindings.items()))
        if key not in self._known:
            self._known[key] = self._engine.query(query, bindings)
        return self._known[key]


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold()))
