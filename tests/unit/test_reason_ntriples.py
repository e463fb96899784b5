"""The same comes out of lines as out of triples."""

import pytest

from allegiance.errors import EngineError, SourceError
from allegiance.reason import entail
from allegiance.reason.ntriples import entail_ntriples
from allegiance.terms import OWL, RDF, Literal, Namespace, Triple

EX = Namespace("https://example.org/")
GRAPH = [
    Triple(EX["p"], RDF["type"], OWL["SymmetricProperty"]),
    Triple(EX["a"], EX["p"], EX["b"]),
    Triple(EX["a"], OWL["sameAs"], EX["c"]),
    Triple(EX["a"], EX["note"], Literal('two\nlines, "quoted"', language="en-GB")),
]


def test_lines_and_triples_give_the_same() -> None:
    pieces, contradictions = entail_ntriples(["# a comment\n", "\n", *(f"{triple} .\n" for triple in GRAPH)])

    expected = entail(GRAPH)
    assert sorted("".join(pieces).splitlines()) == sorted(f"{triple} ." for triple in expected.triples)
    assert contradictions == expected.contradictions


def test_spellings_of_one_term_are_one_term() -> None:
    pieces, _ = entail_ntriples(
        [
            f"{EX['p']} {RDF['type']} {OWL['InverseFunctionalProperty']} .\n",
            f'{EX["a"]} {EX["p"]} "caf\\u00E9"^^<http://www.w3.org/2001/XMLSchema#string> .\n',
            f'{EX["b"]} {EX["p"]} "café" .\n',
        ]
    )

    assert f"{EX['a']} {OWL['sameAs']} {EX['b']} ." in "".join(pieces).splitlines()


@pytest.mark.parametrize(
    "line",
    [
        "<https://example.org/a> <https://example.org/p> <https://example.org/b>\n",
        "<https://example.org/a> <https://example.org/p> <https://example.org/b> <https://example.org/g> .\n",
        "<a b> <https://example.org/p> <https://example.org/b> .\n",
        "nonsense\n",
        '<https://example.org/a> "p" <https://example.org/b> .\n',
        '"a" <https://example.org/p> <https://example.org/b> .\n',
    ],
)
def test_other_lines_are_refused_with_the_line(line: str) -> None:
    with pytest.raises(SourceError) as caught:
        entail_ntriples([line])

    assert caught.value.excerpt
    assert caught.value.excerpt in line


def test_too_much_sameness_is_an_error_that_says_where_to_look() -> None:
    lines = [f"{EX['number']} {RDF['type']} {OWL['InverseFunctionalProperty']} .\n"]
    lines += [f"{EX[f'thing{n}']} {EX['number']} {EX['value']} .\n" for n in range(5000)]

    with pytest.raises(EngineError, match="5,000 terms are the same") as caught:
        list(entail_ntriples(lines)[0])

    assert caught.value.hint


def test_a_long_chain_is_closed_whole() -> None:
    length = 300  # more conclusions than are taken at a time
    lines = [f"{EX['p']} {RDF['type']} {OWL['TransitiveProperty']} .\n"]
    lines += [f"{EX[f'n{n}']} {EX['p']} {EX[f'n{n + 1}']} .\n" for n in range(length)]

    pieces, _ = entail_ntriples(lines)

    assert len("".join(pieces).splitlines()) == length * (length - 1) // 2
