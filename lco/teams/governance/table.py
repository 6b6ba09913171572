"""The decision table: rows are read from the top, and the first that fits decides.

Pages, the wording of the audit trail and the table in the docs are read from here. A condition left as None
holds for everything.
"""

from __future__ import annotations

from dataclasses import dataclass

from lco.teams.governance.terms import EXCLUDED, Outcome, Purpose, Relationship, RoleKind, Sensitivity


@dataclass(frozen=True)
class Facts:
    """What the table asks of a case."""

    role: RoleKind
    relationship: Relationship
    purpose: Purpose
    sensitivity: Sensitivity
    is_confidential: bool
    is_in_audience: bool
    needs_to_know: bool
    is_refused: bool
    is_opened: bool
    is_supported: str
    is_opted_out: bool


@dataclass(frozen=True)
class Row:
    """One rule: when it fits, what follows, the legal ground (an id of bases.toml) and the words for it."""

    id: str
    outcome: Outcome
    basis: str
    why: str
    role: frozenset[RoleKind] | None = None
    relationship: frozenset[Relationship] | None = None
    purpose: frozenset[Purpose] | None = None
    sensitivity: frozenset[Sensitivity] | None = None
    is_confidential: bool | None = None
    is_in_audience: bool | None = None
    needs_to_know: bool | None = None
    is_refused: bool | None = None
    is_opened: bool | None = None
    is_supported: frozenset[str] | None = None
    is_opted_out: bool | None = None

    def fits(self, facts: Facts) -> bool:
        """Say whether every condition of the row holds."""
        return all(self._holds(name, getattr(facts, name)) for name in CONDITIONS)

    def _holds(self, name: str, value: object) -> bool:
        asked = getattr(self, name)
        if asked is None:
            return True
        return value in asked if isinstance(asked, frozenset) else value == asked


CONDITIONS = tuple(Facts.__dataclass_fields__)

_O, _P, _R, _S, _K = Outcome, Purpose, Relationship, Sensitivity, RoleKind
_CARE_PURPOSES = frozenset({_P.DIRECT_CARE, _P.SAFEGUARDING, _P.CASE_FINDING})
_BEYOND = frozenset({_P.STRATIFICATION, _P.PLANNING, _P.RESEARCH})
_NONE, _BROKEN = frozenset({_R.NONE}), frozenset({_R.BREAK_GLASS})
_FLAG, _CONCERN = frozenset({_S.SAFEGUARDING}), frozenset({_S.CONCERN})


def _one(word: str) -> frozenset[str]:
    return frozenset({word})


ROWS: tuple[Row, ...] = (
    # Uses beyond the care of the person: no role and no relationship opens them.
    Row("planning_about_nobody", _O.PERMIT, "anonymised", "it says nothing of anybody's health or care",
        purpose=_BEYOND, is_confidential=False),
    Row("beyond_care_anonymised", _O.PERMIT, "anonymised", "nobody can be told from it",
        purpose=_BEYOND, is_supported=_one("anonymised")),
    Row("stratification_opted_out", _O.DENY, "no_basis", "the person does not want to be stratified",
        purpose=frozenset({_P.STRATIFICATION}), is_opted_out=True),
    Row("beyond_care_consent", _O.PERMIT, "consent", "the person agreed to this use",
        purpose=_BEYOND, is_supported=_one("consent")),
    Row("beyond_care_law", _O.PERMIT, "law", "the law requires it or the public interest outweighs",
        purpose=_BEYOND, is_supported=_one("law")),
    Row("beyond_care_exempt", _O.PERMIT, "s251", "it is supported, and exempt from the national opt-out",
        purpose=_BEYOND, is_supported=_one("exempt")),
    Row("national_opt_out", _O.DENY, "no_basis", "the person has opted out nationally",
        purpose=_BEYOND, is_opted_out=True),
    Row("beyond_care_s251", _O.PERMIT, "s251", "it is supported under section 251",
        purpose=_BEYOND, is_supported=_one("s251")),
    Row("beyond_care_bare", _O.DENY, "no_basis", "it names people and rests on nothing",
        purpose=_BEYOND),
    # Oversight sees who looked, never the record itself.
    Row("oversight", _O.REDACT, "oversight", "who looked is checked without the record",
        role=frozenset({_K.OVERSIGHT}), purpose=frozenset({_P.OVERSIGHT})),
    Row("not_care", _O.DENY, "no_basis", "this role cares for nobody",
        role=frozenset({_K.OVERSIGHT, _K.FIGURES})),
    Row("care_asks_oversight", _O.DENY, "no_basis", "checking others is not the work of this role",
        purpose=frozenset({_P.OVERSIGHT})),
    # No relationship: nothing is seen, and in an emergency the glass may be broken.
    Row("stranger_finding", _O.DENY, "no_basis", "the list of people is for their own team",
        relationship=_NONE, purpose=frozenset({_P.CASE_FINDING})),
    Row("stranger", _O.BREAK_GLASS, "no_basis", "no team of theirs looks after the person",
        relationship=_NONE),
    # What is kept from sharing stays so, in an emergency too, unless the person asked for just that.
    Row("excluded_opened", _O.PERMIT, "consent_to_share", "the person asked to share just this with them",
        sensitivity=EXCLUDED, is_opened=True, is_refused=False),
    Row("excluded", _O.DENY, "excluded", "it is kept from sharing",
        sensitivity=EXCLUDED),
    # Of a concern about an adult nobody else learns that it is there: a hint may warn who does the harm, and
    # that may be a colleague, or somebody with the glass broken.
    Row("concern_needed", _O.PERMIT, "safeguarding", "they are named on it, lead the team or decide on it",
        sensitivity=_CONCERN, needs_to_know=True),
    Row("concern", _O.DENY, "no_basis", "it is for those named on it, the team's lead and who decides",
        sensitivity=_CONCERN),
    # Safeguarding is for those who need to know; an objection does not hide it from them.
    Row("flag_needed", _O.PERMIT, "safeguarding", "they need to know it to keep somebody safe",
        sensitivity=_FLAG, needs_to_know=True),
    Row("flag_in_emergency", _O.PERMIT, "safeguarding", "the glass was broken: somebody may be at risk now",
        sensitivity=_FLAG, relationship=_BROKEN),
    Row("flag", _O.REDACT, "safeguarding", "it is for those who need to know",
        sensitivity=_FLAG),
    Row("safeguarding_act", _O.PERMIT, "safeguarding", "somebody is at risk of harm",
        purpose=frozenset({_P.SAFEGUARDING})),
    # Case-finding is seen by the person's own team alone; opt-outs do not touch it.
    Row("finding_by_own_team", _O.PERMIT, "case_finding", "their own team looks for who needs help",
        purpose=frozenset({_P.CASE_FINDING})),
    # Direct care.
    Row("emergency", _O.PERMIT, "emergency", "the glass was broken with a reason",
        relationship=_BROKEN),
    Row("wish_against", _O.REDACT, "no_basis", "the person wishes it not to be shared with them",
        is_refused=True),
    Row("outside_audience", _O.REDACT, "no_basis", "it is kept to other organisations",
        is_in_audience=False),
    Row("care", _O.PERMIT, "direct_care", "it is needed to care for the person"),
)  # fmt: skip
