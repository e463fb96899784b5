from __future__ import annotations

import pytest

from allegiance.dates import in_words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2015-05-08", "on 8 May 2015"),
        ("2015-01", "in January 2015"),
        ("2014", "in 2014"),
        ("[2014-09-01..2014-09-10]", "between 1 September 2014 and 10 September 2014"),
        ("[..2015-05-07]", "by 7 May 2015"),
        ("[2014-12..]", "from December 2014 on"),
        ("2014-01/2014-03", "from January 2014 to March 2014"),
        ("[..]", None),
        ("soon", None),
        ("125", None),
    ],
)
def test_edtf_in_words(edtf: str, words: str | None) -> None:
    assert in_words(edtf) == words
