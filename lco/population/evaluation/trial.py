"""A design tried on many made-up places whose effect is known: how often it is right."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from importlib import import_module
from statistics import fmean
from typing import Any

from lco.population.evaluation.matched import evaluate_matched
from lco.population.evaluation.planted import Garden
from lco.population.evaluation.report import BeforeAfter
from lco.statistics.intervals import Estimate

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Seed:
    """What was found in one made-up place. Ratios: events over those of the comparison."""

    seed: int
    ratio: Estimate
    finding: str
    is_saving: bool
    covers: bool
    before_after: BeforeAfter
    treated: int
    matched: int
    worst_difference: float


@dataclass(frozen=True)
class Trial:
    """What was found over all seeds, beside what a before-after comparison would have claimed.

    Attributes:
        effect_percent: the effect planted.
        seeds: what was found in each.
    """

    effect_percent: float
    seeds: tuple[Seed, ...]

    @property
    def called(self) -> int:
        """Seeds in which the care was said to have lowered admissions."""
        return sum(seed.is_saving for seed in self.seeds)

    @property
    def covered(self) -> int:
        """Seeds whose interval holds the planted effect."""
        return sum(seed.covers for seed in self.seeds)

    @property
    def mean_percent(self) -> float:
        """Mean effect found, in per cent."""
        return (fmean(seed.ratio.value for seed in self.seeds) - 1) * 100

    @property
    def naive_percents(self) -> tuple[float, float, float]:
        """Mean, least and greatest before-after change of those treated, in per cent."""
        found = [seed.before_after.naive_percent or 0.0 for seed in self.seeds]
        return fmean(found), min(found), max(found)

    @property
    def naive_called(self) -> int:
        """Seeds in which a before-after comparison would have shown a fall."""
        return sum((seed.before_after.naive_percent or 0.0) < 0 for seed in self.seeds)

    @property
    def foreseen_percent(self) -> float:
        """Mean change that regression to the mean alone foresees, people of the same counts, in per cent."""
        pairs = [(seed.before_after.before, seed.before_after.foreseen_after) for seed in self.seeds]
        return (fmean(float(after or 0.0) / before for before, after in pairs) - 1) * 100


def tried(garden: Garden, seeds: range, progress: Progress | None = None) -> Trial:
    """Grow a place for each seed, evaluate it, and hold the result to what was planted."""
    found = []
    # The matrices are small: threads of the algebra library would wait for each other longer than they work.
    with _one_thread():
        for done, seed in enumerate(seeds, start=1):
            found.append(_one(garden, seed))
            if progress is not None:
                progress(done, len(seeds))
    return Trial(garden.planting.effect_percent, tuple(found))


def _one_thread() -> AbstractContextManager[Any]:
    try:
        limits: AbstractContextManager[Any] = import_module("threadpoolctl").threadpool_limits(1)
    except ImportError:  # it comes with scikit-learn, without which matching says what is missing
        return nullcontext()
    return limits


def _one(garden: Garden, seed: int) -> Seed:
    evaluation = evaluate_matched(garden.grown(seed), garden.question())
    ratio, truth = evaluation.effect.ratio, 1 + garden.planting.effect_percent / 100
    return Seed(
        seed=seed,
        ratio=ratio,
        finding=evaluation.verdict.finding.value,
        is_saving=evaluation.verdict.is_saving,
        covers=ratio.lower <= truth <= ratio.upper,
        before_after=evaluation.before_after,
        treated=evaluation.treated,
        matched=evaluation.treated - evaluation.left_out,
        worst_difference=max(abs(row.difference_after) for row in evaluation.balance),
    )
