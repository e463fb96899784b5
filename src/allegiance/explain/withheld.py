"""Why not: what is described and claimed behind a shortcut that the rules did not draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from allegiance.explain.testimony import Testimony, Witnesses
from allegiance.terms import ALG, ORG, Literal, NamedNode, Object, Subject, Term, Triple

# What the rules in queries/rules/ draw, and the roles of its two ends in the situation behind it; None is the situation itself.
SHORTCUTS: Final[Mapping[NamedNode, tuple[NamedNode | None, NamedNode | None]]] = MappingProxyType(
    {
        ALG["pledgedAllegianceTo"]: (ALG["pledger"], ALG["pledgee"]),
        ALG["madeAcceptedPledge"]: (ALG["pledger"], None),
        ALG["withdrewAllegianceFrom"]: (ALG["pledger"], ALG["withdrawnFrom"]),
        ALG["madeAcceptedWithdrawal"]: (ALG["pledger"], None),
        ORG["member"]: (None, ALG["holder"]),
        ORG["organization"]: (None, ALG["inOrganisation"]),
        ORG["role"]: (None, ALG["role"]),
    }
)


@dataclass(frozen=True, slots=True)
class Withheld:
    """A situation that would give the shortcut, had it another status, and who says what about it."""

    situation: Subject
    statuses: tuple[Term, ...]
    testimonies: tuple[Testimony, ...]


def withheld(
    triple: Triple, witnesses: Witnesses, statuses: Callable[[Object], tuple[Term, ...]]
) -> tuple[Withheld, ...]:
    """Return the situations behind a triple that does not hold; none, where no such situation is described.

    Behind a shortcut: those that have its two ends in their roles. Behind a role, said of somebody who takes part instead of the
    situation ("X departed from Y"): those that have Y in it, and X in any.
    """
    subject, predicate, object_ = triple
    if predicate in SHORTCUTS:
        ends = zip(SHORTCUTS[predicate], (subject, object_), strict=True)
        sets = [{end} if role is None else set(witnesses.subjects(role, end)) for role, end in ends]
        described = {s for s in set.intersection(*sets) if not isinstance(s, Literal) and witnesses.about(s)}
    else:
        described = {
            situation
            for situation in witnesses.subjects(predicate, object_)
            if any(subject in objects for objects in witnesses.facts(situation).values())
        }
    return tuple(
        Withheld(situation, statuses(situation), witnesses.about(situation))
        for situation in sorted(described, key=str)
    )
