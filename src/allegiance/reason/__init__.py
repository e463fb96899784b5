"""Asserted triples -> what follows from them: by the OWL 2 RL rules, and by the folder's own derivation rules.

Only what is new comes out, and only what is legal RDF and worth knowing. Not here: whose claims stand behind a triple.
"""

from allegiance.reason.consistency import DlCheck, dl_check
from allegiance.reason.contradiction import Contradiction
from allegiance.reason.entailment import Engine, Entailment, entail
from allegiance.reason.informative import is_informative
from allegiance.reason.inside import Layers, Program, compile_program, derive_inside, entail_inside
from allegiance.reason.materialisation import Materialisation
from allegiance.reason.profile import profile_violations
from allegiance.reason.profile_violation import Profile, ProfileViolation
from allegiance.reason.proof import Proof
from allegiance.reason.rule_table import rule_line
from allegiance.reason.rules import Derivation, derive
from allegiance.reason.shortest import Proofs
from allegiance.reason.store_prover import StoreProver

__all__ = [
    "Contradiction",
    "Derivation",
    "DlCheck",
    "Engine",
    "Entailment",
    "Layers",
    "Materialisation",
    "Profile",
    "ProfileViolation",
    "Program",
    "Proof",
    "Proofs",
    "StoreProver",
    "compile_program",
    "derive",
    "derive_inside",
    "dl_check",
    "entail",
    "entail_inside",
    "is_informative",
    "profile_violations",
    "rule_line",
]
