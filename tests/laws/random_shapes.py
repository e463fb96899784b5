"""Random data and random shapes over a small vocabulary, so that they meet: strategies for Hypothesis."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count

from hypothesis import strategies as st

from allegiance.terms import (
    RDF,
    RDFS,
    SH,
    XSD,
    BlankNode,
    Literal,
    NamedNode,
    Namespace,
    Object,
    Subject,
    Triple,
)

EX = Namespace("http://example.org/")
NODES = [EX[f"n{number}"] for number in range(5)]
BLANKS = [BlankNode(f"b{number}") for number in range(2)]
PREDICATES = [EX[name] for name in "pqr"]
CLASSES = [EX[name] for name in "ABC"]


def typed(form: str, name: str) -> Literal:
    return Literal(form, datatype=XSD[name])


LITERALS = [
    Literal("one"),
    Literal("two words"),
    Literal(""),
    Literal("eins", language="de"),
    Literal("zwei", language="de"),
    Literal("one", language="en"),
    Literal("one", language="en-gb"),
    typed("1", "integer"),
    typed("01", "integer"),
    typed("5", "integer"),
    typed("5", "nonNegativeInteger"),
    typed("5.0", "decimal"),
    typed("5.5", "decimal"),
    typed("x", "integer"),
    typed("true", "boolean"),
    typed("1", "boolean"),
    typed("2010-01-01", "date"),
    typed("2012-02-30", "date"),
    typed("2010-01-01T00:00:00Z", "dateTime"),
    typed("2010-01-01T00:00:00.0Z", "dateTime"),
    typed("1.5E0", "double"),
]

# Values of one kind, in several datatypes: engines agree on how these compare.
COMPARABLE = [
    term
    for term in LITERALS
    if term.value != "x"
    and term.datatype.value.endswith(("integer", "Integer", "decimal", "double", "string"))
]

hierarchy = st.sets(
    st.builds(Triple, st.sampled_from(CLASSES[1:]), st.just(RDFS["subClassOf"]), st.just(CLASSES[0])),
    max_size=2,
)


def data(literals: list[Literal], *, ordered: bool = False) -> st.SearchStrategy[list[Triple]]:
    """Return random data whose literals are among some.

    To be `ordered`, it has no blank nodes, and `ex:r` has only literals: pyshacl raises where a blank node is to be less than
    something, and puts IRIs in order, where SHACL §4.5.3 asks for violations (docs/validation.md).
    """
    subjects = st.sampled_from(NODES if ordered else [*NODES, *BLANKS])
    objects = st.one_of(subjects, st.sampled_from(literals))
    typings = st.builds(Triple, subjects, st.just(RDF["type"]), st.sampled_from(CLASSES))
    predicates = st.sampled_from(PREDICATES[:2] if ordered else PREDICATES)
    to_literals = st.builds(Triple, subjects, st.just(PREDICATES[2]), st.sampled_from(literals))
    statements = st.one_of(st.builds(Triple, subjects, predicates, objects), to_literals)
    return st.builds(
        lambda *parts: sorted(set().union(*parts), key=str),
        st.sets(statements, min_size=6, max_size=16),
        st.sets(typings, min_size=3, max_size=8),
        hierarchy,
    )


# A piece of a shape: given the shape's node and a source of fresh blank nodes, the triples that say it.
Piece = Callable[[Subject, "Fresh"], list[Triple]]


class Fresh:
    """Blank nodes in a fixed order, so that an example can be replayed."""

    def __init__(self) -> None:
        self._numbers = count()

    def node(self) -> BlankNode:
        return BlankNode(f"s{next(self._numbers)}")

    def listed(self, members: Iterable[Object]) -> tuple[Subject, list[Triple]]:
        head: Subject = RDF["nil"]
        triples: list[Triple] = []
        for member in reversed(list(members)):
            cell = self.node()
            triples += [Triple(cell, RDF["first"], member), Triple(cell, RDF["rest"], head)]
            head = cell
        return head, triples


def says(name: str, values: st.SearchStrategy[Object]) -> st.SearchStrategy[Piece]:
    return values.map(lambda value: lambda node, _fresh: [Triple(node, SH[name], value)])


def lists(name: str, members: st.SearchStrategy[list[Object]]) -> st.SearchStrategy[Piece]:
    def piece(chosen: list[Object]) -> Piece:
        def build(node: Subject, fresh: Fresh) -> list[Triple]:
            head, triples = fresh.listed(chosen)
            return [Triple(node, SH[name], head), *triples]

        return build

    return members.map(piece)


numbers = st.sampled_from([typed(str(number), "integer") for number in range(3)])
limits = st.sampled_from([typed("3", "integer"), typed("5.0", "decimal"), Literal("one")])
named = st.one_of(st.sampled_from(NODES), st.sampled_from(LITERALS))

of_values = st.one_of(
    says("class", st.sampled_from(CLASSES)),
    says(
        "datatype",
        st.sampled_from([XSD[n] for n in ("integer", "string", "nonNegativeInteger", "boolean", "date")]),
    ),
    says(
        "nodeKind",
        st.sampled_from([SH[n] for n in ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "IRIOrLiteral")]),
    ),
    # pyshacl lets blank nodes pass a minimum of 0, the text of SHACL §4.4.1 does not (docs/validation.md).
    says("minLength", st.sampled_from([typed("1", "integer"), typed("4", "integer")])),
    says("maxLength", numbers),
    says("pattern", st.sampled_from([Literal(p) for p in ("^o", "0", "n[0-3]$", "^$", "[[")[:4]])),
    lists("in", st.lists(named, min_size=1, max_size=5)),
    lists("languageIn", st.lists(st.sampled_from([Literal("en"), Literal("de")]), min_size=1, max_size=2)),
    says("hasValue", named),
    says("equals", st.sampled_from(PREDICATES)),
    says("disjoint", st.sampled_from(PREDICATES)),
)
of_paths = st.one_of(
    says("minCount", numbers),
    says("maxCount", numbers),
    says("uniqueLang", st.just(typed("true", "boolean"))),
)
of_order = st.one_of(says("minInclusive", limits), says("maxExclusive", limits))
of_paths_in_order = st.one_of(
    says("lessThan", st.just(PREDICATES[2])), says("lessThanOrEquals", st.just(PREDICATES[2]))
)

Route = Callable[["Fresh"], tuple[Subject, list[Triple]]]


def _step(iri: NamedNode) -> Route:
    return lambda _fresh: (iri, [])


def _around(name: str) -> Callable[[Route], Route]:
    def wrap(inner: Route) -> Route:
        def build(fresh: Fresh) -> tuple[Subject, list[Triple]]:
            start, triples = inner(fresh)
            node = fresh.node()
            return node, [Triple(node, SH[name], start), *triples]

        return build

    return wrap


def _several(name: str | None) -> Callable[[list[Route]], Route]:
    def wrap(inner: list[Route]) -> Route:
        def build(fresh: Fresh) -> tuple[Subject, list[Triple]]:
            built = [route(fresh) for route in inner]
            head, cells = fresh.listed([start for start, _ in built])
            triples = [*cells, *(triple for _, found in built for triple in found)]
            if name is None:
                return head, triples
            node = fresh.node()
            return node, [Triple(node, SH[name], head), *triples]

        return build

    return wrap


routes: st.SearchStrategy[Route] = st.recursive(
    st.sampled_from(PREDICATES).map(_step),
    lambda inner: st.one_of(
        # pyshacl walks the inverse of a sequence in the wrong order (docs/validation.md).
        st.sampled_from(PREDICATES).map(_step).map(_around("inversePath")),
        inner.map(_around("zeroOrMorePath")),
        inner.map(_around("oneOrMorePath")),
        inner.map(_around("zeroOrOnePath")),
        st.lists(inner, min_size=2, max_size=2).map(_several(None)),
        st.lists(inner, min_size=2, max_size=2).map(_several("alternativePath")),
    ),
    max_leaves=3,
)


# Ways to literals only, for comparisons.
routes_to_literals: st.SearchStrategy[Route] = st.one_of(
    st.just(_step(PREDICATES[2])),
    st.sampled_from(PREDICATES[:2]).map(lambda first: _several(None)([_step(first), _step(PREDICATES[2])])),
)


def _refers(name: str) -> Callable[[Piece], Piece]:
    def wrap(inner: Piece) -> Piece:
        def build(node: Subject, fresh: Fresh) -> list[Triple]:
            other = fresh.node()
            return [Triple(node, SH[name], other), *inner(other, fresh)]

        return build

    return wrap


def _refers_to_node_shape(inner: Piece) -> Piece:
    """Refer by `sh:node`, which must lead to a node shape (SHACL §4.7.1): a property shape goes into one of its own."""

    def build(node: Subject, fresh: Fresh) -> list[Triple]:
        other = fresh.node()
        triples = inner(other, fresh)
        if any(triple.subject == other and triple.predicate == SH["path"] for triple in triples):
            around = fresh.node()
            triples = [Triple(around, SH["property"], other), *triples]
            other = around
        return [Triple(node, SH["node"], other), *triples]

    return build


def _refers_to_list(name: str) -> Callable[[list[Piece]], Piece]:
    def wrap(inner: list[Piece]) -> Piece:
        def build(node: Subject, fresh: Fresh) -> list[Triple]:
            others = [(fresh.node(), piece) for piece in inner]
            head, cells = fresh.listed([other for other, _ in others])
            return [
                Triple(node, SH[name], head),
                *cells,
                *(t for other, piece in others for t in piece(other, fresh)),
            ]

        return build

    return wrap


def _all(pieces: list[Piece]) -> Piece:
    return lambda node, fresh: [triple for piece in pieces for triple in piece(node, fresh)]


def _property(route: Route, pieces: list[Piece]) -> Piece:
    def build(node: Subject, fresh: Fresh) -> list[Triple]:
        start, triples = route(fresh)
        return [Triple(node, SH["path"], start), *triples, *_all(pieces)(node, fresh)]

    return build


def _counted(name: str, number: Object, inner: Piece) -> Piece:
    return lambda node, fresh: [
        Triple(node, SH[name], number),
        *_refers("qualifiedValueShape")(inner)(node, fresh),
    ]


def _logical(inner: st.SearchStrategy[Piece]) -> st.SearchStrategy[Piece]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        inner.map(_refers_to_node_shape),
        inner.map(_refers("not")),
        several.map(_refers_to_list("and")),
        several.map(_refers_to_list("or")),
        several.map(_refers_to_list("xone")),
    )


def _property_shapes(
    inner: st.SearchStrategy[Piece],
    values: st.SearchStrategy[Piece],
    paths: st.SearchStrategy[Piece],
    ways: st.SearchStrategy[Route],
) -> st.SearchStrategy[Piece]:
    counted = st.builds(_counted, st.sampled_from(["qualifiedMinCount", "qualifiedMaxCount"]), numbers, inner)
    nested = st.one_of(values, paths, counted, _logical(inner))
    return st.builds(_property, ways, st.lists(nested, min_size=1, max_size=3))


def _conditions(
    values: st.SearchStrategy[Piece], paths: st.SearchStrategy[Piece], ways: st.SearchStrategy[Route]
) -> st.SearchStrategy[Piece]:
    return st.recursive(
        st.lists(values, min_size=1, max_size=2).map(_all),
        lambda inner: st.one_of(
            _logical(inner),
            _property_shapes(inner, values, paths, ways),
            _property_shapes(inner, values, paths, ways).map(_refers("property")),
        ),
        max_leaves=4,
    )


def targets(literals: list[Literal]) -> st.SearchStrategy[Piece]:
    """Return random targets, nodes and some literals among them."""
    return st.one_of(
        says("targetClass", st.sampled_from(CLASSES)),
        says("targetNode", st.one_of(st.sampled_from(NODES), st.sampled_from(literals))),
        says("targetSubjectsOf", st.sampled_from(PREDICATES)),
        says("targetObjectsOf", st.sampled_from(PREDICATES)),
    )


# What a shape may say once only (SHACL Appendix B).
ONCE = {
    SH[name]
    for name in [
        "datatype",
        "nodeKind",
        "minCount",
        "maxCount",
        "minLength",
        "maxLength",
        "minInclusive",
        "maxExclusive",
        "in",
        "languageIn",
        "uniqueLang",
        "qualifiedValueShape",
        "qualifiedMinCount",
        "qualifiedMaxCount",
        "path",
    ]
}


def _shape(target: list[Piece], condition: Piece) -> list[Triple]:
    fresh = Fresh()
    node = EX["Shape"]
    said: dict[tuple[Subject, NamedNode, Object | None], Triple] = {}
    for triple in [*_all(target)(node, fresh), *condition(node, fresh)]:
        once = triple.predicate in ONCE
        said.setdefault((triple.subject, triple.predicate, None if once else triple.object), triple)
    return list(said.values())


def shapes(*, ordered: bool) -> st.SearchStrategy[list[Triple]]:
    """Return random shapes that compare values, or that do all else."""
    values, paths = (of_order, of_paths_in_order) if ordered else (of_values, of_paths)
    ways = routes_to_literals if ordered else routes
    aims = targets(COMPARABLE if ordered else LITERALS)
    return st.builds(_shape, st.lists(aims, min_size=2, max_size=4), _conditions(values, paths, ways))
