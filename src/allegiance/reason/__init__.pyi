from .consistency import DlCheck, dl_check
from .contradiction import Contradiction
from .entailment import Engine, Entailment, entail
from .firing import fires
from .informative import is_informative
from .inside import contradictions_inside, derive_inside, entail_inside
from .layers import Layers
from .materialisation import Materialisation
from .on_disk import entail_on_disk
from .profile import profile_violations
from .profile_violation import Profile, ProfileViolation
from .program import Program, compile_program
from .proof import Proof
from .rule_table import rule_clause, rule_line
from .rules import Derivation, derive
from .shortest import Proofs
from .store_prover import StoreProver

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
    "contradictions_inside",
    "derive",
    "derive_inside",
    "dl_check",
    "entail",
    "entail_inside",
    "entail_on_disk",
    "fires",
    "is_informative",
    "profile_violations",
    "rule_clause",
    "rule_line",
]
