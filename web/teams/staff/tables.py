"""The list of the weeks of a team's room."""

from __future__ import annotations

from lco.teams.capacity import Week
from web.ui import formats
from web.ui.tables import Column, Table, Tag


def _hours(minutes: int) -> float:
    return round(minutes / 60, 1)


def _room(week: Week) -> Tag | str:
    if week.free is None:
        return formats.NOTHING
    if week.free < 0:
        return Tag(f"Over by {formats.number(-week.free)}", "red", "▲")
    return Tag(f"{formats.number(week.free)} free", "green", "●")


WEEKS = Table(
    name="capacity",
    caption="Room week by week",
    columns=(
        Column("week", "Week from", lambda row: row.starts_on),
        Column("usual", "Usual hours", lambda row: _hours(row.usual), kind="number"),
        Column("away", "Hours away", lambda row: _hours(row.away), kind="number"),
        Column("closed", "Bank holidays", lambda row: _hours(row.closed), kind="number"),
        Column("present", "Hours present", lambda row: _hours(row.present), kind="number"),
        Column("room", "Room for", lambda row: row.places, kind="number"),
        Column("caseload", "Caseload", lambda row: row.caseload, kind="number"),
        Column("free", "Left", lambda row: row.free, show=_room, kind="number"),
    ),
    default_sort="week",
    empty="No week can be counted.",
)
