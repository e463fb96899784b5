"""The door to the OWL 2 DL reasoners, run as a program of its own, which can be stopped: RDF/XML on stdin, a verdict in JSON on stdout.

    python -m allegiance.reason.dl.reasoners hermit|rustdl

The verdict has `consistent`, `because` (axioms that contradict each other) and `left_out` (what the reasoner did not read).
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from typing import Any


def main() -> None:
    """Read an ontology and write the verdict of the reasoner that is named."""
    document = sys.stdin.buffer.read()
    sys.stdout.write(json.dumps(REASONERS[sys.argv[1]](document)))


def _hermit(document: bytes) -> dict[str, Any]:
    from hermit import Reasoner, load_ontology_from_string  # noqa: PLC0415 -- an optional extra
    from hermit.structural.owl_clausification import OWLClausification  # noqa: PLC0415 -- as above
    from hermit.structural.owl_normalization import OWLNormalization  # noqa: PLC0415 -- as above

    axioms = load_ontology_from_string(document.decode(), base="urn:x-allegiance:ontology", suffix=".rdf")
    reasoner = Reasoner(OWLClausification().clausify(OWLNormalization().process_ontology(axioms)))
    return {"consistent": reasoner.is_consistent(), "because": [], "left_out": []}


def _rustdl(document: bytes) -> dict[str, Any]:
    import rustdl  # noqa: PLC0415 -- as above

    with tempfile.NamedTemporaryFile(suffix=".rdf") as file:
        file.write(document)
        file.flush()
        consistent = rustdl.is_consistent(file.name)
        because = [] if consistent else rustdl.justify(file.name, ["inconsistent"])
        left_out = [f"{count} x {kind}" for kind, count in sorted(rustdl.dropped_axioms(file.name).items())]
    return {"consistent": consistent, "because": because, "left_out": left_out}


REASONERS: Mapping[str, Callable[[bytes], dict[str, Any]]] = {"hermit": _hermit, "rustdl": _rustdl}

if __name__ == "__main__":
    main()
