"""Canonical lines as JSON-LD 1.1: a flat list of nodes under a context of our own, one statement per line.

The context follows from the graph: a property whose values are all IRIs, all of one datatype, or all tagged with languages says
so once, and its values are plain strings.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from allegiance.terms import PREFIXES, RDF, curie
from allegiance.turtle.canonical import Lines

_TYPE = str(RDF["type"])
_MIXED = ""
_IRI, _LANGUAGES = "@id", "@language"


@dataclass(frozen=True, slots=True)
class Context:
    """How terms are spelled in JSON: `names` of properties and classes, and the `kinds` of value that properties share.

    Keys are IRIs in angle brackets. A kind is `@id`, `@language`, a datatype in angle brackets, or empty where values differ.
    """

    prefixes: Mapping[str, str]
    names: Mapping[str, str]
    kinds: Mapping[str, str]

    def document(self) -> dict[str, object]:
        """Return the context as JSON-LD 1.1 (§4.1), sorted."""
        entries: dict[str, object] = {
            name: {"@id": iri, "@prefix": True} for name, iri in sorted(self.prefixes.items())
        }
        for iri, name in sorted(self.names.items(), key=lambda item: item[1]):
            kind = self.kinds.get(iri, _MIXED)
            definition: dict[str, str] = {"@id": self.compact(iri)}
            if kind == _LANGUAGES:
                definition["@container"] = _LANGUAGES
            elif kind:
                definition["@type"] = kind if kind == _IRI else self.compact(kind)
            if name != definition["@id"] or len(definition) > 1:
                entries[name] = {**definition, "@id": iri[1:-1]}
        return {"@version": 1.1, **entries}

    def compact(self, term: str) -> str:
        """Return an IRI or a blank node of a line as JSON-LD writes it."""
        if term[0] != "<":
            return term
        return curie(term[1:-1], self.prefixes) or term[1:-1]


def context(lines: Lines, prefixes: Mapping[str, str] = PREFIXES, vocabulary: str | None = None) -> Context:
    """Return the context for a graph; terms of the namespace `vocabulary` go by their local names alone."""
    kinds: dict[str, str] = {}
    classes: set[str] = set()
    iris: set[str] = set()
    for line in lines:
        subject, predicate, object_ = line.split(" ", 2)
        iris.update(term for term in (subject, predicate, object_) if term[0] == "<")
        if predicate == _TYPE:
            classes.add(object_)
            continue
        kind = _kind(object_)
        if kind[0:1] == "<":
            iris.add(kind)
        if kinds.setdefault(predicate, kind) != kind:
            kinds[predicate] = _MIXED
    schemes = {iri[1:].partition(":")[0] for iri in iris}
    # A prefix that is also the scheme of some IRI would swallow it; see JSON-LD 1.1 §4.1.5.
    used = {
        name: namespace
        for name, namespace in prefixes.items()
        if name and name not in schemes and any(iri.startswith(namespace, 1) for iri in iris)
    }
    names: dict[str, str] = {}
    taken: set[str] = set(used)
    for iri in sorted({*kinds, *(node for node in classes if node[0] == "<")}):
        short = curie(iri[1:-1], used) or iri[1:-1]
        local = iri[1 + len(vocabulary) : -1] if vocabulary and iri.startswith(vocabulary, 1) else ""
        names[iri] = local if local.isidentifier() and local not in taken else short
        taken.add(names[iri])
    return Context(used, names, kinds)


def stream_jsonld(lines: Lines, spelling: Context) -> Iterator[str]:
    """Yield canonical lines as one JSON-LD document that carries its context, node by node."""
    yield '{\n"@context": ' + json.dumps(spelling.document(), ensure_ascii=False, indent=2) + ',\n"@graph": ['
    between = "\n"
    for subject, group in groupby(lines, key=lambda line: line.partition(" ")[0]):
        yield f"{between}{_node(subject, [line.split(' ', 2) for line in group], spelling)}"
        between = ",\n"
    yield "\n]\n}\n"


def _node(subject: str, statements: list[list[str]], spelling: Context) -> str:
    entries = [f'  "@id": "{spelling.compact(subject)}"']
    for predicate, group in groupby(statements, key=lambda parts: parts[1]):
        objects = [parts[2] for parts in group]
        if predicate == _TYPE:
            entries.append(_entry("@type", (f'"{spelling.names.get(o, o)}"' for o in objects)))
        elif spelling.kinds[predicate] == _LANGUAGES:
            entries.append(_by_language(spelling.names[predicate], objects))
        else:
            kind = spelling.kinds[predicate]
            values = (_value(object_, kind, spelling) for object_ in objects)
            entries.append(_entry(spelling.names[predicate], values))
    return "{\n" + ",\n".join(entries) + "\n}"


def _entry(name: str, values: Iterable[str]) -> str:
    written = list(values)
    if len(written) == 1:
        return f'  "{name}": {written[0]}'
    inner = ",\n".join(f"    {value}" for value in written)
    return f'  "{name}": [\n{inner}\n  ]'


def _by_language(name: str, literals: list[str]) -> str:
    tagged: dict[str, list[str]] = {}
    for literal in literals:
        text, _, language = literal.rpartition("@")
        tagged.setdefault(language, []).append(text)
    inner = ",\n".join(
        f'    "{language}": {texts[0] if len(texts) == 1 else "[" + ", ".join(texts) + "]"}'
        for language, texts in sorted(tagged.items())
    )
    return f'  "{name}": {{\n{inner}\n  }}'


def _value(term: str, kind: str, spelling: Context) -> str:
    # The escapes of canonical N-Triples strings (\t \b \n \r \f \" \\ \uXXXX) are those of JSON strings.
    if term[0] != '"':
        node = f'"{spelling.compact(term)}"'
        return node if kind == _IRI else f'{{"@id": {node}}}'
    if term[-1] == '"':
        return term
    if term[-1] == ">":
        lexical, _, datatype = term.rpartition("^^")
        return (
            lexical
            if kind == datatype
            else f'{{"@value": {lexical}, "@type": "{spelling.compact(datatype)}"}}'
        )
    text, _, language = term.rpartition("@")
    return f'{{"@value": {text}, "@language": "{language}"}}'


def _kind(term: str) -> str:
    if term[0] != '"':
        return _IRI
    if term[-1] == ">":
        return term.rpartition("^^")[2]
    return _MIXED if term[-1] == '"' else _LANGUAGES
