"""Measures of a validation in words and as tables; what each means stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from lco.population.risk.report import GROUPINGS, MEASURES, Group, Measured, Validation
from web.population.workbench.trained import Look
from web.ui import formats

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "prevalence": "People with the event",
        "c_statistic": "C-statistic",
        "observed_over_expected": "Observed over expected",
        "calibration_in_the_large": "Calibration in the large",
        "calibration_slope": "Calibration slope",
        "brier": "Brier score",
        "scaled_brier": "Scaled Brier score",
        "ppv_0.5": "Predictive value, top 0.5%",
        "ppv_1": "Predictive value, top 1%",
        "ppv_5": "Predictive value, top 5%",
        "sensitivity_0.5": "Sensitivity, top 0.5%",
        "sensitivity_1": "Sensitivity, top 1%",
        "sensitivity_5": "Sensitivity, top 5%",
        "flag_rate_5": "Flagged in the top 5%",
        "need_adjusted_flag_rate_5": "Flagged for each with the event",
    }
)
_PERCENT = ("prevalence", "scaled_brier", "ppv", "sensitivity", "flag_rate")
_PLACES = {"c_statistic": 3, "brier": 4}
# What a table of groups shows; the rest stays on the page of the whole.
EQUITY = (
    "c_statistic",
    "observed_over_expected",
    "calibration_slope",
    "flag_rate_5",
    "ppv_5",
    "sensitivity_5",
)
_COMPARED = ("c_statistic", "ppv_1", "ppv_5", "sensitivity_5", "scaled_brier")


@dataclass(frozen=True)
class Line:
    """A measure of the whole, ready for a page."""

    title: str
    value: str
    interval: str
    meaning: str


def written(name: str, found: Measured | None) -> str:
    """Return the value of a measure; a dash where there is none."""
    return formats.NOTHING if found is None else _writer(name)(found.value)


def interval(name: str, found: Measured | None) -> str:
    """Return the 95% interval of a measure, such as ``0.701 to 0.723``; empty where there is none."""
    if found is None or found.lower is None or found.upper is None:
        return ""
    write = _writer(name)
    return f"{write(found.lower)} to {write(found.upper)}"


def with_interval(name: str, found: Measured | None) -> str:
    """Return value and interval in one, ``0.712 (0.701 to 0.723)``."""
    between = interval(name, found)
    return f"{written(name, found)} ({between})" if between else written(name, found)


def lines(report: Validation) -> Sequence[Line]:
    """Return every measure of the whole, in the order of the report format."""
    return [
        Line(TITLES.get(name, name), written(name, found), interval(name, found), meaning)
        for name, meaning in MEASURES.items()
        if (found := report.measures.get(name)) is not None
    ]


def comparators(report: Validation) -> tuple[tuple[str, ...], Sequence[tuple[str, ...]]]:
    """Return heads and rows of the model beside other ways to rank the same people."""
    shown = [name for name in _COMPARED if name in report.measures]
    ranked = {"this model": report.measures, **report.comparators}
    rows = [
        (_words(way), *(with_interval(name, found.get(name)) for name in shown))
        for way, found in ranked.items()
    ]
    return ("Ranked by", *(TITLES[name] for name in shown)), rows


def groups(report: Validation, by: str = "") -> Sequence[Group]:
    """Return the groups in the order of the format; `by` keeps one grouping, empty keeps all."""
    wanted = [by] if by else list(GROUPINGS)
    return [each for id in wanted for each in report.groups if each.by == id]


def looks(found: Sequence[Look]) -> Sequence[tuple[str, ...]]:
    """Return the looks at a model in use as rows of a table, the newest first."""
    return [
        (
            formats.day(each.on),
            each.verdict.capitalize(),
            formats.number(each.people),
            with_interval("observed_over_expected", each.ratio),
            formats.number(each.stability, 3),
            " ".join(each.findings) or "nothing unusual",
        )
        for each in reversed(found)
    ]


def people(group: Group) -> str:
    """Return how many people a group has; a withheld number is never a nought."""
    return formats.SUPPRESSED if group.people is None else formats.number(group.people)


def events(group: Group) -> str:
    """Return how many of a group had the event; a withheld number is never a nought."""
    return formats.SUPPRESSED if group.events is None else formats.number(group.events)


def _words(way: str) -> str:
    return way.replace("_", " ").capitalize()


def _writer(name: str) -> Callable[[float], str]:
    if name.startswith(_PERCENT):
        return formats.percent
    return partial(formats.number, places=_PLACES.get(name, 2))
