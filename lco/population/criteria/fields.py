"""Every field a criterion may speak of: one table for the pack's rules, saved definitions and every form."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import IntEnum
from types import MappingProxyType

from lco.population.conditions import CATALOGUE
from lco.population.criteria.field import CHOSEN, COUNTED, HELD, MEASURED, Comparison, Field, FieldKind
from lco.records.tables import Ethnicity, Sex

TIER_WORDS = {"high": "high", "rising": "rising", "low": "low"}
MOVEMENT_WORDS = {"up": "up", "down": "down", "same": "the same", "new": "new in the place"}


def _count(id: str, label: str, unit: str, *, lowest: int = 0, highest: int = 100_000) -> Field:
    return _scaled(id, label, unit, 1, lowest=lowest, highest=highest)


def _scaled(id: str, label: str, unit: str, scale: int, *, lowest: int = 0, highest: int) -> Field:
    return Field(
        id,
        label,
        FieldKind.NUMBER,
        COUNTED,
        (id,),
        unit,
        scale=Decimal(scale),
        lowest=Decimal(lowest * scale),
        highest=Decimal(highest * scale),
    )


def _measured(id: str, label: str, unit: str, scale: str, highest: int) -> Field:
    top = Decimal(highest)
    return Field(id, label, FieldKind.NUMBER, MEASURED, (id,), unit, Decimal(scale), highest=top)


def _choice(id: str, label: str, choices: Mapping[str, str] | None = None, *, of: str = "") -> Field:
    return Field(id, label, FieldKind.CHOICE, CHOSEN, (id,), choices=choices or {}, of=of)


def _coded(id: str, label: str, members: type[IntEnum]) -> Field:
    codes = {each.name.lower(): each.value for each in members}
    names = {name: name.replace("_", " ") for name in codes}
    return Field(id, label, FieldKind.CHOICE, CHOSEN, (id,), choices=names, codes=codes)


def _flag(id: str, label: str, *, is_listed: bool = True) -> Field:
    yes_no = {"true": "yes", "false": "no"}
    return Field(id, label, FieldKind.FLAG, (Comparison.IS,), (id,), choices=yes_no, is_listed=is_listed)


def _feature(id: str, label: str) -> Field:
    return Field(id, label, FieldKind.NUMBER, COUNTED, (id,), highest=Decimal(100_000), is_listed=False)


_CONDITIONS = {id: condition.title for id, condition in CATALOGUE.items()}
_ALL = (
    _count("age", "Age", "years", highest=130),
    _coded("sex", "Sex", Sex),
    _coded("ethnicity", "Ethnic group", Ethnicity),
    _count("deprivation", "Fifth of deprivation (1 most deprived)", "", lowest=1, highest=5),
    _choice("neighbourhood", "Neighbourhood", of="neighbourhoods"),
    _choice("locality", "Locality", of="localities"),
    _choice("practice", "Practice", of="practices"),
    Field("condition", "Condition", FieldKind.MEMBERSHIP, HELD, ("illnesses",), choices=_CONDITIONS),
    Field(
        "conditions",
        "Long-term conditions",
        FieldKind.NUMBER,
        COUNTED,
        ("conditions", "long_term_conditions"),
        highest=Decimal(100),
    ),
    _flag("has_mental_health_need", "Mental health need"),
    _choice("segment", "Segment", of="segments"),
    Field("cohort", "Cohort", FieldKind.MEMBERSHIP, HELD, ("cohorts",), of="cohorts"),
    _flag("is_priority", "On the priority list"),
    _choice("tier", "Tier", TIER_WORDS),
    _choice("former_tier", "Tier a month ago", TIER_WORDS),
    _choice("movement", "Movement in a month", MOVEMENT_WORDS),
    _flag("is_rising_fast", "Rising fast over six months"),
    _choice("judged_tier", "Tier a clinician judged", TIER_WORDS),
    _count("rank", "Rank", "", lowest=1, highest=10**9),
    _measured("points", "Points", "", "1", 1_000),
    _measured("risk", "Risk of an emergency admission in 12 months", "per cent", "0.01", 1),
    _measured("risk_before", "The same risk six months ago", "per cent", "0.01", 1),
    _scaled("impactibility_pence", "Expected net value", "pounds", 100, lowest=-1_000_000, highest=1_000_000),
    _count("charlson", "Charlson score", "points", highest=24),
    _count("elixhauser", "Elixhauser score", "points", lowest=-19, highest=89),
    _scaled("hfrs_tenths", "Hospital Frailty Risk Score", "", 10, highest=174),
    _scaled("cmms_hundredths", "Cambridge Multimorbidity Score", "", 100, highest=17),
    _count("emergency_admissions", "Emergency admissions in 12 months", ""),
    _count("attendances", "Emergency attendances in 12 months", ""),
    _count("bed_days", "Nights in hospital in 12 months", ""),
    _count("contacts", "Contacts with care in 12 months", ""),
    _count("medicines", "Different medicines in 12 months", ""),
    _scaled("cost_pence", "Cost of care in 12 months", "pounds", 100, highest=100_000_000),
    _flag("is_in_care_home", "Lives in a care home", is_listed=False),
    _flag("has_care_package", "Social care at home", is_listed=False),
    _feature("emergency_admissions_0_90", "Emergency admissions in the last 3 months"),
    _feature("falls_admissions", "Admissions after falls in 12 months"),
    _feature("mental_health_contacts", "Contacts with mental health care in 12 months"),
    _feature("community_contacts", "Contacts with community health care in 12 months"),
)
FIELDS: Mapping[str, Field] = MappingProxyType({each.id: each for each in _ALL})
