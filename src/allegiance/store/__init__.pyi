from .addresses import check_address
from .delivery import Patience
from .disk import DiskStore, open_store, rewriting
from .fingerprints import Fingerprint, fingerprint
from .formats import read_tsv
from .graphs import count, is_there
from .oxigraph import OxigraphStore
from .port import Engine, Graph, Progress, Result, Rows, Store, Truth
from .remote import Endpoint
from .time_limit import TimeLimitedEngine
from .transfer import push, replacement

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
    "check_address",
    "count",
    "fingerprint",
    "is_there",
    "open_store",
    "push",
    "read_tsv",
    "replacement",
    "rewriting",
]
