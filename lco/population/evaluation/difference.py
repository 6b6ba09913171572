"""Difference in differences: the change of those treated less the change of the others over the same time."""

from __future__ import annotations

import numpy as np

from lco.population.evaluation.candidates import EvaluationRefused, Question
from lco.population.evaluation.concluding import conclude
from lco.population.evaluation.panel import Panel, coefficient_of, effect_of
from lco.population.evaluation.rates import PER
from lco.population.evaluation.report import BeforeAfter, Diagnostic, Evaluation, SeriesPoint

CHANCE_OF_TREND = 0.05
_HOW = (
    "Poisson regression with a level for each {level} and each period; the effect is how much more those "
    "treated changed at the start than the others; interval by {cluster}."
)
CAUTIONS = (
    "It stands on both groups having gone on alike without the care. Two things alike before may part later "
    "for other reasons, such as a new clinic that opened in one of them.",
)


def evaluate_difference(panel: Panel, question: Question, *, comparison: str, counted: str) -> Evaluation:
    """Hold the change of those treated against the change of the others.

    Args:
        panel: units of which some begin, all in one period, and some never do.
        question: what is asked.
        comparison: whom they are held against, plural.
        counted: what the units are, plural, such as ``neighbourhoods``.

    Raises:
        EvaluationRefused: when the starts differ, or nobody is left to compare with.
    """
    begins = np.unique(panel.starts[panel.is_ever])
    if len(begins) != 1 or panel.is_ever.all():
        raise EvaluationRefused(
            "A difference in differences needs one start and units that never begin: "
            "where all begin one after the other, use a stepped wedge."
        )
    start, effect = int(begins[0]), effect_of(panel, comparison)
    checks = (_pre_trend(panel, start), _with_trend(panel, start), _periods_before(start))
    treated = int(panel.is_ever.sum())
    return conclude(
        question,
        effect,
        checks,
        design="difference",
        how=_how(counted),
        treated=treated,
        comparison=len(panel.starts) - treated,
        counted=counted,
        before_after=_before_after(panel, start),
        series=series_of(panel, start),
        cautions=CAUTIONS,
    )


def series_of(panel: Panel, start: int) -> tuple[SeriesPoint, ...]:
    """Return the rates of those who begin some time and of those who never do, period by period."""
    found = []
    for period, label in enumerate(panel.periods):
        cells = np.zeros_like(panel.years, dtype=bool)
        cells[:, period] = True
        mine, theirs = cells & panel.is_ever[:, None], cells & ~panel.is_ever[:, None]
        other = panel.rate(theirs) * PER if theirs.any() else None
        found.append(SeriesPoint(float(period - start), label, panel.rate(mine) * PER, other))
    return tuple(found)


def _how(counted: str) -> str:
    if counted == "people":
        return _HOW.format(level="group", cluster="matched sets")
    return _HOW.format(level=counted.removesuffix("s"), cluster=f"{counted}, leaving each out in turn")


def _before_after(panel: Panel, start: int) -> BeforeAfter:
    after = np.broadcast_to(np.arange(len(panel.periods)) >= start, panel.years.shape)
    mine = np.broadcast_to(panel.is_ever[:, None], panel.years.shape)
    return BeforeAfter(
        before=panel.rate(mine & ~after),
        after=panel.rate(mine & after),
        comparison_before=panel.rate(~mine & ~after),
        comparison_after=panel.rate(~mine & after),
    )


def _pre_trend(panel: Panel, start: int) -> Diagnostic:
    """Test whether those treated were already drifting away from the others before the start."""
    if start < 2:
        return Diagnostic("pre_trend", "One period before the start: no trend can be seen.", is_met=False)
    periods = np.arange(len(panel.periods), dtype=np.float64)
    drift = panel.is_ever[:, None] * periods[None, :]
    before = np.broadcast_to(periods < start, panel.years.shape)
    slope = coefficient_of(panel, drift, before)
    percent = (np.exp(slope.value) - 1) * 100
    says = (
        f"before the start those treated changed by {percent:+.1f}% a period against the others "
        f"(chance {slope.chance:.2f} if they were alike)"
    )
    return Diagnostic("pre_trend", f"{says}.", is_met=slope.chance >= CHANCE_OF_TREND, is_needed=True)


def _with_trend(panel: Panel, start: int) -> Diagnostic:
    """Say what the effect would be had those treated drifted on: few periods hide a drift."""
    if start < 2:
        return Diagnostic("trend_taken_out", "No trend can be taken out of one period.", is_met=False)
    drift = panel.is_ever[:, None] * np.arange(len(panel.periods), dtype=np.float64)[None, :]
    plain = coefficient_of(panel, panel.is_on.astype(np.float64)).interval()
    ratio = coefficient_of(panel, panel.is_on.astype(np.float64), beside=drift).interval()
    says = f"with a trend of their own taken out the ratio is {ratio.value:.2f} ({ratio.lower:.2f} to "
    agree = ratio.lower <= plain.value <= ratio.upper
    return Diagnostic("trend_taken_out", f"{says}{ratio.upper:.2f}).", is_met=agree)


def _periods_before(start: int) -> Diagnostic:
    says = f"{start} periods before the start to judge by"
    return Diagnostic("periods_before", f"{says}.", is_met=start >= 3)
