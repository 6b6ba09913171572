"""Made-up histories in bulk: enough cases, acts and tasks that no board and no measure is empty.

These rows are written straight into the tables: they stand for a year of work nobody did. Each way is one the
workflow allows.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from lco.teams.workflow import OPEN, Act, State, after
from web.population.models import Listing
from web.teams.cases.models import Case, CaseEvent, Intensity, Source
from web.teams.demonstration.staff import Crew
from web.teams.demonstration.steps import key_of
from web.teams.work.models import Kind, Status, Task

_CONSENTED = (Act.INCLUDE, Act.INVITE, Act.AGREE)
_CARED_FOR = (*_CONSENTED, Act.ASSESS, Act.AGREE_PLAN, Act.START)
# How often of a hundred, and the acts.
_WAYS: tuple[tuple[int, tuple[Act, ...]], ...] = (
    (8, ()),
    (4, (Act.INCLUDE,)),
    (4, (Act.INCLUDE, Act.INVITE)),
    (6, _CONSENTED),
    (6, (*_CONSENTED, Act.ASSESS)),
    (4, (*_CONSENTED, Act.ASSESS, Act.AGREE_PLAN)),
    (26, _CARED_FOR),
    (10, (*_CARED_FOR, Act.REVIEW, Act.CONTINUE)),
    (16, (*_CARED_FOR, Act.REVIEW, Act.STEP_DOWN)),
    (8, (Act.INCLUDE, Act.INVITE, Act.DECLINE)),
    (6, (Act.EXCLUDE,)),
    (2, (*_CARED_FOR, Act.WITHDRAW)),
)
_DAYS = {
    Act.INCLUDE: (2, 34),
    Act.EXCLUDE: (2, 34),
    Act.INVITE: (1, 10),
    Act.AGREE: (2, 20),
    Act.DECLINE: (2, 20),
    Act.ASSESS: (4, 22),
    Act.AGREE_PLAN: (6, 34),
    Act.START: (0, 7),
    Act.REVIEW: (50, 120),
    Act.CONTINUE: (0, 6),
    Act.STEP_DOWN: (0, 9),
    Act.WITHDRAW: (20, 90),
}
_REASONS = {Act.INCLUDE: "high_risk", Act.EXCLUDE: "stable", Act.DECLINE: "not_now",
            Act.STEP_DOWN: "goals_achieved", Act.WITHDRAW: "asked_to_stop"}  # fmt: skip
_TASKS = ("Visit at home", "Ring the person", "Ask the practice for a letter", "Order equipment",
          "Look through the medicines")  # fmt: skip
_A_YEAR, _LATELY = 400, 45
# What the records tell comes from the records.
_SOURCES = [source for source in Source if source is not Source.RECORD_FLAG]
_ENDS = {Act.DECLINE, Act.EXCLUDE}


@dataclass
class Rows:
    """Rows of three tables, not yet written."""

    cases: list[Case]
    events: list[CaseEvent]
    tasks: list[Task]

    def write(self) -> int:
        """Write them all; return how many."""
        Case.objects.bulk_create(self.cases, batch_size=2000)
        CaseEvent.objects.bulk_create(self.events, batch_size=2000)
        Task.objects.bulk_create(self.tasks, batch_size=2000)
        return len(self.cases) + len(self.events) + len(self.tasks)


def histories(crew: Crew, people: Sequence[Listing], today: date, chance: random.Random) -> Rows:
    """Return a made-up history of each of `people` with the team of `crew`."""
    rows = Rows([], [], [])
    weights = [weight for weight, _ in _WAYS]
    for listing in people:
        ((_, acts),) = chance.choices(_WAYS, weights)
        _tell(rows, _Telling(crew, listing, chance), _dated(acts, today, chance))
    _tasks(rows, crew, today, chance)
    return rows


@dataclass(frozen=True)
class _Telling:
    """Whose history is made up, of what chance."""

    crew: Crew
    listing: Listing
    chance: random.Random


def _dated(
    acts: tuple[Act, ...], today: date, chance: random.Random
) -> tuple[datetime, list[tuple[Act, datetime]]]:
    """Return when the person was found, and when each act was done."""
    gaps = [chance.randint(*_DAYS[act]) for act in acts]
    # Whoever still waits was found lately; whoever is further may have come at any time of the year.
    is_over = acts and (acts[-1] in _ENDS or Act.START in acts)
    longest = _A_YEAR if is_over else _LATELY
    found = _at(today - timedelta(days=sum(gaps) + chance.randint(1, max(1, longest - sum(gaps)))), chance)
    dated, at = [], found
    for act, days in zip(acts, gaps, strict=True):
        at = _at(timezone.localdate(at) + timedelta(days=days), chance, at)
        dated.append((act, at))
    return found, dated


def _tell(rows: Rows, of: _Telling, dated: tuple[datetime, list[tuple[Act, datetime]]]) -> None:
    found, acts = dated
    case = Case(
        person_id=of.listing.person_id,
        team=of.crew.team,
        source=of.chance.choice(_SOURCES),
        opened_at=found,
        opened_by=of.crew.lead,
        tier=of.listing.tier,
        key=key_of("bulk", of.listing.person_id),
    )
    state, since = State.FOUND, found
    for act, at in acts:
        rows.events.append(_event(case, act, state, at))
        state, since = after(state, act), at
    case.state, case.state_since = state, since
    case.closed_at = None if state in OPEN else since
    if Act.ASSESS in [act for act, _ in acts]:
        case.coordinator, case.lead_professional = of.crew.nurse, of.crew.lead
        case.intensity = of.chance.choice(list(Intensity))
        case.review_on = timezone.localdate() + timedelta(days=of.chance.randint(-6, 80))
    rows.cases.append(case)


def _event(case: Case, act: Act, before: State, at: datetime) -> CaseEvent:
    return CaseEvent(
        case=case,
        act=act,
        from_state=before,
        to_state=after(before, act),
        team=case.team,
        reason=_REASONS.get(act, ""),
        by=case.opened_by,
        at=at,
        key=key_of("bulk", case.person_id, act),
    )


def _at(on: date, chance: random.Random, earliest: datetime | None = None) -> datetime:
    at = timezone.make_aware(datetime.combine(on, time(chance.randint(9, 16), chance.randint(0, 59))))
    return max(at, earliest + timedelta(minutes=5)) if earliest else at


def _tasks(rows: Rows, crew: Crew, today: date, chance: random.Random) -> None:
    for case in rows.cases:
        if case.coordinator_id is None:
            continue
        for number in range(chance.randint(1, 5)):
            rows.tasks.append(_task(case, crew, number, today, chance))


def _task(case: Case, crew: Crew, number: int, today: date, chance: random.Random) -> Task:
    last = timezone.localdate(case.closed_at) if case.closed_at else today
    made_on = timezone.localdate(case.opened_at) + timedelta(days=chance.randint(5, 25))
    due_on = made_on + timedelta(days=chance.randint(5, 60 if case.closed_at else 200))
    task = Task(
        person_id=case.person_id,
        case=case,
        team=crew.team,
        kind=chance.choice(list(Kind)[:4]),
        title=chance.choice(_TASKS),
        owner=chance.choice((crew.nurse, crew.nurse, crew.lead)),
        organisation_id=crew.nurse.organisation_id,
        due_on=due_on,
        made_by=crew.lead,
        made_at=min(_at(made_on, chance), timezone.now()),
        came_from="case",
        came_from_id=str(number),
        key=key_of("bulk task", case.person_id, number),
    )
    done_on = due_on + timedelta(days=chance.choice((-6, -3, -1, 0, 0, 0, 2, 6)))
    if done_on < last or case.closed_at:
        task.status, task.done_by = Status.DONE, task.owner
        task.done_at = _at(max(made_on, min(done_on, last)), chance, task.made_at)
        task.outcome = "Done."
    return task


def rows_of(crews: Sequence[tuple[Crew, Sequence[Listing]]], today: date, seed: int) -> Iterator[Rows]:
    """Yield the rows of each crew, from a chance of its own: one team more does not change another's."""
    for crew, people in crews:
        yield histories(crew, people, today, _chance(seed, crew))


def _chance(seed: int, crew: Crew) -> random.Random:
    return random.Random(f"{seed} {crew.team.slug}")  # noqa: S311 - nobody guesses made-up work


def written(rows: Any) -> int:
    """Write what `rows_of` yields; return how many rows there were."""
    return sum(each.write() for each in rows)
