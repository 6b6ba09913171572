"""A team with a nurse, a lead, a person on its caseload and tasks."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.journeys.manchester import FIRST_TEAM, little_manchester, manchester, teamed

__all__ = ["little_manchester", "manchester", "teamed"]


@pytest.fixture
def team(manchester: Any) -> Any:
    """The first neighbourhood's team."""
    from web.teams.models import Team

    return Team.objects.get(slug=FIRST_TEAM)


@pytest.fixture
def nurse(teamed: Any) -> Any:
    """A member of the team."""
    return teamed("team_member", name="Grace Adeyemi")


@pytest.fixture
def lead(teamed: Any) -> Any:
    """The lead of the team."""
    return teamed("team_lead", name="Lena Okafor")


@pytest.fixture
def case_of(team: Any) -> Callable[..., Any]:
    """Make an open case: ``case_of(3, coordinator=nurse)`` is of the third person of the team."""

    from web.teams.cases.models import Case
    from web.teams.queries import people_of

    def make(number: int = 0, *, state: str = "active", **more: Any) -> Any:
        person = people_of(team).order_by("rank")[number].person
        return Case.objects.create(person=person, team=team, state=state, source="tier_list", **more)

    return make


@pytest.fixture
def task_of(team: Any) -> Callable[..., Any]:
    """Make a task: ``task_of(nurse, days=-3)`` was due three days ago."""

    from web.teams.queries import today
    from web.teams.work import actions

    def make(owner: Any, *, days: int = 0, title: str = "Ring the pharmacy", **more: Any) -> Any:
        due_on: date = more.pop("due_on", today() + timedelta(days=days))
        key = more.pop("key", uuid.uuid4())
        return actions.add_task(by=owner, team=team, title=title, due_on=due_on, key=key, owner=owner, **more)

    return make


@pytest.fixture
def browser_of() -> Callable[[Any], Client]:
    """Return a browser signed in as a user."""

    def make(user: Any) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make
