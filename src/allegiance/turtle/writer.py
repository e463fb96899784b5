"""Write triples in one canonical form: the same graph gives the same bytes, and one changed triple is one changed line.

Turtle 1.1 with one triple per line, subjects grouped by type and sorted, `a` first and then predicates in alphabetical order as they
are spelled, only the prefixes that occur. Blank nodes are numbered by RDFC-1.0; those referred to once are nested, well-formed lists become collections.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise

from allegiance.terms import OWL, PREFIXES, RDF, NamedNode, Quad, Triple
from allegiance.turtle.blank_nodes import Fact, Nesting, collect
from allegiance.turtle.canonical import Lines, canonical_lines
from allegiance.turtle.compact import Compact

_INDENT = "    "
_TYPE = str(RDF["type"])
_ONTOLOGY, _INDIVIDUAL = str(OWL["Ontology"]), str(OWL["NamedIndividual"])
# Sorts after every IRI: subjects of no kind come last.
_NO_KIND = "\uffff"


def write(quads: Iterable[Quad | Triple], prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return the triples as canonical Turtle; graph names are left out."""
    return "".join(stream(canonical_lines(quads), prefixes))


def stream(lines: Lines, prefixes: Mapping[str, str] = PREFIXES) -> Iterator[str]:
    """Yield canonical lines as canonical Turtle, subject by subject."""
    compact = Compact(prefixes)
    body = _Body(lines, compact)
    yield from _parted(compact.header(), body.blocks())


def stream_trig(graphs: Mapping[NamedNode, Lines], prefixes: Mapping[str, str] = PREFIXES) -> Iterator[str]:
    """Yield a dataset as TriG, graph by graph in the order given, each as canonical Turtle."""
    compact = Compact(prefixes)
    seen = [{node for part in collect(lines) for node in part} for lines in graphs.values()]
    shared = {node for i, nodes in enumerate(seen) for other in seen[i + 1 :] for node in nodes & other}
    bodies = {name: _Body(lines, compact, shared) for name, lines in graphs.items()}
    names = {name: compact[str(name)] for name in graphs}
    yield compact.header()
    for name, body in bodies.items():
        yield from _parted(f"\n{names[name]} {{\n", body.blocks())
        yield "}\n"


def _parted(header: str, blocks: Iterable[str]) -> Iterator[str]:
    """Yield the header and the blocks with an empty line between each two."""
    if header:
        yield header
    between = "\n" if header else ""
    for block in blocks:
        yield between + block
        between = "\n"


class _Body:
    """One graph, read once to learn what stands where; written subject by subject."""

    def __init__(self, lines: Lines, compact: Compact, shared: Collection[str] = ()) -> None:
        self._lines = lines
        self._compact = compact
        self._shared = shared
        self._facts, self._references = collect(lines)
        self._nesting = Nesting(self._facts, self._references, shared)
        starts, kinds = self._scan()
        for node, facts in self._facts.items():
            for predicate, object_ in self._nesting.written(node, facts):
                self._look_up(predicate, object_)
        self._roots = []
        for start, end in pairwise([*starts, len(lines)]):
            subject = lines[start].partition(" ")[0]
            if subject not in self._nesting:
                kind = kinds.get(subject, _NO_KIND)
                if subject[0] == "<":
                    compact[subject]
                order = (kind != _ONTOLOGY, _value(kind), subject[0] == "_", subject)
                self._roots.append((order, start, end))
        self._roots.sort()

    def _scan(self) -> tuple[list[int], dict[str, str]]:
        """Return the line where each subject begins, and the kind of each, looking up the terms of named subjects on the way."""
        compact = self._compact
        starts: list[int] = []
        kinds: dict[str, str] = {}
        previous = ""
        for number, line in enumerate(self._lines):
            subject, predicate, object_ = line.split(" ", 2)
            if subject != previous:
                starts.append(number)
                previous = subject
            if predicate == _TYPE and object_[0] == "<" and object_ != _INDIVIDUAL:
                kinds[subject] = min(object_, kinds.get(subject, object_), key=_value)
            # Most need no look: a plain or tagged literal has no prefix, and a known IRI has had its own.
            if subject[0] == "<" and (
                predicate not in compact or (object_[-1] == ">" and object_ not in compact)
            ):
                self._look_up(predicate, object_)
        return starts, kinds

    def _look_up(self, predicate: str, object_: str) -> None:
        """Work out the short forms in advance: the header, which says which prefixes they need, stands before them."""
        if predicate != _TYPE:
            self._compact[predicate]
        if object_[0] == "<":
            self._compact[object_]
        elif object_[-1] == ">":
            self._compact.literal(object_)

    def blocks(self) -> Iterator[str]:
        for (_, _, is_blank, subject), start, end in self._roots:
            facts = [
                (parts[1], parts[2]) for line in self._lines[start:end] for parts in [line.split(" ", 2)]
            ]
            alone = is_blank and subject not in self._references and subject not in self._shared
            shown = "[]" if alone else self._compact[subject] if not is_blank else subject
            yield f"{shown}\n{''.join(self._statements(facts, _INDENT))}.\n"

    def _statements(self, facts: Iterable[Fact], indent: str) -> list[str]:
        compact, shown_as = self._compact, self._object
        found = [
            (
                "" if predicate == _TYPE else compact[predicate].strip("<>"),
                object_ if object_[0] == '"' and object_[-1] != ">" else shown_as(object_, indent),
                predicate,
            )
            for predicate, object_ in facts
        ]
        found.sort()
        return [
            f"{indent}{compact[predicate] if name else 'a'} {shown} ;\n" for name, shown, predicate in found
        ]

    def _object(self, term: str, indent: str) -> str:
        first = term[0]
        if first == '"':
            return self._compact.literal(term)
        if first == "<" and term[1] != "<":
            return self._compact[term]
        if term not in self._nesting:
            return term
        members = self._nesting.members(term)
        if members is not None:
            return " ".join(["(", *(self._object(member, indent) for member in members), ")"])
        inner = "".join(self._statements(self._facts[term], indent + _INDENT))
        return f"[\n{inner}{indent}]"


def _value(bracketed: str) -> str:
    return bracketed[1:-1] if bracketed[0] == "<" else bracketed
