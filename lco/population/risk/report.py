"""What a validation found: every measure with its interval, overall and group by group."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "prevalence": "Share of people with the event",
        "c_statistic": "Chance that of two people the one with the event was given the higher risk",
        "observed_over_expected": "Events that happened over events foreseen",
        "calibration_in_the_large": "How far all risks are too low (above 0) or too high (below 0), log odds",
        "calibration_slope": "Below 1: the high risks are too high and the low ones too low",
        "brier": "Mean squared distance of risk and event",
        "scaled_brier": "Share by which the mean squared distance beats saying the mean to everybody",
        "ppv_0.5": "Share with the event of the 0.5% at highest risk",
        "ppv_1": "Share with the event of the 1% at highest risk",
        "ppv_5": "Share with the event of the 5% at highest risk",
        "sensitivity_0.5": "Share of all with the event found in the 0.5% at highest risk",
        "sensitivity_1": "Share of all with the event found in the 1% at highest risk",
        "sensitivity_5": "Share of all with the event found in the 5% at highest risk",
        "flag_rate_5": "Share of the group among the 5% at highest risk of the place",
        "need_adjusted_flag_rate_5": "People among the 5% at highest risk for each one with the event",
    }
)
# What groups are made by; `Group.by` is one of these.
GROUPINGS: Mapping[str, str] = MappingProxyType(
    {
        "neighbourhood": "Neighbourhood",
        "deprivation": "Deprivation",
        "ethnicity": "Ethnicity",
        "sex": "Sex",
        "age": "Age",
    }
)


@dataclass(frozen=True)
class Measured:
    """A measure with its 95% interval; the bounds are None where none can be given."""

    value: float
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class CurvePoint:
    """A tenth of people by risk: mean risk, share with the event with Wilson's interval, people."""

    predicted: float
    observed: float
    lower: float
    upper: float
    people: int


@dataclass(frozen=True)
class BenefitPoint:
    """Net benefit per person at a threshold of risk: of the model with its interval, of treating all.

    Of treating nobody it is 0.
    """

    threshold: float
    model: float
    treat_all: float
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class Group:
    """The measures of one group of people.

    Attributes:
        by: what the group is one of, a key of `GROUPINGS`.
        id: its id, such as ``ardwick_and_longsight``, ``1`` or ``not_known``.
        label: its name in words.
        people, events: how many; None when withheld as small.
        measures: measure id to its value, without those that cannot be computed in so small a group.
    """

    by: str
    id: str
    label: str
    people: int | None
    events: int | None
    measures: Mapping[str, Measured] = field(default_factory=dict)


@dataclass(frozen=True)
class Validation:
    """What was found when a model was tried on people it was not fitted on.

    Attributes:
        model: id of the model.
        outcome: id of the outcome predicted.
        index_on: day the risks were of; None where the data have periods and no days.
        split: how the people tried were kept apart from those fitted on, in words.
        people, events: how many were tried and how many had the event.
        measures: measure id of `MEASURES` to its value.
        curve: calibration by tenths of risk.
        benefit: the decision curve.
        groups: every grouping of `GROUPINGS` that the data have.
        comparators: name of another way to rank the same people, such as ``points`` or
            ``gradient_boosting``, to its measures.
        alerts: sentences a reviewer must read: leakage, groups treated unlike others.
    """

    model: str
    outcome: str
    index_on: date | None
    split: str
    people: int
    events: int
    measures: Mapping[str, Measured]
    curve: tuple[CurvePoint, ...]
    benefit: tuple[BenefitPoint, ...]
    groups: tuple[Group, ...] = ()
    comparators: Mapping[str, Mapping[str, Measured]] = field(default_factory=dict)
    alerts: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Return the report as JSON."""
        return json.dumps(asdict(self), indent=1, default=str)

    @classmethod
    def from_json(cls, text: str) -> Validation:
        """Read a report written by `to_json`."""
        read: dict[str, Any] = json.loads(text)
        on = read["index_on"]
        read["index_on"] = date.fromisoformat(on) if on else None
        read["measures"] = _measures(read["measures"])
        read["curve"] = tuple(CurvePoint(**each) for each in read["curve"])
        read["benefit"] = tuple(BenefitPoint(**each) for each in read["benefit"])
        read["groups"] = tuple(
            Group(**{**each, "measures": _measures(each["measures"])}) for each in read["groups"]
        )
        read["comparators"] = {name: _measures(each) for name, each in read["comparators"].items()}
        read["alerts"] = tuple(read["alerts"])
        return cls(**read)


def _measures(read: Mapping[str, Mapping[str, float]]) -> dict[str, Measured]:
    return {name: Measured(**each) for name, each in read.items()}
