"""Trajectories: how a target summed over years spreads over them, in whole numbers that add up.

A target of the papers is a change summed over years, such as 168 fewer deaths in five years. A shape
says which share of it each year brings:

    linear_ramp   year t of n brings t parts of 1 + 2 + ... + n: 11, 22, 34, 45, 56 for 168 in five years
    flat          every year brings the same
    s_curve       the yearly change rises slowly, then fast, then slowly: 3u^2 - 2u^3 at u = t / n
    custom        shares the place gives

Each year is the exact share rounded down or up, the largest remainders up (Hamilton's method), so that
no year is a whole unit away from its share and the years make the target exactly. Rounding the running
sum instead would give 11, 23, 33, 45, 56, which is no ramp of the yearly figures printed.

Source: Prospectus 2016, Population Health Outcome Measures: 168 fewer early deaths from respiratory
disease, 11 of them in year one and 56 in year five, which is the straight ramp.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from lco.periods import Period, financial_year
from lco.place.facts.targets import Target

SHAPES = ("linear_ramp", "flat", "s_curve", "custom")


class TrajectoryRefused(ValueError):
    """A trajectory that cannot be; the message says why, in a sentence."""


@dataclass(frozen=True)
class Year:
    """One year of a trajectory.

    Attributes:
        number: 1 for the first year.
        label: financial year, ``2016/17``.
        share: part of the whole target that falls into the year, exact.
        exact: change in the year before rounding, in the unit of the target.
        change: change in the year, a whole number.
        so_far: change from the first year to the end of this one.
    """

    number: int
    label: str
    share: Fraction
    exact: Fraction
    change: int
    so_far: int


def shares(years: int, shape: str, weights: Sequence[int] = ()) -> tuple[Fraction, ...]:
    """Return the share of the whole that each of `years` brings; together exactly 1.

    Args:
        years: number of years, at least 1.
        shape: one of `SHAPES`.
        weights: for ``custom``, one whole number of at least 0 for each year.

    Raises:
        TrajectoryRefused: when there is no year, the shape is unknown, or the weights do not fit.
    """
    if years < 1:
        raise TrajectoryRefused(f"A trajectory over {years} years cannot be: give at least one year.")
    if shape not in SHAPES:
        raise TrajectoryRefused(f"'{shape[:40]}' is no shape: choose one of {', '.join(SHAPES)}.")
    parts = _parts(years, shape, weights)
    whole = sum(parts)
    return tuple(Fraction(part) / whole for part in parts)


def trajectory(total: int, years: int, shape: str, weights: Sequence[int] = ()) -> tuple[int, ...]:
    """Return the change of each year in whole units; their sum is `total` exactly.

    Raises:
        TrajectoryRefused: when `total` is negative, or as `shares` says.
    """
    if total < 0:
        raise TrajectoryRefused(f"A target of {total} cannot be: give its size, and its direction apart.")
    exact = [total * share for share in shares(years, shape, weights)]
    whole = [int(each) for each in exact]
    # The largest remainders are rounded up; of equal ones the later, so that a rising shape stays rising.
    order = sorted(range(years), key=lambda year: (exact[year] - whole[year], year), reverse=True)
    for year in order[: total - sum(whole)]:
        whole[year] += 1
    return tuple(whole)


def trajectory_of(target: Target) -> tuple[Year, ...]:
    """Return the years of a target of a place pack.

    Raises:
        TrajectoryRefused: when its shape is ``custom``, since the pack holds no weights.
        PeriodRefused: when its first year is no financial year.
    """
    changes = trajectory(target.value, target.years, target.shape)
    parts = shares(target.years, target.shape)
    return tuple(
        Year(number, label, share, target.value * share, change, so_far)
        for number, (label, share, change, so_far) in enumerate(
            zip(_labels(target), parts, changes, accumulate(changes), strict=True), start=1
        )
    )


def meets_print(target: Target) -> bool | None:
    """Say whether first and last year are as the paper prints them; None where it prints neither."""
    years = trajectory_of(target)
    printed = ((target.year_one, years[0].change), (target.year_last, years[-1].change))
    held = [said == found for said, found in printed if said is not None]
    return all(held) if held else None


def _parts(years: int, shape: str, weights: Sequence[int]) -> Sequence[int | Fraction]:
    numbers = range(1, years + 1)
    if shape == "linear_ramp":
        return list(numbers)
    if shape == "flat":
        return [1] * years
    if shape == "s_curve":
        return [3 * Fraction(t, years) ** 2 - 2 * Fraction(t, years) ** 3 for t in numbers]
    if len(weights) != years or min(weights) < 0 or not any(weights):
        raise TrajectoryRefused(
            f"A custom shape over {years} years needs {years} whole numbers of at least 0, not all 0."
        )
    return list(weights)


def _labels(target: Target) -> list[str]:
    year = financial_year(target.first_year)
    labels = [year.label()]
    while len(labels) < target.years:
        year = Period(year.ends_before, year.ends_before.replace(year=year.ends_before.year + 1))
        labels.append(year.label())
    return labels
