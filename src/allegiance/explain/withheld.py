"""Why not: what is described and claimed behind a shortcut that the rules did not draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from allegiance.explain.testimony import Testimony, Witnesses
from allegiance.terms import ALG, Object, Subject, Term, Triple

# The shortcut, and the two roles in the situation behind it.
_ROLES = {
    ALG["pledgedAllegianceTo"]: (ALG["pledger"], ALG["pledgee"]),
    ALG["withdrewAllegianceFrom"]: (ALG["pledger"], ALG["withdrawnFrom"]),
}


@dataclass(frozen=True, slots=True)
class Withheld:
    """A situation that would give the shortcut, had it another status, and who says what about it."""

    situation: Subject
    statuses: tuple[Term, ...]
    testimonies: tuple[Testimony, ...]


def withheld(
    triple: Triple, witnesses: Witnesses, statuses: Callable[[Object], tuple[Term, ...]]
) -> tuple[Withheld, ...]:
    """Return the situations behind a shortcut that does not hold; none, where no such situation is described."""
    roles = _ROLES.get(triple.predicate)
    if roles is None:
        return ()
    first, second = roles
    described = set(witnesses.subjects(first, triple.subject)) & set(
        witnesses.subjects(second, triple.object)
    )
    return tuple(
        Withheld(situation, statuses(situation), witnesses.about(situation))
        for situation in sorted(described, key=str)
    )
