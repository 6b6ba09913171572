"""Indicators: a rate or share by area, defined once, with its worked example."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ibis.expr.types import Table

from lco.periods import Period
from lco.population.definition import Definition, DefinitionRefused, define
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
    title: str,
    domain: str,
    lower_is_better: bool,
    why: str,
    owner: str,
    next_review: date,
    source: str,
    unit: str,
    per: int,
    tables: tuple[str, ...],
    method: Method = "rate",
    example: Example | None = None,
) -> Callable[[Compute], Definition]:
    """Declare the indicator a function computes from records and a period.

    Args:
        title: what it is, in words.
        domain: outcome domain it belongs to, such as ``Independence``.
        lower_is_better: which way is up.
        why: why it matters, a sentence.
        owner: role that answers for it.
        next_review: day by which its owner looks at it again.
        source: paper and section, or publication, it was taken from.
        unit: ``per 100,000 people aged 65 and over``; it agrees with `per`.
        per: what the ratio is multiplied by.
        tables: record tables it reads.
        method: ``rate`` of events (Poisson interval) or ``proportion`` of people (Wilson's).
        example: its worked example: areas to (numerator, denominator).

    Raises:
        DefinitionRefused: when something is missing, the worked example above all, or the unit does not
            name the number the ratio is multiplied by.
    """

    def declare(function: Compute) -> Definition:
        if f"{per:,}" not in unit and per != 1:
            raise DefinitionRefused(f"The unit of {function.__name__}, '{unit}', does not name its {per:,}.")
        return define(
            function,
            kind="indicator",
            example=example,
            details={
                "domain": domain,
                "lower_is_better": lower_is_better,
                "per": per,
                "tables": tables,
                "method": method,
            },
            title=title,
            why=why,
            source=source,
            owner=owner,
            next_review=next_review,
            unit=unit,
        )

    return declare
