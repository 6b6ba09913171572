"""All reads of the measures of a team's own work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from lco.disclosure import SMALLEST_SHOWN
from lco.outcomes.results import estimated
from lco.periods import Period, twelve_months_before
from lco.population.definition import Definition
from lco.store.vocabulary import CaseAct, CaseState, TaskState
from web.teams.cases.models import Case, CaseEvent
from web.teams.measures.computing import Counts, code_of, computed, measures
from web.teams.models import Level, Team
from web.teams.queries import teams_of, today
from web.teams.work.models import Task


@dataclass(frozen=True)
class Measured:
    """One measure of a team: its definition, what was counted, and whether it is withheld from who asks."""

    definition: Definition
    counts: Counts
    is_withheld: bool = False

    @property
    def share(self) -> Any:
        """Return value and interval; None where nobody was to be counted, or it is withheld."""
        return None if self.is_withheld else estimated(self.definition, *self.counts)

    @property
    def numerator(self) -> int | None:
        """Return how many were counted; None when withheld."""
        return None if self.is_withheld else self.counts[0]

    @property
    def denominator(self) -> int | None:
        """Return among how many; None when withheld."""
        return None if self.is_withheld else self.counts[1]


def team_measured(slug: str, place: str) -> Team | None:
    """Return the team with this name in the address that looks after people of the place, or None."""
    return Team.objects.filter(slug=slug, place=place, level=Level.NEIGHBOURHOOD).first()


def is_of(user: Any, team: Team) -> bool:
    """Say whether `user` belongs to `team` today."""
    return teams_of(user).filter(pk=team.pk).exists()


def period_now() -> Period:
    """Return the twelve months that ended yesterday."""
    return twelve_months_before(today())


def measured(team: Team, *, period: Period, is_member: bool) -> Sequence[Measured]:
    """Return every measure of `team`; small numbers are withheld from who is no member of it."""
    counts = computed(_rows(team), period=period)
    return [
        Measured(definition, counts[name], is_withheld=not is_member and _is_small(counts[name]))
        for name, definition in measures().items()
    ]


def _is_small(counts: Counts) -> bool:
    """Say whether a count, or what is left of the whole without it, is small."""
    numerator, denominator = counts
    return any(0 < each < SMALLEST_SHOWN for each in (numerator, denominator, denominator - numerator))


def _rows(team: Team) -> dict[str, Sequence[dict[str, Any]]]:
    ours = Case.objects.filter(team=team)
    people = ours.values("person")
    cases = Case.objects.filter(person__in=people).values_list("person", "pk", "opened_at", "team")
    events = CaseEvent.objects.filter(case__in=ours.values("pk")).values_list(
        "case__person", "case", "pk", "at", "act", "from_state", "to_state"
    )
    tasks = Task.objects.filter(team=team, person__isnull=False).values_list(
        "person", "pk", "made_at", "due_on", "done_at", "status"
    )
    return {
        "cases": [_case(*row, ours=team.pk) for row in cases],
        "case_events": [_event(*row) for row in events],
        "tasks": [_task(*row) for row in tasks],
    }


def _day(instant: datetime) -> date:
    return timezone.localdate(instant)


def _case(person: int, case: int, opened_at: datetime, team: int, *, ours: int) -> dict[str, Any]:
    return {"person": person, "case": case, "opened_on": _day(opened_at), "is_ours": team == ours}


def _event(*row: Any) -> dict[str, Any]:
    person, case, event, at, act, before, after = row
    return {
        "person": person,
        "case": case,
        "event": event,
        "acted_on": _day(at),
        "act": code_of(CaseAct, act),
        "from_state": code_of(CaseState, before),
        "to_state": code_of(CaseState, after),
    }


def _task(*row: Any) -> dict[str, Any]:
    person, task, made_at, due_on, done_at, status = row
    return {
        "person": person,
        "task": task,
        "made_on": _day(made_at),
        "due_on": due_on,
        "closed_on": _day(done_at) if done_at else None,
        # A task that was begun is open to the records.
        "state": code_of(TaskState, status if done_at else "open"),
    }
