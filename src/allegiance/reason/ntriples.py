"""Reasoning over N-Triples line by line: for graphs of millions of triples, which come and go as text."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

from allegiance.errors import SourceError
from allegiance.reason.clashes import contradictions
from allegiance.reason.closure import Closure, close
from allegiance.reason.columns import HALF
from allegiance.reason.contradiction import Contradiction
from allegiance.reason.entailed import Telling
from allegiance.reason.facts import Facts
from allegiance.reason.token_dictionary import TokenDictionary
from allegiance.reason.vocabulary import Vocabulary

_CHUNK = 1 << 16


def entail_ntriples(lines: Iterable[str]) -> tuple[Iterator[str], tuple[Contradiction, ...]]:
    """Return the same as `entail` for a document of N-Triples: the new triples as pieces of N-Triples, and contradictions.

    A line is one triple with one space between its terms and before its full stop, as canonical N-Triples has it; empty lines
    and comments are passed over. Terms are written as they were read, IRIs and literals canonically. Raises `SourceError`
    `turtle-syntax` with the line.
    """
    dictionary = TokenDictionary()
    vocabulary = Vocabulary(dictionary)
    facts = Facts(vocabulary.type)
    _read(lines, dictionary, facts)
    closure = close(dictionary, vocabulary, facts)
    return _written(closure, dictionary.tokens), contradictions(closure)


def _read(lines: Iterable[str], ids: TokenDictionary, facts: Facts) -> None:
    pairs: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
    line = ""
    try:
        for line in lines:
            if line[0] not in "<_":
                if line[0] in "#\n":
                    continue
                raise ValueError(line)  # noqa: TRY301 -- one place says what is wrong with a line
            subject, predicate, rest = line.split(" ", 2)
            object_, stop = rest[:-3], rest[-3:]
            if stop != " .\n":
                raise ValueError(line)  # noqa: TRY301 -- as above
            pairs[predicate].append((ids[subject] << HALF) | ids[object_])
        for line, packed in pairs.items():
            if line[0] != "<":
                raise ValueError(line)  # noqa: TRY301 -- as above
            facts.propose(ids[line], np.frombuffer(packed, np.int64))
    except ValueError as error:
        raise SourceError(
            "turtle-syntax",
            "this is not a line of canonical N-Triples",
            hint="one triple a line, one space between terms, ' .' at the end; `allegiance fmt` writes such files",
            excerpt=line.rstrip("\n"),
        ) from error


def _written(closure: Closure, tokens: list[str]) -> Iterator[str]:
    for predicate, subjects, objects in Telling(closure, everything=False).relations():
        middle = tokens[predicate]
        for start in range(0, len(subjects), _CHUNK):
            part = slice(start, start + _CHUNK)
            yield "".join(
                [
                    f"{tokens[subject]} {middle} {tokens[object_]} .\n"
                    for subject, object_ in zip(subjects[part].tolist(), objects[part].tolist(), strict=True)
                ]
            )
