"""What each outcome is predicted from: terms declared over the features, and the guard on their use.

Ethnicity and deprivation are never predictors: they are there to see whether a model is fair. Sums of
other features and costs are left to the lists they are shown on. `refuse_forbidden` holds to both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from lco.population.conditions import CATALOGUE
from lco.population.features.declared import FEATURES, Use
from lco.population.risk.model import ModelRefused
from lco.population.risk.terms import Term, Transform, spline
from lco.records.tables import Sex

_LOG1P, _AT_LEAST = Transform.LOG1P, Transform.AT_LEAST
# Whether people were in hospital lately matters for some weeks after: the bend is where it has faded.
_FADED_DAYS = 90

CONDITIONS = tuple(
    Term(each.id, "illnesses", Transform.BIT, each.bit.bit_length() - 1) for each in CATALOGUE.values()
)
PERSON = (
    *spline("age", [5, 18, 40, 65, 80]),
    Term("sex", "sex", Transform.EQUALS, Sex.FEMALE.value),
)
USE_OF_CARE = (
    *(Term(name, name, _LOG1P) for name in (
        "emergency_admissions_0_90",
        "emergency_admissions_91_365",
        "emergency_admissions_366_730",
        "elective_admissions",
        "bed_days",
        "attendances_0_90",
        "attendances",
        "attendances_366_730",
        "gp_contacts",
        "outpatient_contacts",
        "community_contacts",
        "mental_health_contacts",
        "medicines",
    )),
    Term("falls_admissions", "falls_admissions", _AT_LEAST, 1),
    Term("days_since_discharge", "days_since_discharge", Transform.ABSENT),
    Term("days_since_discharge", "days_since_discharge", _AT_LEAST, _FADED_DAYS),
    Term("has_care_package", "has_care_package", _AT_LEAST, 1),
    Term("is_in_care_home", "is_in_care_home", _AT_LEAST, 1),
    Term("medicines", "medicines", _AT_LEAST, 5),
)  # fmt: skip
SCORES = (Term("hfrs_tenths", "hfrs_tenths"), Term("charlson", "charlson", _LOG1P))

_ALL = (*PERSON, *USE_OF_CARE, *SCORES, *CONDITIONS)
PREDICTORS: Mapping[str, tuple[Term, ...]] = MappingProxyType(
    {
        "emergency_admission": _ALL,
        "high_cost_decile": _ALL,
        "care_home_entry": tuple(each for each in _ALL if each.feature != "is_in_care_home"),
        "child_urgent_attendance": (
            *spline("age", [1, 5, 11]),
            *(each for each in _ALL if each.feature not in {"age", "hfrs_tenths", "is_in_care_home"}),
        ),
    }
)


def predictors(outcome: str) -> tuple[Term, ...]:
    """Return the terms an outcome is predicted from.

    Raises:
        ModelRefused: when none are declared for it, or one may not be a predictor.
    """
    if outcome not in PREDICTORS:
        raise ModelRefused(
            f"No predictors are declared for '{outcome}': it must be one of {', '.join(PREDICTORS)}."
        )
    refuse_forbidden(PREDICTORS[outcome])
    return PREDICTORS[outcome]


def refuse_forbidden(terms: Iterable[Term]) -> None:
    """Refuse terms of features that are not declared for prediction.

    Raises:
        ModelRefused: naming the first such feature and what it may be used for.
    """
    for term in terms:
        declared = FEATURES.get(term.feature)
        if declared is None:
            raise ModelRefused(f"'{term.feature}' is not a declared feature: declare it before it predicts.")
        if declared.use is not Use.PREDICTION:
            raise ModelRefused(
                f"'{term.feature}' may not be a predictor: it is declared for {declared.use.value}. "
                "Take it out of the model."
            )
