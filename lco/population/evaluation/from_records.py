"""People and neighbourhoods of a place's records, put as the designs need them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from lco.periods import months_after, months_before
from lco.population.conditions import CATALOGUE
from lco.population.evaluation.candidates import (
    FEWEST_TREATED,
    Candidates,
    Doubles,
    EvaluationRefused,
    Flags,
    Longs,
    YearPair,
)
from lco.population.evaluation.outcomes import OUTCOMES, YEAR_DAYS, Followed, followed, recorded_days
from lco.population.features.declared import FEATURES, Use
from lco.population.features.table import feature_table
from lco.population.neighbourhoods import residents
from lco.population.tables import Records
from lco.records.tables import Sex

_MOST_COHORTS = 12
_COMMON_PERCENT = 5
_NOT_KNOWN: Mapping[str, float] = {"days_since_discharge": 730.0, "deprivation": 3.0}
"""What stands for a feature that is null: no discharge in two years; the middle fifth. Others are 0."""
_ASIDE = {"sex", "illnesses"}
_SHARES = 1_000_003


@dataclass(frozen=True)
class Asked:
    """What is asked of the records: what is counted, over how many months, and the fifths of small areas."""

    outcome: str
    months: int
    deprivation: Mapping[str, int]


@dataclass(frozen=True)
class Gathered:
    """Everybody of a place as the designs see them, and their events, row by row the same people."""

    people: Candidates
    events: Followed


@dataclass(frozen=True)
class _Cohort:
    """Residents on the first day of a month in which some began."""

    features: pa.Table
    is_treated: Flags
    events: Followed


def refuse_unrecorded(records: Records, asked: Asked, first_on: date, last_on: date) -> None:
    """Refuse when the records do not reach a year before the first start and through the follow-up.

    Raises:
        EvaluationRefused: with the days that are missing.
    """
    first, last = recorded_days(records, asked.outcome)
    label, ends = OUTCOMES[asked.outcome].label, months_after(last_on, asked.months)
    # The last day with an event may lie some days before the day the records were taken.
    if last + timedelta(days=31) < ends:
        raise EvaluationRefused(
            f"The follow-up ends before {ends} and the last of the {label} is of {last}: "
            f"say fewer months than {asked.months} or load newer records."
        )
    if first > months_before(first_on, 11):
        raise EvaluationRefused(
            f"The first of the {label} is of {first}, less than a year before {first_on}: what people were "
            "like before cannot be seen, so load older records."
        )


def gathered(records: Records, treated: Mapping[int, date], asked: Asked) -> Gathered:
    """Return everybody who lived in the place when somebody began, with what is known of them.

    People are compared from the first day of the month they began in. Each person never treated stands
    beside those of one month alone, in proportion to how many began, so that nobody is used twice.

    Raises:
        EvaluationRefused: when people began in more than twelve months, or too few live in the place.
    """
    months: dict[date, list[int]] = {}
    for person, on in treated.items():
        months.setdefault(on.replace(day=1), []).append(person)
    if len(months) > _MOST_COHORTS:
        raise EvaluationRefused(
            f"People began in {len(months)} different months: evaluate {_MOST_COHORTS} of them at a time."
        )
    ordered = sorted(months.items())
    ends = np.cumsum([len(people) for _, people in ordered]) / len(treated)
    starts = np.concatenate([[0.0], ends[:-1]])
    parts = [
        _cohort(records, on, (np.array(people), np.array(list(treated))), (low, high), asked)
        for (on, people), low, high in zip(ordered, starts.tolist(), ends.tolist(), strict=True)
    ]
    counted = sum(int(part.is_treated.sum()) for part in parts)
    if counted < FEWEST_TREATED:
        raise EvaluationRefused(
            f"{counted} of the {len(treated):,} people in the file lived in the place when they began: "
            f"{FEWEST_TREATED} are the fewest, so check that the pseudonyms are those of this store."
        )
    return _joined(records, parts, ordered[0][0], asked)


def _cohort(
    records: Records, on: date, treated: tuple[Longs, Longs], span: tuple[float, float], asked: Asked
) -> _Cohort:
    """Return the residents on `on` who began then, and the share `span` of those who never did."""
    features = records.con.to_pyarrow(feature_table(records, on, deprivation=asked.deprivation))
    person = np.asarray(features["person"].to_numpy(), dtype=np.int64)
    begins, ever = np.isin(person, treated[0]), np.isin(person, treated[1])
    # The pseudonym is a keyed hash, so its remainder shares people out by chance, the same every time.
    place = (person % _SHARES) / _SHARES
    rows = begins | (~ever & (place >= span[0]) & (place < span[1]))
    features = features.filter(pa.array(rows))
    days = (months_after(on, asked.months) - on).days
    events = followed(records, person[rows], on, asked.outcome, days=days)
    return _Cohort(features, begins[rows], events)


def _joined(records: Records, parts: list[_Cohort], first_on: date, asked: Asked) -> Gathered:
    treated = np.concatenate([part.is_treated for part in parts])
    names, labels, values = _covariates(pa.concat_tables([part.features for part in parts]), treated)
    days = (months_after(first_on, asked.months) - first_on).days
    events = _one_after_the_other([part.events for part in parts])
    before = events.counted(-YEAR_DAYS, 0)
    month = np.repeat(np.arange(len(parts)), [len(part.is_treated) for part in parts])
    people = Candidates(
        is_treated=treated,
        covariates=values,
        names=names,
        labels=labels,
        after=events.counted(0, days),
        after_years=events.years(0, days),
        before=before,
        earlier=events.counted(-2 * YEAR_DAYS, -YEAR_DAYS),
        keys=month,
        unselected=_a_year_before(records, first_on, asked),
    )
    return Gathered(people, events)


def _one_after_the_other(parts: list[Followed]) -> Followed:
    offsets = np.cumsum([0, *(len(part.left) for part in parts[:-1])])
    return Followed(
        row=np.concatenate([part.row + offset for part, offset in zip(parts, offsets, strict=True)]),
        day=np.concatenate([part.day for part in parts]),
        amount=np.concatenate([part.amount for part in parts]),
        left=np.concatenate([part.left for part in parts]),
    )


def _covariates(features: pa.Table, treated: Flags) -> tuple[tuple[str, ...], tuple[str, ...], Doubles]:
    """Return names, names in words and values of what people are matched on; nobody has a null.

    The features a prediction may use and deprivation, so that fifths are alike; and each condition that a
    twentieth of those treated have.
    """
    is_female = (_number(features, "sex") == Sex.FEMALE.value).astype(np.float64)
    told: dict[str, tuple[str, Doubles]] = {"is_female": ("sex", is_female)}
    for name, feature in FEATURES.items():
        if name in features.column_names and name not in _ASIDE and _is_matched_on(name):
            told[name] = (feature.meaning, _number(features, name))
    told["age_squared"] = ("age, squared", told["age"][1] ** 2)
    illnesses = np.asarray(features["illnesses"].to_numpy(), dtype=np.int64)
    for condition in CATALOGUE.values():
        has = (illnesses & condition.bit) != 0
        if has[treated].mean() * 100 >= _COMMON_PERCENT:
            told[condition.id] = (condition.plain_words, has.astype(np.float64))
    varied = {name: each for name, each in told.items() if np.ptp(each[1]) > 0}
    return (
        tuple(varied),
        tuple(label for label, _ in varied.values()),
        np.column_stack([np.asarray(values, dtype=np.float64) for _, values in varied.values()]),
    )


def _is_matched_on(name: str) -> bool:
    return FEATURES[name].use is Use.PREDICTION or name == "deprivation"


def _number(features: pa.Table, name: str) -> Doubles:
    column = features[name].cast(pa.float64()).fill_null(_NOT_KNOWN.get(name, 0.0))
    return np.asarray(column.to_numpy(), dtype=np.float64)


def _a_year_before(records: Records, on: date, asked: Asked) -> YearPair:
    """Return everybody of the place a year before the first start, those who died since included."""
    earlier = months_before(on, 12)
    people = records.con.to_pyarrow(residents(records, earlier).select("person"))["person"]
    events = followed(
        records, np.asarray(people.to_numpy(), dtype=np.int64), earlier, asked.outcome, days=YEAR_DAYS
    )
    return YearPair(events.counted(-YEAR_DAYS, 0), events.counted(0, YEAR_DAYS), events.years(0, YEAR_DAYS))
