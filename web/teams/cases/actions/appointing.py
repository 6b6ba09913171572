"""Who looks after a person is named."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from lco.teams.workflow import Act, State
from web.teams.cases.appointments import Appointment, set_on
from web.teams.cases.holding import hold, made_before, refuse_an_older_page, write
from web.teams.cases.models import Case
from web.teams.cases.refusals import CaseRefused
from web.teams.queries import today


@transaction.atomic
def appoint(
    *,
    by: Any,
    case: Case,
    key: UUID,
    version: int | None = None,
    coordinator: Any = None,
    lead_professional: Any = None,
    review_on: date | None = None,
    intensity: int | None = None,
    note: str = "",
) -> Case:
    """Say who leads and who coordinates, how close the support is and when it is reviewed; None leaves as is.

    Returns the case as it stands now. The same `key` again, or what stands already, changes nothing.

    Raises:
        CaseRefused: when the case has ended, somebody is not of the team, or the review is too late.
        ChangedMeanwhile: when the case was changed since the form was opened.
    """
    held = hold(case)
    if made_before(key, held) is not None:
        return held
    refuse_an_older_page(held, version)
    if not held.is_open:
        raise CaseRefused("This case has ended: nobody looks after it any more.")
    asked = Appointment(coordinator, lead_professional, review_on, intensity)
    detail = set_on(held, asked, on=today())
    if detail or note.strip():
        write(held, Act.APPOINT, State(held.state), by=by, key=key, note=note, detail=detail)
    return held
