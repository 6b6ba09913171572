"""Indicators: a rate or share by area, defined once, with its worked example."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Unpack

from ibis.expr.types import Table

from lco.periods import Period
from lco.population.definition import Definition, DefinitionRefused, Says, define
from lco.population.example import Example
from lco.population.tables import Records

Method = Literal["rate", "proportion"]


@dataclass(frozen=True)
class Ratio:
    """What an indicator divides: one row for each thing counted.

    Attributes:
        numerator: rows to count, with `neighbourhood` (null where not placed).
        denominator: people to count, with `neighbourhood`.
    """

    numerator: Table
    denominator: Table


Compute = Callable[[Records, Period], Ratio]


def indicator(
    *,
    domain: str,
    lower_is_better: bool,
    per: int,
    tables: tuple[str, ...],
    method: Method = "rate",
    needs: tuple[str, ...] = (),
    is_split_by_group: bool = False,
    example: Example | None = None,
    **says: Unpack[Says],
) -> Callable[[Compute], Definition]:
    """Declare the indicator a function computes from records and a period.

    Args:
        domain: outcome domain it belongs to, such as ``Independence``.
        lower_is_better: which way is up.
        per: what the ratio is multiplied by; the unit names it: ``per 100,000 people``.
        tables: record tables it reads.
        method: ``rate`` of events (Poisson interval) or ``proportion`` of people (Wilson's).
        needs: record tables without a row of which nothing was measured: then there is no value, not nought.
        is_split_by_group: whether it is given by deprivation and ethnicity as well.
        example: its worked example: areas to (numerator, denominator).
        says: title, why, source, owner, next_review and unit of the indicator.

    Raises:
        DefinitionRefused: when something is missing, the worked example above all, or the unit does not
            name the number the ratio is multiplied by.
    """
    details = {
        "domain": domain,
        "lower_is_better": lower_is_better,
        "per": per,
        "tables": tables,
        "method": method,
        "needs": needs,
        "is_split_by_group": is_split_by_group,
    }

    def declare(function: Compute) -> Definition:
        if f"{per:,}" not in says["unit"] and per != 1:
            raise DefinitionRefused(
                f"The unit of {function.__name__}, '{says['unit']}', does not name its {per:,}."
            )
        return define(function, kind="indicator", example=example, details=details, **says)

    return declare
