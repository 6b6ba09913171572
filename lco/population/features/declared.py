"""The features of a person as of a day, each declared once: its type, its meaning, what it may be used for.

Nothing recorded on or after the index day goes into any of them. Windows count days back from the index
day: ``0_90`` is the 90 days before it, ``91_365`` the days before those up to a year back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType


class Use(Enum):
    """What a feature may be used for."""

    PREDICTION = "prediction"
    AUDIT = "audit only"  # shows whether a model is fair; never a predictor
    LIST = "list only"  # shown or counted, a sum of other features


@dataclass(frozen=True)
class Feature:
    """One column of the feature table.

    Attributes:
        type: its Ibis type; ``!`` before it when never null.
        meaning: what it holds, with its unit and window.
        use: what it may be used for.
        one, many: how a reason names it, for a count of one and with ``{}`` for more; empty when never named.
    """

    type: str
    meaning: str
    use: Use = Use.PREDICTION
    one: str = ""
    many: str = ""


FEATURES: Mapping[str, Feature] = MappingProxyType(
    {
        "age": Feature("!int16", "complete years of age on the index day", many="aged {}"),
        "sex": Feature("!int8", "code of Sex"),
        "ethnicity": Feature("!int8", "code of Ethnicity", Use.AUDIT),
        "deprivation": Feature(
            "int8", "fifth of England's small areas, 1 most deprived; null when not known", Use.AUDIT
        ),
        "illnesses": Feature("!int64", "a bit for each condition of the catalogue ever recorded"),
        "long_term_conditions": Feature(
            "!int16",
            "long-term conditions of the catalogue ever recorded",
            one="1 long-term condition",
            many="{} long-term conditions",
        ),
        "charlson": Feature("!int16", "Charlson points, weights of Quan 2011"),
        "charlson_1987": Feature("!int16", "Charlson points, weights of 1987", Use.LIST),
        "elixhauser": Feature("!int16", "Elixhauser points, weights of van Walraven; may be negative"),
        "hfrs_tenths": Feature(
            "int16", "Hospital Frailty Risk Score in tenths; null without an emergency admission in two years"
        ),
        "cmms_hundredths": Feature(
            "int16", "Cambridge Multimorbidity Score, general outcome, in hundredths; null under 16 years"
        ),
        "emergency_admissions_0_90": Feature(
            "!int16",
            "emergency admissions in the last 90 days",
            one="an emergency admission in the last 3 months",
            many="{} emergency admissions in the last 3 months",
        ),
        "emergency_admissions_91_365": Feature(
            "!int16",
            "emergency admissions 91 to 365 days before",
            one="an emergency admission 3 to 12 months ago",
            many="{} emergency admissions 3 to 12 months ago",
        ),
        "emergency_admissions_366_730": Feature(
            "!int16",
            "emergency admissions 366 to 730 days before",
            one="an emergency admission the year before last",
            many="{} emergency admissions the year before last",
        ),
        "emergency_admissions": Feature("!int16", "emergency admissions in the last 12 months", Use.LIST),
        "elective_admissions": Feature(
            "!int16",
            "planned admissions in the last 12 months",
            one="a planned admission in 12 months",
            many="{} planned admissions in 12 months",
        ),
        "falls_admissions": Feature(
            "!int16",
            "emergency admissions in the last 12 months with a fall coded on the day of admission, or as the "
            "main diagnosis",
            one="an admission after a fall in 12 months",
            many="{} admissions after falls in 12 months",
        ),
        "bed_days": Feature(
            "!int32",
            "nights in hospital that fall in the last 12 months",
            one="1 night in hospital in 12 months",
            many="{} nights in hospital in 12 months",
        ),
        "emergency_bed_days": Feature(
            "!int32", "nights of emergency admissions that fall in the last 12 months", Use.LIST
        ),
        "days_since_discharge": Feature(
            "int32", "days since the last discharge before the index day; null when none in two years"
        ),
        "attendances_0_90": Feature(
            "!int16",
            "emergency attendances in the last 90 days",
            one="an emergency attendance in the last 3 months",
            many="{} emergency attendances in the last 3 months",
        ),
        "attendances": Feature(
            "!int16",
            "emergency attendances in the last 12 months",
            one="an emergency attendance in 12 months",
            many="{} emergency attendances in 12 months",
        ),
        "attendances_366_730": Feature(
            "!int16",
            "emergency attendances 366 to 730 days before",
            one="an emergency attendance the year before last",
            many="{} emergency attendances the year before last",
        ),
        "gp_contacts": Feature(
            "!int16",
            "contacts with general practice in the last 12 months",
            one="1 contact with general practice in 12 months",
            many="{} contacts with general practice in 12 months",
        ),
        "outpatient_contacts": Feature(
            "!int16",
            "outpatient contacts in the last 12 months",
            one="1 outpatient appointment in 12 months",
            many="{} outpatient appointments in 12 months",
        ),
        "community_contacts": Feature(
            "!int16",
            "contacts with community health care in the last 12 months",
            one="1 contact with community health care in 12 months",
            many="{} contacts with community health care in 12 months",
        ),
        "mental_health_contacts": Feature(
            "!int16",
            "contacts with mental health care in the last 12 months",
            one="1 contact with mental health care in 12 months",
            many="{} contacts with mental health care in 12 months",
        ),
        "contacts": Feature("!int32", "contacts of every setting in the last 12 months", Use.LIST),
        "medicines_0_90": Feature("!int16", "different medicines issued in the last 90 days"),
        "medicines": Feature(
            "!int16",
            "different medicines issued in the last 12 months",
            one="1 medicine in 12 months",
            many="{} different medicines in 12 months",
        ),
        "items": Feature("!int32", "items issued in the last 12 months"),
        "has_care_package": Feature(
            "!boolean",
            "a social care package is open on the index day that began before it",
            one="social care at home",
        ),
        "is_in_care_home": Feature(
            "!boolean",
            "a residential or nursing package is open on the index day that began before it",
            one="lives in a care home",
        ),
        "cost_pence": Feature("!int64", "what care cost in the last 12 months, in pence", Use.LIST),
        "hospital_cost_pence": Feature(
            "!int64", "what hospital stays, outpatients and emergencies cost in the last 12 months, in pence",
            Use.LIST,
        ),
        "cost_pence_366_730": Feature("!int64", "what care cost 366 to 730 days before, in pence", Use.LIST),
    }
)  # fmt: skip
