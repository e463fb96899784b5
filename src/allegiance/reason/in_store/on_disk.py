"""A store on disk: its triples stream through the compiled engine, and what follows is loaded in bulk (docs/decisions)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from allegiance.reason.contradiction import Contradiction
from allegiance.reason.in_store.layers import Layers
from allegiance.reason.ntriples import entail_ntriples
from allegiance.store import DiskStore


def entail_on_disk(store: DiskStore, layers: Layers) -> tuple[Contradiction, ...]:
    """Replace the entailed layer of a store by all that `entail` tells of the others; return the contradictions.

    Nothing is left out, as it is where rules are carried out by the store (`entail_inside`): any triple may be about the schema, and
    literals are compared by value, as the store writes them. Takes some 16 bytes of memory a triple and 150 a term, and room for the
    layers as N-Triples where the system keeps temporary files.
    """
    with TemporaryDirectory(prefix="allegiance-") as name, ExitStack() as files:
        folder = Path(name)
        given: list[Path] = []
        for graph in (layers.asserted, layers.derived):
            given.append(folder / f"{len(given)}.nt")
            store.dump_file(given[-1], graph)
        lines: Iterator[str] = chain.from_iterable(
            files.enter_context(path.open(encoding="utf-8", newline="\n")) for path in given
        )
        pieces, contradictions = entail_ntriples(lines)
        entailed = folder / "entailed.nq"
        with entailed.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(piece.replace(" .\n", f" {layers.entailed} .\n") for piece in pieces)
        store.clear(layers.entailed)
        store.load_own(entailed)
    return contradictions
