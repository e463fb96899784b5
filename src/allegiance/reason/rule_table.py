"""The OWL 2 RL/RDF rules as data: one line per rule of the W3C tables (OWL 2 Profiles §4.3), with its W3C name.

A line is `name  schema | body -> head`. The schema part is matched against the ontology before the data are looked at; each
match leaves a rule about individuals. `a` is `rdf:type`. Lists: `?m in ?l` (a member), `?a ?b pair ?l` (two members),
`?x every ?l` (x is in every class of the list), `?x chain ?l ?z`, `?x keys ?l ?y`. `false: words` is a contradiction.

Not here: eq-* (`equality`), dt-* (`datatypes`), and the rules without premises (`axioms`), which are not implications between
patterns of data.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

_TABLES: Final = MappingProxyType({"eq": 4, "prp": 5, "cls": 6, "cax": 7, "dt": 8, "scm": 9})
TABLE: Final = """
prp-dom    ?p rdfs:domain ?c | ?x ?p ?y -> ?x a ?c
prp-rng    ?p rdfs:range ?c | ?x ?p ?y -> ?y a ?c
prp-fp     ?p a owl:FunctionalProperty | ?x ?p ?y1, ?x ?p ?y2 -> ?y1 owl:sameAs ?y2
prp-ifp    ?p a owl:InverseFunctionalProperty | ?x1 ?p ?y, ?x2 ?p ?y -> ?x1 owl:sameAs ?x2
prp-irp    ?p a owl:IrreflexiveProperty | ?x ?p ?x -> false: {x} has {p} to itself, which is irreflexive
prp-symp   ?p a owl:SymmetricProperty | ?x ?p ?y -> ?y ?p ?x
prp-asyp   ?p a owl:AsymmetricProperty | ?x ?p ?y, ?y ?p ?x -> false: {x} has {p} to {y} and the reverse, but {p} is asymmetric
prp-trp    ?p a owl:TransitiveProperty | ?x ?p ?y, ?y ?p ?z -> ?x ?p ?z
prp-spo1   ?p rdfs:subPropertyOf ?q | ?x ?p ?y -> ?x ?q ?y
prp-spo2   ?p owl:propertyChainAxiom ?l | ?x chain ?l ?z -> ?x ?p ?z
prp-eqp1   ?p owl:equivalentProperty ?q | ?x ?p ?y -> ?x ?q ?y
prp-eqp2   ?p owl:equivalentProperty ?q | ?x ?q ?y -> ?x ?p ?y
prp-pdw    ?p owl:propertyDisjointWith ?q | ?x ?p ?y, ?x ?q ?y -> false: {x} has both {p} and {q} to {y}, which are disjoint
prp-adp    ?a a owl:AllDisjointProperties, ?a owl:members ?l, ?p ?q pair ?l | ?x ?p ?y, ?x ?q ?y -> false: {x} has both {p} and {q} to {y}, which are disjoint
prp-inv1   ?p owl:inverseOf ?q | ?x ?p ?y -> ?y ?q ?x
prp-inv2   ?p owl:inverseOf ?q | ?x ?q ?y -> ?y ?p ?x
prp-key    ?c owl:hasKey ?l | ?x a ?c, ?y a ?c, ?x keys ?l ?y -> ?x owl:sameAs ?y
prp-npa1   ?n owl:sourceIndividual ?x, ?n owl:assertionProperty ?p, ?n owl:targetIndividual ?y | ?x ?p ?y -> false: {x} has {p} to {y}, which is denied
prp-npa2   ?n owl:sourceIndividual ?x, ?n owl:assertionProperty ?p, ?n owl:targetValue ?y | ?x ?p ?y -> false: {x} has {p} {y}, which is denied

