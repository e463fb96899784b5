"""The pages that look at the whole graph: home, lists, timeline, network, what is contested, supposed, or so as of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from allegiance.publish.site import lists, moments, network, reference, timeline
from allegiance.publish.site.accounts import Account, Testimony
from allegiance.publish.site.material import Material
from allegiance.publish.site.network import Network
from allegiance.publish.site.questions import QuestionPage, by_topic
from allegiance.publish.site.rendering import Page
from allegiance.publish.site.sections import Section
from allegiance.terms import ALG, OWL, RDF, RDFS, SKOS, NamedNode

_MOST_TIED = 12
_DOORS = {
    Section.ORGANISATIONS: "What each is said to have done, and by whom.",
    Section.PERSONS: "What each is said to have done and been, and by whom.",
    Section.CLAIMS: "Who says what, how firmly, in the order of the text.",
    Section.THINGS: "Everything that the files describe.",
}
# The tag of questions to begin with.
_START = "start"


def home(material: Material, asked: Sequence[QuestionPage]) -> Page:
    """Return the first page: what this is, what to be careful about, where to begin."""
    members = material.sections.members
    statuses = Counter(status.status for account in material.accounts for status in account.statuses)
    return Page(
        "index.html",
        "home.html",
        material.source.title,
        {
            "figures": [(section, len(nodes)) for section, nodes in members.items()],
            "statuses": [
                (
                    status,
                    number,
                    material.graph.text(status, SKOS["definition"]),
                    lists.first_with(status, material),
                )
                for status, number in statuses.most_common()
            ],
            "layers": [(name, len(triples)) for name, triples in material.source.layers.items()],
            "tied": _most_tied(material),
            "kinds": [] if material.accounts else _kinds(material),
            "has_terms": bool(material.sections.anchors),
            "citations": material.citations.values(),
            "doors": list(_doors(material, statuses)),
            "topics": _first_questions(asked),
        },
    )


def _first_questions(asked: Sequence[QuestionPage]) -> list[QuestionPage]:
    """Return the questions to begin with: those tagged so, or else the first of each topic."""
    tagged = [page for page in asked if _START in page.query.header.tags]
    return tagged or [pages[0] for _, pages in by_topic(list(asked))]


def _doors(material: Material, statuses: Counter[NamedNode]) -> Iterator[tuple[str, str, int, str]]:
    """Yield the pages to begin at: address, name, how much there is, and what is to be found."""
    members = material.sections.members
    for section in members:
        if section in _DOORS:
            yield section.page, section.value, len(members[section]), _DOORS[section]
    if material.accounts:
        disputed = statuses[ALG["contested"]] + statuses[ALG["rejectedOnly"]]
        yield (
            "timeline.html",
            "Timeline",
            0,
            "What is said to have happened when: as windows, not as invented days.",
        )
        yield "network.html", "Network", 0, "Who is tied to whom, by what, and since when."
        yield (
            "contested.html",
            "Contested",
            disputed,
            "What somebody says and somebody denies or doubts: both sides.",
        )
        yield (
            "scenarios.html",
            "Scenarios",
            statuses[ALG["notActual"]],
            "What is only supposed, foreseen or feared: kept apart.",
        )
    else:
        yield "network.html", "Network", 0, "What is tied to what."
    if material.source.by_day:
        yield "as-of.html", "As of a day", 0, "What could be said of pledges and offices on a given day."


def claim_views(material: Material) -> Iterator[Page]:
    """Yield the views that only a graph with claims has."""
    if not material.accounts:
        return
    drawing = timeline.draw(material.accounts, material.lookup.publication())
    yield Page("timeline.html", "timeline.html", "Timeline", {"timeline": drawing})
    contested = [
        (account, *_sides(material, account))
        for key in ("contested", "rejectedOnly")
        for account in material.accounts
        if _has(account, key)
    ]
    yield Page("contested.html", "contested.html", "Contested", {"contested": contested})
    supposed = [account for account in material.accounts if _has(account, "notActual")]
    graph = material.graph
    conditionals = [
        account for account in material.accounts if graph.is_a(account.situation, ALG["Conditional"])
    ]
    values = {
        "conditionals": [
            (
                account,
                graph.nodes(account.situation, ALG["antecedent"]),
                graph.nodes(account.situation, ALG["consequent"]),
            )
            for account in conditionals
        ],
        "accounts": material.accounts_by_node,
        "supposed": [account for account in supposed if account.testimonies and account not in conditionals],
    }
    yield Page("scenarios.html", "scenarios.html", "Scenarios", values)


def as_of(material: Material) -> Iterator[Page]:
    """Yield the page of what could be said on a day, where there are questions about a day."""
    asked = material.source.by_day
    if not asked:
        return
    horizon = material.lookup.publication()[:10]
    values = {
        "horizon": horizon,
        "day": horizon or asked[0].answers[-1][0].isoformat(),
        "tables": [moments.courses(by_day, material.names) for by_day in asked],
        "statuses": {status.status for account in material.accounts for status in account.statuses},
    }
    yield Page("as-of.html", "as-of.html", "As of a day", values)


def network_of(material: Material) -> Network:
    """Return the drawing: of actors where there are situations, of everything otherwise."""
    actors = [
        node
        for section in (Section.ORGANISATIONS, Section.PERSONS, Section.GROUPS)
        for node in material.sections.members.get(section, ())
    ]
    if material.accounts:
        ties = network.actors(material.accounts, actors, material.graph)
    else:
        ties = network.plain(list(material.sections.slugs), material.graph)
    return network.draw(ties, material.names)


def network_page(drawing: Network) -> Page:
    """Return the page of the network."""
    places = {spot.node: spot for spot in drawing.spots}
    pairs = sorted(network.merged(drawing.ties).items(), key=lambda item: (-len(item[1]), str(item[0])))
    values = {
        "network": drawing,
        "places": places,
        "pairs": pairs,
        "sorts": [sort for sort in network.Sort if any(tie.sort is sort for tie in drawing.ties)],
        "statuses": _statuses(drawing),
        "told": any(tie.account for tie in drawing.ties),
    }
    return Page("network.html", "network.html", "Network", values)


def _statuses(drawing: Network) -> dict[str, NamedNode]:
    """Return the statuses that the lines of a drawing have, by their keys."""
    told = [tie.account.status for tie in drawing.ties if tie.account and tie.account.status]
    return {status.key: status.status for status in sorted(told, key=lambda status: status.key)}


def ontology_page(material: Material) -> Page:
    """Return the reference of terms, with the trees of classes."""
    anchors = [(node, address.partition("#")[2]) for node, address in material.sections.anchors.items()]
    graph = material.graph
    classes = [
        n for n, _ in anchors if {OWL["Class"], RDFS["Class"]}.intersection(graph.nodes(n, RDF["type"]))
    ]
    values = {
        "groups": reference.entries(graph, material.names, anchors),
        "trees": reference.trees(graph, classes),
        "row": reference.ROW,
        "indent": reference.INDENT,
    }
    return Page("ontology/index.html", "ontology.html", "Ontology", values)


def _sides(material: Material, account: Account) -> tuple[list[Testimony], list[Testimony]]:
    """Return the claims that do not oppose a situation, and those that do."""
    against = [testimony for testimony in account.testimonies if material.opposes(testimony)]
    return [testimony for testimony in account.testimonies if testimony not in against], against


def _has(account: Account, *keys: str) -> bool:
    return any(status.key in keys for status in account.statuses)


def _kinds(material: Material) -> list[tuple[NamedNode, int]]:
    """Return the classes with the most nodes, and how many they have."""
    counts = Counter(kind for node in material.sections.slugs for kind in material.graph.types(node))
    return sorted(counts.items(), key=lambda item: (-item[1], item[0].value))[:_MOST_TIED]


def _most_tied(material: Material) -> list[tuple[NamedNode, int]]:
    """Return the actors of the most situations."""
    counts = Counter(node for account in material.accounts for node in {n for _, n in account.roles})
    known = [(node, count) for node, count in counts.items() if node in material.sections.slugs]
    return sorted(known, key=lambda item: (-item[1], item[0].value))[:_MOST_TIED]
