"""Made-up meetings of a team: one held a week ago with its minutes, one planned with its agenda."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from lco.teams.meetings import Basis
from web.records.models import Person
from web.teams.cases import standards
from web.teams.demonstration.caseload import Told, case_of
from web.teams.demonstration.staff import Crew
from web.teams.demonstration.steps import Steps, key_of
from web.teams.meetings import actions
from web.teams.meetings.models import AgendaItem, Meeting, Presence
from web.teams.models import Membership

_HELD_DAYS_AGO, _PLANNED_DAYS_AHEAD = 6, 8
_DECISIONS = (
    "The plan starts with what the person wants first: to get out of the house again.",
    "Home first: equipment this week, then we look again at the care package.",
    "The practice looks through the medicines before anything else is added.",
)


def meet(steps: Steps, crew: Crew, told: list[Told]) -> None:
    """Put a held and a planned meeting among the steps; those who were assessed are discussed there."""
    assessed = [each.person for each in told if each.is_assessed]
    past = [each.person for each in told if each.is_assessed and each.days_ago > _HELD_DAYS_AGO + 1]
    steps.on(_HELD_DAYS_AGO + 5, lambda: _plan(steps, crew, "held", -_HELD_DAYS_AGO), hour=9)
    steps.on(_HELD_DAYS_AGO + 1, lambda: _list(crew, "held", past[:3]), hour=17)
    steps.on(_HELD_DAYS_AGO, lambda: _hold(steps, crew), hour=13)
    steps.on(2, lambda: _plan(steps, crew, "planned", _PLANNED_DAYS_AHEAD), hour=9)
    coming = [person for person in assessed if person not in past[:3]]
    steps.on(1, lambda: _list(crew, "planned", coming[:3]), hour=17)


def _plan(steps: Steps, crew: Crew, name: str, days: int) -> None:
    on = steps.today + timedelta(days=days)
    actions.plan_meeting(
        by=crew.lead,
        team=crew.team,
        plan=actions.Plan(
            planned_at=timezone.make_aware(datetime.combine(on, time(13))),
            minutes=90,
            minutes_each=8,
            location="Community room, first floor",
            video_link="",
            chair=crew.lead,
            minute_taker=crew.nurse,
        ),
        key=key_of("meeting", crew.team.slug, name),
    )


def _meeting(crew: Crew, name: str) -> Meeting:
    return Meeting.objects.get(key=key_of("meeting", crew.team.slug, name))


def _list(crew: Crew, name: str, people: list[Person]) -> None:
    for person in people:
        actions.put_on_agenda(
            by=crew.nurse,
            meeting=_meeting(crew, name),
            case=case_of(person),
            because="Assessed: what do we do first, and who does it?",
            key=key_of("listed", name, person.pk),
        )


def _hold(steps: Steps, crew: Crew) -> None:
    meeting = _meeting(crew, "held")
    seats = dict(
        Membership.objects.filter(team=crew.team, ends_before=None).values_list("user_id", "role_set")
    )
    there = [actions.Present(Presence.ROOM, seats.get(each.pk, ""), user=each) for each in crew.everybody]
    actions.record_attendance(
        by=crew.lead, meeting=meeting, people=there, key=key_of("there", meeting.pk), version=None
    )
    said = "The housing officer was ill; what concerns housing waits for the next meeting."
    actions.start_meeting(by=crew.lead, meeting=meeting, without_quorum=said, key=key_of("began", meeting.pk))
    for number, item in enumerate(AgendaItem.objects.filter(meeting=meeting).order_by("position")):
        if number < 2:  # the third is not reached and is carried forward
            _discuss(steps, crew, item, _DECISIONS[number])
    actions.close_meeting(by=crew.lead, meeting=meeting, key=key_of("closed", meeting.pk), version=None)


def _discuss(steps: Steps, crew: Crew, item: AgendaItem, decision: str) -> None:
    on = steps.today - timedelta(days=_HELD_DAYS_AGO)
    doer: Any = crew.colleagues["social_worker"]
    latest = standards.current().longest_review(item.case.intensity, on=steps.today)
    actions.record_basis(by=crew.nurse, item=item, basis=Basis.CONSENT, note="")
    actions.record_discussion(
        by=crew.nurse,
        item=item,
        decided=actions.Decided(
            decision=decision,
            coordinator=crew.nurse,
            review_on=min(on + timedelta(weeks=10), latest),
            actions=(
                actions.NewAction("Ring the person: what was decided", on + timedelta(days=2), crew.nurse),
                actions.NewAction("Arrange the equipment", on + timedelta(days=9), doer),
            ),
            summary="Assessed at home; wants to stay there.",
            minutes_spent=steps.chance.randint(5, 11),
        ),
        key=key_of("discussed", item.pk),
        version=0,
    )
