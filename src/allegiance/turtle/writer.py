"""Write triples in one canonical form: the same graph gives the same bytes, and one changed triple is one changed line.

Turtle 1.1 with one triple per line, subjects grouped by type and sorted, `a` first and then predicates in alphabetical order as they
are spelled, only the prefixes that occur. Blank nodes are numbered by RDFC-1.0; those referred to once are nested, well-formed lists become collections.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from allegiance.terms import OWL, PREFIXES, RDF, NamedNode, Quad, Triple
from allegiance.turtle.blank_nodes import Nesting, collect
from allegiance.turtle.canonical import canonical_lines
from allegiance.turtle.compact import Compact
from allegiance.turtle.lines import Fact, Lines, by_subject
from allegiance.turtle.sorting import spool

_INDENT = "    "
_TYPE = str(RDF["type"])
_ONTOLOGY, _INDIVIDUAL = str(OWL["Ontology"]), str(OWL["NamedIndividual"])
# Sorts after every IRI: subjects of no kind come last.
_NO_KIND = "\uffff"
# Neighbours of one kind are given out together, up to about this many bytes.
_TOGETHER = 1 << 20
# So many subjects are written aside at once.
_WAITING = 1000
_Place = tuple[bool, str, bool]


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
    seen = [{node for part in collect(lines.blank) for node in part} for lines in graphs.values()]
    shared = {node for i, nodes in enumerate(seen) for other in seen[i + 1 :] for node in nodes & other}
    bodies = {name: _Body(lines, compact, shared) for name, lines in graphs.items()}
    names = {name: compact[str(name)] for name in graphs}
    yield compact.header()
    for name, body in bodies.items():
        yield from _parted(f"\n{names[name]} {{\n", body.blocks())
        yield "}\n"


def _parted(header: str, blocks: Iterable[str]) -> Iterator[str]:
    """Yield the header and the blocks; every block begins with an empty line, but not the first of the text."""
    if header:
        yield header
    begun = bool(header)
    for block in blocks:
        yield block if begun else block[1:]
        begun = True


class _Body:
    """One graph, written aside in the order of its lines; it is given out by kind.

    What is written first, the prefixes, follows from everything else; and the kind of a subject is not known from its first line.
    """

    def __init__(self, lines: Lines, compact: Compact, shared: Collection[str] = ()) -> None:
        self._compact = compact
        self._shared = shared
        self._facts, self._references = collect(lines.blank)
        self._nesting = Nesting(self._facts, self._references, shared)
        self._verbs = _Verbs(compact)
        # Where the blocks of each kind stand in the file: start, end, start, end …
        self._places: dict[_Place, array[int]] = defaultdict(lambda: array("Q"))
        self._file = spool(self)
        self._write(lines)

    def blocks(self) -> Iterator[str]:
        """Yield the text, each subject with an empty line before it."""
        for _, places in sorted(self._places.items()):
            for start, end in zip(places[::2], places[1::2], strict=True):
                self._file.seek(start)
                yield self._file.read(end - start).decode()

    def _write(self, lines: Lines) -> None:
        position = 0
        waiting: list[bytes] = []
        for subject, facts in by_subject(lines):
            if subject in self._nesting:
                continue
            is_blank = subject[0] == "_"
            alone = is_blank and subject not in self._references and subject not in self._shared
            shown = "[]" if alone else subject if is_blank else self._compact[subject]
            block = f"\n{shown}\n{self._statements(facts, _INDENT)}.\n".encode()
            end = position + len(block)
            places = self._places[_place(facts, is_blank=is_blank)]
            if places and places[-1] == position and end - places[-2] < _TOGETHER:
                places[-1] = end
            else:
                places.extend((position, end))
            position = end
            waiting.append(block)
            if len(waiting) == _WAITING:
                self._file.writelines(waiting)
                waiting.clear()
        self._file.writelines(waiting)

    def _statements(self, facts: Iterable[Fact], indent: str) -> str:
        verbs, known = self._verbs, self._compact
        found = [
            (
                verbs[predicate],
                # The first two cases are short cuts through `_object`, for what most objects are.
                known[object_]
                if object_[-1] == ">" and object_[1] != "<"
                else object_
                if object_[0] == '"'
                else self._object(object_, indent),
            )
            for predicate, object_ in facts
        ]
        found.sort()
        return "".join([f"{indent}{verb}{shown} ;\n" for (_, verb), shown in found])

    def _object(self, term: str, indent: str) -> str:
        if term[-1] == ">" and not term.startswith("<<"):
            return self._compact[term]
        if term not in self._nesting:
            return term
        members = self._nesting.members(term)
        if members is not None:
            return " ".join(["(", *(self._object(member, indent) for member in members), ")"])
        return f"[\n{self._statements(self._facts[term], indent + _INDENT)}{indent}]"


class _Verbs(dict[str, tuple[str, str]]):
    """Properties -> how each is sorted, and how it is written."""

    def __init__(self, compact: Compact) -> None:
        super().__init__({_TYPE: ("", "a ")})
        self._compact = compact

    def __missing__(self, predicate: str) -> tuple[str, str]:
        shown = self._compact[predicate]
        self[predicate] = found = (shown.strip("<>"), f"{shown} ")
        return found


def _place(facts: Iterable[Fact], *, is_blank: bool) -> _Place:
    """Return where a subject stands: ontologies first, then by the first of its classes, blank nodes last in each."""
    kinds = [o for p, o in facts if p == _TYPE and o[0] == "<" and o != _INDIVIDUAL]
    if not kinds:
        return True, _NO_KIND, is_blank
    kind = min(kinds, key=_value) if len(kinds) > 1 else kinds[0]
    return kind != _ONTOLOGY, _value(kind), is_blank


def _value(bracketed: str) -> str:
    return bracketed[1:-1]
