"""The picture of people by age and sex: women to the left, men to the right, oldest above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Beside:
    """The place beside an area: its rows, and the people of both, by which shares are drawn."""

    rows: Pyramid
    here: float
    whole: float


def pyramid(rows: Pyramid, beside: Beside | None = None) -> dict[str, Any] | None:
    """Return the Vega-Lite specification; a withheld band has no bar. None when there is nothing to draw.

    With the place beside it, bars are shares of the people here and marks those of the place; else people.
    """
    values = _values(rows, beside)
    if not values:
        return None
    layers = [_layer({"type": "bar", "height": {"band": 0.86}}, "at", rows, is_share=beside is not None)]
    if beside:
        tick = {"type": "tick", "color": charts.INK, "thickness": 2, "size": 15}
        layers.append(_layer(tick, "place_at", rows, is_share=True))
    return {
        "$schema": charts.SCHEMA,
        "width": "container",
        "height": {"step": 19},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": "transparent",
        "data": {"values": values},
        # What is drawn is reckoned by the picture: a share of all people here, women to the left.
        "transform": [
            {"calculate": "datum.side * datum.people / datum.all", "as": "at"},
            {"calculate": "datum.side * datum.place_people / datum.place_all", "as": "place_at"},
        ],
        "layer": layers,
        "config": dict(_CONFIG),
    }


def _values(rows: Pyramid, beside: Beside | None) -> list[dict[str, Any]]:
    whole = {band: (women, men) for band, women, men in beside.rows} if beside else {}
    return [
        {
            "band": band,
            "sex": sex,
            "side": side,
            "people": found.value,
            "all": beside.here if beside else 1,
            "place_people": _count(whole.get(band, (None, None))[number]),
            "place_all": beside.whole if beside else 1,
            "colour": colour,
        }
        for band, women, men in rows
        for number, ((sex, side, colour), found) in enumerate(zip(_SEXES, (women, men), strict=True))
        if found is not None and found.value is not None
    ]


def _count(found: Figure | None) -> float | None:
    return found.value if found else None


def _layer(mark: dict[str, Any], field: str, rows: Pyramid, *, is_share: bool) -> dict[str, Any]:
    encoding: dict[str, Any] = {"y": _bands([band for band, _, _ in rows]), "x": _along(field, is_share)}
    if mark["type"] == "bar":
        encoding["color"] = {"field": "colour", "type": "nominal", "scale": None}
    return {"mark": mark, "encoding": encoding}


def _bands(bands: list[str]) -> dict[str, Any]:
    # Every band has its place, so that a withheld one is seen to be left out.
    return {
        "field": "band",
        "type": "nominal",
        "title": None,
        "axis": {"ticks": False},
        "scale": {"domain": bands},
    }


def _along(field: str, is_share: bool) -> dict[str, Any]:
    written = "format(abs(datum.value), '.1%')" if is_share else "format(abs(datum.value), ',')"
    return {
        "field": field,
        "type": "quantitative",
        "axis": {"title": "women and girls   |   men and boys", "labelExpr": written, "tickCount": 5},
    }
