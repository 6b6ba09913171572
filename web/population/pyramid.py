"""The picture of people by age and sex: women to the left, men to the right, oldest above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from lco.store.figures import Figure
from web.ui import charts

# Age band, women, men.
Pyramid = Sequence[tuple[str, Figure | None, Figure | None]]

_SEXES = (("Women and girls", -1, charts.COLOURS["end"]), ("Men and boys", 1, charts.COLOURS["plain"]))
_CONFIG: Mapping[str, Any] = MappingProxyType(
    {
        "font": "Arial, Liberation Sans, sans-serif",
        "view": {"stroke": None},
        "axis": {
            "labelColor": charts.QUIET,
            "titleColor": charts.QUIET,
            "labelFontSize": 13,
            "titleFontSize": 13,
            "titleFontWeight": "normal",
            "gridColor": charts.LINE,
            "domain": False,
        },
    }
)


def pyramid(rows: Pyramid) -> dict[str, Any] | None:
    """Return the Vega-Lite specification; a withheld band has no bar. None when there is nothing to draw."""
    values = _values(rows)
    if not values:
        return None
    return {
        "$schema": charts.SCHEMA,
        "width": "container",
        "height": {"step": 19},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": "transparent",
        "data": {"values": values},
        "mark": {"type": "bar", "height": {"band": 0.86}},
        "encoding": {
            "y": _bands([band for band, _, _ in rows]),
            "x": _people(max(value["people"] for value in values)),
            "color": {"field": "colour", "type": "nominal", "scale": None},
        },
        "config": dict(_CONFIG),
    }


def _values(rows: Pyramid) -> list[dict[str, Any]]:
    return [
        {"band": band, "sex": sex, "people": found.value, "at": side * found.value, "colour": colour}
        for band, women, men in rows
        for (sex, side, colour), found in zip(_SEXES, (women, men), strict=True)
        if found is not None and found.value is not None
    ]


def _bands(bands: list[str]) -> dict[str, Any]:
    # Every band has its place, so that a withheld one is seen to be left out.
    return {
        "field": "band",
        "type": "nominal",
        "title": None,
        "axis": {"ticks": False},
        "scale": {"domain": bands},
    }


def _people(widest: float) -> dict[str, Any]:
    return {
        "field": "at",
        "type": "quantitative",
        "axis": {
            "title": "women and girls   |   men and boys",
            "labelExpr": "format(abs(datum.value), ',')",
            "tickCount": 5,
        },
        "scale": {"domain": [-widest, widest]},
    }
