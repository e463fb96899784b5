"""From a folder, or from anybody's files, to a site."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from allegiance import project, query, turtle
from allegiance.errors import Place, SourceError
from allegiance.pipeline.checking import Watch
from allegiance.pipeline.knowledge_graph import KnowledgeGraph
from allegiance.publish import site
from allegiance.publish.site import Asked, AskedByDay, Site, SiteSource
from allegiance.query import Answer, Values
from allegiance.store import Rows
from allegiance.terms import (
    DCAT,
    DCTERMS,
    OWL,
    PREFIXES,
    RDF,
    RDFS,
    SKOS,
    XSD,
    Literal,
    NamedNode,
    Subject,
    Triple,
)

# Questions whose answer for any day a page shows, and how many days may be asked about: a build should not take minutes.
_ABOUT_A_DAY = frozenset({"allegiance/as-of", "persons/roles-on-date"})
_MOST_DAYS = 400
# What makes a node a term in files of anybody's.
_TERMS = frozenset(
    {OWL["Class"], OWL["ObjectProperty"], OWL["DatatypeProperty"], OWL["AnnotationProperty"], OWL["Ontology"]}
    | {RDFS["Class"], RDF["Property"]}
)


def write_site(
    kg: KnowledgeGraph,
    target: Path,
    *,
    single_file: bool = False,
    base: str = "",
    watch: Watch = lambda _room: nullcontext(),
    step: Callable[[str], None] = lambda _path: None,
) -> Site:
    """Write the site of a folder: its data, what follows from it, its questions with their answers."""
    source = source_of(kg, base, watch)
    with watch("publish"):
        write = site.write_single_file if single_file else site.write_site
        return write(source, target, step)


def source_of(kg: KnowledgeGraph, base: str = "", watch: Watch = lambda _room: nullcontext()) -> SiteSource:
    """Return what the site of a folder is made from; it will stand at `base`, or else at the dataset's landing page."""
    with watch("reason"):
        layers = {
            "asserted": tuple(kg.asserted),
            "derived": tuple(kg.derivation.triples),
            "entailed": tuple(kg.entailment.triples),
        }
    with watch("query"):
        asked, by_day = tuple(_asked(kg)), tuple(_asked_by_day(kg))
    dataset = kg.project.dataset
    said = {p: o.value for s, p, o in kg.asserted if s == dataset.iri and isinstance(o, Literal | NamedNode)}
    about_others = [t for t in kg.asserted if t.subject != dataset.iri]
    vocabulary, described = _apart(about_others, project.subjects(kg.project.ontology))
    return SiteSource(
        title=dataset.title,
        description=said.get(DCTERMS["description"], ""),
        version=dataset.version,
        license=said.get(DCTERMS["license"], ""),
        iri=dataset.iri,
        base=_folder(base or said.get(DCAT["landingPage"], "")),
        vocabulary=vocabulary,
        described=described,
        layers=layers,
        prefixes=kg.prefixes,
        questions=asked,
        by_day=by_day,
    )


def _apart(
    triples: Sequence[Triple], known: Collection[Subject] = ()
) -> tuple[tuple[Triple, ...], tuple[Triple, ...]]:
    """Return the triples about terms, those known and those that say so by their type, and the triples about everything else."""
    terms = {s for s, p, o in triples if p == RDF["type"] and o in _TERMS}.union(known)
    return tuple(t for t in triples if t.subject in terms), tuple(
        t for t in triples if t.subject not in terms
    )


def _asked(kg: KnowledgeGraph) -> Iterator[Asked]:
    """Yield the stored queries with the answers that the folder expects of them, where it gives the values for one."""
    kg.catalogue.demand_whole()
    tested: dict[str, Mapping[str, Values]] = {}
    for case in query.cases(kg.project.root / "tests" / "queries", kg.catalogue):
        tested.setdefault(case.query.name, case.parameters)
    for stored in kg.catalogue:
        given = stored.header.expected_parameters or tested.get(stored.name, {})
        if any(parameter.required and parameter.name not in given for parameter in stored.header.parameters):
            yield Asked(stored, None)
        else:
            yield Asked(stored, query.ask(kg.store, stored, given, kg.prefixes))


