"""The rules of OWL 2 RL that conclude something, written down from the standard once more (OWL 2 Profiles §4.3, tables 4 to 9).

They serve the checker of proofs alone, which must not share a mistake with the engine; hence nothing of `reason` stands here.

A line is `name  body => head`, with `.` between patterns. Of a list `?l`, `?l[i]` is any member and `?l[*]` each in turn: what stands in
braces is repeated for each, with `[*+1]` for the next number. `[n]` is how many there are. Of `i` and `j`, `i` comes first.
"""

from __future__ import annotations

from typing import Final

PATTERNS: Final = """
eq-ref     ?s ?p ?o => ?s owl:sameAs ?s
eq-ref     ?s ?p ?o => ?p owl:sameAs ?p
eq-ref     ?s ?p ?o => ?o owl:sameAs ?o
eq-sym     ?x owl:sameAs ?y => ?y owl:sameAs ?x
eq-trans   ?x owl:sameAs ?y . ?y owl:sameAs ?z => ?x owl:sameAs ?z
eq-rep-s   ?s owl:sameAs ?s2 . ?s ?p ?o => ?s2 ?p ?o
eq-rep-p   ?p owl:sameAs ?p2 . ?s ?p ?o => ?s ?p2 ?o
eq-rep-o   ?o owl:sameAs ?o2 . ?s ?p ?o => ?s ?p ?o2

prp-dom    ?p rdfs:domain ?c . ?x ?p ?y => ?x rdf:type ?c
prp-rng    ?p rdfs:range ?c . ?x ?p ?y => ?y rdf:type ?c
prp-fp     ?p rdf:type owl:FunctionalProperty . ?x ?p ?y1 . ?x ?p ?y2 => ?y1 owl:sameAs ?y2
prp-ifp    ?p rdf:type owl:InverseFunctionalProperty . ?x1 ?p ?y . ?x2 ?p ?y => ?x1 owl:sameAs ?x2
prp-symp   ?p rdf:type owl:SymmetricProperty . ?x ?p ?y => ?y ?p ?x
prp-trp    ?p rdf:type owl:TransitiveProperty . ?x ?p ?y . ?y ?p ?z => ?x ?p ?z
prp-spo1   ?p1 rdfs:subPropertyOf ?p2 . ?x ?p1 ?y => ?x ?p2 ?y
prp-spo2   ?p owl:propertyChainAxiom ?l . { ?u[*] ?l[*] ?u[*+1] } => ?u[0] ?p ?u[n]
prp-eqp1   ?p1 owl:equivalentProperty ?p2 . ?x ?p1 ?y => ?x ?p2 ?y
prp-eqp2   ?p1 owl:equivalentProperty ?p2 . ?x ?p2 ?y => ?x ?p1 ?y
prp-inv1   ?p1 owl:inverseOf ?p2 . ?x ?p1 ?y => ?y ?p2 ?x
prp-inv2   ?p1 owl:inverseOf ?p2 . ?x ?p2 ?y => ?y ?p1 ?x
prp-key    ?c owl:hasKey ?l . ?x rdf:type ?c . ?y rdf:type ?c . { ?x ?l[*] ?z[*] . ?y ?l[*] ?z[*] } => ?x owl:sameAs ?y

cls-int1   ?c owl:intersectionOf ?l . { ?y rdf:type ?l[*] } => ?y rdf:type ?c
cls-int2   ?c owl:intersectionOf ?l . ?y rdf:type ?c => ?y rdf:type ?l[i]
cls-uni    ?c owl:unionOf ?l . ?y rdf:type ?l[i] => ?y rdf:type ?c
cls-svf1   ?x owl:someValuesFrom ?y . ?x owl:onProperty ?p . ?u ?p ?v . ?v rdf:type ?y => ?u rdf:type ?x
cls-svf2   ?x owl:someValuesFrom owl:Thing . ?x owl:onProperty ?p . ?u ?p ?v => ?u rdf:type ?x
cls-avf    ?x owl:allValuesFrom ?y . ?x owl:onProperty ?p . ?u rdf:type ?x . ?u ?p ?v => ?v rdf:type ?y
cls-hv1    ?x owl:hasValue ?y . ?x owl:onProperty ?p . ?u rdf:type ?x => ?u ?p ?y
cls-hv2    ?x owl:hasValue ?y . ?x owl:onProperty ?p . ?u ?p ?y => ?u rdf:type ?x
cls-maxc2  ?x owl:maxCardinality 1 . ?x owl:onProperty ?p . ?u rdf:type ?x . ?u ?p ?y1 . ?u ?p ?y2 => ?y1 owl:sameAs ?y2
cls-maxqc3 ?x owl:maxQualifiedCardinality 1 . ?x owl:onProperty ?p . ?x owl:onClass ?c . ?u rdf:type ?x . ?u ?p ?y1 . ?y1 rdf:type ?c . ?u ?p ?y2 . ?y2 rdf:type ?c => ?y1 owl:sameAs ?y2
cls-maxqc4 ?x owl:maxQualifiedCardinality 1 . ?x owl:onProperty ?p . ?x owl:onClass owl:Thing . ?u rdf:type ?x . ?u ?p ?y1 . ?u ?p ?y2 => ?y1 owl:sameAs ?y2
cls-oo     ?c owl:oneOf ?l => ?l[i] rdf:type ?c

cax-sco    ?c1 rdfs:subClassOf ?c2 . ?x rdf:type ?c1 => ?x rdf:type ?c2
cax-eqc1   ?c1 owl:equivalentClass ?c2 . ?x rdf:type ?c1 => ?x rdf:type ?c2
cax-eqc2   ?c1 owl:equivalentClass ?c2 . ?x rdf:type ?c2 => ?x rdf:type ?c1

scm-cls    ?c rdf:type owl:Class => ?c rdfs:subClassOf ?c
scm-cls    ?c rdf:type owl:Class => ?c owl:equivalentClass ?c
scm-cls    ?c rdf:type owl:Class => ?c rdfs:subClassOf owl:Thing
scm-cls    ?c rdf:type owl:Class => owl:Nothing rdfs:subClassOf ?c
scm-sco    ?c1 rdfs:subClassOf ?c2 . ?c2 rdfs:subClassOf ?c3 => ?c1 rdfs:subClassOf ?c3
scm-eqc1   ?c1 owl:equivalentClass ?c2 => ?c1 rdfs:subClassOf ?c2
scm-eqc1   ?c1 owl:equivalentClass ?c2 => ?c2 rdfs:subClassOf ?c1
scm-eqc2   ?c1 rdfs:subClassOf ?c2 . ?c2 rdfs:subClassOf ?c1 => ?c1 owl:equivalentClass ?c2
scm-op     ?p rdf:type owl:ObjectProperty => ?p rdfs:subPropertyOf ?p
scm-op     ?p rdf:type owl:ObjectProperty => ?p owl:equivalentProperty ?p
scm-dp     ?p rdf:type owl:DatatypeProperty => ?p rdfs:subPropertyOf ?p
scm-dp     ?p rdf:type owl:DatatypeProperty => ?p owl:equivalentProperty ?p
scm-spo    ?p1 rdfs:subPropertyOf ?p2 . ?p2 rdfs:subPropertyOf ?p3 => ?p1 rdfs:subPropertyOf ?p3
scm-eqp1   ?p1 owl:equivalentProperty ?p2 => ?p1 rdfs:subPropertyOf ?p2
scm-eqp1   ?p1 owl:equivalentProperty ?p2 => ?p2 rdfs:subPropertyOf ?p1
scm-eqp2   ?p1 rdfs:subPropertyOf ?p2 . ?p2 rdfs:subPropertyOf ?p1 => ?p1 owl:equivalentProperty ?p2
scm-dom1   ?p rdfs:domain ?c1 . ?c1 rdfs:subClassOf ?c2 => ?p rdfs:domain ?c2
scm-dom2   ?p2 rdfs:domain ?c . ?p1 rdfs:subPropertyOf ?p2 => ?p1 rdfs:domain ?c
scm-rng1   ?p rdfs:range ?c1 . ?c1 rdfs:subClassOf ?c2 => ?p rdfs:range ?c2
scm-rng2   ?p2 rdfs:range ?c . ?p1 rdfs:subPropertyOf ?p2 => ?p1 rdfs:range ?c
scm-hv     ?c1 owl:hasValue ?i . ?c1 owl:onProperty ?p1 . ?c2 owl:hasValue ?i . ?c2 owl:onProperty ?p2 . ?p1 rdfs:subPropertyOf ?p2 => ?c1 rdfs:subClassOf ?c2
scm-svf1   ?c1 owl:someValuesFrom ?y1 . ?c1 owl:onProperty ?p . ?c2 owl:someValuesFrom ?y2 . ?c2 owl:onProperty ?p . ?y1 rdfs:subClassOf ?y2 => ?c1 rdfs:subClassOf ?c2
scm-svf2   ?c1 owl:someValuesFrom ?y . ?c1 owl:onProperty ?p1 . ?c2 owl:someValuesFrom ?y . ?c2 owl:onProperty ?p2 . ?p1 rdfs:subPropertyOf ?p2 => ?c1 rdfs:subClassOf ?c2
scm-avf1   ?c1 owl:allValuesFrom ?y1 . ?c1 owl:onProperty ?p . ?c2 owl:allValuesFrom ?y2 . ?c2 owl:onProperty ?p . ?y1 rdfs:subClassOf ?y2 => ?c1 rdfs:subClassOf ?c2
scm-avf2   ?c1 owl:allValuesFrom ?y . ?c1 owl:onProperty ?p1 . ?c2 owl:allValuesFrom ?y . ?c2 owl:onProperty ?p2 . ?p1 rdfs:subPropertyOf ?p2 => ?c2 rdfs:subClassOf ?c1
scm-int    ?c owl:intersectionOf ?l => ?c rdfs:subClassOf ?l[i]
scm-uni    ?c owl:unionOf ?l => ?l[i] rdfs:subClassOf ?c
"""
