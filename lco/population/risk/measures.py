"""The measures of a report, from risks and events."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from lco.population.risk.report import BenefitPoint, CurvePoint, Measured
from lco.statistics.calibration import (
    calibration_curve,
    calibration_in_the_large,
    calibration_slope,
    observed_over_expected,
)
from lco.statistics.intervals import Estimate, wilson
from lco.statistics.net_benefit import decision_curve
from lco.statistics.prediction import (
    brier,
    c_statistic,
    flag_rate,
    flagged,
    positive_predictive_value,
    scaled_brier,
    sensitivity,
)

Array = np.ndarray
SHARES = ("0.5", "1", "5")  # per cent of people at highest risk
FEWEST_EVENTS = 10  # below this, or as few without the event, a group's c-statistic and slope say nothing
THRESHOLDS = (0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.125, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)


def flags_of(risks: Array) -> dict[str, Array]:
    """Return for each of `SHARES` how far each person is among that share at highest risk."""
    return {share: flagged(risks, share) for share in SHARES}


def measured(
    risks: Array,
    events: Array,
    flags: Mapping[str, Array],
    *,
    are_probabilities: bool = True,
    clusters: Array | None = None,
) -> dict[str, Measured]:
    """Return the measures of people, without those that cannot be computed.

    Args:
        risks: their risks, or points.
        events: whether each had the event.
        flags: what `flags_of` says of them, computed over everybody and not over this group alone.
        are_probabilities: false for points, of which no calibration can be measured.
        clusters: whom each entry is of, where one person has several.
    """
    found: dict[str, Estimate | None] = {"prevalence": wilson(int(events.sum()), len(events))}
    events_enough = min(int(events.sum()), int((~events).sum())) >= FEWEST_EVENTS
    if events_enough:
        found["c_statistic"] = c_statistic(risks, events, clusters=clusters)
    if are_probabilities:
        found["observed_over_expected"] = observed_over_expected(risks, events)
        if events_enough:
            slope = calibration_slope(risks, events)
            found["calibration_in_the_large"] = calibration_in_the_large(risks, events)
            found["calibration_slope"] = slope.slope if slope else None
        found["brier"] = brier(risks, events)
        found["scaled_brier"] = scaled_brier(risks, events)
    for share, flag in flags.items():
        found[f"ppv_{share}"] = positive_predictive_value(flag, events)
        found[f"sensitivity_{share}"] = sensitivity(flag, events)
    found["flag_rate_5"] = flag_rate(flags["5"])
    kept = {name: _measured(each) for name, each in found.items() if each is not None}
    if events.sum():
        kept["need_adjusted_flag_rate_5"] = Measured(float(flags["5"].sum() / events.sum()))
    return kept


def _measured(found: Estimate) -> Measured:
    return Measured(found.value, found.lower, found.upper)


def curve_of(risks: Array, events: Array) -> tuple[CurvePoint, ...]:
    """Return the calibration curve by tenths of risk."""
    return tuple(
        CurvePoint(each.predicted, each.observed.value, each.observed.lower, each.observed.upper, each.people)
        for each in calibration_curve(risks, events)
    )


def benefit_of(risks: Array, events: Array) -> tuple[BenefitPoint, ...]:
    """Return the decision curve at `THRESHOLDS`."""
    return tuple(
        BenefitPoint(each.threshold, each.model, each.treat_all, each.lower, each.upper)
        for each in decision_curve(risks, events, THRESHOLDS)
    )
