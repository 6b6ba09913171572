"""Years of life expected in good health (Sullivan): the life table times the share in good health.

Source: Sullivan 1971; variance of the shares after Jagger and others, Health expectancy calculation by the
Sullivan method. A share of life in good health can rise because life became shorter: show the years too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from lco.statistics.intervals import Estimate, StatisticRefused, normal_quantile
from lco.statistics.life_expectancy import AGES, LifeTable


@dataclass(frozen=True)
class Healthy:
    """Years in good health expected at an age, with all years and the share of them, 0 to 1.

    `years` is an interval only where the numbers asked are known: else its bounds equal its value.
    """

    age: int
    years: Estimate
    of_life: float
    life: float


def healthy_life_expectancy(
    table: LifeTable, shares: Sequence[float], *, asked: Sequence[float] = (), confidence: float = 0.95
) -> tuple[Healthy, ...]:
    """Return years in good health for each age of a life table; none where the table has no estimate.

    Args:
        table: the life table.
        shares: share in good health by band of the table, 0 to 1.
        asked: people asked by band; gives the interval that comes of asking only some.
        confidence: of the interval.

    Raises:
        StatisticRefused: when bands do not match or a share is not between 0 and 1.
    """
    if len(shares) != len(AGES) or len(asked) not in {0, len(AGES)}:
        raise StatisticRefused(f"Give a share for each of the {len(AGES)} bands of the life table.")
    if not all(0 <= share <= 1 for share in shares):
        raise StatisticRefused("A share in good health lies between 0 and 1.")
    if not all(number > 0 for number in asked):
        raise StatisticRefused("People asked are more than nought in every band.")
    return tuple(
        _healthy(table, at, shares, asked, confidence)
        for at, expectancy in enumerate(table.expectancies)
        if expectancy.estimate is not None
    )


def _healthy(
    table: LifeTable, at: int, shares: Sequence[float], asked: Sequence[float], confidence: float
) -> Healthy:
    alive = table.survivors[at]
    lived = list(zip(table.years_lived[at:], shares[at:], strict=True))
    value = sum(years * share for years, share in lived) / alive
    life = sum(table.years_lived[at:]) / alive
    half = 0.0
    if asked:
        variance = sum(
            years * years * share * (1 - share) / number
            for (years, share), number in zip(lived, asked[at:], strict=True)
        )
        half = normal_quantile(confidence) * sqrt(variance) / alive
    return Healthy(AGES[at], Estimate(value, value - half, value + half), value / life, life)
