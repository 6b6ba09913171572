"""The chart of the contracts pages: services in scope by year and route."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lco.contracts.scope import ROUTES, YearCount
from web.contracts.forms import words
from web.ui import charts, formats
from web.ui.charts import Bar, Chart
from web.ui.words import phrase, plural

_COLOURS = {"direct": charts.STRONG, "subcontract": charts.SOFT, "not_clear": "#e8edee"}


def services_chart(counts: Sequence[YearCount]) -> Chart:
    """Return how many services join each year, stacked by route."""
    joining = [f"{formats.number(each.joining)} in {words(each.year)}" for each in counts]
    total = counts[-1].in_scope if counts else 0
    return Chart(
        id="services-by-year",
        title="Services by the year in which they join, and how they are provided",
        sentence=f"{plural(total, 'service')}: {phrase(joining)}." if counts else "No service meets this.",
        spec=_stacked(counts),
        heads=("Joins in", *(words(route) for route in ROUTES), "Together", "In scope by then"),
        rows=tuple(
            (words(each.year), *(each.by_route[route] for route in ROUTES), each.joining, each.in_scope)
            for each in counts
        ),
        note="Of what was asked for. A service is counted once, in the year in which it joins.",
    )


def _stacked(counts: Sequence[YearCount]) -> dict[str, Any] | None:
    whole = [Bar(words(each.year), float(each.joining), formats.number(each.joining)) for each in counts]
    spec = charts.columns(whole, unit="services")
    if spec is None:
        return None
    values = [
        {"label": words(each.year), "route": words(route), "services": each.by_route[route], "order": order}
        for each in counts
        for order, route in enumerate(ROUTES)
        if each.by_route[route]
    ]
    years = [words(each.year) for each in counts]
    return spec | {"data": {"values": values}, "layer": [_parts(years), _numbers(years)]}


def _along(years: Sequence[str]) -> dict[str, Any]:
    axis = {"title": None, "labelAngle": 0, "ticks": False, "domainColor": charts.QUIET}
    return {"field": "label", "type": "nominal", "sort": list(years), "axis": axis}


def _up() -> dict[str, Any]:
    axis = {"tickMinStep": 1, "tickCount": 5}
    return {"field": "services", "type": "quantitative", "stack": "zero", "title": "services", "axis": axis}


def _parts(years: Sequence[str]) -> dict[str, Any]:
    routes = [words(route) for route in ROUTES]
    colour = {
        "field": "route",
        "type": "nominal",
        "sort": routes,
        "scale": {"domain": routes, "range": list(_COLOURS.values())},
        "legend": {"orient": "top", "title": None, "labelFontSize": 13, "columns": 1, "labelLimit": 260},
    }
    return {
        "mark": {"type": "bar", "width": {"band": 0.6}, "stroke": charts.QUIET, "strokeWidth": 1},
        "encoding": {
            "x": _along(years),
            "y": _up(),
            "color": colour,
            "order": {"field": "order", "type": "quantitative"},
        },
    }


def _numbers(years: Sequence[str]) -> dict[str, Any]:
    # The middle of each part of a column carries its number, so that no part depends on its colour.
    on_dark = {"test": f"datum.route == '{words('direct')}'", "value": "#ffffff"}
    return {
        "mark": {"type": "text", "fontWeight": "bold"},
        "encoding": {
            "x": _along(years),
            "y": _up() | {"bandPosition": 0.5},
            "text": {"field": "services"},
            "order": {"field": "order", "type": "quantitative"},
            "color": {"condition": on_dark, "value": charts.INK},
        },
    }
