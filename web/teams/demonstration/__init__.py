"""The work of a demonstration's teams: made up of made-up people, dated back from today.

Two teams work through real actions, act by act; the others have histories in bulk. The same seed makes the
same work, whatever the day.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from web.audit.actions import record_write
from web.population.models import Listing, Tier
from web.records.models import Person
from web.teams.assets.actions import seed_demo_connections, seed_demo_directory
from web.teams.cases.models import Case
from web.teams.demonstration import bulk, caseload, looking, meetings, partners, safeguarding, working
from web.teams.demonstration.clock import Clock, made_up_time
from web.teams.demonstration.staff import Crew, crew_of
from web.teams.demonstration.steps import Steps
from web.teams.models import Level, Team
from web.teams.queries import people_of, today
from web.ui import place

_SEED = 20
_LIVING, _TOLD, _IN_BULK = 2, 25, 100
_SINCE_DAYS = 420


class DemonstrationRefused(ValueError):
    """A demonstration that must not be made; the message says why."""


@dataclass(frozen=True)
class Made:
    """What was made up: steps done by real actions, rows in bulk, groups of the directory."""

    steps: int
    rows: int
    groups: int


@transaction.atomic
def seed_work(*, by: Any, memberships: Callable[[], Sequence[Any]], seed: int = _SEED) -> Made | None:
    """Make up the work of every neighbourhood team of the place; None when there is work already.

    Args:
        by: None, for a command.
        memberships: makes the teams and lets those who sign in join them; called as if long ago.
        seed: of chance.

    Raises:
        DemonstrationRefused: when somebody in the database is not made up.
    """
    if Person.objects.filter(is_synthetic=False).exists():
        raise DemonstrationRefused(
            "Somebody in this database is not made up: work is made up for synthetic people alone."
        )
    with made_up_time() as clock:
        steps = Steps(today(), random.Random(seed))  # noqa: S311 - nobody guesses made-up work
        clock.set(steps.at(_SINCE_DAYS, 9))
        memberships()
        teams = Team.objects.filter(place=place.current().id, level=Level.NEIGHBOURHOOD).order_by("pk")
        if Case.objects.exists() or not teams:
            return None
        crews = [crew_of(team, number) for number, team in enumerate(teams)]
        made = _worked(steps, clock, crews, seed)
    record_write(by=by, kind="demonstration", id=seed, detail=f"made up {made.steps} acts, {made.rows} rows")
    return made


def _worked(steps: Steps, clock: Clock, crews: list[Crew], seed: int) -> Made:
    groups = len(seed_demo_directory(by=None, place=place.current(), on=steps.today))
    living, others = _shared_out(crews)
    for number, (crew, people) in enumerate(living):
        told = caseload.stories(people)
        for each in told:
            caseload.tell(steps, crew, each)
        meetings.meet(steps, crew, told)
        working.work(steps, crew, told)
        looking.wishes(steps, crew, told)
        safeguarding.concerns(steps, crew, told)
        partners.trusted(steps, crew)
        stranger = living[number - 1][1][-2].person if number else None
        if stranger is not None:
            looking.broken(steps, crew, stranger)
            partners.offered(steps, living[0][0], crew, living[0][1][-1].person)
    done = steps.run(clock)
    for crew, _ in living:
        seed_demo_connections(by=None, place=place.current(), users=[crew.nurse])
    return Made(done, bulk.written(bulk.rows_of(others, steps.today, seed)), groups)


def _shared_out(
    crews: list[Crew],
) -> tuple[list[tuple[Crew, Sequence[Listing]]], list[tuple[Crew, Sequence[Listing]]]]:
    """Return for the teams with colleagues whose people have stories, and for all teams those in bulk.

    The clock still stands at the beginning: who joins then has been there all the time, while members of an
    older demonstration joined later and could have done none of it.
    """
    living, others = [], []
    for crew in crews:
        likely = people_of(crew.team).exclude(tier=Tier.LOW).select_related("person").order_by("rank")
        people = list(likely[: _TOLD + _IN_BULK])
        is_long_there = (timezone.localdate() - crew.since).days == 0
        is_living = bool(crew.colleagues) and is_long_there and len(living) < _LIVING
        if is_living:
            living.append((crew, people[:_TOLD]))
        others.append((crew, people[_TOLD if is_living else 0 :]))
    return living, others
