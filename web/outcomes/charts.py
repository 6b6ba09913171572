"""Charts of the outcomes pages: intervals by area, and a target by year."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import Any

from lco.outcomes.comparison import Standing
from web.outcomes.grids import written
from web.outcomes.queries import Aim, Area, Results
from web.outcomes.tables import interval, standing_of
from web.ui import charts, formats
from web.ui.charts import Bar, Chart
from web.ui.words import phrase, plural

_SHAPES = {
    Standing.BETTER: ("triangle-up", "#2a5f9e"),
    Standing.SIMILAR: ("circle", charts.QUIET),
    Standing.WORSE: ("triangle-down", charts.COLOURS["up"]),
}
_OFFSET = 10
_STEP, _STEP_OF_TWO_LINES = 42, 58
_LETTERS = 34  # of a name on one line, which fits the narrowest window


def interval_chart(results: Results, place_name: str) -> Chart:
    """Return every area as a mark with its 95% interval, the place as a line through all."""
    areas = sorted(results.areas, key=_by_value)
    unit = results.definition.unit
    return Chart(
        id=results.definition.id.replace("_", "-"),
        title=f"{results.definition.title}, by area ({unit})",
        sentence=sentence(results, place_name),
        spec=_spec(areas, results),
        heads=("Area", "Value", "95% interval", f"Against {place_name}"),
        rows=tuple((area.name, area.figure, interval(area), _word(area)) for area in areas),
        note=(
            f"▲ better, ● no difference, ▼ worse than {place_name}, which is the dashed line; "
            "bars are 95% intervals. An area that is withheld or has no value is in the table alone."
        ),
    )


def sentence(results: Results, place_name: str) -> str:
    """Return what the picture shows, in words."""
    counted = results.counted
    if not results.areas:
        return f"{results.definition.title}: no area has a figure."
    said = [
        f"{plural(counted[standing], 'area is', 'areas are')} {words} {place_name}"
        for standing, words in (
            ("better", "better than"),
            ("worse", "worse than"),
            ("similar", "no different from"),
        )
        if counted[standing]
    ]
    if counted["withheld"]:
        said.append(f"{plural(counted['withheld'], 'area is', 'areas are')} withheld")
    if counted["no value"]:
        said.append(f"{plural(counted['no value'], 'area has', 'areas have')} no value")
    return f"By 95% intervals, {phrase(said)}."


def target_chart(aim: Aim) -> Chart:
    """Return the change a target asks of each year."""
    unit = f"{aim.target.direction} {aim.target.unit}"
    rows = [Bar(year.label, float(year.change), formats.number(year.change)) for year in aim.years]
    first, last = aim.years[0], aim.years[-1]
    return Chart(
        id=f"target-{aim.target.id.replace('_', '-')}",
        title=f"{aim.target.title}: the change each year brings ({unit})",
        sentence=(
            f"From {formats.number(first.change)} {unit} in {first.label} to {formats.number(last.change)} "
            f"in {last.label}: together {formats.number(last.so_far)}, the target."
        ),
        spec=charts.columns(rows, unit=unit),
        heads=("Year", "In the year", "So far"),
        rows=tuple((year.label, year.change, year.so_far) for year in aim.years),
        note=_shape_note(aim),
    )


def ramp_chart(aim: Aim) -> Chart:
    """Return the shape that spreads every target over its years, as shares of the whole."""
    shares = [(year.label, formats.percent(float(year.share))) for year in aim.years]
    rows = [Bar(year.label, float(year.share), formats.percent(float(year.share))) for year in aim.years]
    spec = charts.columns(rows, unit="share of the target")
    (first, least), (last, most) = shares[0], shares[-1]
    return Chart(
        id="ramp",
        title="Share of a target that each year brings",
        sentence=f"A straight ramp: {least} of each target in {first}, rising to {most} in {last}.",
        spec=_in_percent(spec) if spec else None,
        heads=("Year", "Share"),
        rows=tuple(shares),
        note="One picture for all targets, since they share one shape; their units differ and never add.",
    )


def _shape_note(aim: Aim) -> str:
    printed = aim.target.is_shape_printed
    return (
        "The paper prints this shape."
        if printed
        else "The paper prints the sum alone; the straight ramp is our choice."
    )


def _by_value(area: Area) -> tuple[bool, float]:
    value = area.figure.value
    return (value is None, -value if value is not None else 0.0)


def _word(area: Area) -> str:
    tag = standing_of(area)
    return f"{tag.shape} {tag.text}"


def _in_percent(spec: dict[str, Any]) -> dict[str, Any]:
    for layer in spec["layer"]:
        layer["encoding"]["y"]["axis"] = {"format": ".0%", "tickCount": 4}
    return spec


def _spec(areas: Sequence[Area], results: Results) -> dict[str, Any] | None:
    drawn = [area for area in areas if area.compared.standing in _SHAPES]
    rows = [
        Bar(area.name, area.figure.value, written(area.figure), area.figure.lower, area.figure.upper)
        for area in drawn
    ]
    spec = charts.bars(rows, unit=results.definition.unit)
    if spec is None:
        return None
    values = [
        datum | _placed(area, fill(area.name, _LETTERS))
        for datum, area in zip(spec["data"]["values"], drawn, strict=True)
    ]
    # The intervals come first: their data, whole and in order, give the rows their places.
    layers = [_interval()]
    if results.whole and results.whole.value is not None:
        layers.append(_whole(results.whole.value))
    layers += [*_labels(), _mark(), _value()]
    height = {"step": _STEP_OF_TWO_LINES if any(value["has_two_lines"] for value in values) else _STEP}
    return spec | {"data": {"values": values}, "layer": layers, "height": height}


def _placed(area: Area, label: str) -> dict[str, Any]:
    shape, colour = _SHAPES[area.compared.standing]
    return {"label": label, "has_two_lines": "\n" in label, "shape": shape, "colour": colour}


def _row() -> dict[str, Any]:
    return {"field": "label", "type": "nominal", "sort": None, "axis": None}


def _along(field: str) -> dict[str, Any]:
    return {
        "field": field,
        "type": "quantitative",
        # Room at the right for the values; a rate below nought cannot be, so no tick says so.
        "axis": {
            "title": None,
            "format": ",~f",
            "tickCount": 4,
            "grid": True,
            "labelExpr": "datum.value < 0 ? '' : datum.label",
        },
        "scale": {"zero": False, "nice": False, "padding": 54},
    }


def _labels() -> list[dict[str, Any]]:
    # Names of one and of two lines end at the same height; a white edge lifts them off the lines behind.
    return [
        _label(filter=f"datum.has_two_lines == {str(has_two).lower()}", dy=dy, edge=edge)
        for has_two, dy in ((False, _OFFSET - 16), (True, _OFFSET - 32))
        for edge in (True, False)
    ]


def _label(*, filter: str, dy: int, edge: bool) -> dict[str, Any]:
    colours = {"stroke": "#ffffff", "strokeWidth": 4} if edge else {}
    return {
        "transform": [{"filter": filter}],
        "mark": {
            "type": "text",
            "align": "left",
            "lineBreak": "\n",
            "dy": dy,
            "color": "#ffffff" if edge else charts.INK,
            "fontSize": 13.5,
            **colours,
        },
        "encoding": {"y": _row(), "x": {"value": 0}, "text": {"field": "label"}},
    }


def _interval() -> dict[str, Any]:
    return {
        "mark": {"type": "rule", "strokeWidth": 3, "yOffset": _OFFSET, "strokeCap": "round"},
        "encoding": {
            "y": _row(),
            "x": _along("lower"),
            "x2": {"field": "upper"},
            "color": {"field": "colour", "type": "nominal", "scale": None},
        },
    }


def _mark() -> dict[str, Any]:
    return {
        "mark": {"type": "point", "filled": True, "opacity": 1, "size": 130, "yOffset": _OFFSET},
        "encoding": {
            "y": _row(),
            "x": _along("value"),
            "shape": {"field": "shape", "type": "nominal", "scale": None},
            "color": {"field": "colour", "type": "nominal", "scale": None},
        },
    }


def _value() -> dict[str, Any]:
    # One column of values at the right edge: beside its bar a value would seem to be the bar's end.
    return {
        "mark": {
            "type": "text",
            "align": "right",
            "baseline": "middle",
            "dy": _OFFSET,
            "color": charts.INK,
            "fontWeight": "bold",
        },
        "encoding": {"y": _row(), "x": {"value": "width"}, "text": {"field": "shown"}},
    }


def _whole(at: float) -> dict[str, Any]:
    return {
        "mark": {"type": "rule", "color": charts.QUIET, "strokeDash": [4, 4], "strokeWidth": 1},
        "encoding": {"x": {"datum": at, "type": "quantitative"}},
    }
