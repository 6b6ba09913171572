"""Caseloads in bulk: cases with their acts, plans, tasks and the agenda of a meeting, for every team."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from lco.teams.agenda import Why
from lco.teams.plans.content import to_json, words
from lco.teams.workflow import Act, State, after
from web.records.copying import take_stock
from web.teams.cases.models import Case, CaseEvent
from web.teams.meetings.models import AgendaItem, Attendance, Meeting, Presence
from web.teams.models import Team
from web.teams.plans.models import Deed, Plan, PlanDeed, PlanVersion, Way
from web.teams.plans.schemas import current_schema
from web.teams.work.models import Task

_ACTS = (Act.INCLUDE, Act.INVITE, Act.AGREE, Act.ASSESS, Act.AGREE_PLAN, Act.START)
_TASKS, _ON_AGENDA, _BATCH = 3, 25, 5_000
_SAID = "Words as long as people write them when they say what matters to them, line after line. " * 3
_SECTIONS = {
    "about_me": words(dict.fromkeys(("most_important", "communicate", "please_do", "support"), _SAID)),
    "contingency": words(dict.fromkeys(("signs", "person_does", "others_do", "contact"), _SAID)),
}


@transaction.atomic
def make_caseloads(team: Team, people: Sequence[int], members: Sequence[Any]) -> Meeting:
    """Put `people` on the caseload of `team`, all of them cared for; return its planned meeting."""
    cases = [_case(team, person, members[number % len(members)]) for number, person in enumerate(people)]
    Case.objects.bulk_create(cases, batch_size=_BATCH)
    CaseEvent.objects.bulk_create((event for case in cases for event in _events(case)), batch_size=_BATCH)
    Task.objects.bulk_create((task for case in cases for task in _tasks(case)), batch_size=_BATCH)
    _make_plans(cases)
    return _meeting(team, cases, members)


def settle() -> None:
    """Let the planner know how the tables look."""
    take_stock(Case, CaseEvent, Task, Plan, PlanVersion, PlanDeed, Meeting, AgendaItem, Attendance)


def _case(team: Team, person: int, member: Any) -> Case:
    opened_at = timezone.now() - timedelta(days=100 + person % 90)
    return Case(
        person_id=person,
        team=team,
        state=State.ACTIVE,
        state_since=opened_at + timedelta(days=60),
        source="tier_list",
        opened_at=opened_at,
        opened_by=member,
        coordinator=member,
        lead_professional=member,
        review_on=timezone.localdate() + timedelta(days=person % 70 - 5),
        key=uuid4(),
    )


def _events(case: Case) -> Iterator[CaseEvent]:
    state = State.FOUND
    for number, act in enumerate(_ACTS, start=1):
        at = case.opened_at + timedelta(days=10 * number)
        yield CaseEvent(
            case=case, act=act, from_state=state, to_state=after(state, act), team_id=case.team_id,
            by_id=case.coordinator_id, at=at, key=uuid4(),
        )  # fmt: skip
        state = after(state, act)


def _tasks(case: Case) -> Iterator[Task]:
    for number in range(_TASKS):
        yield Task(
            person_id=case.person_id,
            case=case,
            team_id=case.team_id,
            title="Visit at home and look at the stairs",
            owner_id=case.coordinator_id,
            organisation=case.coordinator.organisation if case.coordinator else None,
            due_on=timezone.localdate() + timedelta(days=(case.person_id * (number + 1)) % 60 - 10),
            made_by_id=case.coordinator_id,
            came_from="plan",
            key=uuid4(),
        )


def _make_plans(cases: Sequence[Case]) -> None:
    content, schema = to_json(_SECTIONS), current_schema().version
    plans = Plan.objects.bulk_create(
        (Plan(person_id=case.person_id, number=1) for case in cases), batch_size=_BATCH
    )
    versions = PlanVersion.objects.bulk_create(
        (
            PlanVersion(
                plan=plan, number=1, base=0, content=content, schema=schema, sections=list(_SECTIONS),
                by_id=case.coordinator_id, key=uuid4(),
            )
            for plan, case in zip(plans, cases, strict=True)
        ),
        batch_size=_BATCH,
    )  # fmt: skip
    PlanDeed.objects.bulk_create(
        (
            PlanDeed(
                plan=version.plan, version=version, case=case, deed=Deed.AGREED, way=Way.IN_PERSON,
                done_on=timezone.localdate(), who="The person", review_on=case.review_on,
                by_id=case.coordinator_id, key=uuid4(),
            )
            for version, case in zip(versions, cases, strict=True)
        ),
        batch_size=_BATCH,
    )  # fmt: skip


def _meeting(team: Team, cases: Sequence[Case], members: Sequence[Any]) -> Meeting:
    meeting = Meeting.objects.create(
        team=team, planned_at=timezone.now() + timedelta(days=3), minutes=240, minutes_each=8,
        chair=members[0], minute_taker=members[-1], made_by=members[0], key=uuid4(),
    )  # fmt: skip
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting, presence=Presence.ROOM, user=member, organisation=member.organisation.name
        )
        for member in members[:8]
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting, case=case, position=number, added_by=members[0],
            reasons=[[Why.BY_HAND.value, "To be talked about"]],
        )
        for number, case in enumerate(cases[:_ON_AGENDA], start=1)
    )  # fmt: skip
    return meeting
