"""`w3id/`: the redirects to submit to w3id.org, so that the dataset's IRIs lead to its files by content negotiation."""

from __future__ import annotations

from collections.abc import Iterator

from allegiance.publish.edition import Edition, Item, text_item
from allegiance.terms import DCAT

_W3ID = "https://w3id.org/"
_TYPES = {"ttl": r"text/turtle", "jsonld": r"application/ld\+json", "rdf": r"application/rdf\+xml"}


def w3id(edition: Edition) -> Iterator[Item]:
    """Yield the redirects, where the dataset's IRI is one of w3id.org's; other IRIs are somebody else's to redirect."""
    iri = edition.dataset.iri.value
    if not iri.startswith(_W3ID):
        return
    name, _, dataset = iri.removeprefix(_W3ID).partition("/")
    site = (
        edition.text(DCAT["landingPage"]) or f"https://example.org/replace-me/{edition.name}/site"
    ).rstrip("/")
    yield text_item(
        "w3id/.htaccess", "text/plain", "Redirects for w3id.org", _htaccess(site, dataset, edition)
    )
    yield text_item(
        "w3id/README.md", "text/markdown", "What to submit to w3id.org", _readme(name, site, edition)
    )


def _htaccess(site: str, dataset: str, edition: Edition) -> str:
    space, _, _ = dataset.rpartition("/")
    lines = [
        f"# {edition.dataset.title}",
        "Options +FollowSymLinks",
        "AddType text/turtle .ttl",
        "RewriteEngine on",
        "",
        "# Where the site stands, and the folder of releases; the only lines to change when they move.",
        f"RewriteRule ^ - [E=SITE:{site}]",
        f"RewriteRule ^ - [E=RELEASES:{site.removesuffix(f'/{edition.name}/site')}]",
        "",
        "# The files of releases.",
        rf"RewriteRule ^{dataset}/([^/]+)/(.+)$ %{{ENV:RELEASES}}/{edition.dataset.slug}-$1/$2 [R=303,L]",
        "",
        "# The ontology, one document.",
        *_negotiated("ontology", f"%{{ENV:RELEASES}}/{edition.name}/ontology/allegiance.ttl", only="ttl"),
        r"RewriteRule ^ontology %{ENV:SITE}/ontology/ [R=303,L]",
        "",
        "# Everything that the data describes.",
    ]
    prefix = f"{space}/" if space else ""
    for extension, media_type in _TYPES.items():
        if extension != "rdf":
            lines += [
                f"RewriteCond %{{HTTP_ACCEPT}} {media_type}",
                rf"RewriteRule ^{prefix}([^/]+)$ %{{ENV:SITE}}/id/$1.{extension} [R=303,L]",
            ]
    lines += [rf"RewriteRule ^{prefix}([^/]+)$ %{{ENV:SITE}}/id/$1.html [R=303,L]", ""]
    return "\n".join(lines)


def _negotiated(path: str, target: str, *, only: str) -> list[str]:
    return [f"RewriteCond %{{HTTP_ACCEPT}} {_TYPES[only]}", f"RewriteRule ^{path} {target} [R=303,L]"]


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
