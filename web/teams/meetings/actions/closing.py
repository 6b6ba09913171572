"""Writes at the end of a meeting: closed with its minutes, and corrected afterwards by additions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from web.audit.actions import record_write
from web.teams.meetings.actions.placing import carry_to
from web.teams.meetings.holding import changed, hold, is_done
from web.teams.meetings.minutes import content_of
from web.teams.meetings.models import AgendaItem, Correction, ItemState, Meeting, MeetingState, Minutes
from web.teams.meetings.queries import GONE, next_meeting
from web.teams.meetings.refusals import MeetingRefused


@transaction.atomic
def close_meeting(*, by: Any, meeting: Meeting, note: str = "", key: UUID, version: int | None) -> Meeting:
    """Close a meeting: its minutes are kept as they are now, who was not reached is carried forward.

    They stand on the agenda of the next meeting at once, when one is planned; else as soon as one is.

    Raises:
        MeetingRefused: when it never started and nobody says why.
        MeetingChanged: when somebody changed it since the page was opened.
    """
    held = hold(meeting, by=by, is_closed_too=True)
    if not held.is_open or is_done(held, key=key, version=version):
        return held
    if held.state == MeetingState.PLANNED and not note.strip():
        raise MeetingRefused("Say why the meeting was not held: everybody on its agenda is carried forward.")
    _carry(held)
    held.state, held.closed_at, held.closing_note = MeetingState.CLOSED, timezone.now(), note.strip()
    changed(held, key=key)
    Minutes.objects.create(meeting=held, content=content_of(held), written_by=by)
    record_write(by=by, kind="meeting", id=held.pk, detail="closed the meeting, minutes kept")
    after = next_meeting(held)
    if after is not None:
        carry_to(by=by, meeting=after, key=key)
    return held


@transaction.atomic
def correct(*, by: Any, meeting: Meeting, text: str, item: AgendaItem | None = None, key: UUID) -> Correction:
    """Add a correction under the minutes of a closed meeting; it changes none of them.

    Raises:
        MeetingRefused: when it says nothing, or the meeting is still open.
    """
    held = hold(meeting, by=by, is_closed_too=True)
    made = Correction.objects.filter(key=key).first()
    if made is not None:
        return made
    if held.is_open:
        raise MeetingRefused("The meeting is not closed yet: record the discussion again instead.")
    if not text.strip():
        raise MeetingRefused("Write what is to be put right.")
    if item is not None and item.meeting_id != held.pk:
        raise MeetingRefused("The person was not on the agenda of this meeting.")
    correction = Correction.objects.create(meeting=held, item=item, text=text.strip(), by=by, key=key)
    kind, of = ("person", item.case.person_id) if item else ("meeting", held.pk)
    record_write(by=by, kind=kind, id=of, detail=f"correction {correction.pk} of meeting {held.pk}")
    return correction


@transaction.atomic
def carry_after_all(*, by: Any, items: Sequence[AgendaItem]) -> None:
    """Let those wait for the next meeting whom a closed one took off because their case had ended by mistake.

    The minutes of that meeting stay as they were written.
    """
    for item in items:
        kept = AgendaItem.objects.select_for_update(of=("self",)).select_related("case").get(pk=item.pk)
        kept.state, kept.removed_because = ItemState.CARRIED, ""
        kept.save(update_fields=["state", "removed_because"])
        detail = f"waits again for the meeting after {kept.meeting_id}"
        record_write(by=by, kind="person", id=kept.case.person_id, detail=detail)


def _carry(meeting: Meeting) -> None:
    """Carry forward whoever waits; who left the team's caseload meanwhile is taken off."""
    waiting = AgendaItem.objects.filter(meeting=meeting, state=ItemState.WAITING)
    here = waiting.filter(case__closed_at__isnull=True, case__team=meeting.team_id)
    gone = waiting.exclude(pk__in=here.values("pk"))
    gone.update(state=ItemState.REMOVED, removed_because=GONE)
    here.update(state=ItemState.CARRIED)
