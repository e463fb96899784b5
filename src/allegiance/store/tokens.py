"""The tokens of a SPARQL query (SPARQL 1.1 §19.8): enough to replace a variable by a term, and to see what a query reaches for.

Replacing works on tokens, never on text, so a variable inside a string, an IRI or a comment is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from allegiance.errors import RequestError
from allegiance.terms import BlankNode, Literal, Term, Triple

_TOKEN = re.compile(
    r"""
    (?P<space> \s+ )
  | (?P<comment> \#[^\n\r]* )
  | (?P<iri> <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*> )
  | (?P<string> \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
              | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
  | (?P<variable> [?$][A-Za-z0-9_\u00B7-\U000EFFFF]+ )
  | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
  | (?P<name> (?:[^\W\d_][\w.-]*)?:(?:[\w.:%-]|\\[_~.\-!$&'()*+,;=/?\#@%])* | _:[\w.-]+ )
  | (?P<word> [^\W\d_]\w* )
  | (?P<number> [0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)? )
  | (?P<mark> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
# SPARQL expands \uXXXX before it parses (§19.2), some engines even behind a backslash: break the sequence up.
_ESCAPED_U = re.compile(r"(?<=\\\\)([uU])")


class Token(NamedTuple):
    """One token: its kind (a group of the grammar above), its text and its offset in the query."""

    kind: str
    text: str
    start: int

    @property
    def keyword(self) -> str:
        """The token as an upper-case keyword, or an empty string when it is none."""
        return self.text.upper() if self.kind == "word" else ""


@lru_cache(maxsize=256)
def tokens(query: str) -> tuple[Token, ...]:
    """Return the tokens of a query, white space and comments left out."""
    return tuple(_each_token(query))


def _each_token(query: str) -> Iterator[Token]:
    found = ((str(match.lastgroup), match) for match in _TOKEN.finditer(query))
    return (
        Token(kind, match.group(), match.start()) for kind, match in found if kind not in {"space", "comment"}
    )


def serialise(term: Term) -> str:
    """Return a term as SPARQL, such that every engine reads back that very term."""
    if isinstance(term, BlankNode | Triple):
        raise RequestError(
            "bad-parameter", f"a {type(term).__name__} cannot be bound", hint="bind an IRI or a literal"
        )
    text = str(term)
    return (
        _ESCAPED_U.sub(lambda match: f"\\u{ord(match[1]):04X}", text) if isinstance(term, Literal) else text
    )


def query_form(query: str) -> str:
    """Return `SELECT`, `ASK`, `CONSTRUCT` or `DESCRIBE`; `SELECT` where there is none, so that an engine may complain."""
    return next((token.keyword for token in _each_token(query) if token.keyword in _FORMS), "SELECT")


@lru_cache(maxsize=256)
def keywords(query: str) -> frozenset[str]:
    """Return the keywords of a query, in upper case."""
    return frozenset(token.keyword for token in tokens(query) if token.kind == "word")


@dataclass(frozen=True, slots=True)
class _Hole:
    """A place for a term in a query, and what is written around the term."""

    name: str
    before: str = ""
    after: str = ""


def substitute(query: str, bindings: Mapping[str, Term]) -> str:
    """Return the query with variables replaced by terms; a projected variable stays in the answer as a column.

    Follows SEP-0007. Raises `RequestError` `bad-parameter` where a bound variable is itself assigned (`AS`, `VALUES`).
    """
    if not bindings:
        return query
    written = {name: serialise(term) for name, term in bindings.items()}
    return "".join(
        part if isinstance(part, str) else f"{part.before}{written[part.name]}{part.after}"
        for part in _template(query, frozenset(bindings))
    )


@lru_cache(maxsize=256)
def _template(query: str, names: frozenset[str]) -> tuple[str | _Hole, ...]:
    """Return the query with holes in place of variables: a query that is asked again is not read again."""
    parts: list[str | _Hole] = []
    end = depth = 0
    clause = previous = ""
    outside: list[tuple[str, int]] = []
    read = tokens(query)
    starred = _starred(read)
    for number, token in enumerate(read):
        if token.keyword in {"SELECT", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "VALUES"}:
            clause = token.keyword
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.text == "{":
            outside.append(("" if clause == "VALUES" else clause, depth))
            clause, depth = "", 0
        elif token.text == "}" and outside:
            clause, depth = outside.pop()
            if starred and not outside:
                parts += [query[end : token.start], *_columns(read[:number], names)]
                end, starred = token.start, False
        if token.kind == "variable" and (name := token.text[1:]) in names:
            if previous == "AS" or clause == "VALUES":
                raise RequestError(
                    "bad-parameter",
                    f"?{name} is assigned inside the query",
                    hint="rename the variable in the query",
                )
            bound = _bound_at(read, number)
            parts += [query[end : token.start if bound is None else bound]]
            parts += [
                "(true" if bound is not None else _hole(token, clause if depth == 0 else "", bool(outside))
            ]
            end = token.start + len(token.text)
        previous = token.keyword
    return (*parts, query[end:])


def _bound_at(read: tuple[Token, ...], number: int) -> int | None:
    """Return where `BOUND(` starts before a variable: what is replaced by a term is bound."""
    before = read[number - 2 : number] if number > 1 else ()
    return before[0].start if [token.text.upper() for token in before] == ["BOUND", "("] else None


def _hole(token: Token, clause: str, inside: bool) -> _Hole:
    """Return the hole for a variable in a clause, where it stands in no brackets."""
    name = token.text[1:]
    if clause == "SELECT":
        # A sub-select's column gets a name of its own: the outer one may not be assigned twice (§18.2.1).
        return _Hole(name, "(", f" AS ?{name}{f'_at{token.start}' if inside else ''})")
    return _Hole(name, "(", ")") if clause in {"GROUP", "ORDER"} else _Hole(name)


def _starred(read: tuple[Token, ...]) -> bool:
    """Return whether the query is `SELECT *`: its columns are the variables, so those replaced must be put back."""
    start = next((n for n, token in enumerate(read) if token.keyword in _FORMS), len(read))
    behind = (token for token in read[start + 1 :] if token.keyword not in {"DISTINCT", "REDUCED"})
    return bool(read[start:]) and read[start].keyword == "SELECT" and next(behind, read[start]).text == "*"


def _columns(read: tuple[Token, ...], names: frozenset[str]) -> list[str | _Hole]:
    """Return what puts replaced variables back into the solutions."""
    found = dict.fromkeys(token.text[1:] for token in read if token.kind == "variable")
    return [_Hole(name, " BIND(", f" AS ?{name})") for name in found if name in names]
