"""What a reviewer must look at before a model is approved: leakage, and groups treated unlike others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from lco.population.risk.report import GROUPINGS, Group, Measured

# Thresholds of our own design, for whoever approves a model to judge; none of them is a law.
TOO_GOOD = 0.85  # models on real UK records seldom pass 0.8: above this something of the outcome leaked in
FAIR_LOWER, FAIR_UPPER = 0.9, 1.1
WIDEST_GAP = 0.10


def alerts_of(measures: Mapping[str, Measured], groups: Sequence[Group]) -> tuple[str, ...]:
    """Return the alerts of a validation, the gravest first."""
    return (*_leakage(measures), *_misjudged(groups), *_gaps(groups), *_gradient(groups))


def _leakage(measures: Mapping[str, Measured]) -> Iterator[str]:
    found = measures.get("c_statistic")
    if found is not None and found.value > TOO_GOOD:
        yield (
            f"The c-statistic is {found.value:.2f}, above {TOO_GOOD}: too good to be true of real records. "
            "Look for a feature that knows the outcome before the model is approved."
        )


def _misjudged(groups: Sequence[Group]) -> Iterator[str]:
    for group in groups:
        found = group.measures.get("observed_over_expected")
        if found is None or found.lower is None or found.upper is None:
            continue
        is_off = not FAIR_LOWER <= found.value <= FAIR_UPPER
        if is_off and not found.lower <= 1 <= found.upper:
            too = "low" if found.value > 1 else "high"
            yield (
                f"{_name(group)}: risks are too {too}, {found.value:.2f} events for each one expected "
                f"({found.lower:.2f} to {found.upper:.2f})."
            )


def _gaps(groups: Sequence[Group]) -> Iterator[str]:
    for by in dict.fromkeys(group.by for group in groups):
        shown = [each for each in groups if each.by == by and "sensitivity_5" in each.measures]
        if len(shown) < 2:
            continue
        ordered = sorted(shown, key=lambda each: each.measures["sensitivity_5"].value)
        least, most = (each.measures["sensitivity_5"] for each in (ordered[0], ordered[-1]))
        if most.value - least.value > WIDEST_GAP:
            yield (
                f"{_name(ordered[0])}: of those with the event {least.value:.0%} are among the 5% at highest "
                f"risk, against {most.value:.0%} of {ordered[-1].label}{_perhaps_chance(least, most)}."
            )


def _perhaps_chance(least: Measured, most: Measured) -> str:
    overlap = least.upper is not None and most.lower is not None and least.upper >= most.lower
    return "; their intervals overlap, so it may be chance" if overlap else ""


def _gradient(groups: Sequence[Group]) -> Iterator[str]:
    fifths = [each for each in groups if each.by == "deprivation" and each.id.isdigit()]
    found = [each.measures.get("observed_over_expected") for each in fifths]
    values = [each.value for each in found if each is not None]
    if len(values) < 5:
        return
    steps = [later - earlier for earlier, later in pairwise(values)]
    if all(step > 0 for step in steps) or all(step < 0 for step in steps):
        way = "rises" if steps[0] > 0 else "falls"
        yield (
            f"Events over those expected {way} from each deprivation fifth to the next, from {values[0]:.2f} "
            f"in the most deprived to {values[-1]:.2f}: need may be recorded less in some of them."
        )


def _name(group: Group) -> str:
    return f"{GROUPINGS[group.by]}, {group.label}"
