"""The columns of the people list of a run."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PEOPLE_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "person": "keyed pseudonym",
        "neighbourhood": "id of the neighbourhood; null when not placed",
        "locality": "id of the locality; null when not placed",
        "practice": "ODS code of the practice; null when not registered",
        "born_on": "first day of the month of birth",
        "sex": "code of Sex",
        "ethnicity": "code of Ethnicity",
        "deprivation": "fifth of England's small areas, 1 most deprived; null when not known",
        "age": "complete years on the run's index day",
        "tier": "high, rising or low, from rank and change",
        "rank": "1 for the person first in need",
        "points": "points for illness and use of care",
        "risk": "predicted probability of an emergency admission in 12 months; null where no model is live",
        "risk_before": "the same six months before",
        "charlson": "Charlson comorbidity, weights of Quan 2011",
        "elixhauser": "Elixhauser comorbidity, weights of van Walraven; may be negative",
        "hfrs_tenths": "Hospital Frailty Risk Score in tenths; null without an emergency stay in 2 years",
        "cmms_hundredths": "Cambridge Multimorbidity Score in hundredths; null under 16 years",
        "emergency_admissions": "in the 365 days before the index day",
        "attendances": "at emergency departments and walk-in centres, same days",
        "bed_days": "nights in hospital, same days",
        "contacts": "outside a hospital bed, same days",
        "medicines": "different medicines issued, same days",
        "cost_pence": "what care cost, same days, in pence",
        "conditions": "long-term conditions of the catalogue ever recorded",
        "illnesses": "a bit for each condition of the catalogue ever recorded",
        "segment": "id of the one segment; null where the place has none",
        "cohorts": "ids of cohorts, separated by ';'",
        "has_mental_health_need": "whether a need of mental health is on record",
        "is_priority": "whether the person stands on the place's priority list",
        "former_tier": "tier a month before; null for who was not in the place then",
        "movement": "up, down, same or new since a month before; null where nobody was in the place then",
        "movement_reasons": "why the person moved, in plain words, separated by '; '",
        "is_rising_fast": "whether the person met the place's rule of tiers by change",
        "impactibility_pence": "expected net value of case management in pence; null without a risk",
        "judged_tier": "tier somebody of the person's team judges right; null for none",
        "judged_reason": "why, in plain words",
        "reasons": "why the rank, in plain words, separated by '; '",
    }
)
