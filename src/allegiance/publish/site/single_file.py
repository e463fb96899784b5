"""The whole site in one HTML document: every page a part of it, every script and file inside."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence

from markupsafe import Markup

from allegiance.publish.site import assets, pages, searching, views
from allegiance.publish.site.downloads import Offer
from allegiance.publish.site.material import Material

# In the order in which they need each other; each is there or not, as in the folder.
_SCRIPTS = (
    "assets/names-data.js",
    "assets/languages.js",
    "assets/suggestions-data.js",
    "assets/site.js",
    "assets/as-of.js",
    "assets/search-data.js",
    "assets/minisearch.js",
    "assets/search.js",
    "assets/network-data.js",
    "assets/network.js",
    "assets/sparql-data.js",
    "assets/binding.js",
    "assets/sparql.js",
)
_STYLES = ("assets/site.css", "assets/yasgui.min.css")


def document(
    material: Material,
    offer: Offer,
    step: Callable[[str], None],
) -> str:
    """Return the document, which carries the files that it offers."""
    embedded = {path: _data_address(path, content) for path, content in offer.own}
    renderer = pages.renderer(material, offer, embedded)
    asked = list(pages.questions(material))
    network = views.network_of(material)
    parts = []
    for page in pages.every_page(material, offer, asked, network):
        step(page.path)
        parts.append(Markup(renderer.html(page)))  # noqa: S704 - rendered with every value escaped
    files = dict(assets.files(material, asked, network))
    if assets.are_complete():
        found = pages.search_documents(material, pages.renderer(material, offer), asked)
        files["assets/search-data.js"] = searching.script(found).encode()
    scripts = [_inline(files[path].decode()) for path in _SCRIPTS if path in files]
    values = {
        "parts": parts,
        "styles": [Markup(files[path].decode()) for path in _STYLES if path in files],  # noqa: S704 - our own files
        "scripts": [Markup(script) for script in scripts],  # noqa: S704 - made harmless above
        "policy": Markup(_policy(scripts)),  # noqa: S704 - digests only
    }
    return renderer.whole("single.html", values)


def _data_address(path: str, content: bytes) -> str:
    media_type = "application/gzip" if path.endswith(".gz") else "text/plain"
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def _inline(script: str) -> str:
    """Return a script in which nothing can end the element around it, or start a comment (HTML §4.12.1.3)."""
    return script.replace("\r\n", "\n").replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _policy(scripts: Sequence[str]) -> str:
    """Return what a browser may do with the document (CSP 3): run exactly these scripts, and reach nothing."""
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'none';script-src {allowed} blob: 'wasm-unsafe-eval';style-src 'unsafe-inline';img-src data:;font-src data:;"
        "worker-src blob:;base-uri 'none'"
    )
