"""A copy of the plan is given to the person."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from web.audit.actions import record_write
from web.teams.cases.queries import open_case_of
from web.teams.plans.held import PlanRefused, hold, latest_if, own
from web.teams.plans.models import Deed, Handing, PlanDeed, Print
from web.teams.queries import today


@transaction.atomic
def give_copy(
    *, by: Any, person: int, number: int, print: str, way: str, who: str, done_on: date, key: UUID
) -> PlanDeed:
    """Keep that a copy of version `number` was given: in which print, how, to whom and when.

    Raises:
        PlanRefused: when the print or the way is not known, nobody took it, or the day lies ahead.
        PlanGrown: when somebody saved a newer version since it was printed.
    """
    plan = hold(by, person).plan
    made = PlanDeed.objects.filter(key=key).first()
    if made is not None:
        return own(made, plan, by)
    version = latest_if(plan, number)
    if print not in Print.values or way not in Handing.values or not who.strip():
        raise PlanRefused("Say what was printed, how the copy was given and to whom.")
    if done_on > today():
        raise PlanRefused("The day lies ahead: record the copy when it has been given.")
    made = PlanDeed.objects.create(
        plan=plan,
        version=version,
        case=open_case_of(person),
        deed=Deed.COPIED,
        done_on=done_on,
        way=Handing(way),
        who=who.strip(),
        print=Print(print),
        by=by,
        key=key,
    )
    detail = f"copy of plan version {version.number} given, {made.get_print_display().lower()}, {made.way}"
    record_write(by=by, kind="person", id=person, detail=detail)
    return made
