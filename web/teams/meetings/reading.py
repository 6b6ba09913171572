"""The minutes as somebody reads them: names of those whom the team looks after, and the look written down."""

from __future__ import annotations

from typing import Any

from web.audit.actions import record_list
from web.teams.access.people import Basis
from web.teams.access.sections import CARE_BASIS
from web.teams.cases.models import Case
from web.teams.meetings.lines import NOT_HERE
from web.teams.meetings.minutes import minutes_of
from web.teams.meetings.models import Meeting


def read_minutes(*, by: Any, meeting: Meeting) -> dict[str, Any]:
    """Return the minutes with a ``name`` for each person, and write down who read them.

    The name stands there while the person is on the caseload of the team; of all others the minutes say only
    that they no longer are, and what was said of them is left out.
    """
    content = minutes_of(meeting)
    people = [item["person"] for item in content["items"]]
    cases = Case.objects.open().filter(person__in=people, team=meeting.team).select_related("person")
    names = {case.person_id: case.person.full_name for case in cases}
    record_list(
        by=by,
        name="minutes",
        people=names,
        detail=f"minutes of meeting {meeting.pk}",
        ground=f"{Basis.CASELOAD.value} {meeting.team.slug}",
        basis=CARE_BASIS,
    )
    items = [_item(item, names.get(item["person"])) for item in content["items"]]
    return {**content, "items": items}


def _item(item: dict[str, Any], name: str | None) -> dict[str, Any]:
    if name is None:
        return {"name": NOT_HERE, "state": item["state"], "item": item["item"], "is_here": False}
    return {**item, "name": name, "is_here": True}
