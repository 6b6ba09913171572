"""A plan is agreed with the person, started, and looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from lco.teams.plans.content import entries_of
from lco.teams.workflow import TRANSITIONS, Act, State
from web.audit.actions import record_write
from web.teams.cases.actions import CaseRefused, advance, appoint
from web.teams.cases.appointments import Appointment
from web.teams.cases.models import Case, CaseEvent
from web.teams.cases.queries import open_case_of
from web.teams.plans.held import PlanRefused, hold, latest_if, own
from web.teams.plans.models import Deed, PlanDeed, PlanVersion, Way
from web.teams.plans.review_dates import latest_review
from web.teams.queries import today
from web.ui import formats

# What follows for the case, where its state allows it.
_ACTS = {Deed.AGREED: Act.AGREE_PLAN, Deed.REVIEWED: Act.REVIEW}


@dataclass(frozen=True)
class Agreed:
    """How a plan was agreed or reviewed: with whom, in which way, when, and when it is looked at again."""

    way: str
    who: str
    done_on: date
    review_on: date
    note: str = ""


@transaction.atomic
def agree_plan(*, by: Any, person: int, number: int, agreed: Agreed, key: UUID) -> PlanDeed:
    """Keep that version `number` was agreed; the case follows where its state allows.

    Raises:
        PlanRefused: when there is no goal, it was agreed already, or a day or the reason cannot be.
        PlanGrown: when somebody saved a newer version since the page was opened.
    """
    plan = hold(by, person).plan
    made = PlanDeed.objects.filter(key=key).first()
    if made is not None:
        return own(made, plan, by)
    version = latest_if(plan, number)
    if not entries_of(version.written, "goals"):
        raise PlanRefused("Write at least one goal in the person's words before the plan is agreed.")
    if PlanDeed.objects.filter(version=version, deed=Deed.AGREED).exists():
        raise PlanRefused("This version is agreed already: change the plan first, or record a review.")
    return _done(by, version, Deed.AGREED, agreed, key=key)


@transaction.atomic
def review_plan(*, by: Any, person: int, agreed: Agreed, key: UUID) -> PlanDeed:
    """Keep that the agreed plan was looked at again with the person, and when it will be next.

    Raises:
        PlanRefused: when no plan was agreed, nothing is said of it, or a day cannot be.
    """
    plan = hold(by, person).plan
    made = PlanDeed.objects.filter(key=key).first()
    if made is not None:
        return own(made, plan, by)
    last = PlanDeed.objects.filter(plan=plan, deed=Deed.AGREED).select_related("version").last()
    if last is None:
        raise PlanRefused("No plan was agreed yet: agree it first, then it can be reviewed.")
    if not agreed.note.strip():
        raise PlanRefused("Say what came of the review.")
    return _done(by, last.version, Deed.REVIEWED, agreed, key=key)


@transaction.atomic
def start_plan(*, by: Any, person: int, key: UUID) -> CaseEvent:
    """Let the coordinator start what was agreed; where nobody coordinates yet, whoever starts it does.

    Raises:
        PlanRefused: when there is no open case, another coordinates, or the case is not that far.
    """
    hold(by, person)
    case = open_case_of(person)
    if case is None:
        raise PlanRefused("This person is on no caseload: open a case first.")
    if case.coordinator_id not in {None, by.pk}:
        raise PlanRefused(f"{case.coordinator} coordinates this case and starts the plan.")
    try:
        return advance(by=by, case=case, act=Act.START, key=key)
    except CaseRefused as refused:
        raise PlanRefused(str(refused)) from refused


def _done(by: Any, version: PlanVersion, deed: Deed, agreed: Agreed, *, key: UUID) -> PlanDeed:
    person = version.plan.person_id
    case = open_case_of(person)
    _refuse_what_cannot_be(agreed, case)
    made = PlanDeed.objects.create(
        plan=version.plan,
        version=version,
        case=case,
        deed=deed,
        done_on=agreed.done_on,
        way=Way(agreed.way),
        who=agreed.who.strip(),
        note=agreed.note.strip(),
        review_on=agreed.review_on,
        by=by,
        key=key,
    )
    if case is not None:
        _follow(case, _ACTS[deed], by=by, review_on=agreed.review_on, key=uuid5(key, "case"))
    detail = f"plan version {version.number} {deed.label.lower()}"
    record_write(by=by, kind="person", id=person, detail=detail)
    return made


def _follow(case: Case, act: Act, *, by: Any, review_on: date, key: UUID) -> None:
    """Let the case follow the plan: its state where the table allows it, its next review always."""
    try:
        if State(case.state) in TRANSITIONS[act].origins:
            advance(by=by, case=case, act=act, key=key, appointed=Appointment(review_on=review_on))
        else:
            appoint(by=by, case=case, key=key, review_on=review_on)
    except CaseRefused as refused:
        raise PlanRefused(str(refused)) from refused


def _refuse_what_cannot_be(agreed: Agreed, case: Case | None) -> None:
    if agreed.way not in Way.values or not agreed.who.strip():
        raise PlanRefused("Say with whom and how.")
    if agreed.way == Way.BEST_INTERESTS and not agreed.note.strip():
        raise PlanRefused(
            "Say why the person cannot decide this, who was asked, and why it is in their interests."
        )
    day = today()
    if agreed.done_on > day:
        raise PlanRefused("The day lies ahead: give the day on which it was done.")
    last = latest_review(case, from_day=day)
    if not day < agreed.review_on <= last:
        raise PlanRefused(f"Choose a day for the review after today and not after {formats.day(last)}.")
