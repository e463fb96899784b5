"""What a person means by a word: a node by CURIE, IRI or name; a rule or a shape by its own."""

from __future__ import annotations

import re

from allegiance import project, turtle
from allegiance.errors import RequestError
from allegiance.pipeline.asked import Asked
from allegiance.reason import rule_line
from allegiance.terms import RDF, NamedNode, expand
from allegiance.validate import demand

_ABSOLUTE = ("http://", "https://", "urn:")


def node_called(graph: Asked, name: str) -> NamedNode:
    """Return the node that a CURIE (also without its prefix), an absolute IRI or an unambiguous name stands for; `a` is `rdf:type`.

    Raises `RequestError` `unknown-name` with what looks like it, or `ambiguous-name` with the candidates.
    """
    if name == "a":
        return RDF["type"]
    if (iri := expand(name, graph.prefixes)) is not None or name.startswith(_ABSOLUTE):
        return NamedNode(iri or name)
    if (term := _local(graph, name)) is not None:
        return term
    lookup = graph.lookup
    found = sorted(lookup.named(name), key=str)
    if len(found) == 1:
        return found[0]
    if found:
        candidates = ", ".join(graph.labels.short(node) for node in found)
        raise RequestError(
            "ambiguous-name", f'"{name}" is the name of several things', hint=f"say one of: {candidates}"
        )
    near = lookup.near(name)[:3]
    hint = f"did you mean {' or '.join(near)}?" if near else "use a CURIE such as kg:islamic-state"
    raise RequestError("unknown-name", f'nothing is called "{name}"', hint=hint)


def _local(graph: Asked, name: str) -> NamedNode | None:
    """Return the one thing described in the folder whose IRI is this name in one of its namespaces: `pledgedAllegianceTo`."""
    if re.fullmatch(r"[\w.-]+", name) is None:
        return None
    terms = {NamedNode(f"{namespace}{name}") for namespace in graph.prefixes.values()}
    described = [term for term in terms if graph.project.place_of_node(term) is not None]
    return described[0] if len(described) == 1 else None


def rule_text(graph: Asked, name: str) -> str | None:
    """Return what a rule says, or None where none has that name.

    A derivation rule of the folder as it stands; the line of an OWL 2 RL rule; or a shape of the folder by CURIE or IRI.
    """
    path = next(
        (path for path in graph.project.rules if name in {path.stem, path.stem.partition("-")[2]}), None
    )
    if path is not None:
        return path.read_text(encoding="utf-8")
    if (line := rule_line(name)) is not None:
        return f"{line}\nOWL 2 RL, OWL 2 Profiles §4.3: schema | what is given -> what follows\n"
    iri = expand(name, graph.prefixes) or (name if name.startswith(_ABSOLUTE) else None)
    return None if iri is None else _shape_text(graph, NamedNode(iri))


def _shape_text(graph: Asked, shape: NamedNode) -> str | None:
    found = demand(project.triples(graph.project.shapes), shape, graph.labels)
    if found is None:
        return None
    place = graph.project.within(graph.project.place_of_node(shape))
    told = [
        f"{graph.labels.short(shape)}{f'  {place}' if place else ''}",
        *(f"  looks at {aim}" for aim in found.looks_at),
        *(f"  says: {message}" for message in found.messages),
        *(f"  complains of what {fault}" for fault in found.faults),
    ]
    return "\n".join([*told, "", turtle.write(found.triples, graph.prefixes)])
