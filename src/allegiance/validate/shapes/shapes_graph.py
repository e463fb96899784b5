"""A shapes graph, indexed by subject: lists, single values, instances. What its triples mean is said in `reading`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from allegiance.errors import RequestError
from allegiance.terms import RDF, RDFS, BlankNode, NamedNode, Object, Subject, Term, Triple

_NOTHING: dict[NamedNode, list[Object]] = {}


class ShapesGraph:
    """The triples of a shapes graph, in the order given, each once."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._facts: dict[Term, dict[NamedNode, list[Object]]] = defaultdict(lambda: defaultdict(list))
        self._subjects: dict[tuple[NamedNode, Term], list[Subject]] = defaultdict(list)
        self._referring: dict[Term, list[Subject]] = defaultdict(list)
        for triple in dict.fromkeys(triples):
            self._facts[triple.subject][triple.predicate].append(triple.object)
            self._subjects[triple.predicate, triple.object].append(triple.subject)
            if isinstance(triple.object, BlankNode):
                self._referring[triple.object].append(triple.subject)

    def __iter__(self) -> Iterator[Triple]:
        for subject, statements in self._facts.items():
            if not isinstance(subject, NamedNode | BlankNode):
                continue
            for predicate, objects in statements.items():
                yield from (Triple(subject, predicate, object_) for object_ in objects)

    @property
    def nodes(self) -> tuple[Subject, ...]:
        """Every node that the graph describes."""
        return tuple(node for node in self._facts if isinstance(node, NamedNode | BlankNode))

    def predicates(self, node: Term) -> tuple[NamedNode, ...]:
        """Return the predicates that describe a node."""
        return tuple(self._facts.get(node, _NOTHING))

    def objects(self, node: Term, predicate: NamedNode) -> tuple[Object, ...]:
        """Return the values of a property of a node."""
        return tuple(self._facts.get(node, _NOTHING).get(predicate, ()))

    def one(self, node: Term, predicate: NamedNode) -> Object | None:
        """Return the only value of a property, or None; raises `RequestError` `ill-formed-shapes` where there are more."""
        values = self.objects(node, predicate)
        if len(values) > 1:
            raise ill_formed(node, f"has {len(values)} values for {predicate.value}, where one is allowed")
        return values[0] if values else None

    def subjects(self, predicate: NamedNode, object_: Term) -> tuple[Subject, ...]:
        """Return the nodes that have a value for a property."""
        return tuple(self._subjects.get((predicate, object_), ()))

    def named_around(self, node: Term) -> Term:
        """Return a node itself where it is no blank node, or else the nearest that is none and leads to it, if there is one."""
        around, seen = node, set[Term]()
        while isinstance(around, BlankNode) and around not in seen:
            seen.add(around)
            around = next(iter(self._referring.get(around, ())), node)
        return around

    def has_type(self, node: Term, class_: NamedNode) -> bool:
        """Say whether a node is a SHACL instance of a class (SHACL §1.1): by `rdf:type` and `rdfs:subClassOf`."""
        seen: set[Term] = set()
        waiting: list[Term] = list(self.objects(node, RDF["type"]))
        while waiting:
            found = waiting.pop()
            if found == class_:
                return True
            if found not in seen:
                seen.add(found)
                waiting += self.objects(found, RDFS["subClassOf"])
        return False

    def members(self, head: Term) -> tuple[Object, ...]:
        """Return the members of a list (SHACL §1.1 "SHACL list"); `RequestError` `ill-formed-shapes` where it is none."""
        members: list[Object] = []
        seen: set[Term] = set()
        node: Term = head
        while node != RDF["nil"]:
            firsts, rests = self.objects(node, RDF["first"]), self.objects(node, RDF["rest"])
            if node in seen:
                raise ill_formed(head, "is a list that leads back into itself")
            if len(firsts) != 1 or len(rests) != 1:
                raise ill_formed(head, "is not a well-formed list")
            seen.add(node)
            members.append(firsts[0])
            node = rests[0]
        return tuple(members)


def ill_formed(node: Term, fault: str) -> RequestError:
    """Return the error for a node of the shapes graph that SHACL does not allow (SHACL §1.5 "ill-formed")."""
    return RequestError(
        "ill-formed-shapes", f"in the shapes, {node} {fault}", hint="see the SHACL recommendation, Appendix B"
    )
