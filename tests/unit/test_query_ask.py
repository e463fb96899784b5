from __future__ import annotations

import pytest

from allegiance.errors import RequestError
from allegiance.query import refuse_unsafe


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * WHERE { OPTIONAL { service silent ?x { ?s ?p ?o } } }",
        "SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
        "INSERT DATA { <http://a> <http://b> <http://c> }",
        "LOAD <http://127.0.0.1/>",
        "DELETE WHERE { ?s ?p ?o }",
    ],
)
def test_what_reaches_out_or_changes_data_is_refused(text: str) -> None:
    with pytest.raises(RequestError) as caught:
        refuse_unsafe(text)

    assert caught.value.code == "unsafe-query"


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * WHERE { ?s ?p "SERVICE FROM INSERT" } # LOAD',
        "PREFIX from: <http://x/service> SELECT * WHERE { ?from from:load ?insert }",
        "SELECT * WHERE { ?s <http://x/delete> '''DROP\nFROM''' }",
    ],
)
def test_words_in_strings_names_and_comments_are_not_taken_for_clauses(text: str) -> None:
    refuse_unsafe(text)
