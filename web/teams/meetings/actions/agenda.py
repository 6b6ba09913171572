"""Writes of an agenda: built, added to, put in order, taken off; and on what ground a person is discussed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lco.teams.agenda import Proposal, Reason, Why
from lco.teams.meetings import basis_lacks
from web.audit.actions import record_write
from web.teams.cases.models import Case
from web.teams.meetings.actions.placing import list_case, place, unlist_case
from web.teams.meetings.grounds import recorded_basis
from web.teams.meetings.holding import changed, hold, is_done
from web.teams.meetings.models import AgendaItem, ItemState, Meeting
from web.teams.meetings.queries import other_agenda_of
from web.teams.meetings.refusals import MeetingRefused


@transaction.atomic
def build_agenda(
    *, by: Any, meeting: Meeting, proposals: Sequence[Proposal], key: UUID, version: int | None
) -> Meeting:
    """Put those proposed on the agenda, in the order given, after whoever stands there.

    Raises:
        MeetingRefused: when the meeting is closed.
        MeetingChanged: when somebody changed it since the proposals were shown.
    """
    held = hold(meeting, by=by)
    if is_done(held, key=key, version=version):
        return held
    cases = _held_cases(held, [each.case for each in proposals])
    for proposal in proposals:
        if proposal.case in cases:
            _put(held, cases[proposal.case], proposal.reasons, by=by, key=key)
    changed(held, key=key)
    return held


@transaction.atomic
def put_on_agenda(
    *, by: Any, meeting: Meeting, case: Case, because: str, key: UUID, version: int | None = None
) -> AgendaItem:
    """Put a person of the team's caseload on the agenda by hand; `because` says why.

    Somebody who stands there already gets the reason added.

    Raises:
        MeetingRefused: without a reason; when the person is not on the team's caseload, or on another agenda.
        MeetingChanged: when somebody changed the meeting since the page was opened.
    """
    held = hold(meeting, by=by)
    if is_done(held, key=key, version=version):
        return AgendaItem.objects.get(meeting=held, case=case)
    if not because.strip():
        raise MeetingRefused("Say why the person should be discussed.")
    cases = _held_cases(held, [case.pk])
    if case.pk not in cases:
        raise MeetingRefused("Only people on the team's caseload come on its agenda: add the person there.")
    other = other_agenda_of(held, case.pk)
    if other is not None:
        raise MeetingRefused(f"The person is on the agenda of another meeting already: {other}.")
    item = _put(held, cases[case.pk], [Reason(Why.BY_HAND, because.strip())], by=by, key=key)
    changed(held, key=key)
    return item


@transaction.atomic
def move(*, by: Any, item: AgendaItem, to: int, key: UUID, version: int | None) -> Meeting:
    """Move a person to the place `to` of the agenda, 1 the first; the others close up.

    Raises:
        MeetingRefused: when the meeting is closed.
        MeetingChanged: when somebody changed it since the page was opened.
    """
    held = hold(item.meeting, by=by)
    if is_done(held, key=key, version=version):
        return held
    items = list(AgendaItem.objects.filter(meeting=held).exclude(state=ItemState.REMOVED))
    moved = next((each for each in items if each.pk == item.pk), None)
    if moved is None:
        raise MeetingRefused("The person was taken off the agenda: put them on it again first.")
    items.remove(moved)
    items.insert(min(max(to, 1), len(items) + 1) - 1, moved)
    for place_now, each in enumerate(items, start=1):
        each.position = place_now
    AgendaItem.objects.bulk_update(items, ["position"])
    changed(held, key=key)
    record_write(by=by, kind="meeting", id=held.pk, detail=f"moved item {item.pk} to {moved.position}")
    return held


@transaction.atomic
def take_off(*, by: Any, item: AgendaItem, because: str, key: UUID) -> AgendaItem:
    """Take a person off the agenda; a second time changes nothing.

    Raises:
        MeetingRefused: without a reason, or once the person was discussed.
    """
    held = hold(item.meeting, by=by)
    kept = AgendaItem.objects.select_for_update(of=("self",)).select_related("case").get(pk=item.pk)
    if kept.state == ItemState.REMOVED:
        return kept
    if kept.state == ItemState.DISCUSSED:
        raise MeetingRefused("The person was discussed: the discussion stays in the minutes.")
    if not because.strip():
        raise MeetingRefused("Say why the person is taken off the agenda.")
    kept.state, kept.removed_because = ItemState.REMOVED, because.strip()
    kept.save(update_fields=["state", "removed_because"])
    unlist_case(by=by, case=kept.case, key=key)
    changed(held, key=key)
    record_write(
        by=by, kind="person", id=kept.case.person_id, detail=f"taken off the agenda of meeting {held.pk}"
    )
    return kept


@transaction.atomic
def record_basis(*, by: Any, item: AgendaItem, basis: str, note: str) -> AgendaItem:
    """Keep on what ground a person is discussed.

    Raises:
        MeetingRefused: when it is none, or asks for words that are missing.
    """
    hold(item.meeting, by=by)
    kept = AgendaItem.objects.select_for_update(of=("self",)).select_related("case").get(pk=item.pk)
    lacks = basis_lacks(basis, note, recorded=recorded_basis(kept.case))
    if lacks:
        raise MeetingRefused(lacks)
    kept.basis, kept.basis_note, kept.basis_by, kept.basis_at = basis, note.strip(), by, timezone.now()
    kept.save(update_fields=["basis", "basis_note", "basis_by", "basis_at"])
    record_write(
        by=by, kind="person", id=kept.case.person_id, detail=f"ground for discussing, {basis}, item {kept.pk}"
    )
    return kept


def _held_cases(meeting: Meeting, cases: Sequence[int]) -> dict[int, Case]:
    found = Case.objects.open().filter(pk__in=cases, team=meeting.team_id).select_for_update(of=("self",))
    return {case.pk: case for case in found.order_by("pk").select_related("person")}


def _put(meeting: Meeting, case: Case, reasons: Sequence[Reason], *, by: Any, key: UUID) -> AgendaItem:
    """Put `case` on the agenda, or add the reasons to the item that stands there."""
    item = AgendaItem.objects.filter(meeting=meeting, case=case).first()
    if item is None:
        return place(by=by, meeting=meeting, case=case, reasons=reasons, key=key)
    known = {tuple(each) for each in item.reasons}
    item.reasons += [[each.why, each.words] for each in reasons if (each.why, each.words) not in known]
    if item.state == ItemState.REMOVED:
        item.state, item.removed_because = ItemState.WAITING, ""
        list_case(by=by, case=case, key=key)
    item.save(update_fields=["reasons", "state", "removed_because"])
    return item
