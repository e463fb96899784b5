"""Every wrong header has an error that names file and line; a case is a `.rq` and what to expect of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from allegiance.errors import SourceError
from allegiance.query.header import read_header

CASES = sorted((Path(__file__).parent / "headers").glob("*.rq"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_wrong_header_names_its_line(path: Path) -> None:
    line, message = path.with_suffix(".expected").read_text().strip().split(" ", 1)

    with pytest.raises(SourceError) as caught:
        read_header(path.read_text(), path)

    error = caught.value
    assert error.place is not None
    assert (error.code, error.place.path, error.place.line) == ("query-header", path, int(line))
    assert message in error.message
    assert error.hint


def test_variables_say_which_parameters_there_are() -> None:
    text = """#+ question: Who?
#+ defaults:
#+   - kind: x
#+ params:
#+   who:
#+     label: Somebody
SELECT ?_who_iri ?__since_xsd_dateTime ?_kind_literal ?_n_integer ?_text_en WHERE { ?a ?b "?_no_iri" } # ?_not_iri"""

    header = read_header(text, Path("x.rq"))

    assert [(p.name, p.type, p.required, p.label, p.default) for p in header.parameters] == [
        ("who", "iri", True, "Somebody", None),
        ("since", "dateTime", False, "since", None),
        ("kind", "string", False, "kind", "x"),
        ("n", "integer", True, "n", None),
        ("text", "@en", True, "text", None),
    ]
