"""Terms of canonical lines in the short forms of Turtle, with a record of the prefixes that were used."""

from __future__ import annotations

import re
from collections.abc import Mapping

from allegiance.terms import XSD, curie

# Lexical forms that Turtle (§2.5.2, §2.5.3) reads back unquoted as exactly the same literal.
_BARE = {
    str(XSD["integer"]): re.compile(r"[+-]?[0-9]+"),
    str(XSD["decimal"]): re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    str(XSD["double"]): re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+"),
    str(XSD["boolean"]): re.compile(r"true|false"),
}


class Compact(dict[str, str]):
    """IRIs in angle brackets -> CURIEs where they have one; each is worked out once."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._prefixes = prefixes
        self.used: set[str] = set()

    def __missing__(self, bracketed: str) -> str:
        short = curie(bracketed[1:-1], self._prefixes)
        if short is not None:
            self.used.add(short.partition(":")[0])
        self[bracketed] = shown = short or bracketed
        return shown

    def literal(self, written: str) -> str:
        """Return a literal of a line as Turtle: datatypes as CURIEs, numbers and booleans bare where that is exact."""
        if written[-1] != ">":
            return written
        lexical, _, datatype = written.rpartition("^^")
        if (bare := _BARE.get(datatype)) and bare.fullmatch(lexical, 1, len(lexical) - 1):
            return lexical[1:-1]
        return f"{lexical}^^{self[datatype]}"

    def header(self) -> str:
        """Return the declarations of the prefixes used so far, sorted by name."""
        return "".join(f"@prefix {name}: <{self._prefixes[name]}> .\n" for name in sorted(self.used))
