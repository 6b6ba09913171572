"""Lists of hand-overs, and of people who live elsewhere than the team that holds their case."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.urls import reverse

from lco.teams.reasons import in_words
from lco.teams.workflow import STATES, Act, State
from web.ui import formats, place
from web.ui.tables import Column, Table


def _number(person: Any) -> str:
    return formats.nhs_number(person.nhs_number) if person.nhs_number else "No NHS number"


def _name_of_offer(name: str) -> Column:
    return Column(
        "name",
        "Name and NHS number",
        lambda row: row.case.person.full_name,
        link=lambda row: reverse(name, args=[_team_of(row, name).slug, row.pk]) if name else "",
        note=lambda row: _number(row.case.person),
        order_by="case__person__family_name, case__person__given_name",
    )


def _team_of(row: Any, name: str) -> Any:
    return row.from_team if name == "teams:case_take_back" else row.to_team


_WHY = Column("why", "Why", lambda row: in_words(Act.TRANSFER, row.reason))
_TOLD = Column("told", "To know first", lambda row: row.told)
_FROM = Column("from", "From", lambda row: row.from_team.name, order_by="from_team__name")
_TO = Column("to", "To", lambda row: row.to_team.name, order_by="to_team__name")
_OFFERED = Column(
    "offered",
    "Offered",
    lambda row: formats.day(row.offered_at),
    note=lambda row: row.offered_by.name if row.offered_by else "",
    order_by="offered_at",
)


def _lives_in(row: Any) -> str:
    area = getattr(row, "lives_in", None)
    if not area:
        return "In no list of the place: moved away, or died"
    names = {each.id: each.name for each in place.current().neighbourhoods}
    return names.get(area, area)


def _cases(caption: str, empty: str, where: Column) -> Table:
    return Table(
        name="moved",
        person=lambda row: row.person_id,
        caption=caption,
        columns=(
            Column(
                "name",
                "Name and NHS number",
                lambda row: row.person.full_name,
                link=lambda row: reverse("teams:case", args=[row.person_id]),
                note=lambda row: _number(row.person),
                order_by="person__family_name, person__given_name",
            ),
            Column("state", "State", lambda row: STATES[State(row.state)].title, order_by="state"),
            Column("coordinator", "Coordinator", lambda row: row.coordinator.name if row.coordinator else ""),
            where,
        ),
        default_sort="name",
        empty=empty,
    )


def _offered_person(row: Any) -> int:
    return int(row.case.person_id)


TABLES: Mapping[str, Table] = MappingProxyType(
    {
        "": Table(
            "offered-to-us",
            "Offered to us",
            (_name_of_offer("teams:case_answer"), _FROM, _WHY, _TOLD, _OFFERED),
            default_sort="offered",
            person=_offered_person,
            empty="No team offers your team anybody now.",
        ),
        "by_us": Table(
            "offered-by-us",
            "Offered by us",
            (_name_of_offer("teams:case_take_back"), _TO, _WHY, _TOLD, _OFFERED),
            default_sort="offered",
            person=_offered_person,
            empty="Your team offers nobody to another team now. Open a person's case to hand it over.",
        ),
        "away": _cases(
            "Ours, but living elsewhere now",
            "Everybody on your team's caseload lives in its neighbourhood.",
            Column("lives", "Lives in", _lives_in, order_by="lives_in"),
        ),
        "here": _cases(
            "Living here, with another team",
            "Nobody who lives in your neighbourhood is on another team's caseload.",
            Column("team", "With", lambda row: row.team.name, order_by="team__name"),
        ),
        "over": Table(
            "answered",
            "Answered",
            (
                _name_of_offer(""),
                _FROM,
                _TO,
                _OFFERED,
                Column("state", "What came of it", lambda row: row.get_state_display(), order_by="state"),
                Column(
                    "answered",
                    "Answered",
                    lambda row: formats.day(row.answered_at),
                    note=lambda row: row.answered_by.name if row.answered_by else "",
                    order_by="answered_at",
                ),
                Column("answer", "Answer", lambda row: row.answer),
            ),
            default_sort="-answered",
            person=_offered_person,
            empty="No hand-over to or from your team was answered yet.",
        ),
    }
)
