from .contradiction import Contradiction
from .derivation.firing import fires
from .derivation.running import Derivation, derive
from .dl.checking import DlCheck, dl_check
from .entailment import Engine, Entailment, entail
from .in_store.inside import contradictions_inside, derive_inside, entail_inside
from .in_store.layers import Layers
from .in_store.on_disk import entail_on_disk
from .in_store.program import Program, compile_program
from .in_store.prover import StoreProver
from .informative import is_informative
from .materialisation import Materialisation
from .profiles.checking import profile_violations
from .profiles.violation import Profile, ProfileViolation
from .proof import Proof
from .rule_table import rule_clause, rule_line
from .shortest import Proofs

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
