"""An evaluation as charts and tables: the comparison stands beside every change of those treated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lco.population.evaluation.report import Evaluation
from web.population.workbench.frames import frame, told_apart
from web.ui import charts, formats
from web.ui.charts import Chart

Row = tuple[Any, ...]
# What the points of a series stand along, by design; periods elsewhere.
_ALONG = {"discontinuity": "ranks from the cut-off"}
_TREATED, _COMPARISON = "those treated", "the comparison"


def series_chart(found: Evaluation) -> Chart | None:
    """Return rates of those treated and of the comparison by period; None where there are no points."""
    if not found.series:
        return None
    return Chart(
        id="series",
        title=f"{found.outcome_label.capitalize()} per 1,000 people and year",
        sentence=found.verdict.sentence,
        spec=_spec(found),
        heads=("When", "Those treated", "The comparison"),
        rows=tuple((each.label, _rate(each.treated), _rate(each.comparison)) for each in found.series),
        note="The effect is the distance of the two lines afterwards, never the fall of one of them.",
    )


def before_after(found: Evaluation) -> Sequence[Row]:
    """Return rates before and after of those treated, of the comparison, and what chance alone foresees."""
    change = found.before_after
    if change is None:
        return []
    return [
        ("Those treated", formats.number(change.before, 3), formats.number(change.after, 3)),
        (
            "The comparison",
            formats.number(change.comparison_before, 3),
            formats.number(change.comparison_after, 3),
        ),
        (
            "Those treated, had nothing been done (regression to the mean)",
            formats.number(change.before, 3),
            formats.number(change.foreseen_after, 3),
        ),
    ]


def balance(found: Evaluation) -> Sequence[Row]:
    """Return what was known before the start, of those treated and of the comparison."""
    return [
        (
            each.label,
            formats.number(each.treated, 2),
            formats.number(each.before, 2),
            formats.number(each.after, 2),
            formats.number(each.difference_before, 2),
            formats.number(each.difference_after, 2),
        )
        for each in found.balance
    ]


def diagnostics(found: Evaluation) -> Sequence[Row]:
    """Return each check: what was found, whether it holds, whether the verdict stands on it."""
    return [
        (each.says, "✓ holds" if each.is_met else "✗ does not hold", formats.yes_no(each.is_needed))
        for each in found.diagnostics
    ]


def _rate(value: float | None) -> str:
    return formats.NOTHING if value is None else formats.number(value, 1)


def _spec(found: Evaluation) -> dict[str, Any] | None:
    values = [
        {"at": each.at, "label": each.label, "rate": rate, "who": who}
        for each in found.series
        for who, rate in ((_TREATED, each.treated), (_COMPARISON, each.comparison))
        if rate is not None
    ]
    if not values:
        return None
    coded = told_apart(
        "who",
        (_TREATED, _COMPARISON),
        color=(charts.STRONG, charts.WARM),
        strokeDash=([1, 0], [6, 4]),
        shape=("circle", "triangle-up"),
    )
    axis = {"tickCount": 6, "tickMinStep": 1, "format": "~g", "grid": False}
    along = {
        "field": "at",
        "type": "quantitative",
        "title": _ALONG.get(found.design, "periods from the start"),
        "axis": axis,
    }
    up = {"field": "rate", "type": "quantitative", "title": None, "axis": {"format": ",~f", "tickCount": 5}}
    mark = {"type": "line", "strokeWidth": 2, "point": {"filled": True, "size": 80}}
    return frame([{"mark": mark, "encoding": {"x": along, "y": up, **coded}}], values, height=300)
