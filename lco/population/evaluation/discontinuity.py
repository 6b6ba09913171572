"""Discontinuity: people just inside a cut-off against people just outside it, who are alike but for the cut.

Whoever ranks 1,000th is treated and whoever ranks 1,001st is not: what differs between them is the care.
Where not everybody inside was treated, or some outside were, the jump of the outcome is divided by the jump
of the share treated ("fuzzy").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log, sqrt

import numpy as np

from lco.population.evaluation.candidates import Doubles, EvaluationRefused, Flags, Longs, Question
from lco.population.evaluation.concluding import conclude
from lco.population.evaluation.local_linear import Jump, bandwidth_of, density_jump, jump_at_cut_off
from lco.population.evaluation.rates import PER
from lco.population.evaluation.report import BeforeAfter, Diagnostic, Evaluation, SeriesPoint
from lco.population.evaluation.verdict import Effect
from lco.statistics.intervals import Estimate, normal_quantile

COMPARISON = "people just outside the cut-off"
FEWEST_MORE_TREATED = 0.2
_FURTHEST_BY_CHANCE = 2.58
_BINS = 8
_NO_TIME = 1e-9
CAUTIONS = (
    "It speaks of people near the cut-off alone: those far above it may gain more or less.",
    "It needs that nothing else changes at the same cut-off.",
)


@dataclass(frozen=True)
class Ranked:
    """People by distance from a cut-off, one entry each.

    Attributes:
        distance: at or above 0 for those who qualify; in any unit.
        is_rank: whether the distance comes of a rank, in which nobody can be heaped up.
        is_treated: who was treated.
        after, years: events in the follow-up and years followed.
        before: events in the year before.
    """

    distance: Doubles
    is_rank: bool
    is_treated: Flags
    after: Doubles
    years: Doubles
    before: Doubles


def distance_of_rank(rank: Longs, last: int) -> Doubles:
    """Return the distance of ranks from the cut-off after the rank `last`.

    By the logarithm, since the need of people falls with the rank as a power: near the top one rank means
    more than far down.
    """
    return np.asarray(np.log((last + 0.5) / rank.astype(np.float64)))


def evaluate_discontinuity(
    people: Ranked, question: Question, *, bandwidth: float | None = None
) -> Evaluation:
    """Hold people just inside the cut-off against people just outside.

    Args:
        people: by distance from the cut-off.
        question: what is asked.
        bandwidth: how far from the cut-off people count; chosen from the data when None.

    Raises:
        EvaluationRefused: when too few lie near the cut-off, or being inside hardly changed who was treated.
    """
    rate = people.after / np.maximum(people.years, _NO_TIME)
    width = bandwidth or bandwidth_of(people.distance[people.years > 0], rate[people.years > 0])
    outcomes = np.column_stack([rate, people.is_treated, people.before])
    found = jump_at_cut_off(people.distance, outcomes, people.years, width)
    _refuse_no_difference(found)
    effect = _effect(found)
    checks = (_share(found), _alike_before(found), _heaped(people), _others(people, outcomes, width))
    near = np.abs(people.distance) < width
    inside = near & (people.distance >= 0)
    return conclude(
        question,
        effect,
        checks,
        design="discontinuity",
        how=_how(people, width),
        treated=int(inside.sum()),
        comparison=int((near & ~inside).sum()),
        counted="people",
        left_out=int((people.is_treated & ~near).sum()),
        before_after=_before_after(people, inside, near & ~inside),
        series=_series(people, rate, width),
        cautions=CAUTIONS,
    )


def _how(people: Ranked, width: float) -> str:
    unit = "of the logarithm of the rank" if people.is_rank else "of the score"
    return (
        f"A straight line on each side of the cut-off, people within {width:.2g} {unit} weighted by nearness "
        "(bandwidth of Imbens and Kalyanaraman); the jump of the outcome over the jump of the share treated."
    )


def _refuse_no_difference(found: Jump) -> None:
    if found.jump[1] < FEWEST_MORE_TREATED:
        raise EvaluationRefused(
            f"The share treated rises by {found.jump[1]:.0%} at the cut-off: it must rise by "
            f"{FEWEST_MORE_TREATED:.0%} or more, so choose the cut-off by which people were taken on."
        )


def _effect(found: Jump) -> Effect:
    """Return the effect on those whom the cut-off decided about, as a ratio and as a difference."""
    at = np.concatenate([found.below, found.jump])
    z = normal_quantile(0.95)
    change, change_error = _with_error(_change, at, found.variance)
    without = float(at[0] - change * at[1])
    if without <= 0 or without + change <= 0:
        raise EvaluationRefused("Too few events near the cut-off: follow people longer, or widen the cut.")
    ratio, error = _with_error(_log_ratio, at, found.variance)
    return Effect(
        COMPARISON,
        Estimate(exp(ratio), exp(ratio - z * error), exp(ratio + z * error)),
        Estimate(change * PER, (change - z * change_error) * PER, (change + z * change_error) * PER),
    )


def _change(at: Doubles) -> float:
    return float(at[3] / at[4])


def _log_ratio(at: Doubles) -> float:
    without = at[0] - _change(at) * at[1]
    return log(max(without + _change(at), 1e-12) / max(without, 1e-12))


def _with_error(of: Callable[[Doubles], float], at: Doubles, variance: Doubles) -> tuple[float, float]:
    """Return a function of estimates with its standard error by the delta method."""
    steps = 1e-6 * np.eye(len(at))
    slope = np.array([(of(at + step) - of(at - step)) / 2e-6 for step in steps])
    return of(at), sqrt(max(float(slope @ variance @ slope), 0.0))


def _share(found: Jump) -> Diagnostic:
    shares = (float(found.below[1]), float(found.below[1] + found.jump[1]))
    below, over = (round(each, 2) + 0.0 for each in shares)  # never -0%
    error = sqrt(float(found.variance[4, 4]))
    strong = error == 0 or float(found.jump[1]) / error > sqrt(10)
    says = f"{below:.0%} just outside and {over:.0%} just inside the cut-off were treated"
    return Diagnostic("share_treated", f"{says}.", is_met=strong, is_needed=True)


def _alike_before(found: Jump) -> Diagnostic:
    error = sqrt(float(found.variance[5, 5]))
    apart = float(found.jump[2]) / error if error > 0 else 0.0
    says = (
        f"in the year before, people just inside had {float(found.jump[2]) * PER:+,.0f} events per 1,000 "
        f"against those just outside ({abs(apart):.1f} standard errors)"
    )
    return Diagnostic("alike_before", f"{says}.", is_met=abs(apart) < _FURTHEST_BY_CHANCE, is_needed=True)


def _heaped(people: Ranked) -> Diagnostic:
    if people.is_rank:
        says = "ranks follow each other one by one, so nobody can be heaped up on one side"
        return Diagnostic("density", f"{says}.", is_met=True)
    apart = density_jump(people.distance)
    says = (
        f"people lie {'denser' if apart > 0 else 'thinner'} just inside, by {abs(apart):.1f} standard errors"
    )
    return Diagnostic("density", f"{says}.", is_met=abs(apart) < _FURTHEST_BY_CHANCE, is_needed=True)


def _others(people: Ranked, outcomes: Doubles, width: float) -> Diagnostic:
    found = []
    for factor in (0.5, 2.0):
        try:
            jump = jump_at_cut_off(people.distance, outcomes, people.years, factor * width)
            found.append(_effect(jump).ratio)
        except EvaluationRefused:
            continue
    told = " and ".join(f"{each.value:.2f} ({each.lower:.2f} to {each.upper:.2f})" for each in found)
    says = f"with half and twice the bandwidth the ratio is {told}" if found else "no other bandwidth works"
    agree = len(found) == 2 and all(each.lower <= other.upper for each, other in (found, reversed(found)))
    return Diagnostic("bandwidths", f"{says}.", is_met=agree)


def _before_after(people: Ranked, inside: Flags, outside: Flags) -> BeforeAfter:
    def rate(rows: Flags) -> float:
        return float(people.after[rows].sum() / people.years[rows].sum())

    before = (float(people.before[inside].mean()), float(people.before[outside].mean()))
    return BeforeAfter(before[0], rate(inside), before[1], rate(outside))


def _series(people: Ranked, rate: Doubles, width: float) -> tuple[SeriesPoint, ...]:
    edges = np.linspace(-width, width, 2 * _BINS + 1)
    points = []
    for low, high in pairwise(edges):
        rows = (people.distance >= low) & (people.distance < high)
        if not people.years[rows].sum():
            continue
        value = float(np.average(rate[rows], weights=people.years[rows])) * PER
        is_inside = low >= -1e-12
        middle = float(low + high) / 2
        label = f"{middle:+.2f}"
        points.append(SeriesPoint(middle, label, value if is_inside else None, None if is_inside else value))
    return tuple(points)
