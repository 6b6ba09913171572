"""Panels from the records: matched people by quarters around their start, neighbourhoods by quarters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from lco.periods import Period, months_after, months_before
from lco.population.evaluation.candidates import EvaluationRefused
from lco.population.evaluation.from_records import Asked, Gathered
from lco.population.evaluation.outcomes import events_of
from lco.population.evaluation.panel import Panel
from lco.population.evaluation.sets import Matching, pair_up
from lco.population.neighbourhoods import events_placed, placed, residents
from lco.population.tables import Records, in_period, middle_of, whole_sum

_QUARTER_DAYS = 91
_QUARTERS_BEFORE = 8
_MONTHS = 3
_PENCE = 100


def panel_of_people(found: Gathered, settings: Matching, *, months: int) -> Panel:
    """Return matched people by quarters: two years before their start, and the follow-up.

    Raises:
        EvaluationRefused: when nobody can be matched or the follow-up is shorter than a quarter.
    """
    people = found.people
    sets = pair_up(people, settings).sets
    after = months // _MONTHS
    if after < 1:
        raise EvaluationRefused("A difference in differences needs a follow-up of 3 months or more.")
    rows = np.concatenate([sets.treated, sets.control])
    is_treated = np.concatenate([np.ones(len(sets.treated), bool), np.zeros(len(sets.control), bool)])
    first = [quarter * _QUARTER_DAYS for quarter in range(-_QUARTERS_BEFORE, after)]
    events = [found.events.counted(day, day + _QUARTER_DAYS)[rows] for day in first]
    years = [found.events.years(day, day + _QUARTER_DAYS)[rows] for day in first]
    return Panel(
        events=np.column_stack(events),
        years=np.column_stack(years),
        starts=np.where(is_treated, _QUARTERS_BEFORE, len(first)),
        levels=is_treated.astype(np.int64),
        clusters=np.concatenate([np.arange(len(sets.treated)), sets.set]),
        periods=tuple(f"quarter {at:+d}" for at in range(-_QUARTERS_BEFORE, after)),
    )


@dataclass(frozen=True)
class Beginning:
    """When each neighbourhood of a place began; None for those that never did."""

    starts_on: Mapping[str, date | None]


def beginning_of(treated: Mapping[str, date], neighbourhoods: tuple[str, ...]) -> Beginning:
    """Return the start of every neighbourhood of a place.

    Raises:
        EvaluationRefused: when the file names one that the place has not.
    """
    unknown = sorted(set(treated) - set(neighbourhoods))
    if unknown:
        raise EvaluationRefused(
            f"There is no neighbourhood '{unknown[0]}' in this place: it has {', '.join(neighbourhoods)}."
        )
    return Beginning({name: treated.get(name) for name in neighbourhoods})


def panel_of_neighbourhoods(records: Records, begun: Beginning, asked: Asked) -> Panel:
    """Return neighbourhoods by quarters of a year, from a year before the first start to the follow-up's end.

    A neighbourhood counts as having begun from the quarter that its start lies in. Events count where
    people lived on the day; person-years are residents in the middle of the quarter times its length.
    """
    days = [on for on in begun.starts_on.values() if on is not None]
    first, ends = months_before(min(days).replace(day=1), 12), months_after(max(days), asked.months)
    quarters: list[Period] = []
    while months_after(first, _MONTHS * (len(quarters) + 1)) <= ends:
        at = _MONTHS * len(quarters)
        quarters.append(Period(months_after(first, at), months_after(first, at + _MONTHS)))
    names = list(begun.starts_on)
    counted = [_counted(records, names, quarter, asked.outcome) for quarter in quarters]
    units = np.arange(len(names))
    return Panel(
        events=np.array([events for events, _ in counted]).T,
        years=np.array([years for _, years in counted]).T,
        starts=np.array([_quarter_of(on, quarters) for on in begun.starts_on.values()]),
        levels=units,
        clusters=units,
        periods=tuple(f"{quarter.starts_on:%b %Y}" for quarter in quarters),
    )


def _quarter_of(on: date | None, quarters: list[Period]) -> int:
    if on is None:
        return len(quarters)
    return next((at for at, quarter in enumerate(quarters) if quarter.holds(on)), len(quarters))


def _counted(
    records: Records, names: list[str], quarter: Period, outcome: str
) -> tuple[list[float], list[float]]:
    """Return events and person-years of each neighbourhood in a quarter."""
    rows = events_of(records, outcome)
    rows = rows.filter(in_period(rows.on, quarter))
    rows = events_placed(rows.rename(day="on"), "day", records)
    events = rows.group_by("neighbourhood").agg(count=whole_sum(rows.amount))
    living = placed(residents(records, middle_of(quarter)), records)
    people = living.group_by("neighbourhood").agg(count=living.count())
    scale = _PENCE if outcome == "cost_pounds" else 1
    years = (quarter.ends_before - quarter.starts_on) / timedelta(days=365.25)
    found = [
        {row["neighbourhood"]: float(row["count"]) for row in records.con.to_pyarrow(table).to_pylist()}
        for table in (events, people)
    ]
    return (
        [found[0].get(name, 0.0) / scale for name in names],
        [found[1].get(name, 0.0) * years for name in names],
    )
