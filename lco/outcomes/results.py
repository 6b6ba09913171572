"""Results: indicators computed by area, from neighbourhoods up to the place, with their intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ibis.expr.types import Table

from lco.periods import Period
from lco.population.definition import Definition
from lco.population.tables import NOT_PLACED, Records
from lco.statistics.intervals import Estimate, rate, wilson


@dataclass(frozen=True)
class Result:
    """An indicator in one area. `estimate` is None where there is nobody to count among."""

    area: str
    numerator: int
    denominator: int
    estimate: Estimate | None


def counts_by_area(records: Records, rows: Table) -> dict[str, int]:
    """Return the number of rows by neighbourhood id, those without one under ``not_placed``."""
    counted = rows.group_by("neighbourhood").agg(n=lambda t: t.count())
    found = records.con.to_pyarrow(counted).to_pylist()
    return {row["neighbourhood"] or NOT_PLACED: int(row["n"]) for row in found}


def neighbourhood_counts(
    definition: Definition, records: Records, period: Period
) -> dict[str, tuple[int, int]]:
    """Return numerator and denominator of an indicator by neighbourhood."""
    ratio = definition.compute(records, period)
    numerators = counts_by_area(records, ratio.numerator)
    denominators = counts_by_area(records, ratio.denominator)
    areas = sorted(numerators.keys() | denominators.keys())
    return {area: (numerators.get(area, 0), denominators.get(area, 0)) for area in areas}


def rolled_up(
    counts: Mapping[str, tuple[int, int]], members: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[int, int]]:
    """Return numerator and denominator of each area, summed over the neighbourhoods it holds."""
    return {
        area: (
            sum(counts.get(each, (0, 0))[0] for each in inside),
            sum(counts.get(each, (0, 0))[1] for each in inside),
        )
        for area, inside in members.items()
    }


def estimated(definition: Definition, numerator: int, denominator: int) -> Estimate | None:
    """Return the value of an indicator with its 95% interval."""
    per: int = definition.details["per"]
    if definition.details["method"] == "rate":
        return rate(numerator, denominator, per=per)
    share = wilson(numerator, denominator)
    return share and Estimate(share.value * per, share.lower * per, share.upper * per)
