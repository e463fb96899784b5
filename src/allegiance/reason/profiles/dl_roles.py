"""Which terms an ontology uses as what, held against what it declares them to be (OWL 2 Syntax §5.8; OWL 2 Mapping to RDF §3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final
from typing import Literal as OneOf

from allegiance.reason.profiles.dl_vocabulary import (
    BUILT_IN_CLASSES,
    BUILT_IN_DATA_PROPERTIES,
    BUILT_IN_DATATYPES,
    BUILT_IN_OBJECT_PROPERTIES,
    TYPES,
    is_reserved,
)
from allegiance.reason.profiles.ontology_facts import OntologyFacts
from allegiance.reason.profiles.violation import ProfileViolation, named
from allegiance.terms import OWL, RDF, RDFS, XSD, BlankNode, Literal, NamedNode, Object, Triple

Role = OneOf[
    "class",
    "datatype",
    "class or datatype",
    "object property",
    "data property",
    "property",
    "individual",
    "value",
]

_HINTS: Final[Mapping[Role, str]] = {
    "class": "declare it as owl:Class",
    "datatype": "declare it as rdfs:Datatype, or use one of OWL 2",
    "class or datatype": "declare it as owl:Class or rdfs:Datatype",
    "object property": "declare it as owl:ObjectProperty",
    "data property": "declare it as owl:DatatypeProperty",
    "property": "declare it as owl:ObjectProperty or owl:DatatypeProperty",
    "individual": "use an IRI or a blank node; data properties and annotation properties have literals",
    "value": "use an IRI or a literal",
}
_ENDS: Final[Mapping[NamedNode, tuple[Role | None, Role | None]]] = {
    RDFS["subClassOf"]: ("class", "class"),
    OWL["equivalentClass"]: ("class or datatype", "class or datatype"),
    OWL["disjointWith"]: ("class", "class"),
    OWL["complementOf"]: ("class", "class"),
    OWL["disjointUnionOf"]: ("class", None),
    OWL["hasKey"]: ("class", None),
    OWL["propertyChainAxiom"]: ("object property", None),
    OWL["equivalentProperty"]: ("property", "property"),
    OWL["propertyDisjointWith"]: ("property", "property"),
    OWL["inverseOf"]: (None, "object property"),
    OWL["onClass"]: (None, "class"),
    OWL["onDataRange"]: (None, "datatype"),
    OWL["onDatatype"]: (None, "datatype"),
    OWL["datatypeComplementOf"]: (None, "datatype"),
    OWL["onProperty"]: (None, "property"),
    OWL["assertionProperty"]: (None, "property"),
    OWL["sameAs"]: ("individual", "individual"),
    OWL["differentFrom"]: ("individual", "individual"),
    OWL["sourceIndividual"]: (None, "individual"),
    OWL["targetIndividual"]: (None, "individual"),
}
_LISTS: Final[Mapping[NamedNode, Role]] = {
    OWL["intersectionOf"]: "class or datatype",
    OWL["unionOf"]: "class or datatype",
    OWL["disjointUnionOf"]: "class",
    OWL["propertyChainAxiom"]: "object property",
    OWL["hasKey"]: "property",
    OWL["oneOf"]: "value",
    OWL["distinctMembers"]: "individual",
}
_MEMBERS: Final[Mapping[NamedNode, Role]] = {
    OWL["AllDisjointClasses"]: "class",
    OWL["AllDisjointProperties"]: "property",
    OWL["AllDifferent"]: "individual",
}
_OF_OBJECT_PROPERTIES: Final = frozenset(
    OWL[f"{name}Property"]
    for name in ("InverseFunctional", "Transitive", "Symmetric", "Asymmetric", "Reflexive", "Irreflexive")
)
_CONSTRUCTORS: Final = frozenset(
    OWL[name] for name in ("intersectionOf", "unionOf", "complementOf", "oneOf", "onProperty")
)
# An rdfs:Class alone is not enough, which `dl_declarations` tells once, and not at each use.
_CLASSES: Final = frozenset({OWL["Class"], OWL["DeprecatedClass"], OWL["Restriction"], RDFS["Class"]})


class Roles:
    """Answers what a term may be used as in one ontology."""

    def __init__(self, facts: OntologyFacts) -> None:
        self._facts = facts
        self._tests: Mapping[Role, Callable[[Object], bool]] = {
            "class": self._is_class,
            "datatype": self._is_datatype,
            "class or datatype": lambda term: self._is_class(term) or self._is_datatype(term),
            "object property": self.is_object_property,
            "data property": self.is_data_property,
            "property": lambda term: self.is_object_property(term) or self.is_data_property(term),
            "individual": lambda term: not isinstance(term, Literal) and not is_reserved(term),
            "value": lambda term: not is_reserved(term),
        }

    def plays(self, term: Object, role: Role) -> bool:
        """Say whether a term may stand in a role: it is declared so, or built in, or an expression of that kind."""
        return self._tests[role](term)

    def is_object_property(self, term: Object) -> bool:
        """Say whether a term is an object property or the inverse of one."""
        if isinstance(term, BlankNode):
            inverse = self._facts.objects(term, OWL["inverseOf"])
            return bool(inverse) and all(isinstance(each, NamedNode) for each in inverse)
        return OWL["ObjectProperty"] in self._facts.kinds(term) or term in BUILT_IN_OBJECT_PROPERTIES

    def is_data_property(self, term: Object) -> bool:
        """Say whether a term is a data property."""
        return OWL["DatatypeProperty"] in self._facts.kinds(term) or term in BUILT_IN_DATA_PROPERTIES

    def _is_class(self, term: Object) -> bool:
        types = self._facts.types(term)
        if isinstance(term, BlankNode):
            # That it is an owl:Class or owl:Restriction goes without saying: everybody reads it so, and people leave it out.
            is_made = not _CONSTRUCTORS.isdisjoint(self._facts.of(term)) or not _CLASSES.isdisjoint(types)
            return is_made and not self._facts.is_data(term)
        return term in BUILT_IN_CLASSES or not _CLASSES.isdisjoint(types)

    def _is_datatype(self, term: Object) -> bool:
        return term in BUILT_IN_DATATYPES or (self._facts.is_data(term) and not isinstance(term, Literal))


def role_violations(facts: OntologyFacts) -> Iterator[ProfileViolation]:
    """Yield terms that are used as something that they are not declared to be, each once for each use of a kind."""
    found: dict[tuple[Object, Role], Triple] = {}
    roles = Roles(facts)
    for triple in sorted(facts.triples, key=str):
        for term, role in _uses(triple, facts, roles):
            # What is wrong with a datatype of XML Schema is told by its name (`checking`).
            if term not in XSD and not roles.plays(term, role):
                found.setdefault((term, role), triple)
    for (term, role), triple in found.items():
        yield _misused(term, role, triple)


def _misused(term: Object, role: Role, triple: Triple) -> ProfileViolation:
    article = "an" if role[0] in "oi" else "a"
    if isinstance(term, Literal):
        words = f"the literal {term} is used as {article} {role}"
    elif is_reserved(term):
        words = f"{named(term)} belongs to the language and cannot be used as {article} {role}"
        return ProfileViolation("OWL 2 DL", words, triple, "use a term of your own")
    else:
        subject = "an unnamed node" if isinstance(term, BlankNode) else named(term)
        words = f"{subject} is used as {article} {role} and not declared"
    return ProfileViolation("OWL 2 DL", words, triple, _HINTS[role])


def _uses(triple: Triple, facts: OntologyFacts, roles: Roles) -> Iterator[tuple[Object, Role]]:
    subject, predicate, object_ = triple
    for term, role in zip((subject, object_), _ENDS.get(predicate, (None, None)), strict=True):
        if role is not None:
            yield term, role
    yield from _listed(triple, facts)
    if predicate == OWL["inverseOf"] and isinstance(subject, NamedNode):
        yield subject, "object property"
    if predicate == RDF["type"]:
        yield from _types(subject, object_)
    elif predicate in {OWL["someValuesFrom"], OWL["allValuesFrom"]}:
        on = facts.objects(subject, OWL["onProperty"])
        yield object_, ("datatype" if any(map(roles.is_data_property, on)) else "class")
    elif predicate in {RDFS["domain"], RDFS["range"]} and OWL["AnnotationProperty"] not in facts.kinds(
        subject
    ):
        is_data = predicate == RDFS["range"] and roles.is_data_property(subject)
        yield object_, ("datatype" if is_data else "class")
    elif not is_reserved(predicate):
        yield from _assertion(triple, roles)


def _listed(triple: Triple, facts: OntologyFacts) -> Iterator[tuple[Object, Role]]:
    subject, predicate, object_ = triple
    if predicate in _LISTS:
        yield from ((member, _LISTS[predicate]) for member in facts.members(object_))
    if predicate == OWL["members"]:
        for kind in facts.types(subject):
            if isinstance(kind, NamedNode) and kind in _MEMBERS:
                yield from ((member, _MEMBERS[kind]) for member in facts.members(object_))


def _types(subject: Object, class_: Object) -> Iterator[tuple[Object, Role]]:
    if class_ in _OF_OBJECT_PROPERTIES:
        yield subject, "object property"
    elif class_ == OWL["FunctionalProperty"]:
        yield subject, "property"
    elif class_ not in TYPES:
        yield class_, "class"


def _assertion(triple: Triple, roles: Roles) -> Iterator[tuple[Object, Role]]:
    if roles.is_object_property(triple.predicate):
        yield triple.subject, "individual"
        yield triple.object, "individual"
    elif roles.is_data_property(triple.predicate):
        yield triple.subject, "individual"
