"""The terms the rules speak in: who asks, of whom, for what, and what is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from lco.teams.governance.preferences import Preference


class Outcome(StrEnum):
    """What the rules say: see it, see that something is there, see nothing, or break the glass first."""

    PERMIT = "permit"
    REDACT = "redact"
    DENY = "deny"
    BREAK_GLASS = "break_glass"


class RoleKind(StrEnum):
    """What kind of work a role does, as far as a person's record is concerned."""

    CARE = "care"
    OVERSIGHT = "oversight"
    FIGURES = "figures"


class Relationship(StrEnum):
    """How who cares stands to a person; all but NONE and BREAK_GLASS are legitimate relationships."""

    NONE = "none"
    NEIGHBOURHOOD_TEAM = "neighbourhood_team"
    CASELOAD = "caseload"
    COVER = "cover"
    HAND_OVER = "hand_over"
    REOPENED = "reopened"
    BREAK_GLASS = "break_glass"


class Purpose(StrEnum):
    """What information is asked for."""

    DIRECT_CARE = "direct_care"
    SAFEGUARDING = "safeguarding"
    CASE_FINDING = "case_finding"
    STRATIFICATION = "stratification"
    PLANNING = "planning"
    RESEARCH = "research"
    OVERSIGHT = "oversight"


class Sensitivity(StrEnum):
    """What kind of information is asked for: most is ordinary; the rest is held closer."""

    ORDINARY = "ordinary"
    SENSITIVE = "sensitive"
    SAFEGUARDING = "safeguarding"
    CONCERN = "concern"
    SEXUAL_HEALTH = "sexual_health"
    ASSISTED_CONCEPTION = "assisted_conception"
    GENDER_RECOGNITION = "gender_recognition"


TITLES = {
    Sensitivity.ORDINARY: "Everyday information",
    Sensitivity.SENSITIVE: "Sensitive information",
    Sensitivity.SAFEGUARDING: "Safeguarding",
    Sensitivity.CONCERN: "Safeguarding concern",
    Sensitivity.SEXUAL_HEALTH: "Sexual health",
    Sensitivity.ASSISTED_CONCEPTION: "Assisted conception",
    Sensitivity.GENDER_RECOGNITION: "Gender recognition",
}

# Never shared unless the person asked for just that [M]: see bases.toml for the law behind each.
EXCLUDED = frozenset(
    {Sensitivity.SEXUAL_HEALTH, Sensitivity.ASSISTED_CONCEPTION, Sensitivity.GENDER_RECOGNITION}
)


@dataclass(frozen=True)
class Requester:
    """Who asks: `user` and `organisation` are keys; `needs_to_know` is set for those named on a flag."""

    role: RoleKind
    relationship: Relationship = Relationship.NONE
    user: int | None = None
    organisation: int | None = None
    needs_to_know: bool = False


@dataclass(frozen=True)
class Subject:
    """Of whom: what the person has said about their information, and whether they can decide on it.

    `opted_out_nationally` is the national data opt-out; `opted_out_of_stratification` the separate one.
    """

    preferences: tuple[Preference, ...] = ()
    opted_out_nationally: bool = False
    opted_out_of_stratification: bool = False
    lacks_capacity: bool = False
    is_child: bool = False


@dataclass(frozen=True)
class Asked:
    """What is asked for, for what, on which day.

    `audience` holds the organisations a section is kept to (empty: all). `is_confidential` is false for what
    names nobody's health or care. `is_anonymised`, `has_consent`, `is_required_by_law`,
    `is_in_overriding_interest`, `is_exempt` and `has_s251` say what a use beyond care rests on.
    """

    purpose: Purpose
    on: date
    sensitivity: Sensitivity = Sensitivity.ORDINARY
    audience: frozenset[int] = field(default_factory=frozenset)
    is_confidential: bool = True
    is_anonymised: bool = False
    has_consent: bool = False
    is_required_by_law: bool = False
    is_in_overriding_interest: bool = False
    is_exempt: bool = False
    has_s251: bool = False


@dataclass(frozen=True)
class Case:
    """One question put to the rules."""

    requester: Requester
    subject: Subject
    asked: Asked
