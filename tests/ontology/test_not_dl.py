"""What keeps an ontology out of OWL 2 DL is found and named: a case is a file of `not-dl/`, whose first line says in which words.

A second line says where the OWL API, the usual checker, finds nothing wrong.
"""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from allegiance.reason import profile_violations
from allegiance.turtle import read

CASES = sorted((Path(__file__).parent / "not-dl").glob("*.ttl"))
WORDS = "# words: "
UNSEEN = "# the OWL API sees nothing"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_fault_is_named_and_no_other(path: Path) -> None:
    first_line = path.read_text(encoding="utf-8").splitlines()[0]
    assert first_line.startswith(WORDS)

    found = profile_violations((quad.triple for quad in read(path).quads), {"OWL 2 DL"})

    assert found
    assert {each.profile for each in found} == {"OWL 2 DL"}
    assert all(first_line.removeprefix(WORDS) in each.message for each in found), found
    assert all(each.hint for each in found)


def test_what_the_owl_api_sees_is_what_the_files_say(owl_api: Callable[[Iterable[str]], str]) -> None:
    answers = owl_api(["--each", *map(str, CASES)]).splitlines()

    unseen = [path.stem for path, found in zip(CASES, answers, strict=True) if not json.loads(found)]

    assert unseen == [
        path.stem for path in CASES if path.read_text(encoding="utf-8").splitlines()[1] == UNSEEN
    ]
