"""`w3id/`: the redirects to submit to w3id.org, by which every IRI of a release leads to a file that tells about it.

What is asked for decides where it leads: pages for people, Turtle and JSON-LD for machines; what has no page of its own leads to the file that describes it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from os.path import commonprefix
from typing import NamedTuple

from allegiance.publish.release.edition import Edition, Entry, Item, text_item
from allegiance.publish.release.site_part import FOLDER
from allegiance.terms import ALG, DCAT, GRAPH, OA, OWL, RDF, NamedNode
from allegiance.turtle import Document

_W3ID = "https://w3id.org/"
_TURTLE, _JSON_LD = "text/turtle", "application/ld+json"
_RELEASE, _SITE = "%{ENV:RELEASE}", "%{ENV:SITE}"
# Nodes that the site tells about on other pages: in which file of a release they are described, and on which page.
_WITHOUT_PAGE = {
    ALG["Passage"]: ("asserted.ttl", "sources.html"),
    ALG["Paragraph"]: ("asserted.ttl", "sources.html"),
    ALG["Section"]: ("asserted.ttl", "sources.html"),
    OA["TextPositionSelector"]: ("asserted.ttl", "sources.html"),
    ALG["Assessment"]: ("derived.ttl", "id/$1.html"),
}


class _Redirect(NamedTuple):
    """A pattern of paths, and where they lead by media type; `None` stands for every other one."""

    pattern: str
    targets: Mapping[str | None, str]


def w3id(edition: Edition, entries: Sequence[Entry]) -> Iterator[Item]:
    """Yield the redirects, where the dataset's IRI is one of w3id.org's; other IRIs are somebody else's to redirect."""
    iri = edition.dataset.iri.value
    if not iri.startswith(_W3ID):
        return
    name = iri.removeprefix(_W3ID).partition("/")[0]
    site = edition.text(DCAT["landingPage"]) or f"https://example.org/replace-me/{edition.name}/site"
    text = _htaccess(edition, f"{_W3ID}{name}/", site.rstrip("/"), {entry.path for entry in entries})
    yield text_item("w3id/.htaccess", "text/plain", "Redirects for w3id.org", text)
    yield text_item(
        "w3id/README.md", "text/markdown", "What to submit to w3id.org", _readme(name, site, edition)
    )


def _htaccess(edition: Edition, root: str, site: str, paths: set[str]) -> str:
    releases = site.removesuffix(f"/{edition.name}/site")
    lines = [
        f"# {edition.dataset.title}",
        "Options +FollowSymLinks",
        "RewriteEngine on",
        "",
        "# Where the site stands, and the folder of releases; the only lines to change when they move.",
        f"RewriteRule ^ - [E=SITE:{site}]",
        f"RewriteRule ^ - [E=RELEASES:{releases}]",
        f"RewriteRule ^ - [E=RELEASE:{releases}/{edition.name}]",
    ]
    for title, redirects in (
        ("The dataset, and the files of releases", _of_releases(edition, root)),
        ("Words, and what is demanded of data", _of_documents(edition, root, paths)),
        ("Everything that the data describes", _of_nodes(edition, root, paths)),
    ):
        lines += ["", f"# {title}."]
        for redirect in redirects:
            lines += _rules(redirect)
    return "\n".join([*lines, ""])


def _rules(redirect: _Redirect) -> Iterator[str]:
    for media_type, target in redirect.targets.items():
        if media_type is not None:
            yield f"RewriteCond %{{HTTP_ACCEPT}} {re.escape(media_type)}"
        yield f"RewriteRule ^{redirect.pattern}$ {target} [R=303,NE,L]"


def _of_releases(edition: Edition, root: str) -> Iterator[_Redirect]:
    dataset = re.escape(edition.dataset.iri.value.removeprefix(root))
    version = f"%{{ENV:RELEASES}}/{edition.dataset.slug}-$1"
    described = {_JSON_LD: "dataset.jsonld", _TURTLE: "dataset.ttl"}
    people = f"{_SITE}/index.html" if edition.site is not None else f"{_RELEASE}/README.md"
    yield _Redirect(
        dataset, {**{kind: f"{_RELEASE}/{file}" for kind, file in described.items()}, None: people}
    )
    yield _Redirect(
        f"{dataset}/([^/]+)/?",
        {**{kind: f"{version}/{file}" for kind, file in described.items()}, None: f"{version}/README.md"},
    )
    yield _Redirect(f"{dataset}/([^/]+)/(.+)", {None: f"{version}/$2"})
    if GRAPH.iri.startswith(root):
        layers = "|".join(edition.layers)
        yield _Redirect(f"{GRAPH.iri.removeprefix(root)}({layers})", {None: f"{_RELEASE}/$1.ttl"})


