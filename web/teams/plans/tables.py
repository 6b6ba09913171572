"""Tables of plans."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from web.teams.plans.models import Deed, PlanDeed, PlanVersion
from web.teams.plans.schemas import current_schema
from web.ui import formats
from web.ui.tables import Column, Table, Tag
from web.ui.words import phrase


def versions_table(person: int) -> Table:
    """Return the list of the versions of a person's plan."""
    return Table(
        name="plan versions",
        caption="Versions of the plan",
        columns=(
            Column(
                "number",
                "Version",
                lambda row: row.number,
                show=lambda row: f"Version {row.number}",
                link=lambda row: reverse("teams:plan_version", args=[person, row.number]),
                note=_merged,
                order_by="number",
            ),
            Column("state", "State", _state, show=_tag),
            Column("sections", "What changed", _sections),
            Column("by", "Saved by", lambda row: row.by.name if row.by else "", order_by="by__name"),
            Column("at", "Saved at", lambda row: row.at, order_by="at"),
            Column("deeds", "What was done with it", _deeds),
        ),
        default_sort="-number",
        empty="No version is as you asked: clear the filter to see all.",
    )


def _merged(row: PlanVersion) -> str:
    return f"Merged with what others saved after version {row.base}" if row.is_merged else ""


def _done(row: PlanVersion) -> Iterable[PlanDeed]:
    return row.deeds.all()  # type: ignore[attr-defined]


def _state(row: PlanVersion) -> str:
    return "Agreed" if any(each.deed == Deed.AGREED for each in _done(row)) else "Draft"


def _tag(row: PlanVersion) -> Tag:
    return Tag("Agreed", "green", "●") if _state(row) == "Agreed" else Tag("Draft", "grey", "○")


def _sections(row: PlanVersion) -> str:
    titles = {section.id: section.title for section in current_schema().sections}
    return phrase([titles.get(id, "Who sees a section") for id in row.sections])


def _deeds(row: PlanVersion) -> str:
    return "; ".join(
        f"{each.get_deed_display()} on {formats.day(each.done_on)}, {each.get_way_display().lower()}"
        for each in _done(row)
    )
