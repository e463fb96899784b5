"""The tokens of a Turtle document with its comments, for those who care how it is laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?P<space> \s+ )
  | (?P<comment> \#[^\n\r]* )
  | (?P<term>
        (?: \"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
          | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
        (?: @[A-Za-z0-9-]+ )?
      | <[^<>\s]*>
      | [+-]?\.[0-9]+(?:[eE][+-]?[0-9]+)?
      | (?: \\. | [^\s;,.\[\](){}<>"'\#\\] ) (?: \\. | [^\s;,.\[\](){}<>"'\#\\] | \.+(?=[^\s;,\[\](){}<>"'\#.]) )*
    )
  | (?P<mark> . )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its kind (`comment`, `term` or `mark`), its text, and how many line ends stand before it."""

    kind: str
    text: str
    line_ends: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a document; white space is told by the line ends before the next token."""
    line_ends = 0
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind == "space":
            line_ends += match.group().count("\n")
            continue
        yield Token(kind, match.group().rstrip() if kind == "comment" else match.group(), line_ends)
        line_ends = 0
