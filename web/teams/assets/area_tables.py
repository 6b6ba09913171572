"""Lists of neighbourhoods by what they have, and of self-management sheets."""

from __future__ import annotations

from django.urls import reverse

from lco.place.facts.self_care import SelfCare
from web.teams.assets.area import titles
from web.ui import formats
from web.ui.tables import Column, Table
from web.ui.words import phrase


def _checked(row: SelfCare) -> str:
    return formats.day(row.checked_on) if row.checked_on else "Not yet"


AREAS = Table(
    name="asset-areas",
    caption="Neighbourhoods",
    columns=(
        Column(
            "name",
            "Neighbourhood",
            lambda row: row.name,
            link=lambda row: reverse("teams:asset_map", args=[row.id]),
        ),
        Column("held", "Held here", lambda row: row.held, kind="number"),
        Column("reaching", "Reach its people", lambda row: row.reaching, kind="number"),
        Column("unanswered", "Needs nothing answers", lambda row: row.unanswered, kind="number"),
    ),
    empty="The place pack names no neighbourhood.",
)

SELF_CARE = Table(
    name="self-care",
    caption="Self-management sheets",
    columns=(
        Column(
            "title",
            "Sheet",
            lambda row: row.title,
            link=lambda row: reverse("teams:asset_sheet", args=[row.id]),
            note=lambda row: row.text,
        ),
        Column("helps", "Helps with", lambda row: phrase(titles(row.needs))),
        Column("checked", "Checked by a clinician", lambda row: row.checked_on, show=_checked),
        Column("link", "More", lambda row: row.link, is_shown=False),
    ),
    empty="No sheet of the place pack is about this.",
    per_page=50,
)
