"""Writes of a meeting itself: planned, changed, started."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lco.teams.agenda import room_for
from web.audit.actions import record_write
from web.teams.cases import standards
from web.teams.meetings.actions.placing import carry_to
from web.teams.meetings.attendance import quorum_of
from web.teams.meetings.holding import changed, hold, is_done
from web.teams.meetings.models import Meeting, MeetingState
from web.teams.meetings.refusals import MeetingRefused
from web.teams.models import Team
from web.teams.queries import members_of, teams_of


@dataclass(frozen=True)
class Plan:
    """When and where a meeting is to be, how long, who chairs it and who takes the minutes."""

    planned_at: datetime
    minutes: int
    minutes_each: int
    location: str
    video_link: str
    chair: Any
    minute_taker: Any


@transaction.atomic
def plan_meeting(*, by: Any, team: Team, plan: Plan, key: UUID) -> Meeting:
    """Plan a meeting of `team`; whoever was not reached at the last one is put on its agenda.

    Raises:
        MeetingRefused: when `by` does not belong to the team, or the plan cannot be.
    """
    # The team's row is held: two meetings planned at once do not both take over who was not reached.
    held = Team.objects.select_for_update().get(pk=team.pk)
    made = Meeting.objects.filter(key=key).first()
    if made is not None:
        return made
    if by is not None and not teams_of(by).filter(pk=held.pk).exists():
        raise MeetingRefused("Only members of the team plan its meetings.")
    _refuse_what_cannot_be(held, plan)
    meeting = Meeting.objects.create(team=held, made_by=by, key=key, **_values(plan))
    record_write(by=by, kind="meeting", id=meeting.pk, detail=f"planned a meeting of {held.slug}")
    carry_to(by=by, meeting=meeting, key=key)
    return meeting


@transaction.atomic
def change_meeting(*, by: Any, meeting: Meeting, plan: Plan, key: UUID, version: int | None) -> Meeting:
    """Change when, where or by whom a meeting is held.

    Raises:
        MeetingRefused: when it is closed, or the plan cannot be.
        MeetingChanged: when somebody changed it since the form was opened.
    """
    held = hold(meeting, by=by)
    if is_done(held, key=key, version=version):
        return held
    _refuse_what_cannot_be(held.team, plan)
    for name, value in _values(plan).items():
        setattr(held, name, value)
    changed(held, key=key)
    record_write(by=by, kind="meeting", id=held.pk, detail="changed when, where or by whom it is held")
    return held


@transaction.atomic
def start_meeting(*, by: Any, meeting: Meeting, without_quorum: str = "", key: UUID) -> Meeting:
    """Start a meeting; a second time changes nothing.

    Raises:
        MeetingRefused: when the quorum is not met and nobody says why it is held all the same.
    """
    held = hold(meeting, by=by)
    if held.state != MeetingState.PLANNED:
        return held
    verdict = quorum_of(held)
    if not verdict.is_met and not without_quorum.strip():
        raise MeetingRefused(f"{verdict.in_words} Say why the meeting is held all the same.")
    held.state, held.held_at = MeetingState.HELD, timezone.now()
    held.without_quorum = "" if verdict.is_met else without_quorum.strip()
    changed(held, key=key)
    quorum = "with quorum" if verdict.is_met else "without quorum"
    record_write(by=by, kind="meeting", id=held.pk, detail=f"started the meeting {quorum}")
    return held


def _values(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in (each.name for each in fields(plan))}


def _refuse_what_cannot_be(team: Team, plan: Plan) -> None:
    members = {membership.user_id for membership in members_of(team)}
    if not {plan.chair.pk, plan.minute_taker.pk} <= members:
        raise MeetingRefused("The chair and the minute-taker are members of the team: choose two who are.")
    if not room_for(minutes=plan.minutes, minutes_each=plan.minutes_each, known=standards.current()):
        raise MeetingRefused("There is no time for anybody: plan a longer meeting, or fewer minutes each.")
