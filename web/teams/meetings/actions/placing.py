"""Puts people on an agenda, also those whom the meeting before did not reach. The meeting is held already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Max

from lco.teams.agenda import Candidate, Reason, Why, reasons_of
from lco.teams.workflow import TRANSITIONS, Act, State
from web.audit.actions import record_write
from web.teams.cases.actions import advance
from web.teams.cases.models import Case
from web.teams.meetings.grounds import recorded_basis
from web.teams.meetings.models import AgendaItem, Meeting
from web.teams.meetings.queries import not_reached
from web.teams.queries import today


@transaction.atomic
def carry_to(*, by: Any, meeting: Meeting, key: UUID) -> list[AgendaItem]:
    """Put who was not reached at the last meeting on the agenda of `meeting`, in the order they had."""
    there = set(AgendaItem.objects.filter(meeting=meeting).values_list("case", flat=True))
    waiting = [item for item in not_reached(meeting.team) if item.case_id not in there]
    return [_carried(item, meeting, by=by, key=key) for item in waiting]


@transaction.atomic
def place(
    *,
    by: Any,
    meeting: Meeting,
    case: Case,
    reasons: Sequence[Reason],
    key: UUID,
    carried_from: AgendaItem | None = None,
    times_carried: int = 0,
) -> AgendaItem:
    """Put `case` last on the agenda, with the ground its case records; the case is listed where it can be."""
    item = AgendaItem.objects.create(
        meeting=meeting,
        case=case,
        position=_last(meeting) + 1,
        reasons=[[each.why.value, each.words] for each in reasons],
        basis=recorded_basis(case) or "",
        carried_from=carried_from,
        times_carried=times_carried,
        added_by=by,
    )
    list_case(by=by, case=case, key=key)
    record_write(by=by, kind="person", id=case.person_id, detail=f"put on the agenda of meeting {meeting.pk}")
    return item


@transaction.atomic
def list_case(*, by: Any, case: Case, key: UUID) -> None:
    """Move the case to 'on the agenda' where the table of the workflow allows it; else it stays."""
    if State(case.state) in TRANSITIONS[Act.LIST_FOR_MEETING].origins:
        advance(by=by, case=case, act=Act.LIST_FOR_MEETING, key=uuid5(key, f"list {case.pk}"))


@transaction.atomic
def unlist_case(*, by: Any, case: Case, key: UUID) -> None:
    """Move a case that was on the agenda back to where it stood before; any other stays."""
    if State(case.state) in TRANSITIONS[Act.UNLIST].origins:
        advance(by=by, case=case, act=Act.UNLIST, key=uuid5(key, f"unlist {case.pk}"))


def _last(meeting: Meeting) -> int:
    return AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0


def _carried(item: AgendaItem, meeting: Meeting, *, by: Any, key: UUID) -> AgendaItem:
    times = item.times_carried + 1
    bare = Candidate(case=item.case_id, state=State.FOUND, state_since=today(), times_carried=times)
    before = [each for each in item.reason_list if each.why is not Why.CARRIED_FORWARD]
    reasons = [*reasons_of(bare, on=today()), *before]
    return place(
        by=by,
        meeting=meeting,
        case=item.case,
        reasons=reasons,
        key=key,
        carried_from=item,
        times_carried=times,
    )
