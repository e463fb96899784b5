"""Write triples in one canonical form: the same graph gives the same bytes, and one changed triple is one changed line.

Turtle 1.1 with one triple per line, subjects grouped by type and sorted, only the prefixes that occur. Blank nodes are
numbered by RDFC-1.0; those referred to once are nested, well-formed lists become collections.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import CanonicalizationAlgorithm, Dataset

from allegiance.terms import (
    OWL,
    PREFIXES,
    RDF,
    XSD,
    BlankNode,
    Literal,
    NamedNode,
    Object,
    Quad,
    Subject,
    Triple,
    curie,
)

_INDENT = "    "
# Lexical forms that Turtle (§2.5.2, §2.5.3) reads back unquoted as exactly the same literal.
_BARE = {
    XSD["integer"]: re.compile(r"[+-]?[0-9]+"),
    XSD["decimal"]: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD["double"]: re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+"),
    XSD["boolean"]: re.compile(r"true|false"),
}
_NO_KIND = "￿"


def canonical_ntriples(quads: Iterable[Quad | Triple]) -> str:
    """Return the triples as sorted N-Triples with canonical blank node labels (RDFC-1.0); graph names are left out."""
    return "".join(f"{line} .\n" for line in sorted({str(triple) for triple in _canonical(quads)}))


def write(quads: Iterable[Quad | Triple], prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return the triples as canonical Turtle; graph names are left out."""
    return _Writer(_canonical(quads), prefixes).text()


def _canonical(quads: Iterable[Quad | Triple]) -> list[Triple]:
    triples = {quad.triple if isinstance(quad, Quad) else quad for quad in quads}
    if not any(isinstance(term, BlankNode) for triple in triples for term in (triple.subject, triple.object)):
        return list(triples)
    dataset = Dataset(Quad(*triple) for triple in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return [quad.triple for quad in dataset]


class _Writer:
    def __init__(self, triples: list[Triple], prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self._used: set[str] = set()
        self._facts: dict[Subject, dict[NamedNode, list[Object]]] = defaultdict(lambda: defaultdict(list))
        self._referrers: Counter[Object] = Counter(triple.object for triple in triples)
        self._referrer: dict[Object, Subject] = {triple.object: triple.subject for triple in triples}
        for triple in triples:
            self._facts[triple.subject][triple.predicate].append(triple.object)
        self._nested = {node for node in self._facts if self._is_nested(node)}

    def text(self) -> str:
        roots = sorted((node for node in self._facts if node not in self._nested), key=self._subject_order)
        blocks = [self._block(node) for node in roots]
        header = "".join(f"@prefix {name}: <{self._prefixes[name]}> .\n" for name in sorted(self._used))
        return "\n".join([header, *blocks] if header else blocks)

    def _is_nested(self, node: Subject) -> bool:
        """Say whether a blank node can be written inside its only referrer, which a cycle would forbid."""
        seen: set[Subject] = set()
        while isinstance(node, BlankNode):
            if node in seen or self._referrers[node] != 1:
                return False
            seen.add(node)
            node = self._referrer[node]
            if isinstance(node, NamedNode) or self._referrers[node] == 0:
                return True
        return False

    def _subject_order(self, node: Subject) -> tuple[bool, str, bool, str]:
        kinds = (kind.value for kind in self._facts[node].get(RDF["type"], ()) if isinstance(kind, NamedNode))
        kind = min((kind for kind in kinds if kind != OWL["NamedIndividual"].value), default=_NO_KIND)
        return (kind != OWL["Ontology"].value, kind, isinstance(node, BlankNode), str(node))

    def _block(self, node: Subject) -> str:
        subject = "[]" if isinstance(node, BlankNode) and self._referrers[node] == 0 else self._term(node)
        return f"{subject}\n{''.join(self._statements(node, _INDENT))}.\n"

    def _statements(self, node: Subject, indent: str) -> Iterator[str]:
        for predicate, objects in sorted(self._facts[node].items(), key=_predicate_order):
            verb = "a" if predicate == RDF["type"] else self._term(predicate)
            for rendered in sorted(self._object(term, indent) for term in objects):
                yield f"{indent}{verb} {rendered} ;\n"

    def _object(self, term: Object, indent: str) -> str:
        if isinstance(term, Literal) or term not in self._nested:
            return self._term(term)
        members = self._members(term)
        if members is not None:
            return " ".join(["(", *(self._object(member, indent) for member in members), ")"])
        inner = "".join(self._statements(term, indent + _INDENT))
        return f"[\n{inner}{indent}]"

    def _members(self, head: Subject) -> list[Object] | None:
        """Return the members of a well-formed rdf:List that is referred to nowhere else, or None."""
        members: list[Object] = []
        node: Object = head
        while node != RDF["nil"]:
            facts = self._facts.get(node) if isinstance(node, BlankNode) and node in self._nested else None
            if (
                facts is None
                or set(facts) != {RDF["first"], RDF["rest"]}
                or any(len(o) != 1 for o in facts.values())
            ):
                return None
            members.append(facts[RDF["first"]][0])
            node = facts[RDF["rest"]][0]
        return members

    def _term(self, term: Object) -> str:
        if isinstance(term, NamedNode):
            return self._iri(term)
        if not isinstance(term, Literal) or term.language or term.datatype == XSD["string"]:
            return str(term)
        if (bare := _BARE.get(term.datatype)) and bare.fullmatch(term.value):
            return term.value
        return f"{Literal(term.value)}^^{self._iri(term.datatype)}"

    def _iri(self, node: NamedNode) -> str:
        short = curie(node.value, self._prefixes)
        if short is None:
            return str(node)
        self._used.add(short.partition(":")[0])
        return short


def _predicate_order(item: tuple[NamedNode, list[Object]]) -> tuple[bool, str]:
    return (item[0] != RDF["type"], item[0].value)
