"""The network of actors: who stands with whom in which situations, laid out and drawn here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations

from allegiance.publish.site import layout
from allegiance.publish.site.accounts import Account
from allegiance.publish.site.graph import SiteGraph
from allegiance.publish.site.names import Names
from allegiance.terms import ALG, RDF, NamedNode

MOST_NODES = 48
# How much of the drawing nodes may cover, and its proportions.
_COVERED = 0.24
_WIDTH_TO_HEIGHT = 1.45
_MOST_PARTIES = 5
_LINE = 26
_LETTERS = 24
_CHARACTER = 7.2
_STRUCTURE = tuple(ALG[name] for name in ("chapterOf", "unitOf", "groupWithin", "hasMember"))
# Roles of who acts; everybody else in the same situation is acted upon.
_ACTING = tuple(ALG[name] for name in ("performer", "holder", "party"))


class Sort(Enum):
    """What a tie is about, in words, the most telling first: each sort is drawn with a mark of its own."""

    PLEDGE = "pledge of allegiance, or change of side"
    WITHDRAWAL = "withdrawal of allegiance, or defection"
    HOSTILITY = "rivalry, threat or attack"
    MEMBERSHIP = "office, membership, or being part of"
    SUPPORT = "cooperation or support"
    OTHER = "anything else"

    @property
    def key(self) -> str:
        """What the style sheet calls the sort."""
        return self.name.lower()


# The first class that fits decides.
_SORTS = tuple(
    (ALG[name], sort)
    for sort, names in {
        Sort.PLEDGE: ("AllegiancePledge",),
        Sort.WITHDRAWAL: ("AllegianceWithdrawal", "Defection"),
        Sort.HOSTILITY: (
            "Rivalry",
            "Threat",
            "HostilityDeclaration",
            "Attack",
            "Abduction",
            "MilitaryOperation",
        ),
        Sort.MEMBERSHIP: ("Tenure", "Affiliation", "Appointment", "TenureEnd", "Recruitment"),
        Sort.SUPPORT: ("Cooperation", "Support", "Sanctuary"),
    }.items()
    for name in names
)


@dataclass(frozen=True, slots=True)
class Tie:
    """One line between two nodes: the situation that makes it, or the property where it is no situation.

    `account` is None for ties that the graph states plainly, such as that a unit is one of an organisation.
    """

    source: NamedNode
    target: NamedNode
    kind: NamedNode
    account: Account | None
    sort: Sort


@dataclass(frozen=True, slots=True)
class Spot:
    """One node of the drawing: its place, and its name in lines that fit."""

    node: NamedNode
    x: int
    y: int
    width: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """A drawing of `width` by `height` units; `left_out` nodes with the fewest ties are not in it."""

    spots: tuple[Spot, ...]
    ties: tuple[Tie, ...]
    left_out: int
    width: int
    height: int


def actors(accounts: Iterable[Account], nodes: Sequence[NamedNode], graph: SiteGraph) -> tuple[Tie, ...]:
    """Return the ties between actors: by what they do together or to each other, and by what is part of what."""
    known = set(nodes)
    found: dict[Tie, None] = {}
    for account in accounts:
        for source, target in _pairs(account, known, graph):
            kind = account.kinds[0] if account.kinds else RDF["type"]
            found.setdefault(Tie(source, target, kind, account, _sort(account, graph)))
    for node in nodes:
        for predicate in _STRUCTURE:
            for other in graph.nodes(node, predicate):
                if other in known and other != node:
                    found.setdefault(Tie(node, other, predicate, None, Sort.MEMBERSHIP))
    return tuple(found)


def plain(nodes: Sequence[NamedNode], graph: SiteGraph) -> tuple[Tie, ...]:
    """Return the ties of a graph without situations: every statement between two nodes."""
    known = set(nodes)
    return tuple(
        Tie(node, object_, predicate, None, Sort.OTHER)
        for node in nodes
        for predicate, object_ in sorted(graph.facts.about(node), key=str)
        if isinstance(object_, NamedNode) and object_ in known and object_ != node
    )


def draw(ties: Sequence[Tie], names: Names) -> Network:
    """Return the drawing of the nodes with the most ties."""
    degrees = Counter(node for tie in ties for node in (tie.source, tie.target))
    ranked = sorted(degrees, key=lambda node: (-degrees[node], node.value))
    nodes = ranked[:MOST_NODES]
    numbers = {node: number for number, node in enumerate(nodes)}
    kept = tuple(tie for tie in ties if tie.source in numbers and tie.target in numbers)
    lines = [_wrapped(names.text(node)) for node in nodes]
    widths = [max(len(line) for line in block) * _CHARACTER + 18 for block in lines]
    sizes = [(wide + 12, 20.0 * len(block) + _LINE) for wide, block in zip(widths, lines, strict=True)]
    edges = sorted({(numbers[tie.source], numbers[tie.target]) for tie in kept})
    area = sum(width * height for width, height in sizes) / _COVERED
    height = max(round((area / _WIDTH_TO_HEIGHT) ** 0.5), 200)
    width = max(round(height * _WIDTH_TO_HEIGHT), 400)
    places = layout.place(edges, sizes, width, height)
    spots = tuple(
        Spot(node, x, y, round(wide), block)
        for node, (x, y), wide, block in zip(nodes, places, widths, lines, strict=True)
    )
    return Network(spots, kept, len(ranked) - len(nodes), width, height)


def merged(ties: Iterable[Tie]) -> dict[tuple[NamedNode, NamedNode], list[Tie]]:
    """Return the ties of each pair of nodes together, whichever way they point, the most telling first."""
    found: dict[tuple[NamedNode, NamedNode], list[Tie]] = defaultdict(list)
    for tie in ties:
        first, second = sorted((tie.source, tie.target), key=lambda node: node.value)
        found[first, second].append(tie)
    order = list(Sort)
    return {pair: sorted(between, key=lambda tie: order.index(tie.sort)) for pair, between in found.items()}


def _sort(account: Account, graph: SiteGraph) -> Sort:
    return next((sort for kind, sort in _SORTS if graph.is_a(account.situation, kind)), Sort.OTHER)


def _pairs(account: Account, known: set[NamedNode], graph: SiteGraph) -> list[tuple[NamedNode, NamedNode]]:
    acting = [n for p, n in account.roles if n in known and any(graph.means(p, role) for role in _ACTING)]
    acted_on = [n for _, n in account.roles if n in known and n not in acting]
    if len(acting) + len(acted_on) > _MOST_PARTIES:
        return []
    if acting and acted_on:
        return [(one, other) for one in dict.fromkeys(acting) for other in dict.fromkeys(acted_on)]
    return list(combinations(dict.fromkeys([*acting, *acted_on]), 2))


def _wrapped(text: str) -> tuple[str, ...]:
    """Return a name in at most two lines; what does not fit is cut, and the page has it whole."""
    words, lines = text.split(), [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _LETTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > 2:  # noqa: PLR2004 - two lines are what a node has room for
        lines = [lines[0], f"{lines[1]} …"]
    return tuple(line if len(line) <= _LETTERS + 4 else f"{line[: _LETTERS + 2]}…" for line in lines)
