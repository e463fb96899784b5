"""One port for asking SPARQL, and its adapters: Oxigraph in memory and on disk, and a remote SPARQL 1.1 endpoint.

Not here: stored queries and their parameters (`query`), rdflib (`bridge`).
"""

from allegiance.store.delivery import Patience
from allegiance.store.disk import DiskStore, open_store, rewriting
from allegiance.store.fingerprint import Fingerprint, fingerprint
from allegiance.store.formats import read_tsv
from allegiance.store.oxigraph import OxigraphStore
from allegiance.store.port import Engine, Graph, Progress, Result, Rows, Store, Truth
from allegiance.store.remote import Endpoint
from allegiance.store.time_limit import TimeLimitedEngine
from allegiance.store.transfer import push

__all__ = [
    "DiskStore",
    "Endpoint",
    "Engine",
    "Fingerprint",
    "Graph",
    "OxigraphStore",
    "Patience",
    "Progress",
    "Result",
    "Rows",
    "Store",
    "TimeLimitedEngine",
    "Truth",
    "fingerprint",
    "open_store",
    "push",
    "read_tsv",
    "rewriting",
]
