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
    along = {"field": "label", "type": "nominal", "sort": [words(each.year) for each in counts]}
    axis = {"title": None, "labelAngle": 0, "ticks": False, "domainColor": charts.QUIET}
    stacked = {
        "field": "services",
        "type": "quantitative",
        "stack": "zero",
        "title": "services",
        "axis": {"tickMinStep": 1, "tickCount": 5},
    }
    order = {"field": "order", "type": "quantitative"}
    colour = {
        "field": "route",
        "type": "nominal",
        "sort": [words(route) for route in ROUTES],
        "scale": {"domain": [words(route) for route in ROUTES], "range": list(_COLOURS.values())},
        "legend": {"orient": "top", "title": None, "labelFontSize": 13, "columns": 1, "labelLimit": 260},
    }
    bars = {
        "mark": {"type": "bar", "width": {"band": 0.6}, "stroke": charts.QUIET, "strokeWidth": 1},
        "encoding": {"x": along | {"axis": axis}, "y": stacked, "color": colour, "order": order},
    }
    # The middle of each part of a column carries its number, so that no part depends on its colour.
    numbers = {
        "mark": {"type": "text", "fontWeight": "bold"},
        "encoding": {
            "x": along,
            "y": stacked | {"bandPosition": 0.5},
            "text": {"field": "services"},
            "order": order,
            "color": {
                "condition": {"test": f"datum.route == '{words('direct')}'", "value": "#ffffff"},
                "value": charts.INK,
            },
        },
    }
    return spec | {"data": {"values": values}, "layer": [bars, numbers]}
