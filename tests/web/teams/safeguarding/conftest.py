"""A nurse who is worried, a social worker who decides, a lead, colleagues who need not know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def nurse(teamed: Callable[..., Any]) -> Any:
    """A member of the first team, who raises concerns."""
    return teamed("team_member", name="Grace Adeyemi")


@pytest.fixture
def colleague(teamed: Callable[..., Any]) -> Any:
    """Another member of the first team, who need not know."""
    return teamed("team_member", name="Bilal Hussain")


@pytest.fixture
def social_worker(teamed: Callable[..., Any]) -> Any:
    """The council's social worker of the first team, who decides."""
    from tests.web.teams.safeguarding.raising import as_profession

    return as_profession(teamed("team_member", name="Mary Whitworth"), "social_worker")


@pytest.fixture
def lead(teamed: Callable[..., Any]) -> Any:
    """The lead of the first team."""
    return teamed("team_lead", name="Amara Okafor")


@pytest.fixture
def officer(manchester: Any, user_of: Callable[..., Any]) -> Any:
    """The governance officer."""
    return user_of("privacy_officer", name="Priya Nair")


@pytest.fixture
def team(manchester: Any) -> Any:
    """The first team."""
    from tests.journeys.manchester import FIRST_TEAM
    from web.teams.models import Team

    return Team.objects.get(slug=FIRST_TEAM)


@pytest.fixture
def adult(team: Any) -> Any:
    """The adult of the first team most in need."""
    from web.teams.queries import people_of

    found = people_of(team).order_by("rank").select_related("person")
    return next(each.person for each in found if each.person.age >= 18)
