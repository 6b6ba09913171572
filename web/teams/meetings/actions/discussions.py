"""Writes of what is decided about a person in a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from lco.teams.meetings import Leaving, lacking
from lco.teams.workflow import TRANSITIONS, Act, State
from web.audit.actions import record_write
from web.teams.cases import standards
from web.teams.cases.actions import advance, appoint
from web.teams.cases.models import Case
from web.teams.cases.refusals import CaseRefused
from web.teams.meetings.holding import hold
from web.teams.meetings.models import AgendaItem, Discussion, ItemState, Meeting, MeetingState
from web.teams.meetings.queries import actions_of_item, latest_discussion
from web.teams.meetings.refusals import DiscussedMeanwhile, MeetingRefused
from web.teams.queries import members_of, today
from web.teams.work.actions import TaskRefused, add_task


@dataclass(frozen=True)
class NewAction:
    """Something to be done: by a member of the team (`owner`), or by an `organisation`."""

    title: str
    due_on: date
    owner: Any = None
    organisation: Any = None


@dataclass(frozen=True)
class Decided:
    """What was decided about a person, and with what they leave the meeting."""

    decision: str
    coordinator: Any
    review_on: date | None
    actions: tuple[NewAction, ...] = ()
    no_action_reason: str = ""
    summary: str = ""
    minutes_spent: int | None = None


@transaction.atomic
def record_discussion(
    *, by: Any, item: AgendaItem, decided: Decided, key: UUID, version: int | None
) -> Discussion:
    """Keep what was decided; the case moves on, its coordinator and review are set, actions become tasks.

    `version` is the number of the last discussion when the form was opened, 0 for none; None does not ask.
    The same `key` again returns what the first did.

    Raises:
        MeetingRefused: when the meeting is not being held, there is no ground, or something is missing.
        DiscussedMeanwhile: when somebody recorded the same discussion since the form was opened.
    """
    held = hold(item.meeting, by=by)
    made = Discussion.objects.filter(key=key).select_related("by").first()
    if made is not None:
        return made
    kept = AgendaItem.objects.select_for_update(of=("self",)).select_related("case__team").get(pk=item.pk)
    _refuse_what_cannot_be_discussed(held, kept)
    latest = latest_discussion(kept)
    number = latest.number if latest else 0
    if latest is not None and version is not None and version != number:
        raise DiscussedMeanwhile(latest)
    _refuse_who_may_not_leave(kept, decided)
    discussion = _kept(kept, decided, number + 1, by=by, key=key)
    try:
        _make_actions(held, kept, decided, by=by, key=key)
        _move_on(kept, decided, by=by, key=key)
    except (CaseRefused, TaskRefused) as refused:
        raise MeetingRefused(str(refused)) from refused
    return discussion


def _kept(item: AgendaItem, decided: Decided, number: int, *, by: Any, key: UUID) -> Discussion:
    discussion = Discussion.objects.create(
        item=item,
        number=number,
        summary=decided.summary.strip(),
        decision=decided.decision.strip(),
        coordinator=decided.coordinator,
        review_on=decided.review_on,
        no_action_reason=decided.no_action_reason.strip(),
        minutes_spent=decided.minutes_spent,
        basis=item.basis,
        basis_note=item.basis_note,
        by=by,
        key=key,
    )
    item.state = ItemState.DISCUSSED
    item.save(update_fields=["state"])
    record_write(
        by=by,
        kind="person",
        id=item.case.person_id,
        detail=f"discussed in meeting {item.meeting_id}, discussion {discussion.pk}",
    )
    return discussion


def _make_actions(meeting: Meeting, item: AgendaItem, decided: Decided, *, by: Any, key: UUID) -> None:
    for number, each in enumerate(decided.actions, start=1):
        add_task(
            by=by,
            team=meeting.team,
            title=each.title,
            due_on=each.due_on,
            key=uuid5(key, f"action {number}"),
            case=item.case,
            owner=each.owner,
            organisation=each.organisation,
            came_from="meeting",
            came_from_id=item.pk,
        )


def _move_on(item: AgendaItem, decided: Decided, *, by: Any, key: UUID) -> None:
    case = Case.objects.get(pk=item.case_id)
    if State(case.state) in TRANSITIONS[Act.DISCUSS].origins:
        advance(by=by, case=case, act=Act.DISCUSS, key=uuid5(key, "discuss"))
    appoint(
        by=by,
        case=case,
        coordinator=decided.coordinator,
        review_on=decided.review_on,
        key=uuid5(key, "appoint"),
    )


def _refuse_what_cannot_be_discussed(meeting: Meeting, item: AgendaItem) -> None:
    if meeting.state != MeetingState.HELD:
        raise MeetingRefused("Start the meeting first: then discussions can be recorded.")
    if item.state == ItemState.REMOVED:
        raise MeetingRefused("The person was taken off the agenda: put them on it again first.")
    if not item.case.is_open or item.case.team_id != meeting.team_id:
        raise MeetingRefused("The person is no longer on the team's caseload and cannot be discussed here.")
    if not item.basis:
        raise MeetingRefused("Say first on what ground the person is discussed.")


def _refuse_who_may_not_leave(item: AgendaItem, decided: Decided) -> None:
    members = {membership.user_id for membership in members_of(item.case.team)}
    if not decided.decision.strip():
        raise MeetingRefused("Write what was decided.")
    leaving = Leaving(
        has_coordinator=decided.coordinator is not None and decided.coordinator.pk in members,
        actions=len(decided.actions) + len(actions_of_item(item)),
        no_action_reason=decided.no_action_reason,
        review_on=decided.review_on,
    )
    latest = standards.current().longest_review(item.case.intensity, on=today())
    lacks = lacking(leaving, on=today(), latest=latest)
    if lacks:
        raise MeetingRefused(" ".join(lacks.values()))
