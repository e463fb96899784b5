"""What a release takes from the folder as it is: ontology, shapes, queries, licence, changelog, citation."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from allegiance.publish.release.edition import Edition, Item, graph, text_item

_FOR_PEOPLE = {
    "CHANGELOG.md": ("text/markdown", "What changed, version by version"),
    "LICENSE": ("text/plain", "The licence of the code"),
    "LICENSE-DATA": ("text/plain", "The licence of ontology and data"),
    "docs/ontology.md": ("text/markdown", "The ontology, term by term"),
}


def authored(edition: Edition) -> Iterator[Item]:
    """Yield copies of the authored files, and a citation file made for a folder that has none."""
    home = edition.project
    for document in (*home.ontology, *home.alignments, *home.shapes):
        content = graph(quad.triple for quad in document.quads)
        path = document.path.relative_to(home.root).as_posix()
        yield Item(path, "text/turtle", "As written", _copy(document.path), content, "authored")
    for source in (*home.rules, *home.because, *home.checks, *home.queries):
        path = source.relative_to(home.root).as_posix()
        yield Item(path, "application/sparql-query", "As written", _copy(source), group="authored")
    # Of files that are no folder of ours, what happens to stand beside them is none of the release's.
    beside = set(_FOR_PEOPLE) | {"CITATION.cff"} if home.ontology else set[str]()
    for name, (media_type, title) in _FOR_PEOPLE.items():
        if name in beside and (home.root / name).is_file():
            yield Item(name, media_type, title, _copy(home.root / name), group="people")
    citation = home.root / "CITATION.cff"
    if citation.name in beside and citation.is_file():
        yield Item("CITATION.cff", "application/yaml", "How to cite", _copy(citation), group="people")
    else:
        yield text_item("CITATION.cff", "application/yaml", "How to cite", _citation(edition), "people")


def _copy(path: Path) -> Callable[[], bytes]:
    return path.read_bytes


def _citation(edition: Edition) -> str:
    """Return a Citation File Format 1.2.0 document; JSON strings are YAML strings."""
    return "".join(
        f"{name}: {json.dumps(value, ensure_ascii=False)}\n"
        for name, value in {
            "cff-version": "1.2.0",
            "message": "Please cite this dataset.",
            "type": "dataset",
            "title": edition.dataset.title,
            "version": edition.dataset.version,
            "identifiers": [{"type": "url", "value": edition.dataset.iri.value}],
            "authors": [{"name": edition.contributors}],
        }.items()
    )
