from .accepting import Accepted, accept
from .authoring import describe_passage, fill_passages, find_passage
from .checking import Fault, Outcome, Watch, check
from .comparing import Side, compare, side, side_of
from .documenting import ontology_page, query_exports, questions_page
from .elsewhere import LAYERS, Elsewhere, connect, engine
from .explaining import explain_query
from .fetching import FetchedGraph, fetch
from .formatting import Layout, authored_files, lay_out, write_layouts
from .graph_elsewhere import AnyGraph, GraphElsewhere
from .knowledge_graph import KnowledgeGraph
from .naming import node_called, rule_text
from .opening import open
from .proving import check_proofs, explainer_at
from .reasoning import Reasoned, clear, left_out, reason_elsewhere
from .reasons import Reasons
from .releasing import build, unchecked
from .revalidating import change_since
from .scaffolding import scaffold
from .site import write_site, write_site_of_files
from .transferring import Pulled, pull, push
from .validating import inside, validate_files
from .versions import agree_on_version

__all__ = [
    "LAYERS",
    "Accepted",
    "AnyGraph",
    "Elsewhere",
    "Fault",
    "FetchedGraph",
    "GraphElsewhere",
    "KnowledgeGraph",
    "Layout",
    "Outcome",
    "Pulled",
    "Reasoned",
    "Reasons",
    "Side",
    "Watch",
    "accept",
    "agree_on_version",
    "authored_files",
    "build",
    "change_since",
    "check",
    "check_proofs",
    "clear",
    "compare",
    "connect",
    "describe_passage",
    "engine",
    "explain_query",
    "explainer_at",
    "fetch",
    "fill_passages",
    "find_passage",
    "inside",
    "lay_out",
    "left_out",
    "node_called",
    "ontology_page",
    "open",
    "pull",
    "push",
    "query_exports",
    "questions_page",
    "reason_elsewhere",
    "rule_text",
    "scaffold",
    "side",
    "side_of",
    "unchecked",
    "validate_files",
    "write_layouts",
    "write_site",
    "write_site_of_files",
]
