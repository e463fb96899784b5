"""Canonical lines as JSON-LD: a flat list of nodes under a context of our own, one statement per line.

The context follows from the graph: a property whose values are all IRIs, all of one datatype, or all tagged with languages says
so once, and its values are plain strings.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from allegiance.terms import PREFIXES, RDF, curie
from allegiance.turtle.compact import Compact
from allegiance.turtle.lines import Fact, Lines, by_subject

_TYPE = str(RDF["type"])
_MIXED = ""
_IRI, _LANGUAGES = "@id", "@language"
# A term is a prefix without saying so where its IRI ends in one of these (JSON-LD 1.1 §4.1.5).
_DELIMITERS = (":", "/", "?", "#", "[", "]", "@")
# How many IRIs are remembered as looked at: most come back soon or never.
_REMEMBERED = 100_000


@dataclass(frozen=True)
class Context:
    """How terms are spelled in JSON: `names` of properties and classes, and the `kinds` of value that properties share.

    Keys are IRIs in angle brackets. A kind is `@id`, `@language`, a datatype in angle brackets, or empty where values differ.
    """

    prefixes: Mapping[str, str]
    names: Mapping[str, str]
    kinds: Mapping[str, str]

    def document(self) -> dict[str, object]:
        """Return the context as JSON-LD (1.1 §4.1), sorted; readers of 1.0 understand it too where every prefix allows that."""
        entries: dict[str, object] = {
            name: iri if iri.endswith(_DELIMITERS) else {"@id": iri, "@prefix": True}
            for name, iri in sorted(self.prefixes.items())
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
        is_simple = all(iri.endswith(_DELIMITERS) for iri in self.prefixes.values())
        return entries if is_simple else {"@version": 1.1, **entries}

    def compact(self, term: str) -> str:
        """Return an IRI or a blank node of a line as JSON-LD writes it."""
        return self._short[term].strip("<>") if term[0] == "<" else term

    @cached_property
    def _short(self) -> Compact:
        return Compact(self.prefixes)


def context(lines: Lines, prefixes: Mapping[str, str] = PREFIXES, vocabulary: str | None = None) -> Context:
    """Return the context for a graph; terms of the namespace `vocabulary` go by their local names alone."""
    kinds: dict[str, str] = {}
    classes: set[str] = set()
    met = _Met(prefixes)
    for subject, facts in by_subject(lines):
        met.take(subject)
        for predicate, object_ in facts:
            if predicate == _TYPE:
                classes.add(object_)
                met.take(object_)
                continue
            kind = _kind(object_)
            met.take(object_ if kind == _IRI else kind)
            if kinds.setdefault(predicate, kind) != kind:
                kinds[predicate] = _MIXED
    for predicate in kinds:
        met.take(predicate)
    used = {name: prefixes[name] for name in prefixes if name in met.used and name not in met.schemes}
    names: dict[str, str] = {}
    taken: set[str] = set(used)
    for iri in sorted({*kinds, *(node for node in classes if node[0] == "<")}):
        short = curie(iri[1:-1], used) or iri[1:-1]
        local = iri[1 + len(vocabulary) : -1] if vocabulary and iri.startswith(vocabulary, 1) else ""
        names[iri] = local if local.isidentifier() and local not in taken else short
        taken.add(names[iri])
    return Context(used, names, kinds)


class _Met:
    """Which prefixes and schemes the IRIs of a graph begin with."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.used: set[str] = set()
        # A prefix that is also the scheme of some IRI would swallow it; see JSON-LD 1.1 §4.1.5.
        self.schemes: set[str] = set()
        self._unused = {name: f"<{namespace}" for name, namespace in prefixes.items() if name}
        self._recent: set[str] = set()

    def take(self, term: str) -> None:
        """Look at a term, unless it is no IRI or was looked at lately."""
        if term[0:1] != "<" or term in self._recent:
            return
        if len(self._recent) == _REMEMBERED:
            self._recent.clear()
        self._recent.add(term)
        self.schemes.add(term[1:].partition(":")[0])
        for name in [name for name, start in self._unused.items() if term.startswith(start)]:
            self.used.add(name)
            del self._unused[name]


def stream_jsonld(lines: Lines, spelling: Context) -> Iterator[str]:
    """Yield canonical lines as one JSON-LD document that carries its context, node by node, in the order that streaming readers need.

    They want the context first, and the types of a node before anything else of it (Streaming JSON-LD §3.1).
    """
    yield '{\n"@context": ' + json.dumps(spelling.document(), ensure_ascii=False, indent=2) + ',\n"@graph": ['
    between = "\n"
    for subject, facts in by_subject(lines):
        yield f"{between}{_node(subject, facts, spelling)}"
        between = ",\n"
    yield "\n]\n}\n"


def _node(subject: str, facts: list[Fact], spelling: Context) -> str:
    types = [object_ for predicate, object_ in facts if predicate == _TYPE]
    entries = [_entry("@type", (f'"{spelling.names.get(o, o)}"' for o in types))] if types else []
    entries.append(f'  "@id": "{spelling.compact(subject)}"')
    for predicate, group in groupby(facts, key=lambda fact: fact[0]):
        objects = [object_ for _, object_ in group]
        if predicate == _TYPE:
            continue
        if spelling.kinds[predicate] == _LANGUAGES:
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
            else f'{{"@type": "{spelling.compact(datatype)}", "@value": {lexical}}}'
        )
    text, _, language = term.rpartition("@")
    return f'{{"@value": {text}, "@language": "{language}"}}'


def _kind(term: str) -> str:
    if term[0] != '"':
        return _IRI
    if term[-1] == ">":
        return term.rpartition("^^")[2]
    return _MIXED if term[-1] == '"' else _LANGUAGES
