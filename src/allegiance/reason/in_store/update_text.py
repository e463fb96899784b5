"""Rules as SPARQL 1.1 Update text, in words that every store knows: INSERT … USING … WHERE, INSERT DATA, CLEAR, ASK.

Not here: which rules, and in which order they are run (`program`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from allegiance.reason.in_store.layers import Layers
from allegiance.reason.informative import CLASS_LINKS, LANGUAGE, REFLEXIVE, TRIVIAL_CLASSES
from allegiance.store.tokens import serialise
from allegiance.terms import OWL, RDF, BlankNode, NamedNode, Term

_UNNAMED: Final = "urn:x-allegiance:unnamed:"
_TOGETHER: Final = 500  # triples in one INSERT DATA, so that no request is long
# To Virtuoso no two terms are the same by sameTerm. Where one of two terms is a subject, and so no literal, != says what is meant.
_SAME_AS: Final = str(OWL["sameAs"])


class TextAtom(NamedTuple):
    """A triple pattern in SPARQL; names with `?` are variables."""

    subject: str
    predicate: str
    object: str

    def __str__(self) -> str:
        return " ".join(self)


class TextRule(NamedTuple):
    """A rule in SPARQL's terms."""

    body: tuple[TextAtom, ...]
    head: TextAtom


EQUALITY: Final = (
    TextRule((TextAtom("?x", _SAME_AS, "?y"),), TextAtom("?y", _SAME_AS, "?x")),
    TextRule(
        (TextAtom("?x", _SAME_AS, "?y"), TextAtom("?y", _SAME_AS, "?z")), TextAtom("?x", _SAME_AS, "?z")
    ),
    TextRule((TextAtom("?s", _SAME_AS, "?n"), TextAtom("?s", "?p", "?o")), TextAtom("?n", "?p", "?o")),
    TextRule((TextAtom("?p", _SAME_AS, "?n"), TextAtom("?s", "?p", "?o")), TextAtom("?s", "?n", "?o")),
    TextRule((TextAtom("?o", _SAME_AS, "?n"), TextAtom("?s", "?p", "?o")), TextAtom("?s", "?p", "?n")),
)
"""eq-sym, eq-trans, eq-rep-s, eq-rep-p and eq-rep-o (OWL 2 Profiles §4.3, table 4)."""


_DIFFERENT: Final = str(OWL["differentFrom"])
_LISTED: Final = f"?list a {OWL['AllDifferent']} ; {{}}/{RDF['rest']}*/{RDF['first']} ?x , ?y . ?x {_SAME_AS} ?y FILTER(?x != ?y)"
CLASHES: Final = (
    ("eq-diff1", f"ASK {{ ?x {_SAME_AS} ?y . ?x {_DIFFERENT} ?y }}"),
    ("eq-diff1", f"ASK {{ ?x {_DIFFERENT} ?x }}"),
    ("eq-diff2", f"ASK {{ {_LISTED.format(OWL['members'])} }}"),
    ("eq-diff3", f"ASK {{ {_LISTED.format(OWL['distinctMembers'])} }}"),
)
"""Terms that are the same and said to differ (OWL 2 Profiles §4.3, table 4), as questions."""


def written(term: Term) -> str:
    """Return a term in SPARQL; an unnamed class or property gets a name, for in SPARQL a blank node is a variable."""
    return f"<{_UNNAMED}{term.value}>" if isinstance(term, BlankNode) else serialise(term)


def insertion(
    rule: TextRule, layers: Layers, *, found: NamedNode | None = None, changed: int | None = None
) -> str:
    """Return the update that adds what a rule gives and nobody knows yet, to the entailed graph and to `found` besides.

    With `changed`, the number of a premise, that premise is looked for among what the other delta holds.
    """
    delta = None if changed is None else _other(layers, found)
    template = f"GRAPH {layers.entailed} {{ {rule.head} }}" + (
        f" GRAPH {found} {{ {rule.head} }}" if found else ""
    )
    using = [f"USING {graph}" for graph in layers.all]
    patterns = [f"{atom} ." for number, atom in enumerate(rule.body) if number != changed]
    if changed is not None:
        using.append(f"USING NAMED {delta}")
        patterns.insert(0, f"GRAPH {delta} {{ {rule.body[changed]} }}")
    conditions = [*_conditions(rule), f"FILTER NOT EXISTS {{ {rule.head} }}"]
    where = "\n".join(f"  {line}" for line in [*patterns, *conditions])
    return "\n".join([f"INSERT {{ {template} }}", *using, "WHERE {", where, "}"])


