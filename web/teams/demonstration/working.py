"""Made-up daily work: visits and calls, some done, some due today, some overdue; and somebody who is away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from web.records.models import Person
from web.teams.demonstration.caseload import Told, case_of
from web.teams.demonstration.staff import Crew
from web.teams.demonstration.steps import Steps, key_of
from web.teams.models import Membership
from web.teams.staff.actions import record_absence
from web.teams.work.actions import add_task, finish_task
from web.teams.work.models import Kind

_WORK = (
    (Kind.VISIT, "Visit at home", 0),
    (Kind.CALL, "Ring to hear how the new medicine suits them", 0),
    (Kind.VISIT, "Visit: look at the wound", -3),
    (Kind.ACTION, "Ask the practice for the last blood results", -9),
    (Kind.FOLLOW_UP, "Ask how the first week with the carers went", 4),
    (Kind.CALL, "Ring the sister", 1),
    (Kind.VISIT, "Visit with the physiotherapist", 6),
)
_MADE_DAYS_BEFORE = 12


def work(steps: Steps, crew: Crew, told: list[Told]) -> None:
    """Put tasks of people who are looked after, and an absence, among the steps."""
    cared_for = [each.person for each in told if len(each.acts) >= 3]
    doers = [crew.nurse, crew.lead, *crew.colleagues.values()]
    for number, (kind, title, days) in enumerate(_WORK * 2):
        person = cared_for[number % len(cared_for)] if cared_for else None
        if person is not None:
            steps.on(_MADE_DAYS_BEFORE, _making(steps, crew, person, (kind, title, days, number), doers))
    steps.on(10, lambda: _away(steps, crew))


def _making(steps: Steps, crew: Crew, person: Person, told: tuple[Any, ...], doers: list[Any]) -> Any:
    kind, title, days, number = told

    def make() -> None:
        case = case_of(person)
        if not case.is_open:
            return
        due_on, owner = steps.today + timedelta(days=days), doers[number % 3]
        key = key_of("task", crew.team.slug, number)
        task = add_task(by=crew.lead, team=crew.team, title=title, due_on=due_on, key=key, case=case,
                        owner=owner, kind=kind, came_from="case", came_from_id=case.pk)  # fmt: skip
        if days < 0 and number >= len(_WORK):
            steps.on(-days, lambda: finish_task(by=owner, task=task, outcome="Done; nothing new."))

    return make


def _away(steps: Steps, crew: Crew) -> None:
    away = crew.colleagues["social_worker"]
    membership = Membership.objects.get(team=crew.team, user=away, ends_before=None)
    record_absence(
        by=crew.lead,
        membership=membership,
        starts_on=steps.today - timedelta(days=1),
        ends_before=steps.today + timedelta(days=5),
        key=key_of("away", crew.team.slug),
        covered_by=crew.colleagues["link_worker"],
    )
