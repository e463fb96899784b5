"""The ontology as a page: every term with its words, and diagrams in Mermaid, one for each group of classes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from allegiance.labels import Labels
from allegiance.publish.markdown import table
from allegiance.terms import ALG, OWL, RDF, RDFS, SKOS, Literal, NamedNode, Object, Triple, local_name

_Facts = Mapping[NamedNode, Mapping[NamedNode, Sequence[Object]]]
_KINDS = {
    "Classes": OWL["Class"],
    "Object properties": OWL["ObjectProperty"],
    "Datatype properties": OWL["DatatypeProperty"],
    "Individuals": OWL["NamedIndividual"],
}


def ontology_page(triples: Iterable[Triple]) -> str:
    """Return the page for the terms of the `alg:` namespace."""
    facts = _index(triples)
    labels = Labels(())
    terms = sorted((term for term in facts if term in ALG), key=lambda term: term.value)
    lines = ["# The ontology", "", "<!-- Generated: `make docs`. -->", "", "## Diagrams", ""]
    for root in ("Actor", "Situation", "Claim", "Passage"):
        lines += [f"### {root}", "", *_hierarchy(ALG[root], facts), ""]
    lines += ["### From claim to shortcut", "", *_pattern(facts), ""]
    for title, kind in _KINDS.items():
        rows = [_row(term, facts, labels) for term in terms if kind in facts[term].get(RDF["type"], ())]
        lines += [f"## {title}", "", *table(["term", "definition", "note", "axioms"], rows), ""]
    return "\n".join(lines)


def _index(triples: Iterable[Triple]) -> _Facts:
    facts: dict[NamedNode, dict[NamedNode, list[Object]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, object_ in triples:
        if isinstance(subject, NamedNode):
            facts[subject][predicate].append(object_)
    return facts


def _hierarchy(root: NamedNode, facts: _Facts) -> list[str]:
    """Draw the classes below a root."""
    edges, frontier = [], [root]
    while frontier:
        parent = frontier.pop(0)
        children = sorted(
            (term for term in facts if term in ALG and parent in facts[term].get(RDFS["subClassOf"], ())),
            key=str,
        )
        edges += [f"  {local_name(parent.value)} <|-- {local_name(child.value)}" for child in children]
        frontier += children
    return [
        "```mermaid",
        "classDiagram",
        "  direction LR",
        *dict.fromkeys(edges or [f"  class {local_name(root.value)}"]),
        "```",
    ]


def _pattern(facts: _Facts) -> list[str]:
    """Draw the properties that join the kinds of node, by their domains and ranges."""
    joined = ("Claim", "Situation", "Assessment", "SourceDocument", "Actor")
    lines = []
    for term in sorted((term for term in facts if term in ALG), key=lambda term: term.value):
        ends = [facts[term].get(RDFS[name], ()) for name in ("domain", "range")]
        if all(end and isinstance(end[0], NamedNode) and end[0] in ALG for end in ends):
            start, stop = (local_name(str(end[0].value)) for end in ends if isinstance(end[0], NamedNode))
            if start in joined:
                lines.append(f"  {start} --> {stop} : {local_name(term.value)}")
    return ["```mermaid", "classDiagram", "  direction LR", *lines, "```"]


def _row(term: NamedNode, facts: _Facts, labels: Labels) -> list[str]:
    def text(predicate: NamedNode) -> str:
        return " ".join(o.value for o in facts[term].get(predicate, ()) if isinstance(o, Literal))

    axioms = [
        f"{name} {', '.join(labels.short(o) for o in facts[term][predicate] if isinstance(o, NamedNode))}"
        for name, predicate in (
            ("a kind of", RDFS["subClassOf"]),
            ("implies", RDFS["subPropertyOf"]),
            ("of", RDFS["domain"]),
            ("is", RDFS["range"]),
        )
        if facts[term].get(predicate)
    ]
    return [f"`{labels.short(term)}`", text(SKOS["definition"]), text(SKOS["scopeNote"]), "; ".join(axioms)]
