"""As of a moment: what a source lets us say had happened, or held, by then. Three-valued: yes, possibly, no record."""

from __future__ import annotations

from dataclasses import dataclass

from allegiance.publish.site.accounts import Account
from allegiance.publish.site.graph import SiteGraph
from allegiance.terms import ALG

_ASKED = tuple(
    ALG[name]
    for name in ("AllegiancePledge", "AllegianceWithdrawal", "AllegianceShift", "Tenure", "Affiliation")
)
_MOST = 500
_ORDER = ("yes", "possibly", "no record")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One situation as of a moment; `is_state` says that it holds for a time rather than happens."""

    account: Account
    is_state: bool
    words: str


def relevant(accounts: list[Account], graph: SiteGraph) -> list[Account]:
    """Return the situations that "as of" is asked about: allegiances and offices, or else whatever has a date."""
    dated = [
        a
        for a in accounts
        if any((a.window.not_before, a.window.before, a.window.held_from, a.window.held_until))
    ]
    asked = [a for a in dated if any(graph.is_a(a.situation, kind) for kind in _ASKED)]
    return (asked or dated)[:_MOST]


def verdicts(accounts: list[Account], graph: SiteGraph, moment: str) -> list[Verdict]:
    """Return what can be said of each situation as of a moment, an ISO 8601 instant in UTC; the surest first."""
    found = []
    for account in accounts:
        is_state = graph.is_a(account.situation, ALG["DescribedState"])
        found.append(Verdict(account, is_state, _words(account, moment, is_state=is_state)))
    return sorted(found, key=lambda verdict: _ORDER.index(verdict.words))


def _words(account: Account, moment: str, *, is_state: bool) -> str:
    """Compare instants as texts: all of them are UTC with the same number of digits, as the shapes demand."""
    window = account.window
    if window.not_before and moment < window.not_before:
        return "no record"
    if not is_state:
        return "yes" if window.before and window.before <= moment else "possibly"
    if window.held_from and window.held_from <= moment:
        held = not window.held_until or moment < window.held_until
        return "yes" if held else "no record"
    end = window.held_until or window.before
    return "possibly" if not end or moment <= end else "no record"
