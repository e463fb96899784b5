"""The rules without premises: what OWL 2 RL holds true of every graph (prp-ap, cls-thing, cls-nothing1, dt-type1).

Two things more are true in every OWL 2 RDF-based interpretation, which let the rules find more: which datatype's values are
also another's (OWL 2 Syntax §4), and that `owl:differentFrom` is symmetric.
"""

from __future__ import annotations

from itertools import pairwise

from allegiance.reason.datatypes import supported
from allegiance.terms import OWL, RDF, RDFS, XSD, NamedNode, Triple

# Each line reads from the widest datatype to the narrowest.
_NARROWING = (
    "decimal integer nonNegativeInteger positiveInteger",
    "integer nonPositiveInteger negativeInteger",
    "integer long int short byte",
    "nonNegativeInteger unsignedLong unsignedInt unsignedShort unsignedByte",
    "long unsignedInt",
    "int unsignedShort",
    "short unsignedByte",
    "string normalizedString token language",
    "token Name NCName",
    "token NMTOKEN",
    "NMTOKEN Name",
    "dateTime dateTimeStamp",
)


def axiomatic() -> frozenset[Triple]:
    """Return the axiomatic triples of OWL 2 RL (OWL 2 Profiles §4.3, tables 5, 6 and 8), and the two things more."""
    narrowing = (pair for line in _NARROWING for pair in pairwise(line.split()))
    annotation = (
        *(RDFS[name] for name in ("label", "comment", "seeAlso", "isDefinedBy")),
        *(
            OWL[name]
            for name in (
                "deprecated",
                "versionInfo",
                "priorVersion",
                "backwardCompatibleWith",
                "incompatibleWith",
            )
        ),
    )
    return frozenset(
        {
            *(Triple(name, RDF["type"], OWL["AnnotationProperty"]) for name in annotation),
            *(Triple(OWL[name], RDF["type"], OWL["Class"]) for name in ("Thing", "Nothing")),
            *(Triple(NamedNode(name), RDF["type"], RDFS["Datatype"]) for name in supported()),
            *(Triple(XSD[narrow], RDFS["subClassOf"], XSD[wide]) for wide, narrow in narrowing),
            Triple(OWL["differentFrom"], RDF["type"], OWL["SymmetricProperty"]),
        }
    )
