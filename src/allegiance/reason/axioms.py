"""The rules without premises: what OWL 2 RL holds true of every graph (prp-ap, cls-thing, cls-nothing1, dt-type1)."""

from __future__ import annotations

from allegiance.reason.datatypes import supported
from allegiance.terms import OWL, RDF, RDFS, NamedNode, Triple


def axiomatic() -> frozenset[Triple]:
    """Return the axiomatic triples of OWL 2 RL (OWL 2 Profiles §4.3, tables 5, 6 and 8)."""
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
        }
    )
