"""Writes of the quorum a team sets for itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from web.audit.actions import record_write
from web.teams.meetings.models import TeamQuorum
from web.teams.meetings.refusals import MeetingChanged, MeetingRefused
from web.teams.models import Team
from web.teams.queries import is_lead_of


@transaction.atomic
def set_quorum(*, by: Any, team: Team, seats: Sequence[str], because: str, version: int | None) -> TeamQuorum:
    """Set who has to be there for the team to decide; what stands already changes nothing.

    `version` is that of the team's own quorum when the page was opened, 0 for none; None does not ask.

    Raises:
        MeetingRefused: when `by` does not lead the team, nobody would have to be there, or without a reason.
        MeetingChanged: when somebody set it since the page was opened.
    """
    held = Team.objects.select_for_update().get(pk=team.pk)
    if by is not None and not is_lead_of(by, held):
        raise MeetingRefused("Only a lead of the team sets its quorum.")
    if not seats or not because.strip():
        raise MeetingRefused("Choose who has to be there, and say why the team sets its own quorum.")
    own = TeamQuorum.objects.filter(team=held).first() or TeamQuorum(team=held, version=0)
    if (list(own.seats or []), own.because) == (list(seats), because.strip()):
        return own
    if version is not None and version != own.version:
        raise MeetingChanged("Somebody set the quorum while you wrote: look at it, then save yours.")
    own.seats, own.because, own.set_by, own.set_at = list(seats), because.strip(), by, timezone.now()
    own.version += 1
    own.save()
    record_write(by=by, kind="team", id=held.slug, detail=f"set the quorum: {len(own.seats)} seats")
    return own
