"""One violation, before it becomes a result: what a constraint says of a focus node."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from allegiance.terms import Literal, Term
from allegiance.validate.shapes.model import Constraint
from allegiance.validate.shapes.paths import Path


@dataclass(frozen=True, slots=True)
class Violation:
    """A focus node that violates a constraint: with a value, or a path other than the shape's, where there is one."""

    focus: Term
    constraint: Constraint
    value: Term | None = None
    path: Path | None = None
    messages: tuple[Literal, ...] = ()
    solution: Mapping[str, Term] = field(default_factory=dict)
