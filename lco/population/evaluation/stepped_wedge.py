"""Stepped wedge: neighbourhoods begin one after the other, and those still to begin are the comparison.

Source: Hussey and Hughes, Contemporary Clinical Trials 2007;28:182-191; effects of neighbourhood and of
period are fixed here, so that no distribution of neighbourhoods need be believed.
"""

from __future__ import annotations

import numpy as np

from lco.population.evaluation.candidates import EvaluationRefused, Flags, Question
from lco.population.evaluation.concluding import conclude
from lco.population.evaluation.difference import CHANCE_OF_TREND, series_of
from lco.population.evaluation.panel import Panel, coefficient_of, effect_of
from lco.population.evaluation.report import BeforeAfter, Diagnostic, Evaluation
from lco.population.evaluation.verdict import Effect

COMPARISON = "neighbourhoods that had not begun"
_FEWEST_STEPS = 2
_HOW = (
    "Poisson regression with a level for each neighbourhood and each period; the effect is what having begun "
    "adds; interval by leaving out each neighbourhood in turn."
)
CAUTIONS = (
    "It takes the effect to be there from the first period and to stay as it is. If it grows with time, "
    "neighbourhoods that began early make a poor comparison for those that begin late.",
    "Who begins first should have been drawn by lot: if those in most need began first, period by period "
    "they would have changed unlike the others anyway.",
)


def evaluate_stepped_wedge(panel: Panel, question: Question) -> Evaluation:
    """Hold neighbourhoods that have begun against those that have not, period by period.

    Raises:
        EvaluationRefused: when there are fewer than two steps.
    """
    begins = np.unique(panel.starts[panel.is_ever])
    if len(begins) < _FEWEST_STEPS:
        raise EvaluationRefused(
            "A stepped wedge needs neighbourhoods that begin at different times: "
            "with one start and others that never begin, use a difference in differences."
        )
    effect = effect_of(panel, COMPARISON)
    checks = (_both_at_once(panel), _no_effect_before(panel))
    treated = int(panel.is_ever.sum())
    return conclude(
        question,
        effect,
        checks,
        design="stepped_wedge",
        how=_HOW,
        treated=treated,
        comparison=len(panel.starts) - treated,
        counted="neighbourhoods",
        before_after=_before_after(panel, effect),
        series=series_of(panel, int(begins[0])),
        cautions=CAUTIONS,
    )


def _before_after(panel: Panel, effect: Effect) -> BeforeAfter:
    ever = np.broadcast_to(panel.is_ever[:, None], panel.years.shape)
    before, after = panel.rate(ever & ~panel.is_on), panel.rate(panel.is_on)
    return BeforeAfter(before, after, before, after / effect.ratio.value)


def _mixed(panel: Panel) -> Flags:
    on = panel.is_on
    return np.asarray(on.any(axis=0) & ~on.all(axis=0))


def _both_at_once(panel: Panel) -> Diagnostic:
    both = int(_mixed(panel).sum())
    says = f"in {both} of {len(panel.periods)} periods some neighbourhoods had begun and some had not"
    return Diagnostic("both_at_once", f"{says}.", is_met=both >= _FEWEST_STEPS, is_needed=True)


def _no_effect_before(panel: Panel) -> Diagnostic:
    """Look for an effect in the period before each start, where none can be."""
    periods = np.arange(len(panel.periods))
    lead = (periods[None, :] == panel.starts[:, None] - 1).astype(np.float64)
    found = coefficient_of(panel, lead, ~panel.is_on)
    says = (
        f"in the period before it began a neighbourhood differed by {(np.exp(found.value) - 1) * 100:+.1f}% "
        f"from what was expected (chance {found.chance:.2f} if nothing was different)"
    )
    return Diagnostic("no_effect_before", f"{says}.", is_met=found.chance >= CHANCE_OF_TREND, is_needed=True)
