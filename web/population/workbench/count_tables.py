"""Lists of people as counts: by neighbourhood, by movement, by segment; and the cohorts saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from lco.store.figures import Figure
from web.population.charts import shown
from web.population.workbench.models import Sharing
from web.population.workbench.movements import FROM, TO
from web.population.workbench.needs import KINDS
from web.ui import formats
from web.ui.links import figure_url
from web.ui.tables import Column, Table


def _people(tier: str, title: str) -> Column:
    return Column(
        tier,
        title,
        lambda row: row[1].tiers[tier],
        show=lambda row: counted(row[1].tiers[tier]),
        kind="number",
    )


def counted(people: int | None) -> str:
    """Return a count as a page shows it; what is withheld is never a nought."""
    return formats.SUPPRESSED if people is None else formats.number(people)


COUNTS = Table(
    name="cohort-counts",
    caption="By neighbourhood and tier, to the nearest five",
    columns=(
        Column("area", "Neighbourhood", lambda row: row[0]),
        Column(
            "people",
            "People",
            lambda row: row[1].people,
            show=lambda row: counted(row[1].people),
            kind="number",
        ),
        _people("high", "High tier"),
        _people("rising", "Rising tier"),
        _people("low", "Low tier"),
        Column(
            "needs",
            "With a mental health need",
            lambda row: row[1].needs,
            show=lambda row: counted(row[1].needs),
            kind="number",
        ),
        Column(
            "cost",
            "Cost for each person",
            lambda row: row[1].mean_cost_pounds,
            show=lambda row: formats.pounds(row[1].mean_cost_pounds),
            kind="number",
        ),
        Column(
            "risk",
            "Mean risk",
            lambda row: row[1].mean_risk,
            show=lambda row: formats.percent(row[1].mean_risk),
            kind="number",
        ),
    ),
    default_sort="area",
    empty="Nobody of any neighbourhood is counted.",
    per_page=100,
)

COHORTS = Table(
    name="cohorts",
    caption="Saved cohorts",
    columns=(
        Column(
            "title",
            "Cohort",
            lambda cohort: cohort.title,
            link=lambda cohort: reverse("population:cohort", args=[cohort.pk]),
            order_by="title",
        ),
        Column(
            "owner",
            "Owner",
            lambda cohort: cohort.owner.name,
            note=lambda cohort: cohort.organisation.name,
            order_by="owner__name",
        ),
        Column("sharing", "Shared with", lambda cohort: Sharing(cohort.sharing).label, order_by="sharing"),
        Column("saved_at", "Saved", lambda cohort: cohort.saved_at, order_by="saved_at"),
    ),
    default_sort="title",
    empty="No cohort has been saved, and none is shared with you.",
)


def _figure(name: str, title: str, get: Callable[[Any], Figure | None]) -> Column:
    def value(row: Any) -> float | None:
        found = get(row)
        return found.value if found else None

    def link(row: Any) -> str:
        found = get(row)
        return figure_url(found.figure) if found else ""

    return Column(name, title, value, show=lambda row: shown(get(row)), link=link, kind="number")


FLOWS = Table(
    name="movement",
    caption="Every way people moved in a month",
    columns=(
        Column("start", "A month ago", lambda flow: FROM[flow.start]),
        Column("end", "Now", lambda flow: TO[flow.end]),
        _figure("people", "People", lambda flow: flow.figure),
    ),
    empty="Nobody moved.",
    per_page=50,
)

NEEDS = Table(
    name="segments-and-cohorts",
    caption="Segments, cohorts and the priority list, by area",
    columns=(
        Column("title", "Who", lambda need: need.title, note=lambda need: KINDS[need.kind]),
        Column("kind", "What", lambda need: KINDS[need.kind], is_shown=False),
        Column("area", "Area", lambda need: need.area_name),
        _figure("people", "People", lambda need: need.people),
        _figure("needing", "With a mental health need", lambda need: need.needing),
    ),
    empty="No segment and no cohort was counted here.",
    per_page=50,
)