def _asked_by_day(kg: KnowledgeGraph) -> Iterator[AskedByDay]:
    """Yield the stored queries about a day, as far as the folder has them, with their answers for all days."""
    days = _days_of_change([*kg.asserted, *kg.derivation.triples])
    for stored in kg.catalogue:
        needed = {parameter.name for parameter in stored.header.parameters if parameter.required}
        named = {parameter.name for parameter in stored.header.parameters}
        given = stored.header.expected_parameters
        if stored.name not in _ABOUT_A_DAY or "date" not in named or not needed <= {*given, "date"}:
            continue
        answers = [
            (day, query.ask(kg.store, stored, {**given, "date": day.isoformat()}, kg.prefixes))
            for day in days
        ]
        if answers and all(_has_verdicts(answer) for _, answer in answers):
            yield AskedByDay(stored, tuple(answers))


def _has_verdicts(answer: Answer) -> bool:
    return isinstance(answer.result, Rows) and "verdict" in answer.result.variables


def _days_of_change(triples: Iterable[Triple]) -> list[date]:
    """Return the days, which begin at midnight UTC, on which a comparison with an instant of the graph may turn out anew.

    The day of an instant and the day after, whichever way it is compared; and one day before all, for the time before. Nothing
    where these are too many to ask about.
    """
    instants = {o.value for _, _, o in triples if isinstance(o, Literal) and o.datatype == XSD["dateTime"]}
    days = {day for instant in instants for day in _around(instant)}
    return sorted(days) if len(days) <= _MOST_DAYS else []


def _around(instant: str) -> list[date]:
    try:
        moment = datetime.fromisoformat(instant)
        day = (moment.astimezone(UTC) if moment.tzinfo else moment).date()
        return [day + timedelta(days=number) for number in (-1, 0, 1)]
    except (ValueError, OverflowError):
        return []


def write_site_of_files(
    paths: Sequence[Path],
    target: Path,
    *,
    single_file: bool = False,
    base: str = "",
    watch: Watch = lambda _room: nullcontext(),
    step: Callable[[str], None] = lambda _path: None,
) -> Site:
    """Write the site of RDF files of anybody's, or of folders of them: what they describe, and their own terms.

    Raises `SourceError` `folder-empty` where there is no RDF file.
    """
    with watch("read"):
        documents = [turtle.read(path) for given in paths for path in _rdf_files(given)]
        triples = tuple(project.triples(documents))
    if not triples:
        raise SourceError(
            "folder-empty", "no RDF file is in here", place=Place(paths[0]), hint="add at least one .ttl file"
        )
    vocabulary, described = _apart(triples)
    declared = {name: iri for document in documents for name, iri in document.prefixes.items() if name}
    source = SiteSource(
        title=_title(triples) or paths[0].resolve().stem,
        description="",
        version="",
        license="",
        iri=None,
        base=_folder(base),
        vocabulary=vocabulary,
        described=described,
        layers={"asserted": triples},
        prefixes={**PREFIXES, **declared},
        questions=(),
    )
    with watch("publish"):
        write = site.write_single_file if single_file else site.write_site
        return write(source, target, step)


def _rdf_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if turtle.is_readable(file))


def _title(triples: Sequence[Triple]) -> str:
    """Return the title of the dataset or ontology that the files describe, where they describe one."""
    wholes = {s for s, p, o in triples if p == RDF["type"] and o in {DCAT["Dataset"], OWL["Ontology"]}}
    titles = [
        o.value
        for s, p, o in triples
        if s in wholes
        and p in {DCTERMS["title"], SKOS["prefLabel"], RDFS["label"]}
        and isinstance(o, Literal)
    ]
    return min(titles, default="")


def _folder(address: str) -> str:
    return f"{address.rstrip('/')}/" if address else ""
