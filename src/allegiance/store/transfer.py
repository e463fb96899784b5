"""A named graph, sent to an endpoint: in parts that are not lost when either side dies, in place only when it is whole.

The parts go into a graph beside the target, with a journal of their numbers in another. Both are named after what is sent, so the
same push finds them again, and another one does not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from allegiance.errors import EngineError
from allegiance.store.fingerprints import Fingerprint, fingerprint
from allegiance.store.graphs import is_there
from allegiance.store.port import Progress, Rows
from allegiance.store.remote import Endpoint
from allegiance.terms import BlankNode, NamedNode, Triple

_PART = NamedNode("urn:allegiance:part")


def push(
    endpoint: Endpoint, graph: NamedNode, triples: Collection[Triple], progress: Progress
) -> Fingerprint:
    """Put triples in place of what a named graph of an endpoint holds, and return their fingerprint.

    What a push before this one has sent already is not sent again; `progress` is told triples. What is in place at the end has
    been read back and is the same. Raises `EngineError` `push-unverified` where it is not, and as `Endpoint.query` does.
    """
    wanted = fingerprint(triples)
    if is_in_place(endpoint, graph, wanted):
        progress(len(triples))
        # A push that was broken off behind its last step has left its parts.
        _drop(endpoint, *(left for left in _beside(graph, wanted) if is_there(endpoint, left)))
    elif endpoint.graph_store_url is not None:
        endpoint.put(graph, "".join(f"{triple} .\n" for triple in triples).encode())
        progress(len(triples))
        _verify(endpoint, graph, wanted)
    else:
        _in_parts(endpoint, graph, triples, wanted, progress)
    return wanted


def replacement(graph: NamedNode, source: NamedNode) -> str:
    """Return the update that puts a copy of one named graph in place of what another holds.

    It is one request, which servers with transactions carry out at once; and, other than MOVE, one that may be sent twice.
    """
    copy = f"INSERT {{ GRAPH {graph} {{ ?s ?p ?o }} }} WHERE {{ GRAPH {source} {{ ?s ?p ?o }} }}"
    return f"DROP SILENT GRAPH {graph} ; {copy}"


def is_in_place(endpoint: Endpoint, graph: NamedNode, wanted: Fingerprint) -> bool:
    """Say whether a named graph holds what a fingerprint was taken of."""
    return is_there(endpoint, graph) and fingerprint(endpoint.triples(graph)) == wanted


def _in_parts(
    endpoint: Endpoint, graph: NamedNode, triples: Collection[Triple], wanted: Fingerprint, progress: Progress
) -> None:
    staging, journal = _beside(graph, wanted)
    sent = _sent(endpoint, staging, journal)
    if not sent:
        _drop(endpoint, staging, journal)
    for number, part in enumerate(_parts(triples, endpoint.quirks.triples_per_insert)):
        if number not in sent and part:
            data = "\n".join(f"{triple} ." for triple in part)
            entry = f"GRAPH {journal} {{ {staging} {_PART} {number} }}"
            # Virtuoso takes no blank nodes in INSERT DATA.
            data_word, where = ("DATA ", "") if number else ("", " WHERE {}")
            endpoint.update(f"INSERT {data_word}{{ GRAPH {staging} {{ {data} }} {entry} }}{where}")
        progress(len(part))
    try:
        _verify(endpoint, staging, wanted)
    except EngineError as error:
        if error.code == "push-unverified":
            _drop(endpoint, staging, journal)
        raise
    endpoint.update(replacement(graph, staging))
    _verify(endpoint, graph, wanted)
    _drop(endpoint, staging, journal)


def _beside(graph: NamedNode, wanted: Fingerprint) -> tuple[NamedNode, NamedNode]:
    """Return the graphs that hold the parts of a push and their journal."""
    staging = f"{graph.value}/incoming/{wanted.digest[:16]}"
    return NamedNode(staging), NamedNode(f"{staging}/journal")


def _parts(triples: Collection[Triple], size: int) -> Iterator[list[Triple]]:
    """Yield the triples in parts, the same ones every time: first what is about blank nodes, whose labels last for one request."""
    about_blanks = [t for t in triples if isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode)]
    yield sorted(about_blanks, key=str)
    known = frozenset(about_blanks)
    ground = iter(sorted((triple for triple in triples if triple not in known), key=str))
    while part := list(islice(ground, size)):
        yield part


def _sent(endpoint: Endpoint, staging: NamedNode, journal: NamedNode) -> frozenset[int]:
    text = f"SELECT ?number WHERE {{ GRAPH {journal} {{ {staging} {_PART} ?number }} }}"
    match endpoint.query(text, {}):
        case Rows(rows=rows):
            return frozenset(
                int(str(term.value)) for (term,) in rows if term is not None and not isinstance(term, Triple)
            )
    return frozenset()


def _drop(endpoint: Endpoint, *graphs: NamedNode) -> None:
    for graph in graphs:
        endpoint.update(f"DROP SILENT GRAPH {graph}")


def _verify(endpoint: Endpoint, graph: NamedNode, wanted: Fingerprint) -> None:
    found = fingerprint(endpoint.triples(graph))
    if found != wanted:
        raise EngineError(
            "push-unverified",
            f"{endpoint.url} holds {found.count:,} triples in {graph}, which are not the {wanted.count:,} that were sent",
            hint="push again; if that does not help, the server changes what it is given (docs/servers.md)",
        )
