"""Who works in a team, as tables: professions, the seats they fill, skills, and posts of shared leadership.

Who directs the work, who employs and who holds professional accountability are three different things: the
register of a profession says where the last of them is answered for. The lists are our own starting values;
a place that needs another word adds a row here and nothing else changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from lco.teams.standard import Standard, Topic, Unit

STANDARDS: tuple[Standard, ...] = (
    Standard(
        "months_absence",
        "An absence lasts at most",
        12,
        Unit.MONTHS,
        Topic.STAFF,
        "Design choice: a year; who is away longer does not belong to the team meanwhile",
    ),
)


class RoleSet(StrEnum):
    """The seat somebody fills in the team: what a meeting needs round its table."""

    GENERAL_PRACTICE = "general_practice"
    NURSING = "nursing"
    SOCIAL_CARE = "social_care"
    MENTAL_HEALTH = "mental_health"
    THERAPY = "therapy"
    PHARMACY = "pharmacy"
    HOSPITAL = "hospital"
    COMMUNITY = "community"
    COORDINATION = "coordination"

    @property
    def title(self) -> str:  # type: ignore[override]
        """The seat in words."""
        return _SEATS[self]


_SEATS: Mapping[RoleSet, str] = MappingProxyType(
    {
        RoleSet.GENERAL_PRACTICE: "General practice",
        RoleSet.NURSING: "Community nursing",
        RoleSet.SOCIAL_CARE: "Social care",
        RoleSet.MENTAL_HEALTH: "Mental health",
        RoleSet.THERAPY: "Therapy",
        RoleSet.PHARMACY: "Pharmacy",
        RoleSet.HOSPITAL: "Hospital",
        RoleSet.COMMUNITY: "Community and voluntary sector",
        RoleSet.COORDINATION: "Care co-ordination",
    }
)


@dataclass(frozen=True)
class Profession:
    """One profession: its title, the seat it usually fills and who keeps its register ("" for none)."""

    code: str
    title: str
    seat: RoleSet
    register: str = ""


_GMC, _NMC = "General Medical Council", "Nursing and Midwifery Council"
_HCPC, _SWE = "Health and Care Professions Council", "Social Work England"

PROFESSIONS: Mapping[str, Profession] = MappingProxyType(
    {
        each.code: each
        for each in (
            Profession("gp", "General practitioner", RoleSet.GENERAL_PRACTICE, _GMC),
            Profession("practice_nurse", "Practice nurse", RoleSet.GENERAL_PRACTICE, _NMC),
            Profession(
                "advanced_practitioner", "Advanced clinical practitioner", RoleSet.GENERAL_PRACTICE, _NMC
            ),
            Profession("district_nurse", "District nurse", RoleSet.NURSING, _NMC),
            Profession("community_matron", "Community matron", RoleSet.NURSING, _NMC),
            Profession("care_assistant", "Health care assistant", RoleSet.NURSING),
            Profession("social_worker", "Social worker", RoleSet.SOCIAL_CARE, _SWE),
            Profession("social_care_assessor", "Social care assessor", RoleSet.SOCIAL_CARE),
            Profession("mental_health_nurse", "Mental health nurse", RoleSet.MENTAL_HEALTH, _NMC),
            Profession("psychologist", "Psychologist", RoleSet.MENTAL_HEALTH, _HCPC),
            Profession("occupational_therapist", "Occupational therapist", RoleSet.THERAPY, _HCPC),
            Profession("physiotherapist", "Physiotherapist", RoleSet.THERAPY, _HCPC),
            Profession("paramedic", "Paramedic", RoleSet.NURSING, _HCPC),
            Profession("pharmacist", "Pharmacist", RoleSet.PHARMACY, "General Pharmaceutical Council"),
            Profession("geriatrician", "Consultant geriatrician", RoleSet.HOSPITAL, _GMC),
            Profession("link_worker", "Social prescribing link worker", RoleSet.COMMUNITY),
            Profession("community_worker", "Community worker", RoleSet.COMMUNITY),
            Profession("coordinator", "Care co-ordinator", RoleSet.COORDINATION),
            Profession("administrator", "Team administrator", RoleSet.COORDINATION),
        )
    }
)

SKILLS: Mapping[str, str] = MappingProxyType(
    {
        "prescribing": "Independent prescribing",
        "wounds": "Wound care",
        "frailty": "Frailty and falls",
        "dementia": "Dementia",
        "end_of_life": "Care at the end of life",
        "capacity_assessment": "Assessing mental capacity",
        "safeguarding": "Safeguarding enquiries",
        "learning_disability": "Learning disability and autism",
        "substance_use": "Alcohol and drugs",
        "housing": "Housing and homelessness",
        "benefits": "Money and benefits advice",
        "sign_language": "British Sign Language",
        "motivational": "Motivational interviewing",
    }
)


@dataclass(frozen=True)
class LeadershipPost:
    """One post of a team's shared leadership: several people may hold it at a time."""

    code: str
    title: str
    about: str


LEADERSHIP: Mapping[str, LeadershipPost] = MappingProxyType(
    {
        each.code: each
        for each in (
            LeadershipPost("clinical", "Clinical lead", "quality and safety of health care in the team"),
            LeadershipPost("social_care", "Social care lead", "social work practice and care packages"),
            LeadershipPost("mental_health", "Mental health lead", "the mental health offer of the area"),
            LeadershipPost("primary_care", "Primary care lead", "the practices of the neighbourhood"),
            LeadershipPost("community", "Community lead", "residents, groups and the voluntary sector"),
            LeadershipPost("carers", "Carers lead", "carers: being found, heard and assessed"),
            LeadershipPost("learning", "Learning lead", "what the team learns of its own work"),
        )
    }
)
