"""Random small ontologies with random data, over the axioms that OWL 2 RL has."""

from collections.abc import Callable

from hypothesis import strategies as st

from allegiance.terms import (
    OWL,
    RDF,
    RDFS,
    XSD,
    BlankNode,
    Literal,
    NamedNode,
    Namespace,
    Object,
    Subject,
    Term,
    Triple,
)

EX = Namespace("https://example.org/")
CLASSES = [EX[f"Class{n}"] for n in range(6)]
PROPERTIES = [EX[f"property{n}"] for n in range(5)]
THINGS = [EX[f"thing{n}"] for n in range(6)]
A = RDF["type"]

classes = st.sampled_from(CLASSES)
properties = st.sampled_from(PROPERTIES)
things = st.sampled_from(THINGS)
Axiom = list[Triple]


def rdf_list(members: list[NamedNode], label: str) -> tuple[Object, Axiom]:
    cells: list[Subject] = [BlankNode(f"{label}cell{n}") for n in range(len(members))]
    ends: list[Object] = [*cells[1:], RDF["nil"]]
    triples = [Triple(cell, RDF["first"], member) for cell, member in zip(cells, members, strict=True)]
    triples += [Triple(cell, RDF["rest"], end) for cell, end in zip(cells, ends, strict=True)]
    return (cells[0] if cells else RDF["nil"]), triples


def listed(subject: NamedNode, predicate: NamedNode, members: list[NamedNode]) -> Axiom:
    head, cells = rdf_list(members, "".join(name.value[-5:] for name in (subject, predicate, *members)))
    return [Triple(subject, predicate, head), *cells]


def restriction(
    class_: NamedNode,
    property_: NamedNode,
    kind: str,
    value: Object,
    under: NamedNode,
    *,
    on: NamedNode | None,
) -> Axiom:
    node = EX[f"Restriction{class_.value[-1]}{property_.value[-1]}{kind}{under.value[-4:]}"]
    triples = [Triple(node, OWL["onProperty"], property_), Triple(node, OWL[kind], value)]
    triples.append(Triple(class_, under, node))
    return triples if on is None else [*triples, Triple(node, OWL["onClass"], on)]


def one(build: Callable[..., Triple], *parts: st.SearchStrategy[NamedNode]) -> st.SearchStrategy[Axiom]:
    return st.tuples(*parts).map(lambda drawn: [build(*drawn)])


def number(text: str) -> Literal:
    return Literal(text, datatype=XSD["nonNegativeInteger"])


characters = st.sampled_from(
    ["Functional", "InverseFunctional", "Transitive", "Symmetric", "Asymmetric", "Irreflexive"]
).map(lambda name: OWL[f"{name}Property"])
under = st.sampled_from([RDFS["subClassOf"], OWL["equivalentClass"]])
between_classes = st.sampled_from(
    [RDFS["subClassOf"], OWL["equivalentClass"], OWL["disjointWith"], OWL["complementOf"]]
)
between_properties = st.sampled_from(
    [RDFS["subPropertyOf"], OWL["equivalentProperty"], OWL["inverseOf"], OWL["propertyDisjointWith"]]
)
declarations = st.sampled_from(
    [Triple(c, A, OWL["Class"]) for c in CLASSES] + [Triple(p, A, OWL["ObjectProperty"]) for p in PROPERTIES]
).map(lambda triple: [triple])
members = st.lists(classes, min_size=1, max_size=3, unique=True)
schema_axioms = st.one_of(
    declarations,
    one(Triple, classes, between_classes, classes),
    one(Triple, properties, between_properties, properties),
    one(Triple, properties, st.just(A), characters),
    one(Triple, properties, st.sampled_from([RDFS["domain"], RDFS["range"]]), classes),
    st.builds(
        lambda p, chain: listed(p, OWL["propertyChainAxiom"], chain),
        properties,
        st.lists(properties, min_size=2, max_size=3),
    ),
    st.builds(listed, classes, st.sampled_from([OWL["intersectionOf"], OWL["unionOf"]]), members),
    st.builds(
        lambda c, some: listed(c, OWL["oneOf"], some),
        classes,
        st.lists(things, min_size=1, max_size=2, unique=True),
    ),
    st.builds(
        lambda c, p, kind, value, u: restriction(c, p, kind, value, u, on=None),
        classes,
        properties,
        st.sampled_from(["someValuesFrom", "allValuesFrom"]),
        st.sampled_from([*CLASSES, OWL["Thing"]]),
        under,
    ),
    st.builds(
        lambda c, p, value, u: restriction(c, p, "hasValue", value, u, on=None),
        classes,
        properties,
        things,
        under,
    ),
    st.builds(
        lambda c, p, n, u: restriction(c, p, "maxCardinality", number(n), u, on=None),
        classes,
        properties,
        st.sampled_from(["0", "1"]),
        under,
    ),
    st.builds(
        lambda c, p, n, u, q: restriction(c, p, "maxQualifiedCardinality", number(n), u, on=q),
        classes,
        properties,
        st.sampled_from(["0", "1"]),
        under,
        st.sampled_from([*CLASSES, OWL["Thing"]]),
    ),
)
data_axioms = st.one_of(
    one(Triple, things, st.just(A), classes),
    one(Triple, things, properties, things),
    one(Triple, things, properties, things),
    one(Triple, things, st.sampled_from([OWL["sameAs"], OWL["differentFrom"]]), things),
    st.builds(lambda s, t: [Triple(s, EX["note"], Literal(t))], things, st.sampled_from(["one", "two"])),
)


def graphs(axioms: st.SearchStrategy[Axiom], size: int) -> st.SearchStrategy[frozenset[Triple]]:
    return st.lists(axioms, max_size=size).map(lambda drawn: frozenset(t for axiom in drawn for t in axiom))


ontologies = st.tuples(graphs(schema_axioms, 9), graphs(data_axioms, 12)).map(
    lambda parts: parts[0] | parts[1]
)


def with_unnamed_classes(triples: frozenset[Triple]) -> frozenset[Triple]:
    """Return an ontology with its restrictions unnamed, as people write them."""

    def renamed(term: Term) -> Term:
        is_restriction = isinstance(term, NamedNode) and "/Restriction" in term.value
        return BlankNode(str(term)[1:-1].rpartition("/")[2]) if is_restriction else term

    return frozenset(Triple(renamed(s), p, renamed(o)) for s, p, o in triples)  # type: ignore[arg-type]
