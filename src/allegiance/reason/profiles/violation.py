"""What keeps an ontology out of a profile, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from allegiance.terms import NamedNode, Triple, curie

Profile = OneOf["OWL 2 DL", "OWL 2 RL", "OWL 2 EL", "OWL 2 QL"]


@dataclass(frozen=True, slots=True)
class ProfileViolation:
    """What keeps an ontology out of a profile: plain words, the triple that says it, and what to do about it."""

    profile: Profile
    message: str
    triple: Triple
    hint: str


def named(term: object) -> str:
    """Return a term as messages name it."""
    return curie(term.value) or str(term) if isinstance(term, NamedNode) else str(term)
