"""Rules that need no join: those that hand a column on, and those that make the values of a functional property the same."""

from __future__ import annotations

from enum import Enum, auto

from allegiance.reason.columns import Column, neighbours, pack, swap
from allegiance.reason.facts import Facts
from allegiance.reason.join import InstanceRule


class Shortcut(Enum):
    """How a rule gets its conclusions from new facts without a join."""

    HANDED_ON = auto()
    TURNED_ROUND = auto()
    LINKED_OBJECTS = auto()
    """prp-fp: values of one subject beside each other are linked; sameness is transitive, so all pairs are not needed."""
    LINKED_SUBJECTS = auto()
    """prp-ifp: as above, for the subjects of one value."""


def shortcut(rule: InstanceRule, type_id: int, same_as: int) -> Shortcut | None:
    """Return the shortcut that a rule allows, or None."""
    head = rule.head
    if head is None:
        return None
    slots = [slot for atom in rule.body for slot in (atom.subject, atom.object) if isinstance(slot, str)]
    if len(rule.body) == 1 and head.predicate != same_as:
        (atom,) = rule.body
        same_kind = (head.key(type_id) < 0) == (atom.key(type_id) < 0)
        if same_kind and len(set(slots)) == len(slots) == 2 - (atom.key(type_id) < 0):
            if atom.subject == head.subject and (len(slots) == 1 or atom.object == head.object):
                return Shortcut.HANDED_ON
            if (atom.subject, atom.object) == (head.object, head.subject):
                return Shortcut.TURNED_ROUND
    if len(rule.body) == 2 and head.predicate == same_as and rule.body[0].predicate == rule.body[1].predicate:  # noqa: PLR2004 -- two values
        one, other = rule.body
        ends = {head.subject, head.object}
        if one.predicate != type_id and len(set(slots)) == 3:  # noqa: PLR2004 -- two ends and what they share
            if one.subject == other.subject and ends == {one.object, other.object}:
                return Shortcut.LINKED_OBJECTS
            if one.object == other.object and ends == {one.subject, other.subject}:
                return Shortcut.LINKED_SUBJECTS
    return None


def conclusions(how: Shortcut, key: int, new: Column, facts: Facts) -> Column:
    """Return what follows from new facts of the relation that the rule reads."""
    match how:
        case Shortcut.HANDED_ON:
            return new
        case Shortcut.TURNED_ROUND:
            return swap(new)
        case Shortcut.LINKED_OBJECTS:
            return pack(*neighbours(facts.column(key), new))
        case Shortcut.LINKED_SUBJECTS:
            return pack(*neighbours(facts.inverse(key), swap(new)))
