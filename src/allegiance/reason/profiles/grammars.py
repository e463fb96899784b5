"""The grammars of OWL 2 EL, QL and RL as data: which class expressions may stand where, and which axioms there are.

OWL 2 Profiles §2.2 (EL), §3.2 (QL), §4.2 (RL). Not here: holding an ontology against them (`grammar_checking`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from allegiance.reason.datatypes import supported
from allegiance.reason.profiles.violation import Profile
from allegiance.terms import OWL, RDF, RDFS, XSD, NamedNode

SUBCLASS, SUPERCLASS, EQUIVALENT = "a subclass", "a superclass", "an equivalent class"


@dataclass(frozen=True, slots=True)
class Grammar:
    """One profile.

    `places` says which constructors may be a subclass, a superclass, an equivalent class, and what is inside of them; `axioms` gives
    words for axioms that the profile has not, by predicate or by the class of a property; `datatypes` are those it has. Some profiles
    want every individual named, and individuals in named classes only; one does not let owl:Thing stand as a class.
    """

    profile: Profile
    datatypes: frozenset[NamedNode]
    places: Mapping[str, frozenset[str]]
    inside: Mapping[tuple[str, str], str]
    axioms: Mapping[NamedNode, str]
    hints: Mapping[str, str] = field(default_factory=dict)
    has_thing: bool = True
    names_individuals: bool = False
    asserts_named_classes: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# The names of constructors are those of OWL's vocabulary; what the value decides has names of its own:
#   some-thing, some-named, some-data  owl:someValuesFrom of owl:Thing, of a named class, of a data range
#   one-of-one                         owl:oneOf with one member
#   at-most-one                        a maximum of 0 or 1
_NAMES = "decimal integer nonNegativeInteger string normalizedString token Name NCName NMTOKEN hexBinary base64Binary anyURI dateTime"
_FEW_DATATYPES: Final = frozenset(
    {
        *(XSD[name] for name in [*_NAMES.split(), "dateTimeStamp"]),
        *(RDF[name] for name in ("PlainLiteral", "XMLLiteral", "langString")),
        *(RDFS["Literal"], OWL["real"], OWL["rational"]),
    }
)
OWL_DATATYPES: Final = frozenset(
    {*(NamedNode(iri) for iri in supported()), RDF["langString"], OWL["real"], OWL["rational"]}
)
"""The datatypes of OWL 2 (OWL 2 Syntax §4)."""
_EL_CLASSES = _words(
    "intersectionOf someValuesFrom some-thing some-named some-data hasValue hasSelf one-of-one"
)
_RL_HINTS: Final = {
    "unionOf": "say with rdfs:subClassOf that each part is in the whole; that the whole is in the union cannot be said",
    "someValuesFrom": "turn an equivalence into rdfs:subClassOf, with the restriction as the subclass",
    "allValuesFrom": "turn an equivalence into rdfs:subClassOf, with the restriction as the superclass",
    "minCardinality": "OWL 2 RL cannot make things up; let a SHACL shape demand them",
    "cardinality": "keep the maximum of one as owl:maxCardinality; let a SHACL shape demand the rest",
    "disjointUnionOf": "say with rdfs:subClassOf that each part is in the whole, and with owl:AllDisjointClasses that they are disjoint",
    "Thing": "drop the axiom; it says nothing",
    "ReflexiveProperty": "drop the axiom; assert the pairs that are needed",
}

RL: Final = Grammar(
    "OWL 2 RL",
    OWL_DATATYPES - {OWL["real"], OWL["rational"]},
    places={
        SUBCLASS: _words(
            "intersectionOf unionOf oneOf one-of-one someValuesFrom some-thing some-named some-data hasValue"
        ),
        SUPERCLASS: _words("intersectionOf complementOf allValuesFrom hasValue at-most-one"),
        EQUIVALENT: _words("intersectionOf hasValue"),
    },
    inside={(SUPERCLASS, "complementOf"): SUBCLASS},
    axioms={
        OWL["disjointUnionOf"]: "a disjoint union is not in OWL 2 RL",
        OWL["ReflexiveProperty"]: "{subject} is reflexive, which OWL 2 RL cannot say",
    },
    hints=_RL_HINTS,
    has_thing=False,
)
EL: Final = Grammar(
    "OWL 2 EL",
    _FEW_DATATYPES,
    places={SUBCLASS: _EL_CLASSES, SUPERCLASS: _EL_CLASSES, EQUIVALENT: _EL_CLASSES},
    inside={},
    axioms={
        OWL["disjointUnionOf"]: "a disjoint union is not in OWL 2 EL",
        OWL["inverseOf"]: "OWL 2 EL has no inverse properties",
        OWL["propertyDisjointWith"]: "OWL 2 EL has no disjoint properties",
        OWL["AllDisjointProperties"]: "OWL 2 EL has no disjoint properties",
        OWL[
            "FunctionalProperty"
        ]: "{subject} is functional and not a data property, which OWL 2 EL cannot say",
        OWL["InverseFunctionalProperty"]: "{subject} is inverse functional, which OWL 2 EL cannot say",
        OWL["IrreflexiveProperty"]: "{subject} is irreflexive, which OWL 2 EL cannot say",
        OWL["SymmetricProperty"]: "{subject} is symmetric, which OWL 2 EL cannot say",
        OWL["AsymmetricProperty"]: "{subject} is asymmetric, which OWL 2 EL cannot say",
    },
    names_individuals=True,
)
QL: Final = Grammar(
    "OWL 2 QL",
    _FEW_DATATYPES,
    places={
        SUBCLASS: _words("some-thing some-data"),
        SUPERCLASS: _words("intersectionOf complementOf some-thing some-named some-data"),
        EQUIVALENT: _words("some-thing some-data"),
    },
    inside={(SUPERCLASS, "complementOf"): SUBCLASS},
    axioms={
        OWL["disjointUnionOf"]: "a disjoint union is not in OWL 2 QL",
        OWL["propertyChainAxiom"]: "OWL 2 QL has no property chains",
        OWL["hasKey"]: "OWL 2 QL has no keys",
        OWL["sameAs"]: "OWL 2 QL cannot say that individuals are the same",
        OWL["NegativePropertyAssertion"]: "OWL 2 QL cannot deny a property of an individual",
        OWL["FunctionalProperty"]: "{subject} is functional, which OWL 2 QL cannot say",
        OWL["InverseFunctionalProperty"]: "{subject} is inverse functional, which OWL 2 QL cannot say",
        OWL["TransitiveProperty"]: "{subject} is transitive, which OWL 2 QL cannot say",
    },
    names_individuals=True,
    asserts_named_classes=True,
)
GRAMMARS: Final[Mapping[Profile, Grammar]] = {grammar.profile: grammar for grammar in (RL, EL, QL)}
