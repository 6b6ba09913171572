"""The frame all pictures of the workbench stand in: fonts, axes, room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from web.ui import charts

_AXIS: Mapping[str, Any] = MappingProxyType(
    {
        "labelColor": charts.QUIET,
        "titleColor": charts.QUIET,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "gridColor": charts.LINE,
        "domain": False,
        "labelOverlap": True,
    }
)
LEGEND: Mapping[str, Any] = MappingProxyType(
    {"title": None, "orient": "top", "labelFontSize": 13, "symbolSize": 200, "labelLimit": 220}
)


def frame(
    layers: Sequence[Mapping[str, Any]], values: Sequence[Mapping[str, Any]], *, height: Any
) -> dict[str, Any]:
    """Return a Vega-Lite specification of `layers` over `values`, as wide as its place on the page."""
    return {
        "$schema": charts.SCHEMA,
        "width": "container",
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": "transparent",
        "padding": {"left": 2, "right": 12, "top": 8, "bottom": 4},
        "data": {"values": list(values)},
        "layer": list(layers),
        "config": {
            "font": "Arial, Liberation Sans, sans-serif",
            "view": {"stroke": None},
            "axis": dict(_AXIS),
        },
    }


def told_apart(field: str, names: Sequence[str], **channels: Sequence[Any]) -> dict[str, Any]:
    """Return encodings of `field` by colour and by what more is given, so that colour is never alone.

    `channels` are Vega-Lite channels, such as ``strokeDash`` or ``shape``, with a value for each name.
    """
    return {
        channel: {
            "field": field,
            "type": "nominal",
            "legend": dict(LEGEND),
            "scale": {"domain": list(names), "range": list(given)},
        }
        for channel, given in channels.items()
    }
