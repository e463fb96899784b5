"""The README of a release: what each file is for, how to check and how to cite."""

from __future__ import annotations

from collections.abc import Sequence

from allegiance.publish.release.dumps import has_claims
from allegiance.publish.release.edition import Edition, Entry, Item, text_item
from allegiance.publish.release.site_part import FOLDER
from allegiance.publish.site import SiteSource, missing

_GROUPS = (
    ("table", "Open without SPARQL", "Each table is a CSV in UTF-8; `tables/csv-metadata.json` says what the columns mean (CSVW)."),
    ("dump", "The graph", "The same graph in several syntaxes; each layer apart as a file, and as a named graph in TriG and N-Quads."),
    ("people", "Read first", "Licence, citation, history."),
    ("description", "For catalogues and machines", "DCAT 3, VoID, PROV-O, schema.org, link set, prefixes, stored queries, redirects."),
    ("report", "What was checked", "The report of the shapes, in four forms."),
    ("diff", "What changed", "Told per entity, in five forms."),
    ("authored", "As written", "Ontology, shapes and queries, copied from the folder."),
)  # fmt: skip


def guide(edition: Edition, entries: Sequence[Entry]) -> Item:
    """Return the page that a person opens first."""
    dataset = edition.dataset
    lines = [f"# {dataset.title}, version {dataset.version}", "", edition.description, ""]
    if edition.licence is not None:
        lines += [f"Licence of the data: <{edition.licence}>.", ""]
    asserted, derived, entailed = (len(graph.lines) for graph in edition.graphs.values())
    layers = (
        f"{asserted:,} statements are asserted, {derived:,} derived by rules, {entailed:,} entailed by OWL 2 RL. "
        "What is stated is never mixed with what follows."
    )
    lines += [layers, ""]
    if not has_claims(edition):
        lines += [
            "The data makes no claims of the Allegiance model: there is no `world`, and tables follow its classes.",
            "",
        ]
    if not edition.report.shapes_run:
        lines += ["No shape was run: nothing was validated.", ""]
    if not any(entry.path == "full.rdf" for entry in entries):
        lines += ["There is no RDF/XML: some property or value cannot be written in it.", ""]
    if edition.site is not None:
        lines += _look(edition.site)
    for group, title, words in _GROUPS:
        members = [entry for entry in entries if entry.group == group]
        if members:
            lines += [
                f"## {title}",
                "",
                words,
                "",
                "| file | bytes | statements | what |",
                "| --- | ---: | ---: | --- |",
            ]
            lines += [_row(entry) for entry in sorted(members, key=lambda entry: entry.path)]
            lines.append("")
    lines += [
        "## Check and cite",
        "",
        "`sha256sum -c SHA256SUMS` or `allegiance verify .` shows that nothing is missing, cut or edited. `MANIFEST.json` has the",
        "RDFC-1.0 hash of every graph: it is the same whatever the syntax. Cite as in `CITATION.cff`.",
        "",
    ]
    return text_item("README.md", "text/markdown", "What each file is for", "\n".join(lines), "people")


def _look(site: SiteSource) -> list[str]:
    """Return where to begin, and what the site has to do without."""
    return [
        "## Look",
        "",
        f"Open `{FOLDER}index.html` in a browser: it needs no server and asks nobody. It leads to the files of this folder.",
        *(f"- Without {lack}" for lack in missing(site)),
        "",
    ]


def _row(entry: Entry) -> str:
    count = "" if entry.statements is None else f"{entry.statements:,}"
    return f"| `{entry.path}` | {entry.size:,} | {count} | {entry.title} |"
