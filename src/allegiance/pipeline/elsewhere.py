"""Where the graphs are, when they are not computed here: in a store on disk or in a server. One value says it for every command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from allegiance import store
from allegiance.errors import RequestError
from allegiance.reason import Layers
from allegiance.store import DiskStore, Endpoint, Patience, Store
from allegiance.terms import GRAPH, NamedNode

RULED = (GRAPH["derived"], GRAPH["entailed"])
LAYERS = (GRAPH["asserted"], *RULED)
"""What is asserted, and what rules make of it."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where the graphs are: a folder with a store, or the addresses of a server. `patience` is in seconds, for one whole answer."""

    endpoint: str | None = None
    update_url: str | None = None
    graph_store_url: str | None = None
    directory: Path | None = None
    patience: float = Patience().deadline

    def __post_init__(self) -> None:
        """Raise `RequestError` `two-places` where both are given, or addresses beside no endpoint; and as `store.check_address` does.

        An address is told in messages, so it must hold no secret from the start.
        """
        for address in (self.endpoint, self.update_url, self.graph_store_url):
            if address is not None:
                store.check_address(address)
        beside = self.update_url is not None or self.graph_store_url is not None
        if (self.endpoint is not None and self.directory is not None) or (beside and self.endpoint is None):
            raise RequestError(
                "two-places",
                "say one place: a server or a store on disk",
                hint="--endpoint URL (with --update-url and --graph-store-url where they differ), or --store DIR",
            )

    @property
    def is_given(self) -> bool:
        """Whether any place is named."""
        return self.endpoint is not None or self.directory is not None

    @property
    def option(self) -> str:
        """The option that names the place, as it would be given to another command."""
        return f"--endpoint {self.endpoint}" if self.directory is None else f"--store {self.directory}"


def connect(where: Elsewhere) -> Endpoint:
    """Return the endpoint, over those of our graphs that it has; over its default graph where it has none of them.

    Raises `RequestError` `no-endpoint`, and as `Endpoint.query` does.
    """
    if where.endpoint is None:
        raise RequestError("no-endpoint", "no server is named", hint="add --endpoint URL")
    endpoint = Endpoint(
        where.endpoint,
        update_url=where.update_url,
        graph_store_url=where.graph_store_url,
        patience=Patience(deadline=where.patience),
    )
    return endpoint.over([graph for graph in LAYERS if store.is_there(endpoint, graph)])


def engine(where: Elsewhere) -> DiskStore | Endpoint:
    """Return what answers queries there; raises `RequestError` `no-store`, and as `connect` does."""
    return connect(where) if where.directory is None else store.open_store(where.directory)


@contextmanager
def changing(where: Elsewhere) -> Iterator[tuple[Store, Layers]]:
    """Give the store there to change, with the graphs that new layers go into; at the end, they are in place.

    On disk all of it happens or nothing. A server gets new layers beside the old ones, each of which is replaced at once. What an
    exception leaves beside them is in nobody's way. Raises `RequestError` `no-store` and `store-locked`, and as `connect` does.
    """
    if where.directory is not None:
        store.open_store(where.directory)
        with store.rewriting(where.directory) as target:
            yield target, Layers(*LAYERS)
        return
    endpoint = connect(where)
    beside = [NamedNode(f"{graph.value}/incoming") for graph in RULED]
    yield endpoint, Layers(LAYERS[0], *beside)
    for graph, new in zip(RULED, beside, strict=True):
        endpoint.update(store.replacement(graph, new))
    for new in beside:
        endpoint.update(f"DROP SILENT GRAPH {new}")
