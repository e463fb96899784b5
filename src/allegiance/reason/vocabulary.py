"""The ids of the terms that the rules speak of, and which relations make up the schema."""

from __future__ import annotations

from collections.abc import Mapping

from allegiance.reason.datatypes import supported
from allegiance.reason.dictionary import Dictionary
from allegiance.reason.join import InstanceRule, Slot
from allegiance.reason.rule import LIST_WORDS, Pattern, Rule, rules
from allegiance.terms import OWL, RDFS, XSD, Literal, NamedNode, Term, expand

_MORE = (
    "rdf:first",
    "rdf:rest",
    "rdf:nil",
    "owl:differentFrom",
    "owl:AllDifferent",
    "owl:members",
    "owl:distinctMembers",
)


class Vocabulary:
    """Ids of the language's own terms; `standing_for` gives the id in use when a term is known to be the same as another."""

    def __init__(self, dictionary: Dictionary) -> None:
        names = frozenset(_MORE).union(*(rule.names for rule in rules()))
        self._ids = {name: dictionary.id_of(_term(name)) for name in sorted(names)}
        self.numbers = tuple(number for name, number in self._ids.items() if name.isdigit())
        self.type = self._ids["rdf:type"]
        self.same_as = self._ids["owl:sameAs"]
        self.datatypes = {name: dictionary.id_of(NamedNode(name)) for name in supported()}
        self.trivial = frozenset(
            dictionary.id_of(term)
            for term in (OWL["Thing"], RDFS["Resource"], RDFS["Class"], OWL["NamedIndividual"])
        )

    def __getitem__(self, name: str) -> int:
        return self._ids[name]

    def slot(self, name: str, standing_for: Mapping[int, int]) -> Slot:
        """Return the id of a name in a rule, or the name itself where it is a variable."""
        if name.startswith("?"):
            return name
        number = self._ids[name]
        return standing_for.get(number, number)

    def schema_keys(self, standing_for: Mapping[int, int]) -> frozenset[int]:
        """Return the keys of the relations that schema parts and scm-* rules read or write."""
        keys = {standing_for.get(self[name], self[name]) for name in ("rdf:first", "rdf:rest")}
        for rule in rules():
            keys.update(
                self._key(pattern, standing_for)
                for pattern in rule.schema
                if pattern.predicate not in LIST_WORDS
            )
            if is_schema_rule(rule):
                keys.update(self._key(pattern, standing_for) for pattern in rule.body)
        return frozenset(keys)

    def _key(self, pattern: Pattern, standing_for: Mapping[int, int]) -> int:
        predicate, object_ = (self.slot(name, standing_for) for name in pattern[1:3])
        assert isinstance(predicate, int)
        return ~object_ if predicate == self.type and isinstance(object_, int) else predicate


def is_schema_rule(rule: Rule | InstanceRule) -> bool:
    """Say whether a rule speaks about the schema alone."""
    return rule.name.startswith("scm-")


def _term(name: str) -> Term:
    if name.isdigit():
        return Literal(name, datatype=XSD["nonNegativeInteger"])
    iri = expand(name)
    if iri is None:
        raise ValueError(name)
    return NamedNode(iri)
