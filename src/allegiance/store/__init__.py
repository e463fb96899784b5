"""One port for asking SPARQL, and its adapters: embedded Oxigraph, and a remote SPARQL 1.1 endpoint.

Not here: stored queries and their parameters (`query`), rdflib (`bridge`).
"""

from allegiance.store.formats import read_tsv
from allegiance.store.oxigraph import OxigraphStore
from allegiance.store.port import Engine, Graph, Result, Rows, Truth
from allegiance.store.remote import Endpoint
from allegiance.store.time_limit import TimeLimitedEngine

__all__ = [
    "Endpoint",
    "Engine",
    "Graph",
    "OxigraphStore",
    "Result",
    "Rows",
    "TimeLimitedEngine",
    "Truth",
    "read_tsv",
]