cls-nothing2  | ?x a owl:Nothing -> false: {x} is in the empty class owl:Nothing
cls-int1   ?c owl:intersectionOf ?l | ?x every ?l -> ?x a ?c
cls-int2   ?c owl:intersectionOf ?l, ?m in ?l | ?x a ?c -> ?x a ?m
cls-uni    ?c owl:unionOf ?l, ?m in ?l | ?x a ?m -> ?x a ?c
cls-com    ?c owl:complementOf ?d | ?x a ?c, ?x a ?d -> false: {x} is in {c} and in {d}, its complement
cls-svf1   ?r owl:someValuesFrom ?c, ?r owl:onProperty ?p | ?x ?p ?y, ?y a ?c -> ?x a ?r
cls-svf2   ?r owl:someValuesFrom owl:Thing, ?r owl:onProperty ?p | ?x ?p ?y -> ?x a ?r
cls-avf    ?r owl:allValuesFrom ?c, ?r owl:onProperty ?p | ?x a ?r, ?x ?p ?y -> ?y a ?c
cls-hv1    ?r owl:hasValue ?v, ?r owl:onProperty ?p | ?x a ?r -> ?x ?p ?v
cls-hv2    ?r owl:hasValue ?v, ?r owl:onProperty ?p | ?x ?p ?v -> ?x a ?r
cls-maxc1  ?r owl:maxCardinality 0, ?r owl:onProperty ?p | ?x a ?r, ?x ?p ?y -> false: {x} has {p} to {y}, but as {r} it may have none
cls-maxc2  ?r owl:maxCardinality 1, ?r owl:onProperty ?p | ?x a ?r, ?x ?p ?y1, ?x ?p ?y2 -> ?y1 owl:sameAs ?y2
cls-maxqc1 ?r owl:maxQualifiedCardinality 0, ?r owl:onProperty ?p, ?r owl:onClass ?c | ?x a ?r, ?x ?p ?y, ?y a ?c -> false: {x} has {p} to {y}, a {c}, but as {r} it may have none
cls-maxqc2 ?r owl:maxQualifiedCardinality 0, ?r owl:onProperty ?p, ?r owl:onClass owl:Thing | ?x a ?r, ?x ?p ?y -> false: {x} has {p} to {y}, but as {r} it may have none
cls-maxqc3 ?r owl:maxQualifiedCardinality 1, ?r owl:onProperty ?p, ?r owl:onClass ?c | ?x a ?r, ?x ?p ?y1, ?y1 a ?c, ?x ?p ?y2, ?y2 a ?c -> ?y1 owl:sameAs ?y2
cls-maxqc4 ?r owl:maxQualifiedCardinality 1, ?r owl:onProperty ?p, ?r owl:onClass owl:Thing | ?x a ?r, ?x ?p ?y1, ?x ?p ?y2 -> ?y1 owl:sameAs ?y2
cls-oo     ?c owl:oneOf ?l, ?m in ?l | -> ?m a ?c

cax-sco    ?c rdfs:subClassOf ?d | ?x a ?c -> ?x a ?d
cax-eqc1   ?c owl:equivalentClass ?d | ?x a ?c -> ?x a ?d
cax-eqc2   ?c owl:equivalentClass ?d | ?x a ?d -> ?x a ?c
cax-dw     ?c owl:disjointWith ?d | ?x a ?c, ?x a ?d -> false: {x} is in {c} and in {d}, which are disjoint
cax-adc    ?a a owl:AllDisjointClasses, ?a owl:members ?l, ?c ?d pair ?l | ?x a ?c, ?x a ?d -> false: {x} is in {c} and in {d}, which are disjoint

