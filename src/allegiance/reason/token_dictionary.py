"""N-Triples tokens <-> integers: for files too large to hold every term as an object."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from allegiance.reason.dictionary import BLANK, IRI, LITERAL, Kinds
from allegiance.terms import XSD, BlankNode, Literal, NamedNode, Term

_IRI = r'<[^\x00-\x20<>"{}|^`\\]*(?:\\u[0-9A-Fa-f]{4}[^\x00-\x20<>"{}|^`\\]*)*>'
_TOKEN = re.compile(
    rf'{_IRI}|_:[^\s<>"]+|"(?:[^"\\\n\r]|\\[tbnrf"\'\\]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*"'
    rf"(?:\^\^{_IRI}|@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)?"
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_XSD_STRING = f"^^{XSD['string']}"


class TokenDictionary(dict[str, int]):
    """A dictionary whose keys are tokens as written. Each spelling is checked once, when it is first met.

    Looking up an unknown token gives it an id, or the id of its canonical spelling. Raises `ValueError` for a token that
    N-Triples (§7) does not have.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tokens: list[str] = []

    def __len__(self) -> int:
        return len(self.tokens)

    def __missing__(self, token: str) -> int:
        if not _TOKEN.fullmatch(token):
            raise ValueError(token)
        if "\\" in token or token.endswith(_XSD_STRING) or (token.startswith('"') and "@" in token):
            canonical = str(_term(token))
            if canonical != token:
                number = self[token] = self[canonical]
                return number
        number = self[token] = len(self.tokens)
        self.tokens.append(token)
        return number

    def id_of(self, term: Term) -> int:
        """Return the id of a term, a new one where it has none."""
        return self[str(term)]

    def term(self, number: int) -> Term:
        """Return the term of an id."""
        return _term(self.tokens[number])

    def kinds(self) -> Kinds:
        """Return for each id whether it is an IRI, a blank node or a literal."""
        kinds = {"<": IRI, "_": BLANK, '"': LITERAL}
        return np.fromiter((kinds[token[0]] for token in self.tokens), np.uint8, len(self.tokens))

    def iris_in(self, namespaces: tuple[str, ...]) -> list[int]:
        """Return the ids of the IRIs that begin with one of the texts."""
        starts = tuple(f"<{namespace}" for namespace in namespaces)
        return [number for number, token in enumerate(self.tokens) if token.startswith(starts)]

    def typed_literals(self) -> Iterator[tuple[int, Literal]]:
        """Yield with its id each literal that has a datatype other than those of strings."""
        return ((number, _literal(token)) for number, token in self._literals() if token[-1] == ">")

    def strings(self) -> Iterator[tuple[int, Literal]]:
        """Yield the other literals with their ids."""
        return ((number, _literal(token)) for number, token in self._literals() if token[-1] != ">")

    def _literals(self) -> Iterator[tuple[int, str]]:
        return ((number, token) for number, token in enumerate(self.tokens) if token[0] == '"')


def _term(token: str) -> Term:
    if token.startswith("<"):
        return NamedNode(_unescaped(token[1:-1]))
    return BlankNode(token[2:]) if token.startswith("_") else _literal(token)


def _literal(token: str) -> Literal:
    quoted, _, rest = token.rpartition('"')
    text = _unescaped(quoted[1:])
    if rest.startswith("@"):
        return Literal(text, language=rest[1:])
    return Literal(text, datatype=NamedNode(_unescaped(rest[3:-1]))) if rest else Literal(text)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    short, long, plain = found.groups()
    return chr(int(short or long, 16)) if short or long else _ESCAPED.get(plain, plain)
