"""Every page of a site, in the order of its address book: views of the whole, nodes, questions, reference, data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from allegiance.publish.site import assets, lists, views
from allegiance.publish.site.accounts import Testimony
from allegiance.publish.site.dossiers import Dossier, Dossiers
from allegiance.publish.site.downloads import Download, Offer
from allegiance.publish.site.linked_data import dataset_schema_org, schema_org
from allegiance.publish.site.material import Material
from allegiance.publish.site.names import Names
from allegiance.publish.site.network import Network
from allegiance.publish.site.questions import QuestionPage, by_topic, date_words, question_page
from allegiance.publish.site.rendering import Page, Renderer
from allegiance.publish.site.searching import SearchDocument
from allegiance.publish.site.sections import Section
from allegiance.terms import ALG, NamedNode

_ROWS = 200
_EXAMPLES = 3
_VOICES = 3
# What a voice is not said to do beyond asserting.
_PLAINLY = frozenset({ALG["unstated"], ALG["actual"]})
# Sections that every page leads to; the first page leads to all.
_MAIN = (Section.ORGANISATIONS, Section.PERSONS, Section.EVENTS, Section.CLAIMS)


def renderer(material: Material, offer: Offer, embedded: Mapping[str, str] | None = None) -> Renderer:
    """Return what turns the pages of a site into HTML; with `embedded`, into parts of one document."""
    source = material.source
    shared = {
        "short_title": source.title.partition(":")[0],
        "site": source,
        "nav": list(_navigation(material)),
        "complete": assets.are_complete(),
        "date_words": date_words,
        "dataset": dataset_schema_org(source, [download.path for download in offer.downloads]),
    }
    return Renderer(material.sections, material.names, shared, embedded)


def every_page(
    material: Material, offer: Offer, asked: list[QuestionPage], network: Network
) -> Iterator[Page]:
    """Yield every page."""
    yield views.home(material, asked)
    yield from lists.pages_of(material)
    yield from views.claim_views(material)
    yield from views.as_of(material)
    yield views.network_page(network)
    yield from _node_pages(material)
    yield from _question_pages(asked)
    if material.sections.anchors:
        yield views.ontology_page(material)
    yield _data_page(offer)
    if assets.are_complete():
        yield Page("search.html", "search.html", "Search", {})
        yield Page("sparql.html", "sparql.html", "SPARQL", {"questions": asked})


def questions(material: Material) -> Iterator[QuestionPage]:
    """Yield the stored queries with their answers."""
    return (question_page(asked, material) for asked in material.source.questions)


def search_documents(
    material: Material, renderer_: Renderer, asked: list[QuestionPage]
) -> Iterator[SearchDocument]:
    """Yield what the search knows of every page of a node, of every term, and of every question."""
    names, graph = material.names, material.graph
    for section, nodes in material.sections.members.items():
        for node in nodes:
            kind = names.text(kinds[0]) if (kinds := graph.types(node)) else section.value
            address = renderer_.address(node) or ""
            told = _told(node, section, material)
            voices = dict.fromkeys(_voice(testimony, names) for testimony in told)
            yield SearchDocument(
                address,
                names.text(node),
                names.aliases(node),
                kind,
                "",
                "; ".join(islice(voices, _VOICES)) + (" …" if len(voices) > _VOICES else ""),
                _statuses(node, told, material),
            )
    for term, address in material.sections.anchors.items():
        yield SearchDocument(address, names.text(term), names.aliases(term), "Ontology", "")
    for question in asked:
        yield SearchDocument(
            question.path,
            question.query.header.question,
            (question.query.name,),
            "Question",
            question.query.header.description,
        )


def _told(node: NamedNode, section: Section, material: Material) -> Sequence[Testimony]:
    """Return the claims that a claim or a situation rests on."""
    if section is Section.CLAIMS:
        return [material.lookup.testimony(node)]
    account = material.accounts_by_node.get(node)
    return account.testimonies if account else ()


def _voice(testimony: Testimony, names: Names) -> str:
    """Say who claims something, and how where that is not plainly."""
    how = (testimony.stance, testimony.certainty, testimony.modality)
    words = [names.text(term) for term in how if term is not None and term not in _PLAINLY]
    return f"{', '.join(map(names.text, testimony.claimants)) or 'nobody named'}: {', '.join(words)}"


def _statuses(node: NamedNode, told: Sequence[Testimony], material: Material) -> tuple[tuple[str, str], ...]:
    """Return the statuses of a situation, or of what a claim is about."""
    known = material.accounts_by_node
    about = [node] if node in known else [other for claim in told for other in claim.concerns]
    statuses = {status for other in about if other in known for status in known[other].statuses}
    found = {status.key: material.names.text(status.status) for status in statuses}
    return tuple(sorted(found.items()))


def examples(material: Material) -> Iterator[NamedNode]:
    """Yield a few nodes that show what the data is like."""
    return islice((node for nodes in material.sections.members.values() for node in nodes), _EXAMPLES)


def _navigation(material: Material) -> Iterator[tuple[str, str]]:
    main = [section for section in _MAIN if section in material.sections.members]
    for section in main or material.sections.members:
        yield section.page, section.value
    if material.accounts:
        yield "timeline.html", "Timeline"
    yield "network.html", "Network"
    if material.accounts:
        yield "contested.html", "Contested"
        yield "scenarios.html", "Scenarios"
    if material.source.by_day:
        yield "as-of.html", "As of a day"
    if material.source.questions:
        yield "queries/index.html", "Questions"
    if assets.are_complete():
        yield "sparql.html", "SPARQL"
    elif material.sections.anchors:
        yield "ontology/index.html", "Ontology"


def _data_page(offer: Offer) -> Page:
    groups: dict[str, list[Download]] = {}
    for download in offer.downloads:
        groups.setdefault(download.heading, []).append(download)
    return Page("data/index.html", "data.html", "Data", {"groups": groups, "sums": offer.sums})


def _node_pages(material: Material) -> Iterator[Page]:
    dossiers = Dossiers(material.graph, material.names, material.lookup, material.sections.slugs)
    for section, nodes in material.sections.members.items():
        for node in nodes:
            yield from _parts(dossiers.gather(node, section), material)


def _parts(dossier: Dossier, material: Material) -> Iterator[Page]:
    """Yield the page of a node, and further pages where its tables are long."""
    slug = material.sections.slugs[dossier.node]
    is_source = dossier.section is Section.SOURCES
    is_only_source = is_source and len(material.sections.members[Section.SOURCES]) == 1
    sayings = () if is_only_source else dossier.sayings
    # What is only supposed comes after everything else, under a heading of its own.
    involvements = sorted(dossier.involvements, key=lambda pair: pair[1].is_supposed)
    longest = max(len(involvements), len(sayings), len(dossier.pointers))
    addresses = [
        lists.numbered(f"id/{slug}.html", number) for number in range(1, max(1, -(-longest // _ROWS)) + 1)
    ]
    label = material.names.text(dossier.node)
    for number, address in enumerate(addresses, 1):
        shown = slice((number - 1) * _ROWS, number * _ROWS)
        values = {
            "dossier": dossier,
            "slug": slug,
            "number": number,
            "addresses": addresses,
            "involvements": [pair for pair in involvements[shown] if not pair[1].is_supposed],
            "supposed": [pair for pair in involvements[shown] if pair[1].is_supposed],
            "sayings": sayings[shown],
            "pointers": dossier.pointers[shown],
            "described": schema_org(dossier, material.names),
            "accounts": material.accounts_by_node,
            "is_source": is_source,
            "cited": material.citations.get(dossier.node),
            "is_only_source": is_only_source,
        }
        yield Page(address, "node.html", label if number == 1 else f"{label}, page {number}", values)


def _question_pages(asked: list[QuestionPage]) -> Iterator[Page]:
    if not asked:
        return
    yield Page("queries/index.html", "questions.html", "Questions", {"topics": by_topic(asked)})
    for question in asked:
        yield Page(question.path, "question.html", question.query.header.question, {"question": question})