def _of_documents(edition: Edition, root: str, paths: set[str]) -> Iterator[_Redirect]:
    """Yield the redirects of terms and shapes to the files that describe them, terms also to their place on the site's page."""
    page = f"{_SITE}/ontology/index.html" if f"{FOLDER}ontology/index.html" in paths else None
    project = edition.project
    for documents, shown in ((project.ontology, page), (project.shapes, None)):
        spaces: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for document in documents:
            file = f"{_RELEASE}/{document.path.relative_to(project.root).as_posix()}"
            for space, name in _own_names(document, root):
                spaces[space][file].add(name)
            for ontology, has_versions in _ontologies(document, root):
                yield _Redirect(f"{ontology}/?", _turtle_or(file, shown))
                if has_versions:
                    versioned = file.replace(_RELEASE, f"%{{ENV:RELEASES}}/{edition.dataset.slug}-$1")
                    yield _Redirect(f"{ontology}/([^/]+)", {None: versioned})
        for space, files in sorted(spaces.items()):
            for file, names in sorted(files.items()):
                others = {
                    name for other, found in files.items() if other != file for name in map(_whole, found)
                }
                pattern = _any_of(names, others) if others else "(.*)"
                yield _Redirect(f"{re.escape(space)}{pattern}", _turtle_or(file, shown and f"{shown}#$1"))


def _any_of(names: Iterable[str], others: AbstractSet[str]) -> str:
    """Return a pattern of names; parts are named after their whole (Claim, Claim-claimant), which is enough where no other file has it."""
    wholes = {name for name in map(_whole, names) if name not in others}
    parts = {name for name in names if _whole(name) in others}
    return "|".join([f"((?:{'|'.join(sorted(wholes))})(?:-.*)?", *map(re.escape, sorted(parts))]) + ")"


def _whole(name: str) -> str:
    return name.partition("-")[0]


def _turtle_or(file: str, page: str | None) -> Mapping[str | None, str]:
    return {None: file} if page is None else {_TURTLE: file, None: page}


def _own_names(document: Document, root: str) -> Iterator[tuple[str, str]]:
    """Yield the space and the name of each node that a document describes, where it can be asked for apart from its document."""
    for node in {quad.subject for quad in document.quads}:
        if isinstance(node, NamedNode) and node.value.startswith(root) and "#" not in node.value:
            space, _, name = node.value.removeprefix(root).rpartition("/")
            if space:
                yield f"{space}/", name


def _ontologies(document: Document, root: str) -> Iterator[tuple[str, bool]]:
    """Yield the path of each ontology that a document is, and whether its versions have IRIs of their own."""
    has_versions = any(quad.predicate == OWL["versionIRI"] for quad in document.quads)
    for quad in document.quads:
        if quad.object == OWL["Ontology"] and str(quad.subject).startswith(f"<{root}"):
            yield re.escape(str(quad.subject)[1:-1].removeprefix(root)), has_versions


def _of_nodes(edition: Edition, root: str, paths: set[str]) -> Iterator[_Redirect]:
    space = edition.dataset.iri.value.removeprefix(root).rpartition("/")[0]
    space = f"{space}/" if space else ""
    pages = {
        path.removeprefix(f"{FOLDER}id/").removesuffix(".html")
        for path in paths
        if path.startswith(f"{FOLDER}id/") and path.endswith(".html")
    }
    if not pages:
        yield _Redirect(
            f"{space}([^/]*)", {_JSON_LD: f"{_RELEASE}/full.jsonld", None: f"{_RELEASE}/full.ttl"}
        )
        return
    for kind, (file, page) in _WITHOUT_PAGE.items():
        pattern = _common(_names(edition, kind, f"{root}{space}"))
        if pattern is not None and not any(re.fullmatch(pattern, name) for name in pages):
            targets = {
                _JSON_LD: f"{_RELEASE}/full.jsonld",
                _TURTLE: f"{_RELEASE}/{file}",
                None: f"{_SITE}/{page}",
            }
            yield _Redirect(f"{space}{pattern}", targets)
    own = {_JSON_LD: f"{_SITE}/id/$1.jsonld", _TURTLE: f"{_SITE}/id/$1.ttl", None: f"{_SITE}/id/$1.html"}
    yield _Redirect(f"{space}([^/]+)", own)
    yield _Redirect(space, {_TURTLE: f"{_RELEASE}/full.ttl", None: f"{_SITE}/index.html"})


def _names(edition: Edition, kind: NamedNode, space: str) -> list[str]:
    return [
        subject.value.removeprefix(space)
        for triples in (edition.asserted, edition.derived)
        for subject, predicate, object_ in triples
        if predicate == RDF["type"]
        and object_ == kind
        and isinstance(subject, NamedNode)
        and subject.value.startswith(space)
    ]


def _common(names: Iterable[str]) -> str | None:
    """Return a pattern of what names have in common at both ends; None where that is nothing."""
    found = list(names)
    beginning, end = _beginning(found), _beginning([name[::-1] for name in found])[::-1]
    if not beginning and not end:
        return None
    return f"({re.escape(beginning)}[^/]*){re.escape(end)}" if len(found) > 1 else f"({re.escape(beginning)})"


def _beginning(names: list[str]) -> str:
    return commonprefix(names)  # noqa: RUF071 - letters are what is wanted


def _readme(name: str, site: str, edition: Edition) -> str:
    return "\n".join(
        [
            f"# /{name}",
            "",
            edition.description,
            "",
            f"- Site: <{site}>",
            f"- Dataset: <{edition.dataset.iri.value}>",
            "- Maintainers: add the accounts that may change these redirects.",
            "",
            f"Submit this folder as `{name}/` to the repository of w3id.org.",
            "",
        ]
    )
