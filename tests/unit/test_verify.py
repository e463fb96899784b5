"""Anchors and sentences, on a text of our own, and on the article where it lies beside the repository."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from allegiance import KnowledgeGraph, verify
from allegiance.errors import RequestError
from allegiance.terms import ALG, DCTERMS, Literal, NamedNode, Triple

TEXT = """# A title

First one here. Second “one.” Third, cut by a

page break, ends. The U.S. and e.g. this stay whole.

Another paragraph!
"""
DOCUMENT = NamedNode("http://k/text")
CLAIM = NamedNode("http://k/claim")


def anchored(*spans: tuple[int, int]) -> list[Triple]:
    described = [
        t for start, end in spans for t in verify.describe_passage(TEXT, start, end, DOCUMENT, "http://k/")
    ]
    claims = [
        Triple(CLAIM, ALG["anchoredAt"], NamedNode(f"http://k/passage-{start}-{end}")) for start, end in spans
    ]
    return [*described, *claims]


def test_sentences_are_found_across_a_page_break() -> None:
    found = verify.verify(TEXT, anchored((0, 9)))

    assert [" ".join(TEXT[s.start : s.end].split()) for s in found.sentences] == [
        "First one here.",
        "Second “one.”",
        "Third, cut by a page break, ends.",
        "The U.S. and e.g. this stay whole.",
        "Another paragraph!",
    ]
    assert [s.paragraph for s in found.sentences] == [1, 1, 1, 1, 2]
    assert [TEXT[s.start : s.end] for s in found.lines] == ["# A title"]


def test_a_sentence_is_covered_when_a_claim_is_anchored_in_it() -> None:
    start = TEXT.index("cut by a")

    found = verify.verify(TEXT, anchored((start, start + 3)))

    assert [s.covered for s in found.sentences] == [False, False, True, False, False]


def test_a_page_break_inside_a_passage_does_not_change_its_digest() -> None:
    assert verify.digest("cut by a\n\npage  break") == verify.digest("cut by a page break")


def test_a_changed_character_breaks_exactly_the_passages_around_it() -> None:
    spans = [(11, 16), (17, 20), (11, 26)]
    changed = TEXT.replace("one here", "one hare")

    found = verify.verify(changed, anchored(*spans))

    assert {(b.anchor.start, b.anchor.end) for b in found.broken} == {(11, 26)}


def test_a_shortened_text_breaks_what_lies_behind_its_end() -> None:
    found = verify.verify(TEXT[:30], anchored((11, 16), (31, 40)))

    assert [(b.anchor.start, "ends at 30" in b.reason) for b in found.broken] == [(31, True)]


def test_a_graph_without_anchors_is_no_success() -> None:
    with pytest.raises(RequestError) as caught:
        verify.verify(TEXT, [])

    assert caught.value.code == "nothing-to-check"


def test_named_passages_are_described_unless_they_are_already() -> None:
    known = anchored((11, 16))
    claim = Triple(CLAIM, ALG["anchoredAt"], NamedNode("http://k/passage-17-20"))

    new = verify.named_passages(TEXT, [*known, claim], DOCUMENT, {triple.subject for triple in known})

    assert new == verify.describe_passage(TEXT, 17, 20, DOCUMENT, "http://k/")


def test_a_passage_is_part_of_the_shortest_numbered_part_that_holds_it() -> None:
    section = verify.describe_passage(TEXT, 0, len(TEXT), DOCUMENT, "http://k/section/")
    paragraph = verify.describe_passage(TEXT, 11, 90, DOCUMENT, "http://k/paragraph/")
    numbered = [Triple(part[0].subject, ALG["ordinal"], Literal("1")) for part in (section, paragraph)]
    known = [*section, *paragraph, *numbered]
    claims = [
        Triple(CLAIM, ALG["anchoredAt"], NamedNode(f"http://k/passage-{span}")) for span in ("17-20", "2-20")
    ]

    new = verify.named_passages(TEXT, [*known, *claims], DOCUMENT, set())

    assert {(str(t.subject)[10:-1], t.object) for t in new if t.predicate == DCTERMS["isPartOf"]} == {
        ("passage-17-20", paragraph[0].subject),
        ("passage-2-20", section[0].subject),
    }


def test_every_anchor_of_the_graph_holds_and_every_sentence_is_covered(
    kg: KnowledgeGraph, article: Path
) -> None:
    found = kg.verify(article)

    assert found.same_copy
    assert found.broken == ()
    assert found.uncovered == ()
    assert len(found.sentences) == 72


def test_one_changed_character_of_the_article_names_the_broken_passages(
    kg: KnowledgeGraph, article: Path, tmp_path: Path
) -> None:
    text = article.read_text(encoding="utf-8")
    position = 2600
    copy = tmp_path / "copy.txt"
    copy.write_bytes((text[:position] + "#" + text[position + 1 :]).encode())

    found = kg.verify(copy)

    expected = {a.passage for a in verify.anchors(kg.asserted) if a.start <= position < a.end}
    assert expected
    assert {b.anchor.passage for b in found.broken} == expected


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("one two", [(0, 7), (23, 31)]),
        ("One \n TWO", [(0, 7), (23, 31)]),
        ("one … five", [(23, 41)]),
        ("three ... one", [(8, 26)]),
        ("one … two … four", [(0, 18), (23, 36)]),
        ("don't", [(42, 47)]),
        ("five … one", []),
        ("on", []),
        (" … ", []),
    ],
)
def test_words_are_found_where_they_stand(words: str, found: list[tuple[int, int]]) -> None:
    text = "one two three four\ncut one  two\nfour five don\u2019t"

    assert [(each.start, each.end) for each in verify.find_words(text, words)] == found


@given(text=st.text(alphabet="ab \n", max_size=60), data=st.data())
def test_whatever_begins_and_ends_with_a_word_is_found_by_its_own_words(
    text: str, data: st.DataObject
) -> None:
    words = [match.span() for match in re.finditer(r"[ab]+", text)]
    assume(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start, end = words[first][0], words[last][1]

    assert (start, end) in [(found.start, found.end) for found in verify.find_words(text, text[start:end])]


def test_what_looks_like_the_missing_words_is_told() -> None:
    near = verify.nearest_words("The elders swore. The envoys denied it.", "the envoy denied")

    assert [each.words for each in near][:1] == ["The envoys denied"]
