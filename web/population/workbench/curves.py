"""Curves of a validation: calibration and net benefit, each with its sentence and its table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from lco.population.risk.report import BenefitPoint, CurvePoint, Validation
from web.population.workbench.frames import frame, told_apart
from web.population.workbench.measures import with_interval
from web.ui import charts, formats
from web.ui.charts import Chart

_MODEL, _ALL, _NONE = "this model", "everybody", "nobody"


def calibration_chart(report: Validation) -> Chart:
    """Return foreseen against observed risk by tenths of people, the even line beside them."""
    return Chart(
        id="calibration",
        title="Foreseen and observed risk, by tenths of people",
        sentence=_calibration_sentence(report),
        spec=_calibration(report.curve),
        heads=("Tenth, lowest risk first", "Foreseen", "Observed", "95% interval", "People"),
        rows=tuple(
            (
                str(number),
                formats.percent(point.predicted),
                formats.percent(point.observed),
                f"{formats.percent(point.lower)} to {formats.percent(point.upper)}",
                point.people,
            )
            for number, point in enumerate(report.curve, start=1)
        ),
        note="A dot on the dashed line came true as often as foreseen; thin lines are 95% intervals.",
    )


def benefit_chart(report: Validation) -> Chart:
    """Return net benefit over thresholds of risk, beside helping everybody and helping nobody."""
    return Chart(
        id="benefit",
        title="Net benefit, by the risk from which one would act",
        sentence=_benefit_sentence(report.benefit),
        spec=_benefit(report.benefit),
        heads=(
            "Acting from a risk of",
            "By this model",
            "95% interval",
            "Helping everybody",
            "Helping nobody",
        ),
        rows=tuple(
            (
                formats.percent(point.threshold),
                formats.number(point.model, 4),
                _interval(point),
                formats.number(point.treat_all, 4),
                "0",
            )
            for point in report.benefit
        ),
        note=(
            "Net benefit counts those rightly helped for each person, less those helped in vain, weighed by "
            "the risk from which one would act. The highest line is the best way to choose at that risk."
        ),
    )


def _interval(point: BenefitPoint) -> str:
    if point.lower is None or point.upper is None:
        return formats.NOTHING
    return f"{formats.number(point.lower, 4)} to {formats.number(point.upper, 4)}"


def _calibration_sentence(report: Validation) -> str:
    found = report.measures.get("observed_over_expected")
    if found is None:
        return "How often foreseen risks came true, from the lowest tenth of people to the highest."
    said = with_interval("observed_over_expected", found)
    if found.lower is not None and found.upper is not None and found.lower <= 1 <= found.upper:
        return f"As many events happened as were foreseen, within chance: observed over expected {said}."
    way = "More" if found.value > 1 else "Fewer"
    return f"{way} events happened than were foreseen: observed over expected {said}."


def _benefit_sentence(points: Sequence[BenefitPoint]) -> str:
    runs = groupby(points, key=lambda point: point.model > max(point.treat_all, 0))
    better = max(
        ([each.threshold for each in run] for is_better, run in runs if is_better), key=len, default=[]
    )
    if not better:
        return "At no risk is choosing by this model better than helping everybody or nobody."
    return (
        "Choosing by this model is better than helping everybody or nobody for whoever acts from a risk "
        f"between {formats.percent(better[0])} and {formats.percent(better[-1])}."
    )


def _calibration(points: Sequence[CurvePoint]) -> dict[str, Any] | None:
    if not points:
        return None
    end = max(max(point.predicted, point.upper) for point in points)
    values = [
        {"x": point.predicted, "y": point.observed, "lower": point.lower, "upper": point.upper}
        for point in points
    ]
    x = _share("x", "foreseen risk", [0, end])
    even = {"values": [{"x": 0, "y": 0}, {"x": end, "y": end}]}
    y = _share("y", "observed risk", [0, end])
    line = {"type": "line", "color": charts.QUIET, "strokeDash": [5, 4], "strokeWidth": 1.5}
    layers = [
        {"data": even, "mark": line, "encoding": {"x": x, "y": y}},
        {
            "mark": {"type": "rule", "color": charts.STRONG, "strokeWidth": 1.5},
            "encoding": {"x": x, "y": {**y, "field": "lower"}, "y2": {"field": "upper"}},
        },
        {
            "mark": {"type": "line", "color": charts.STRONG, "strokeWidth": 2},
            "encoding": {"x": x, "y": y},
        },
        {
            "mark": {"type": "point", "filled": True, "opacity": 1, "size": 70, "color": charts.STRONG},
            "encoding": {"x": x, "y": y},
        },
    ]
    return frame(layers, values, height=320)


def _benefit(points: Sequence[BenefitPoint]) -> dict[str, Any] | None:
    if not points:
        return None
    values = [
        {"x": point.threshold, "y": value, "way": way}
        for point in points
        for way, value in ((_MODEL, point.model), (_ALL, point.treat_all), (_NONE, 0.0))
    ]
    top = max(max(point.model, point.treat_all) for point in points)
    # Helping everybody soon falls far below nobody: the axis ends where nothing is decided any more.
    y = {
        "field": "y",
        "type": "quantitative",
        "title": "net benefit for each person",
        "scale": {"domain": [-top / 4, top * 1.05], "nice": False},
        "axis": {"format": "~g", "tickCount": 5},
    }
    x = _share("x", "risk from which one would act", [points[0].threshold, points[-1].threshold])
    coded = told_apart(
        "way",
        (_MODEL, _ALL, _NONE),
        color=(charts.STRONG, charts.WARM, charts.COLOURS["end"]),
        strokeDash=([1, 0], [6, 4], [2, 3]),
    )
    mark = {"type": "line", "clip": True, "strokeWidth": 2.5}
    layer = {"mark": mark, "encoding": {"x": x, "y": y, **coded}}
    return frame([layer], values, height=300)


def _share(field: str, title: str, domain: Sequence[float]) -> dict[str, Any]:
    return {
        "field": field,
        "type": "quantitative",
        "title": title,
        "scale": {"domain": list(domain), "nice": True},
        "axis": {"format": ".0%", "tickCount": 5},
    }
