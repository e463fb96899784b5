"""The corridor: the only room that opens several doors. It walks from files to results, once, left to right."""

from allegiance.pipeline.authoring import describe_passage, fill_passages
from allegiance.pipeline.checking import Fault, Outcome, Watch, check
from allegiance.pipeline.comparing import Side, compare, side, side_of
from allegiance.pipeline.documenting import ontology_page, query_exports, questions_page
from allegiance.pipeline.elsewhere import Elsewhere, connect, engine
from allegiance.pipeline.explaining import explain_query
from allegiance.pipeline.formatting import Layout, authored_files, lay_out, write_layouts
from allegiance.pipeline.graph_elsewhere import AnyGraph, GraphElsewhere
from allegiance.pipeline.knowledge_graph import KnowledgeGraph
from allegiance.pipeline.naming import node_called, rule_text
from allegiance.pipeline.reasoning import Reasoned, clear, left_out, reason_elsewhere
from allegiance.pipeline.releasing import agree_on_version, build, unchecked
from allegiance.pipeline.revalidating import change_since
from allegiance.pipeline.scaffolding import scaffold
from allegiance.pipeline.site import write_site, write_site_of_files
from allegiance.pipeline.transferring import pull, push
from allegiance.pipeline.validating import validate_files

__all__ = [
    "AnyGraph",
    "Elsewhere",
    "Fault",
    "GraphElsewhere",
    "KnowledgeGraph",
    "Layout",
    "Outcome",
    "Reasoned",
    "Side",
    "Watch",
    "agree_on_version",
    "authored_files",
    "build",
    "change_since",
    "check",
    "clear",
    "compare",
    "connect",
    "describe_passage",
    "engine",
    "explain_query",
    "fill_passages",
    "lay_out",
    "left_out",
    "node_called",
    "ontology_page",
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
