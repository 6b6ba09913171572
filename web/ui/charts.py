"""Charts: a sentence above, the picture, the table beneath. The picture is Vega-Lite, given as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
INK, QUIET, LINE = "#212b32", "#4c6272", "#d8dde0"
STRONG, SOFT, WARM, COOL = "#1f6470", "#a9d0d4", "#b5462f", "#3d7f56"
_ROW_PIXELS = 40
# A second coding beside colour, so that no reader depends on seeing it.
COLOURS: Mapping[str, str] = {"plain": STRONG, "soft": SOFT, "down": COOL, "up": WARM, "end": "#4c4f7c"}


@dataclass(frozen=True)
class Bar:
    """One bar: from `start` to `value` in the chart's unit; `shown` is the value in words.

    A bar whose `value` is None is not drawn; `shown` then says why, such as ``suppressed``.
    `lower` and `upper` bound its interval. `tone` is a key of `COLOURS`.
    """

    label: str
    value: float | None
    shown: str
    lower: float | None = None
    upper: float | None = None
    start: float = 0.0
    tone: str = "plain"


@dataclass(frozen=True)
class Chart:
    """A chart ready for a page: ``{{ chart(it) }}`` of ui/charts.jinja.

    `heads` and `rows` are the table beneath; a cell is a text or a published figure. `spec` is None where
    there is nothing to draw.
    """

    id: str
    title: str
    sentence: str
    spec: Mapping[str, Any] | None
    heads: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    note: str = ""
    numeric_from: int = 1
    extra: Mapping[str, Any] = field(default_factory=dict)


def bars(rows: Sequence[Bar], *, unit: str, reference: float | None = None) -> dict[str, Any] | None:
    """Return horizontal bars with the label above each, which fits a narrow window as well as paper.

    `reference` draws a line through all bars, such as the value of the whole place.
    """
    if not any(row.value is not None for row in rows):
        return None
    layers: list[dict[str, Any]] = [_bar_layer(_end(rows)), _label_layer(), _shown_layer()]
    if any(row.lower is not None for row in rows):
        layers.append(_interval_layer())
    if reference is not None:
        layers.append(_reference_layer(reference))
    return _whole(layers, [_datum(row) for row in rows], unit=unit, height=len(rows) * _ROW_PIXELS)


def columns(rows: Sequence[Bar], *, unit: str) -> dict[str, Any] | None:
    """Return upright columns, one per period, in the order given."""
    if not any(row.value is not None for row in rows):
        return None
    order = [row.label for row in rows]
    axis_x = {"title": None, "labelAngle": 0, "ticks": False, "domainColor": QUIET}
    along = {"field": "label", "type": "nominal", "sort": order, "axis": axis_x}
    up = {"field": "value", "type": "quantitative", "title": unit, "axis": {"format": ",~f", "tickCount": 5}}
    layers = [
        {
            "mark": {"type": "bar", "width": {"band": 0.6}},
            "encoding": {"x": along, "y": up, "color": _colour()},
        },
        {
            "mark": {"type": "text", "dy": -8, "color": INK, "fontWeight": "bold"},
            "encoding": {"x": along, "y": up, "text": {"field": "shown"}},
        },
    ]
    return _whole(layers, [_datum(row) for row in rows], unit=unit, height=240)


def _datum(row: Bar) -> dict[str, Any]:
    return {
        "label": row.label,
        "value": row.value,
        "start": row.start,
        "shown": row.shown,
        "lower": row.lower,
        "upper": row.upper,
        "colour": COLOURS[row.tone],
        "at": max(row.start, row.value or 0, row.upper or 0),
    }


def _whole(
    layers: list[dict[str, Any]], values: list[dict[str, Any]], *, unit: str, height: int
) -> dict[str, Any]:
    return {
        "$schema": SCHEMA,
        "description": unit,
        "width": "container",
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": "transparent",
        "padding": {"left": 2, "right": 12, "top": 8, "bottom": 4},
        "data": {"values": values},
        "layer": layers,
        "config": {
            "font": "Arial, Liberation Sans, sans-serif",
            "view": {"stroke": None},
            "axis": {
                "labelColor": QUIET,
                "titleColor": QUIET,
                "labelFontSize": 13,
                "titleFontSize": 13,
                "titleFontWeight": "normal",
                "gridColor": LINE,
                "domain": False,
                "labelOverlap": True,
            },
            "text": {"fontSize": 13},
        },
    }


def _rows_axis() -> dict[str, Any]:
    return {"field": "label", "type": "nominal", "sort": None, "axis": None}


def _end(rows: Sequence[Bar]) -> float:
    """Return where the axis ends: room for the value written at the end of the longest bar."""
    longest = max(_datum(row)["at"] for row in rows)
    return (longest or 1.0) * (1 + 0.035 * max(len(row.shown) for row in rows))


def _values_axis(end: float) -> dict[str, Any]:
    return {
        "field": "value",
        "type": "quantitative",
        "axis": {"title": None, "format": ",~f", "tickCount": 4},
        "scale": {"zero": True, "nice": False, "domainMax": end},
    }


def _colour() -> dict[str, Any]:
    return {"field": "colour", "type": "nominal", "scale": None}


def _bar_layer(end: float) -> dict[str, Any]:
    return {
        "mark": {"type": "bar", "height": 13, "yOffset": 8},
        "encoding": {
            "y": _rows_axis(),
            "x": {**_values_axis(end), "field": "start"},
            "x2": {"field": "value"},
            "color": _colour(),
        },
    }


def _label_layer() -> dict[str, Any]:
    return {
        "mark": {"type": "text", "align": "left", "dy": -9, "color": INK, "fontSize": 13.5},
        "encoding": {"y": _rows_axis(), "x": {"value": 0}, "text": {"field": "label"}},
    }


def _shown_layer() -> dict[str, Any]:
    return {
        "mark": {"type": "text", "align": "left", "dx": 7, "dy": 8, "color": INK, "fontWeight": "bold"},
        "encoding": {
            "y": _rows_axis(),
            "x": {"field": "at", "type": "quantitative"},
            "text": {"field": "shown"},
        },
    }


def _interval_layer() -> dict[str, Any]:
    return {
        "mark": {"type": "rule", "color": INK, "strokeWidth": 1.5, "yOffset": 8},
        "encoding": {
            "y": _rows_axis(),
            "x": {"field": "lower", "type": "quantitative"},
            "x2": {"field": "upper"},
        },
    }


def _reference_layer(at: float) -> dict[str, Any]:
    return {
        "mark": {"type": "rule", "color": WARM, "strokeDash": [5, 4], "strokeWidth": 1.5},
        "encoding": {"x": {"datum": at, "type": "quantitative"}},
    }