def _other(layers: Layers, found: NamedNode | None) -> NamedNode:
    first, second = layers.news
    return first if found == second else second


def _conditions(rule: TextRule) -> Iterator[str]:
    """Yield what keeps a head from being no RDF, or `x sameAs x`."""
    objects = {atom.object for atom in rule.body} - {atom.subject for atom in rule.body}
    if rule.head.subject in objects:
        yield f"FILTER(!isLiteral({rule.head.subject}))"
    if rule.head.predicate.startswith("?"):
        yield f"FILTER(isIRI({rule.head.predicate}))"
    if rule.head.predicate == _SAME_AS:
        yield f"FILTER({rule.head.subject} != {rule.head.object})"


def insertions_of_data(atoms: Iterable[TextAtom], graph: NamedNode) -> Iterator[str]:
    """Yield updates that add triples to a graph."""
    every = list(atoms)
    for start in range(0, len(every), _TOGETHER):
        lines = "".join(f"  {atom} .\n" for atom in every[start : start + _TOGETHER])
        yield f"INSERT DATA {{ GRAPH {graph} {{\n{lines}}} }}"


def without_asserted(layers: Layers) -> Iterator[str]:
    """Yield updates that take out of the entailed graph what is asserted."""
    triple = "?s ?p ?o"
    for graph in (layers.asserted, layers.derived):
        entailed = f"GRAPH {layers.entailed} {{ {triple} }}"
        yield f"DELETE {{ {entailed} }}\nWHERE {{\n  {entailed}\n  GRAPH {graph} {{ {triple} }}\n}}"


def clearing(graph: NamedNode) -> str:
    """Return the update that empties a graph, whether or not there is one."""
    return f"CLEAR SILENT GRAPH {graph}"


def any_in(graph: NamedNode) -> str:
    """Return the question whether a graph holds anything."""
    return f"ASK {{ GRAPH {graph} {{ ?s ?p ?o }} }}"


def any_of(body: Iterable[TextAtom]) -> str:
    """Return the question whether a body has a solution."""
    return f"ASK {{ {' . '.join(map(str, body))} }}"


def any_different_values(body: Iterable[TextAtom], head: TextAtom) -> str:
    """Return the question whether a body makes two literals the same whose values surely differ (SPARQL 1.1 §17.4.1.7)."""
    one, other = head.subject, head.object
    differ = f"FILTER(isLiteral({one}) && isLiteral({other}) && {one} != {other})"
    return f"ASK {{ {' . '.join(map(str, body))} {differ} }}"


def any_sameness(layers: Layers) -> str:
    """Return the question whether anything is the same as something else."""
    return f"ASK {{ {_sameness(layers)} }}"


def new_sameness(layers: Layers, terms: Sequence[str], known: Sequence[tuple[str, str]]) -> str:
    """Return the question whether any of some terms is the same as something that it was not known to be the same as."""
    pairs = " ".join(f"({one} {other})" for one, other in known)
    less = f" MINUS {{ VALUES (?x ?y) {{ {pairs} }} }}" if known else ""
    return f"ASK {{ VALUES ?x {{ {' '.join(terms)} }} {_sameness(layers)}{less} }}"


def _sameness(layers: Layers) -> str:
    names = ", ".join(map(str, layers.all))
    return f"GRAPH ?g {{ ?x {_SAME_AS} ?y }} FILTER(?g IN ({names})) FILTER(?x != ?y)"


def tidying(graph: NamedNode) -> str:
    """Return the update that takes out of a graph what is not informative, and the names given to unnamed classes."""
    trivial, links, reflexive = (
        ", ".join(sorted(map(str, some))) for some in (TRIVIAL_CLASSES, CLASS_LINKS, REFLEXIVE)
    )
    unwanted = [
        "isBlank(?s)",
        *(f'STRSTARTS(STR(?s), "{space.iri}")' for space in LANGUAGE),
        *(f'STRSTARTS(STR(?{name}), "{_UNNAMED}")' for name in "sp"),
        f'(isIRI(?o) && STRSTARTS(STR(?o), "{_UNNAMED}"))',
        f"(?p = {RDF['type']} && (isBlank(?o) || ?o IN ({trivial})))",
        f"(?p IN ({links}) && ?o IN ({trivial}))",
        f"(?p IN ({reflexive}) && ?s = ?o)",
    ]
    triple = f"GRAPH {graph} {{ ?s ?p ?o }}"
    return f"DELETE {{ {triple} }}\nWHERE {{\n  {triple}\n  FILTER({' || '.join(unwanted)})\n}}"
