"""Whether derivation rules would give anything at all, asked where the data is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from allegiance.store import Engine, Truth
from allegiance.store.anatomy import anatomy


def fires(engine: Engine, rules: Sequence[Path]) -> bool:
    """Say whether the pattern of any rule has a solution in what an engine answers over; errors as for `Engine.query`."""
    asked = (anatomy(rule.read_text(encoding="utf-8")) for rule in rules)
    return any(
        engine.query(f"{parts.prologue} ASK {parts.pattern}", {}) == Truth(value=True)
        for parts in asked
        if parts.template
    )
