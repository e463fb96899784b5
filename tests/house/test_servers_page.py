"""Whatever a server does otherwise is told, with a reason, on the page about servers."""

from __future__ import annotations

from dataclasses import fields

import pytest

from allegiance.store.quirks import KNOWN, Quirks
from conftest import ROOT

PAGE = (ROOT / "docs" / "servers.md").read_text(encoding="utf-8")
QUIRKS = [field for field in fields(Quirks) if field.name not in {"name", "header"}]


@pytest.mark.parametrize("field", QUIRKS, ids=lambda field: field.name)
def test_a_quirk_is_told_with_every_server_that_has_it(field: object) -> None:
    name, usual = getattr(field, "name", ""), getattr(field, "default", None)
    rows = [line.split("|")[1] for line in PAGE.splitlines() if f"`{name}`" in line and line.startswith("|")]

    having = [known.name for known in KNOWN if getattr(known, name) != usual]

    assert having, "a quirk that nobody has"
    assert len(rows) == 1
    assert [server for server in having if server not in rows[0]] == []
