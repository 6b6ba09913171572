"""Writes every look at a concern, and every look refused."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from lco.teams.governance import Asked, Case, Purpose, Requester, RoleKind, Sensitivity, Subject, decide
from web.audit.actions import record, record_look, record_search
from web.audit.models import Act
from web.audit.models import Purpose as Why
from web.teams.access.people import Seen
from web.teams.access.sections import Permit
from web.teams.queries import today
from web.teams.safeguarding.holding import KIND
from web.teams.safeguarding.models import Concern


@transaction.atomic
def note_look(*, by: Any, seen: Seen, concern: Concern, sight: Permit) -> None:
    """Write that `by` looked at a concern, by which relationship and on what legal ground."""
    record_look(
        by=by,
        person=concern.pk,
        kind=KIND,
        detail=f"concern of person {concern.person_id}",
        ground=seen.ground,
        basis=sight.ground,
    )


@transaction.atomic
def note_knock(*, by: Any, seen: Seen, number: int) -> None:
    """Write that `by` asked for a concern that is not there or that they need not know: the same row."""
    detail = f"asked for a concern of person {seen.pseudonym}"
    record(by=by, act=Act.REFUSED, kind=KIND, id=number, detail=detail, ground=seen.ground)


@transaction.atomic
def note_list(*, by: Any) -> None:
    """Write that `by` looked at the list of the concerns they need to know."""
    record_search(by=by, kind=KIND, detail="the concerns they need to know")


@transaction.atomic
def note_register(*, by: Any) -> None:
    """Write that the governance officer looked at the register, and on what legal ground."""
    asked = Asked(purpose=Purpose.OVERSIGHT, on=today(), sensitivity=Sensitivity.CONCERN)
    ground = decide(Case(Requester(RoleKind.OVERSIGHT), Subject(), asked)).ground
    record(by=by, act=Act.SEARCH, kind=KIND, purpose=Why.AUDIT, detail="the register", basis=ground)
