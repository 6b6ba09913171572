"""What is written of a search for who a referral is about."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from web.audit.actions import record_look, record_search
from web.teams.cases.models import HandOver
from web.teams.models import Team


@transaction.atomic
def note_search(*, by: Any, team: Team) -> None:
    """Write that `by` looked for a person referred to `team`; what was looked for is not kept."""
    record_search(by=by, kind="people", detail=f"who a referral to {team.slug} is about")


@transaction.atomic
def note_offer_seen(*, by: Any, hand_over: HandOver) -> None:
    """Write that `by` looked at a person offered to a team."""
    record_look(by=by, person=hand_over.case.person_id, detail=f"offered to {hand_over.to_team.slug}")
