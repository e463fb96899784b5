"""Pages as HTML: every text of the graph is escaped, every link is relative, and what is no web address is never a link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from allegiance.publish.site.names import Names
from allegiance.publish.site.searching import script_value
from allegiance.publish.site.sections import Sections
from allegiance.terms import BlankNode, Literal, NamedNode, Term

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

    `embedded` are the addresses of files that such a document carries, with what it carries them as.
    """

    def __init__(
        self,
        sections: Sections,
        names: Names,
        base: str,
        shared: Mapping[str, Any],
        embedded: Mapping[str, str] | None = None,
    ) -> None:
        self._sections = sections
        self._base = base
        self._embedded = embedded
        self._names = names
        self._environment = Environment(
            loader=PackageLoader("allegiance.publish", "templates/site"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
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
        # A server shows this page at any depth, so that only the whole address will do where it is known.
        absolute = page.path == "404.html" and self._base
        root = self._base if absolute else "../" * page.path.count("/")
        return self.text(page.template, {**page.values, "title": page.title, "path": page.path, "root": root})

    def whole(self, template: str, values: Mapping[str, Any]) -> str:
        """Return a document filled with values, its white space kept: scripts in it are known by their digests."""
        return self._environment.get_template(template).render(values)

    def text(self, template: str, values: Mapping[str, Any]) -> str:
        """Return a template filled with values."""
        return _tightened(self._environment.get_template(template).render(values))

    def address(self, node: object) -> str | None:
        """Return the address of a node's page or entry, from the root of the site, or None."""
        if not isinstance(node, NamedNode):
            return None
        slug = self._sections.slugs.get(node)
        return f"id/{slug}/index.html" if slug else self._sections.anchors.get(node)

    @pass_context
    def _node_href(self, context: Context, node: NamedNode) -> str:
        return self._href(context, self.address(node) or "")

    @pass_context
    def _href(self, context: Context, address: str) -> str:
        """Return a relative link, the shortest between the pages of two nodes; or a fragment of the one document."""
        if self._embedded is not None:
            return self._embedded.get(address) or f"#{address.replace('#', '~')}"
        here = str(context["path"])
        if here.startswith("id/") and address.startswith("id/"):
            return f"../{address.removeprefix('id/')}"
        return str(context["root"]) + address

    @pass_context
    def _anchor(self, context: Context, name: str) -> str:
        """Return the identifier of an element that links of other pages lead to."""
        return name if self._embedded is None else f"{context['path']}~{name}"

    @pass_context
    def _link(self, context: Context, term: Term | None) -> Markup:
        if term is None:
            return Markup("")
        if isinstance(term, Literal):
            return _literal(term)
        if isinstance(term, BlankNode):
            return Markup("<i>unnamed</i>")
        address = self.address(term)
        if address is not None:
            return Markup('<a href="{}">{}</a>').format(self._href(context, address), self._names.text(term))
        if isinstance(term, NamedNode) and _WEB_ADDRESS.fullmatch(term.value):
            return Markup('<a rel="external nofollow" href="{}">{}</a>').format(
                term.value, self._names.text(term)
            )
        return Markup("<code>{}</code>").format(self._names.short(term))

    @pass_context
    def _links(self, context: Context, terms: tuple[Term, ...]) -> Markup:
        return Markup(", ").join(self._link(context, term) for term in terms)


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


def _tightened(html: str) -> str:
    """Return the page without empty lines and indentation; nothing of ours stands in `pre` with either that matters."""
    parts = re.split(r"(<pre\b.*?</pre>)", html, flags=re.DOTALL)
    return "".join(part if part.startswith("<pre") else re.sub(r"\n\s*", "\n", part) for part in parts)
