"""Results: indicators computed by area, from neighbourhoods up to the place, with their intervals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis
from ibis.expr.types import Table

from lco.periods import Period
from lco.population.definition import Definition
from lco.population.tables import NOT_PLACED, Records
from lco.quantities import Kind
from lco.statistics.intervals import Estimate, rate, wilson


def neighbourhood_counts(
    definition: Definition, records: Records, period: Period
) -> dict[str, tuple[int, int]]:
    """Return numerator and denominator of an indicator by neighbourhood, ``not_placed`` among them."""
    ratio = definition.compute(records, period)
    both = _counted(ratio.numerator, side=0).union(_counted(ratio.denominator, side=1))
    counts: dict[str, list[int]] = {}
    for row in records.con.to_pyarrow(both).to_pylist():
        counts.setdefault(row["neighbourhood"] or NOT_PLACED, [0, 0])[row["side"]] = int(row["n"])
    return {area: (counts[area][0], counts[area][1]) for area in sorted(counts)}


def _counted(rows: Table, *, side: int) -> Table:
    counted = rows.group_by("neighbourhood").agg(n=lambda table: table.count())
    return counted.select("neighbourhood", "n", side=ibis.literal(side, "int8"))


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


def measured(definition: Definition, counted: tuple[int, int], *, is_hidden: bool) -> dict[str, Any]:
    """Return what a figure holds of a numerator and a denominator: nothing of either where it is withheld."""
    said: dict[str, Any] = {"unit": definition.unit, "kind": Kind.FLOW.value, "is_suppressed": is_hidden}
    if is_hidden:
        return {**said, "value": None, "lower": None, "upper": None, "numerator": None, "denominator": None}
    numerator, denominator = counted
    found = estimated(definition, numerator, denominator)
    estimate = {name: getattr(found, name) if found else None for name in ("value", "lower", "upper")}
    return {**said, **estimate, "numerator": float(numerator), "denominator": float(denominator)}
