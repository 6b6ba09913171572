"""The list of a team's measures."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from web.teams.measures.queries import Measured
from web.ui import formats
from web.ui.tables import Column, Table


def _value(row: Measured) -> Any:
    return row.share.value if row.share else None


def _shown(row: Measured) -> str:
    if row.is_withheld:
        return "withheld"
    return f"{formats.number(row.share.value, 0)}%" if row.share else "nobody to count yet"


def _interval(row: Measured) -> str:
    if row.share is None:
        return formats.NOTHING
    return f"{formats.number(row.share.lower, 0)} to {formats.number(row.share.upper, 0)}"


MEASURES = Table(
    name="measures",
    caption="Measures of the team's own work",
    columns=(
        Column(
            "measure",
            "Measure",
            lambda row: row.definition.title,
            link=lambda row: reverse("outcomes:indicator", args=[row.definition.id]),
            note=lambda row: "lower is better" if row.definition.details["lower_is_better"] else "",
        ),
        Column("value", "Share", _value, show=_shown, kind="number"),
        Column("interval", "95% interval", _interval, kind="number"),
        Column(
            "counted",
            "Counted",
            lambda row: row.numerator,
            show=lambda row: formats.number(row.numerator),
            kind="number",
        ),
        Column(
            "among",
            "Among",
            lambda row: row.denominator,
            show=lambda row: formats.number(row.denominator),
            kind="number",
        ),
        Column("unit", "Unit", lambda row: row.definition.unit),
    ),
    empty="Nothing is defined to be measured.",
)
