"""Where in a text a passage stands, for people who do not count code points: the numbers of its paragraphs."""

from __future__ import annotations

from collections import defaultdict

from allegiance.publish.site.graph import SiteGraph
from allegiance.terms import ALG, OA, RDF, NamedNode


class Paragraphs:
    """The numbered paragraphs of every source document, in the order of its text."""

    def __init__(self, graph: SiteGraph) -> None:
        self._found: dict[NamedNode | None, list[tuple[int, int, int]]] = defaultdict(list)
        for node in graph.facts.subjects(RDF["type"], ALG["Paragraph"]):
            selector = next(iter(graph.facts.objects(node, OA["hasSelector"])), None)
            start, end = (code_point(graph.text(selector, OA[name])) for name in ("start", "end"))
            number = code_point(graph.text(node, ALG["ordinal"]))
            if min(start, end, number) >= 0:
                self._found[graph.node(node, OA["hasSource"])].append((start, end, number))
        for paragraphs in self._found.values():
            paragraphs.sort()

    def words(self, document: NamedNode | None, start: int, end: int) -> str:
        """Name the paragraphs that a stretch of a document touches; nothing where it stands in none."""
        numbers = [n for first, last, n in self._found.get(document, ()) if first < end and start < last]
        if not numbers:
            return ""
        lowest, highest = min(numbers), max(numbers)
        return f"paragraph {lowest}" if lowest == highest else f"paragraphs {lowest} to {highest}"


def code_point(text: str) -> int:
    """Return a count as a number, or -1 where a text is none."""
    return int(text) if text.isascii() and text.isdigit() else -1
