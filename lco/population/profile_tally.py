"""What profiles compare, counted in one pass over the people list: illness and use of care by age.

Counts are exact: what may be shown of them is decided where they become figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import ibis
from ibis.expr.types import Table

from lco.population.conditions import CATALOGUE, has_condition
from lco.population.profiles import BANDS
from lco.population.tables import NOT_PLACED, whole_sum

NO_FIFTH = 0  # people whose small area, and so whose deprivation, is not known
FIFTHS = (1, 2, 3, 4, 5)  # national fifths of deprivation, 1 most deprived


@dataclass(frozen=True)
class Measure:
    """Something people use, counted over the twelve months: a column of the people list."""

    id: str
    title: str
    unit: str


USE = (
    Measure("emergency_admissions", "Emergency admissions", "admissions per 1,000 people"),
    Measure("attendances", "Attendances at emergency departments", "attendances per 1,000 people"),
    Measure("bed_days", "Nights in hospital", "bed-days per 1,000 people"),
)
LONG_TERM = MappingProxyType({id: each for id, each in CATALOGUE.items() if each.is_long_term})


@dataclass(frozen=True)
class Used:
    """Use of a measure: people with any, events, and each person's events squared and summed."""

    people: int
    events: int
    squares: int


@dataclass(frozen=True)
class Tally:
    """The people of one neighbourhood, age band and fifth of deprivation.

    Attributes:
        neighbourhood: its id, or ``not_placed``.
        band: position of the age band in `BANDS`.
        fifth: fifth of deprivation, or `NO_FIFTH`.
        people: how many.
        ill: how many live with each long-term condition; empty where the list has no conditions.
        used: what they used, by measure.
    """

    neighbourhood: str
    band: int
    fifth: int
    people: int
    ill: Mapping[str, int]
    used: Mapping[str, Used]


def tallies(con: Any, people: Table) -> tuple[Tally, ...]:
    """Return the people list counted by neighbourhood, age band and fifth: some fifteen hundred rows.

    A list without the columns ``illnesses`` or ``deprivation`` gives tallies without illness or fifths.
    """
    conditions = tuple(LONG_TERM) if "illnesses" in people.columns else ()
    age = ibis.least(people.age, 90)
    grouped = people.mutate(band=((age - age % 5) / 5).cast("int32"), fifth=_fifth(people))
    sums = {"people": grouped.count()}
    for name in conditions:
        sums[f"ill_{name}"] = whole_sum(has_condition(grouped.illnesses, name).cast("int64"))
    for each in USE:
        column = grouped[each.id].cast("int64")
        sums[f"any_{each.id}"] = whole_sum((column > 0).cast("int64"))
        sums[f"sum_{each.id}"] = whole_sum(column)
        sums[f"squares_{each.id}"] = whole_sum(column * column)
    counted = grouped.group_by("neighbourhood", "band", "fifth").agg(**sums)
    rows = con.to_pyarrow(counted).to_pylist()
    return tuple(_tally(row, conditions) for row in sorted(rows, key=_order))


def _fifth(people: Table) -> Any:
    if "deprivation" not in people.columns:
        return ibis.literal(NO_FIFTH, "int32")
    known = people.deprivation.cast("int32")
    return ibis.ifelse(known.between(FIFTHS[0], FIFTHS[-1]), known, NO_FIFTH).coalesce(NO_FIFTH).cast("int32")


def _order(row: Mapping[str, Any]) -> tuple[str, int, int]:
    return row["neighbourhood"] or NOT_PLACED, row["band"], row["fifth"]


def _tally(row: Mapping[str, Any], conditions: Iterable[str]) -> Tally:
    return Tally(
        neighbourhood=row["neighbourhood"] or NOT_PLACED,
        band=row["band"],
        fifth=row["fifth"],
        people=int(row["people"]),
        ill={name: int(row[f"ill_{name}"]) for name in conditions},
        used={
            each.id: Used(
                int(row[f"any_{each.id}"]), int(row[f"sum_{each.id}"]), int(row[f"squares_{each.id}"])
            )
            for each in USE
        },
    )


@dataclass(frozen=True)
class ByBand:
    """Events by age band beside the people, with each person's events squared and summed."""

    people: tuple[int, ...]
    events: tuple[int, ...]
    squares: tuple[int, ...]

    @property
    def all_people(self) -> int:
        """People of all bands."""
        return sum(self.people)

    @property
    def all_events(self) -> int:
        """Events of all bands."""
        return sum(self.events)


def ill_by_band(chosen: Iterable[Tally], condition: str) -> ByBand:
    """Return people with a condition by band: a person is one event, whose square is one."""
    rows = list(chosen)
    ill = _summed(rows, lambda each: each.ill[condition])
    return ByBand(_summed(rows, lambda each: each.people), ill, ill)


def used_by_band(chosen: Iterable[Tally], measure: str) -> ByBand:
    """Return use of a measure by band."""
    rows = list(chosen)
    return ByBand(
        _summed(rows, lambda each: each.people),
        _summed(rows, lambda each: each.used[measure].events),
        _summed(rows, lambda each: each.used[measure].squares),
    )


def _summed(rows: Iterable[Tally], count: Any) -> tuple[int, ...]:
    totals = [0] * len(BANDS)
    for each in rows:
        totals[each.band] += count(each)
    return tuple(totals)
