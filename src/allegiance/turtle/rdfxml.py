"""Canonical lines as RDF/XML 1.1, one statement per line; and whether a graph can be written so at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from allegiance.terms import PREFIXES, RDF
from allegiance.turtle.lines import Lines, by_subject

# An XML name without a colon (Namespaces in XML 1.0 §3); what stands before it is the namespace.
_LOCAL = re.compile(r"[^\W\d][\w.\-\u00B7]*\Z")
# Characters that XML 1.0 (§2.2) cannot hold in any spelling, as canonical N-Triples writes them.
_UNFIT = re.compile(r"(?<!\\)(?:\\\\)*\\(?:b|f|u00(?:0[0-8BEF]|1[0-9A-F]))|[\uFFFE\uFFFF]")
_ESCAPE = re.compile(r'\\(?:u([0-9A-F]{4})|U([0-9A-F]{8})|([tbnrf"\\]))')
_MEANT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "\\": "\\"}


def rdfxml_obstacle(lines: Lines) -> str | None:
    """Return why a graph cannot be written as RDF/XML (a property that is no XML name, a forbidden character), or None."""
    for line in lines:
        predicate, object_ = line.split(" ", 2)[1:]
        if not _LOCAL.search(predicate[1:-1]):
            return f"the property {predicate} ends in nothing that is an XML name"
        if object_.startswith("<<") or _UNFIT.search(object_):
            return "a value holds what XML 1.0 cannot write"
    return None


def stream_rdfxml(lines: Lines, prefixes: Mapping[str, str] = PREFIXES) -> Iterator[str]:
    """Yield canonical lines without an obstacle as RDF/XML, node by node."""
    elements = _elements({line.split(" ", 2)[1] for line in lines}, prefixes)
    spaces = {name: iri for name, iri in elements.values()} | {"rdf": RDF.iri}  # noqa: C416 - the last of equal names
    declared = "".join(f"\n    xmlns:{name}={quoteattr(iri)}" for name, iri in sorted(spaces.items()))
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{declared}>\n'
    for subject, facts in by_subject(lines):
        yield f"<rdf:Description {_node(subject, 'about')}>\n"
        for predicate, object_ in facts:
            yield _statement(f"{elements[predicate][0]}:{_local(predicate)}", object_)
        yield "</rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _elements(predicates: set[str], prefixes: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return prefix and namespace of each property; namespaces without a known prefix are numbered in their order."""
    known = {iri: name for name, iri in sorted(prefixes.items()) if name}
    spaces = sorted({_space(predicate) for predicate in predicates} - set(known))
    numbered = {iri: f"ns{number}" for number, iri in enumerate(spaces)}
    found = {**numbered, **known, RDF.iri: "rdf"}
    return {p: (found[_space(p)], _space(p)) for p in predicates}


def _statement(element: str, term: str) -> str:
    if term[0] != '"':
        return f"  <{element} {_node(term, 'resource')}/>\n"
    attribute = ""
    if term[-1] == ">":
        term, _, datatype = term.rpartition("^^")
        attribute = f" rdf:datatype={quoteattr(datatype[1:-1])}"
    elif term[-1] != '"':
        term, _, language = term.rpartition("@")
        attribute = f' xml:lang="{language}"'
    text = escape(_ESCAPE.sub(_meant, term[1:-1])).replace("\r", "&#xD;")
    return f"  <{element}{attribute}>{text}</{element}>\n"


def _meant(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _MEANT[match[3]]


def _node(term: str, attribute: str) -> str:
    if term[0] == "_":
        return f'rdf:nodeID="{term[2:]}"'
    return f"rdf:{attribute}={quoteattr(term[1:-1])}"


def _local(predicate: str) -> str:
    match = _LOCAL.search(predicate[1:-1])
    return match.group() if match else ""


def _space(predicate: str) -> str:
    return predicate[1 : len(predicate) - 1 - len(_local(predicate))]
