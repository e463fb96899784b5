"""Terms of canonical lines in the short forms of Turtle, with a record of the prefixes that were used."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from allegiance.terms import LOCAL, XSD

# Lexical forms that Turtle (§2.5.2, §2.5.3) reads back unquoted as exactly the same literal.
_BARE = {
    str(XSD["integer"]): re.compile(r"[+-]?[0-9]+"),
    str(XSD["decimal"]): re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    str(XSD["double"]): re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+"),
    str(XSD["boolean"]): re.compile(r"true|false"),
}
# How many short forms are remembered: most IRIs come back soon or never.
_REMEMBERED = 100_000


class Compact(dict[str, str]):
    """IRIs in angle brackets -> CURIEs where they have one, typed literals -> their shortest form; remembered for a while."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._prefixes = prefixes
        self._short = _shortener(prefixes)
        self.used: set[str] = set()

    def __missing__(self, term: str) -> str:
        if len(self) == _REMEMBERED:
            self.clear()
        self[term] = shown = self._iri(term) if term[0] == "<" else self._literal(term)
        return shown

    def _iri(self, bracketed: str) -> str:
        short = self._short(bracketed[1:-1])
        if short is None:
            return bracketed
        self.used.add(short.partition(":")[0])
        return short

    def _literal(self, written: str) -> str:
        """Return a typed literal as Turtle: numbers and booleans bare where that is exact."""
        lexical, _, datatype = written.rpartition("^^")
        if (bare := _BARE.get(datatype)) and bare.fullmatch(lexical, 1, len(lexical) - 1):
            return lexical[1:-1]
        return f"{lexical}^^{self[datatype]}"

    def header(self) -> str:
        """Return the declarations of the prefixes used so far, sorted by name."""
        return "".join(f"@prefix {name}: <{self._prefixes[name]}> .\n" for name in sorted(self.used))


def _shortener(prefixes: Mapping[str, str]) -> Callable[[str], str | None]:
    """Return `terms.curie` for these prefixes, made for very many IRIs: one pattern tries the namespaces, the longest first."""
    names: dict[str, str] = {}
    for name, namespace in sorted(prefixes.items(), key=lambda item: (len(item[1]), item[0]), reverse=True):
        names.setdefault(namespace, name)
    whole = re.compile(f"({'|'.join(map(re.escape, names))})({LOCAL})").fullmatch

    def short(iri: str) -> str | None:
        found = whole(iri)
        return found and f"{names[found[1]]}:{found[2]}"

    return short if names else lambda _iri: None
