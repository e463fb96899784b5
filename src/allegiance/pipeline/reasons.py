"""Why a triple holds, or does not: as a value that can be read, shown and kept in any format of explanations."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from allegiance.explain import Explainer, Explanation, Withheld
from allegiance.labels import Labels
from allegiance.publish import explanation_text, refusal_text
from allegiance.terms import Triple


@dataclass(frozen=True, slots=True)
class Reasons:
    """A proof down to claims and passages; or, where the triple does not hold, the situations described behind it.

    It is true where the triple holds.
    """

    triple: Triple
    proof: Explanation | None
    withheld: tuple[Withheld, ...]
    labels: Labels = field(repr=False, compare=False)

    @classmethod
    def of(cls, triple: Triple, explainer: Explainer, labels: Labels) -> Reasons:
        """Look for a proof, and for what was withheld where there is none."""
        proof = explainer.why(triple)
        return cls(triple, proof, explainer.why_not(triple) if proof is None else (), labels)

    def text(self, form: str = "text") -> str:
        """Return them in one of `publish.EXPLANATION_FORMATS`; that a triple does not hold is told in words where there is no tree to draw."""
        if self.proof is not None:
            return explanation_text(self.proof, form, self.labels)
        return refusal_text(self.triple, self.withheld, form, self.labels)

    def __bool__(self) -> bool:
        return self.proof is not None

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.text())}</pre>"
