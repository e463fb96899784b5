"""Terms of canonical lines in the short forms of Turtle, with a record of the prefixes that were used."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
        # One pattern tries the namespaces, the longest first: `terms.curie`, made for very many IRIs.
        self._names = {prefixes[name]: name for name in sorted(prefixes)}
        spaces = sorted(self._names, key=len, reverse=True)
        self._shorten = re.compile(f"({'|'.join(map(re.escape, spaces)) or '(?!)'})({LOCAL})").fullmatch
        self.used: set[str] = set()

    def __missing__(self, term: str) -> str:
        if len(self) == _REMEMBERED:
            self.clear()
        if term[0] == '"':
            shown = self._literal(term)
        elif found := self._shorten(term, 1, len(term) - 1):
            name = self._names[found[1]]
            self.used.add(name)
            shown = f"{name}:{found[2]}"
        else:
            shown = term
        self[term] = shown
        return shown

    def _literal(self, written: str) -> str:
        """Return a typed literal as Turtle: numbers and booleans bare where that is exact."""
        lexical, _, datatype = written.rpartition("^^")
        if (bare := _BARE.get(datatype)) and bare.fullmatch(lexical, 1, len(lexical) - 1):
            return lexical[1:-1]
        return f"{lexical}^^{self[datatype]}"

    def header(self) -> str:
        """Return the declarations of the prefixes used so far, sorted by name."""
        return "".join(f"@prefix {name}: <{self._prefixes[name]}> .\n" for name in sorted(self.used))
