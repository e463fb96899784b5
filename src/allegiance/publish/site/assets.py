"""Style sheets and scripts: our own, and those that npm brought when the package was built."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from allegiance import turtle
from allegiance.publish.site.forms import forms_text, suggestions
from allegiance.publish.site.material import Material
from allegiance.publish.site.network import Network
from allegiance.publish.site.packing import packed_script, value_script
from allegiance.publish.site.questions import QuestionPage
from allegiance.terms import GRAPH, NamedNode

_TEMPLATES = Path(__file__).parent.parent / "templates" / "site"
_BROUGHT = Path(__file__).parent / "vendor"
_ALWAYS = ("as-of.js", "languages.js", "site.css", "site.js")
_ENHANCING = ("binding.js", "network.js", "search.js", "sparql.js")
_AS_THEY_ARE = ("licences.txt", "minisearch.js", "yasgui.min.css")


@cache
def are_complete() -> bool:
    """Say whether the scripts of others are there, without which pages can be read but not searched or queried."""
    return (_BROUGHT / "SHA256SUMS").is_file()


def files(material: Material, asked: list[QuestionPage], network: Network) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of every style sheet and script that the pages of a site name."""
    for name in _ALWAYS:
        yield f"assets/{name}", (_TEMPLATES / "assets" / name).read_bytes()
    yield "assets/names-data.js", value_script("allegianceNames", _names(material)).encode()
    if not are_complete():
        return
    for name in _ENHANCING:
        yield f"assets/{name}", (_TEMPLATES / "assets" / name).read_bytes()
    for name in _AS_THEY_ARE:
        yield f"assets/{name}", (_BROUGHT / name).read_bytes()
    drawing = packed_script({"drawing": (_BROUGHT / "cytoscape.min.js").read_bytes()})
    yield (
        "assets/network-data.js",
        (drawing + value_script("allegianceNetwork", _moving(material, network))).encode(),
    )
    yield (
        "assets/suggestions-data.js",
        value_script("allegianceSuggestions", suggestions(asked, material)).encode(),
    )
    yield "assets/sparql-data.js", packed_script(_packed(material, asked)).encode()


def _packed(material: Material, asked: list[QuestionPage]) -> dict[str, bytes]:
    return {
        "editor": (_BROUGHT / "yasgui.min.js").read_bytes(),
        "engine": (_BROUGHT / "oxigraph_bg.wasm").read_bytes(),
        "graph": _layers(material).encode(),
        "queries": forms_text(asked, material).encode(),
        "worker": _worker().encode(),
    }


def _layers(material: Material) -> str:
    """Return the layers as named graphs, in TriG: less to carry than the same in lines."""
    graphs = turtle.canonical_graphs(
        {GRAPH[name]: triples for name, triples in material.source.layers.items()}
    )
    return "".join(turtle.stream_trig(graphs, {"graph": GRAPH.iri, **material.source.prefixes}))


def _worker() -> str:
    """Return the engine's script as a classic one, which a worker of a page from a file can run, with ours after it."""
    engine = (_BROUGHT / "oxigraph.js").read_text(encoding="utf-8")
    classic = re.sub(r"^export \{[^}]*\};?", "", engine, flags=re.MULTILINE)
    classic = re.sub(r"^export (?=class|function)", "", classic, flags=re.MULTILINE)
    return classic.replace("import.meta.url", "self.location.href") + (
        _TEMPLATES / "worker" / "worker.js"
    ).read_text("utf-8")


def _names(material: Material) -> dict[str, object]:
    """Return the names in other languages by slug, and our own words in them."""
    slugs = material.sections.slugs
    names = {slugs[node]: dict(others) for node, others in material.names.others() if node in slugs}
    words = json.loads((_TEMPLATES / "words.json").read_text(encoding="utf-8"))
    return {"names": names, "words": words}


def _moving(material: Material, network: Network) -> dict[str, object]:
    """Return the network for the script that moves it: nodes with places, ties with statuses and first instants."""
    numbers = {spot.node: f"n{number}" for number, spot in enumerate(network.spots)}
    slugs, names = material.sections.slugs, material.names

    def address(node: NamedNode) -> str:
        return f"id/{slugs[node]}.html" if node in slugs else ""

    nodes = [
        (
            numbers[spot.node],
            "\n".join(spot.lines),
            spot.x,
            spot.y,
            spot.width,
            20 * len(spot.lines) + 6,
            address(spot.node),
        )
        for spot in network.spots
    ]
    ties = []
    statuses: dict[str, str] = {"plain": "stated by the graph itself"}
    for tie in network.ties:
        account = tie.account
        status = account.status if account else None
        if status:
            statuses.setdefault(status.key, names.text(status.status))
        window = account.window if account else None
        start = (window.not_before or window.held_from or window.before) if window else ""
        label = names.text(account.situation if account else tie.kind)
        target = address(account.situation) if account else ""
        ties.append(
            (
                numbers[tie.source],
                numbers[tie.target],
                status.key if status else "plain",
                start,
                target,
                label,
                tie.sort.key,
            )
        )
    steps = sorted({tie[3] for tie in ties} - {""})
    used = {tie[2] for tie in ties}
    words = [(key, word) for key, word in statuses.items() if key in used]
    return {"nodes": nodes, "ties": ties, "steps": [*steps, "~"], "words": words}
