"""What changed in a folder since a git revision, a release or another state of it, for shapes to look at that alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from allegiance.diff import structures
from allegiance.pipeline.comparing import side, side_of
from allegiance.pipeline.knowledge_graph import KnowledgeGraph
from allegiance.pipeline.revisions import is_revision, is_unchanged
from allegiance.terms import BlankNode, Triple
from allegiance.validate import Change


def change_since(kg: KnowledgeGraph, name: str) -> Change | None:
    """Return what changed in the data since the state that a name stands for, or None where the shapes changed too.

    A release or a file tells nothing about shapes: they are then taken as they are. Errors as for `side`.
    """
    root = kg.project.root
    before = side(name, root)
    if not _has_the_same_shapes(name, root):
        return None
    return Change(_named_alike(before.triples), _named_alike(side_of(kg).triples))


def _named_alike(triples: Sequence[Triple]) -> Iterator[Triple]:
    """Yield the triples with blank nodes named by what is said of them, and by their order where that is the same.

    Each reading of a file names them anew, which is no change.
    """
    told, labels = Counter[str](), dict[BlankNode, BlankNode]()
    for node, structure in structures(triples).items():
        labels[node] = BlankNode(f"s{structure}{told[structure]}")
        told[structure] += 1

    for s, p, o in triples:
        subject = labels[s] if isinstance(s, BlankNode) else s
        yield Triple(subject, p, labels[o] if isinstance(o, BlankNode) else o)


def _has_the_same_shapes(name: str, root: Path) -> bool:
    there = Path(name)
    if not there.exists():
        return not is_revision(root, name) or is_unchanged(root, name, "shapes")
    return not (there / "shapes").is_dir() or _files(there / "shapes") == _files(root / "shapes")


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.ttl")}