scm-cls    | ?c a owl:Class -> ?c rdfs:subClassOf ?c
scm-cls    | ?c a owl:Class -> ?c owl:equivalentClass ?c
scm-cls    | ?c a owl:Class -> ?c rdfs:subClassOf owl:Thing
scm-cls    | ?c a owl:Class -> owl:Nothing rdfs:subClassOf ?c
scm-sco    | ?c rdfs:subClassOf ?d, ?d rdfs:subClassOf ?e -> ?c rdfs:subClassOf ?e
scm-eqc1   | ?c owl:equivalentClass ?d -> ?c rdfs:subClassOf ?d
scm-eqc1   | ?c owl:equivalentClass ?d -> ?d rdfs:subClassOf ?c
scm-eqc2   | ?c rdfs:subClassOf ?d, ?d rdfs:subClassOf ?c -> ?c owl:equivalentClass ?d
scm-op     | ?p a owl:ObjectProperty -> ?p rdfs:subPropertyOf ?p
scm-op     | ?p a owl:ObjectProperty -> ?p owl:equivalentProperty ?p
scm-dp     | ?p a owl:DatatypeProperty -> ?p rdfs:subPropertyOf ?p
scm-dp     | ?p a owl:DatatypeProperty -> ?p owl:equivalentProperty ?p
scm-spo    | ?p rdfs:subPropertyOf ?q, ?q rdfs:subPropertyOf ?r -> ?p rdfs:subPropertyOf ?r
scm-eqp1   | ?p owl:equivalentProperty ?q -> ?p rdfs:subPropertyOf ?q
scm-eqp1   | ?p owl:equivalentProperty ?q -> ?q rdfs:subPropertyOf ?p
scm-eqp2   | ?p rdfs:subPropertyOf ?q, ?q rdfs:subPropertyOf ?p -> ?p owl:equivalentProperty ?q
scm-dom1   | ?p rdfs:domain ?c, ?c rdfs:subClassOf ?d -> ?p rdfs:domain ?d
scm-dom2   | ?q rdfs:domain ?c, ?p rdfs:subPropertyOf ?q -> ?p rdfs:domain ?c
scm-rng1   | ?p rdfs:range ?c, ?c rdfs:subClassOf ?d -> ?p rdfs:range ?d
scm-rng2   | ?q rdfs:range ?c, ?p rdfs:subPropertyOf ?q -> ?p rdfs:range ?c
scm-hv     | ?c owl:hasValue ?i, ?c owl:onProperty ?p, ?d owl:hasValue ?i, ?d owl:onProperty ?q, ?p rdfs:subPropertyOf ?q -> ?c rdfs:subClassOf ?d
scm-svf1   | ?c owl:someValuesFrom ?e, ?c owl:onProperty ?p, ?d owl:someValuesFrom ?f, ?d owl:onProperty ?p, ?e rdfs:subClassOf ?f -> ?c rdfs:subClassOf ?d
scm-svf2   | ?c owl:someValuesFrom ?e, ?c owl:onProperty ?p, ?d owl:someValuesFrom ?e, ?d owl:onProperty ?q, ?p rdfs:subPropertyOf ?q -> ?c rdfs:subClassOf ?d
scm-avf1   | ?c owl:allValuesFrom ?e, ?c owl:onProperty ?p, ?d owl:allValuesFrom ?f, ?d owl:onProperty ?p, ?e rdfs:subClassOf ?f -> ?c rdfs:subClassOf ?d
scm-avf2   | ?c owl:allValuesFrom ?e, ?c owl:onProperty ?p, ?d owl:allValuesFrom ?e, ?d owl:onProperty ?q, ?p rdfs:subPropertyOf ?q -> ?d rdfs:subClassOf ?c
scm-int    ?c owl:intersectionOf ?l, ?m in ?l | -> ?c rdfs:subClassOf ?m
scm-uni    ?c owl:unionOf ?l, ?m in ?l | -> ?m rdfs:subClassOf ?c
"""


def rule_clause(name: str) -> str | None:
    """Return where the standard has a rule, or None where it has none of that name."""
    table = _TABLES.get(name.partition("-")[0])
    return None if table is None else f"OWL 2 Profiles §4.3, table {table}"


def rule_line(name: str) -> str | None:
    """Return what a rule of the table says, all lines of that name, or None where there is none."""
    lines = [line for line in TABLE.splitlines() if line.partition(" ")[0] == name]
    return "\n".join(lines) or None
