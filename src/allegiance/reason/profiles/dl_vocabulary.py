"""The terms of OWL 2's own vocabulary, by what an ontology may do with them (OWL 2 Mapping to RDF §2 and §3; OWL 2 Syntax §2.4)."""

from __future__ import annotations

from typing import Final

from allegiance.reason.profiles.grammars import OWL_DATATYPES
from allegiance.terms import OWL, RDF, RDFS, XSD, NamedNode, Namespace

SPACES: Final[tuple[Namespace, ...]] = (OWL, RDF, RDFS, XSD)


def _terms(space: Namespace, names: str) -> frozenset[NamedNode]:
    return frozenset(space[name] for name in names.split())


BUILT_IN_CLASSES: Final = _terms(OWL, "Thing Nothing")
BUILT_IN_OBJECT_PROPERTIES: Final = _terms(OWL, "topObjectProperty bottomObjectProperty")
BUILT_IN_DATA_PROPERTIES: Final = _terms(OWL, "topDataProperty bottomDataProperty")
BUILT_IN_ANNOTATION_PROPERTIES: Final = _terms(RDFS, "label comment seeAlso isDefinedBy") | _terms(
    OWL, "deprecated versionInfo priorVersion backwardCompatibleWith incompatibleWith"
)
BUILT_IN_DATATYPES: Final = OWL_DATATYPES
BUILT_IN: Final = (
    BUILT_IN_CLASSES
    | BUILT_IN_OBJECT_PROPERTIES
    | BUILT_IN_DATA_PROPERTIES
    | BUILT_IN_ANNOTATION_PROPERTIES
    | BUILT_IN_DATATYPES
)
"""What an ontology may speak about as it speaks about its own terms."""
FACETS: Final = _terms(
    XSD, "minInclusive maxInclusive minExclusive maxExclusive length minLength maxLength pattern"
) | _terms(RDF, "langRange")
CARDINALITIES: Final = _terms(
    OWL,
    "minCardinality maxCardinality cardinality minQualifiedCardinality maxQualifiedCardinality qualifiedCardinality",
)
PREDICATES: Final = (
    _terms(RDF, "type first rest")
    | _terms(RDFS, "subClassOf subPropertyOf domain range")
    | _terms(
        OWL,
        """allValuesFrom annotatedProperty annotatedSource annotatedTarget assertionProperty complementOf datatypeComplementOf
        differentFrom disjointUnionOf disjointWith distinctMembers equivalentClass equivalentProperty hasKey hasSelf hasValue imports
        intersectionOf inverseOf members onClass onDataRange onDatatype onProperties onProperty oneOf propertyChainAxiom
        propertyDisjointWith sameAs someValuesFrom sourceIndividual targetIndividual targetValue unionOf versionIRI
        withRestrictions""",
    )
    | CARDINALITIES
    | BUILT_IN_ANNOTATION_PROPERTIES
    | BUILT_IN_OBJECT_PROPERTIES
    | BUILT_IN_DATA_PROPERTIES
    | FACETS
)
"""What may stand in the middle of a triple."""
TYPES: Final = (
    _terms(
        OWL,
        """AllDifferent AllDisjointClasses AllDisjointProperties Annotation AnnotationProperty AsymmetricProperty Axiom Class DataRange
        DatatypeProperty DeprecatedClass DeprecatedProperty FunctionalProperty InverseFunctionalProperty IrreflexiveProperty
        NamedIndividual NegativePropertyAssertion ObjectProperty Ontology OntologyProperty ReflexiveProperty Restriction
        SymmetricProperty TransitiveProperty""",
    )
    | _terms(RDFS, "Class Datatype")
    | _terms(RDF, "List Property")
    | BUILT_IN_CLASSES
)
"""What may be said to be the type of something."""


def is_reserved(term: object) -> bool:
    """Say whether a term belongs to the vocabulary of OWL, RDF, RDFS or XML Schema."""
    return isinstance(term, NamedNode) and any(term in space for space in SPACES)
