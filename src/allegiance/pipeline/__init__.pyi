from .accepting import Accepted, accept
from .authoring import describe_passage, fill_passages, find_passage
from .checking import Fault, Outcome, Watch, check
from .comparing import Side, compare, side, side_of
from .documenting import ontology_page, query_exports, questions_page
from .elsewhere import Elsewhere, connect, engine, pull, push
from .explaining import explain_query
from .formatting import Layout, authored_files, lay_out, write_layouts
from .knowledge_graph import KnowledgeGraph, open
from .naming import node_called, rule_text
from .proving import explainer_at
from .releasing import agree_on_version, build, unchecked
from .revalidating import change_since
from .scaffolding import scaffold
from .site import write_site, write_site_of_files
from .validating import validate_files

__all__ = [
    "Accepted",
    "Elsewhere",
    "Fault",
    "KnowledgeGraph",
    "Layout",
    "Outcome",
    "Side",
    "Watch",
    "accept",
    "agree_on_version",
    "authored_files",
    "build",
    "change_since",
    "check",
    "compare",
    "connect",
    "describe_passage",
    "engine",
    "explain_query",
    "explainer_at",
    "fill_passages",
    "find_passage",
    "lay_out",
    "node_called",
    "ontology_page",
    "open",
    "pull",
    "push",
    "query_exports",
    "questions_page",
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
