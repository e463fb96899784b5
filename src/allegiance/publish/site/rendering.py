"""Pages as HTML: every text of the graph is escaped, every link is relative, and what is no web address is never a link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from allegiance.publish.site.names import Names
from allegiance.publish.site.packing import script_value
from allegiance.publish.site.sections import Sections
from allegiance.publish.site.tightening import tightened
from allegiance.terms import XSD, BlankNode, Literal, NamedNode, Term

# What a visitor's browser may do (CSP 3): run our own files and reach nothing else; where queries run, WebAssembly in a worker too.
_READING = "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;form-action 'self';base-uri 'none'"
# cytoscape and YASGUI come compressed inside our own files, hence `blob:`, and lay out what they show with inline styles;
# YASGUI's style sheet holds its icons.
_DRAWING = _READING.replace("script-src 'self'", "script-src 'self' blob:").replace(
    "style-src 'self'", "style-src 'self' 'unsafe-inline'"
)
_ASKING = _DRAWING.replace("blob:", "blob: 'wasm-unsafe-eval'") + ";font-src data:;worker-src blob:"
POLICIES = {"reading": _READING, "drawing": _DRAWING, "asking": _ASKING}
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_RIGHT_TO_LEFT = {"fa", "ps", "ar", "ur", "prs", "he"}


@dataclass(frozen=True, slots=True)
class Page:
    """One page to be: where it goes, from which template, and the values that the template shows."""

    path: str
    template: str
    title: str
    values: Mapping[str, Any]


class Renderer:
    """Turns pages into HTML: a file for each, or parts of one document, in which every link is a fragment.

    `embedded` are the addresses of files that such a document carries, with what it carries them as. Links are relative to the page
    that is being filled, which the renderer keeps in mind meanwhile.
    """

    def __init__(
        self,
        sections: Sections,
        names: Names,
        shared: Mapping[str, Any],
        embedded: Mapping[str, str] | None = None,
    ) -> None:
        self._sections = sections
        self._embedded = embedded
        self._names = names
        self._path = self._root = ""
        self._written: dict[tuple[Term, str, bool], Markup] = {}
        self._environment = Environment(
            loader=PackageLoader("allegiance.publish", "templates/site"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.tests["truth"] = _is_truth
        single = embedded is not None
        layout = "part.html" if single else "base.html"
        self._environment.globals.update(shared, policies=POLICIES, layout=layout, single=single)
        self._environment.filters.update(
            link=self._link,
            links=self._links,
            href=self._href,
            address=self._node_href,
            anchor=self._anchor,
            text=names.text,
            short=names.short,
            data_block=_data_block,
        )

    def html(self, page: Page) -> str:
        """Return a page as HTML."""
        self._path, self._root = page.path, "../" * page.path.count("/")
        values = {**page.values, "title": page.title, "path": page.path, "root": self._root}
        return tightened(self._environment.get_template(page.template).render(values))

    def whole(self, template: str, values: Mapping[str, Any]) -> str:
        """Return a document filled with values, its white space kept: scripts in it are known by their digests."""
        return self._environment.get_template(template).render(values)

    def address(self, node: object) -> str | None:
        """Return the address of a node's page or entry, from the root of the site, or None."""
        if not isinstance(node, NamedNode):
            return None
        slug = self._sections.slugs.get(node)
        return f"id/{slug}.html" if slug else self._sections.anchors.get(node)

    def _node_href(self, node: NamedNode) -> str:
        return self._href(self.address(node) or "")

    def _href(self, address: str) -> str:
        """Return a relative link, the shortest between the pages of two nodes; or a fragment of the one document."""
        if self._embedded is not None:
            return self._embedded.get(address) or f"#{address.replace('#', '~')}"
        if address.startswith("id/") and self._path.startswith("id/"):
            return address.removeprefix("id/")
        return self._root + address

    def _anchor(self, name: str) -> str:
        """Return the identifier of an element that links of other pages lead to."""
        return name if self._embedded is None else f"{self._path}~{name}"

    def _link(self, term: Term | None) -> Markup:
        if term is None:
            return Markup("")
        known = (term, self._root, self._path.startswith("id/"))
        if known not in self._written:
            self._written[known] = self._new_link(term)
        return self._written[known]

    def _new_link(self, term: Term) -> Markup:
        if isinstance(term, Literal):
            return _literal(term)
        if isinstance(term, BlankNode):
            return Markup("<i>unnamed</i>")
        address = self.address(term)
        if address is not None:
            # What has no name is called by its CURIE, whose first letter is none to be raised.
            plain = Markup(' translate="no"') if self._names.text(term) == self._names.short(term) else ""
            return Markup('<a href="{}"{}>{}</a>').format(self._href(address), plain, self._names.text(term))
        if isinstance(term, NamedNode) and _WEB_ADDRESS.fullmatch(term.value):
            return Markup('<a rel="external nofollow" href="{}">{}</a>').format(
                term.value, self._names.text(term)
            )
        return Markup("<code>{}</code>").format(self._names.short(term))

    def _links(self, terms: tuple[Term, ...]) -> Markup:
        return Markup(", ").join(map(self._link, terms))


def _is_truth(term: Term | None) -> bool:
    return isinstance(term, Literal) and term.datatype == XSD["boolean"]


def _literal(literal: Literal) -> Markup:
    if literal.language:
        direction = "rtl" if literal.language.split("-")[0] in _RIGHT_TO_LEFT else "ltr"
        return Markup('<span lang="{}" dir="{}">{}</span>').format(literal.language, direction, literal.value)
    if _WEB_ADDRESS.fullmatch(literal.value):
        return Markup('<a rel="external nofollow" href="{0}">{0}</a>').format(literal.value)
    return Markup("{}").format(literal.value)


def _data_block(value: object) -> Markup:
    """Return JSON in which nothing can end the element around it (HTML §4.12.1.3)."""
    return Markup(script_value(value))  # noqa: S704 - escaped there
