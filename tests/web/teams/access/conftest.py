"""People inside and outside a team, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.journeys.manchester import FIRST_TEAM

OTHER_TEAM = "manchester-ardwick-and-longsight"
NOBODY = 4_242


@pytest.fixture
def signed() -> Callable[[Any], Client]:
    """Sign a user in."""

    def sign(user: Any) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign


@pytest.fixture
def person_of(manchester: Any) -> Callable[..., Any]:
    """Return one of the people of a team, by rank: ``person_of(OTHER_TEAM)``."""
    from web.teams.models import Team
    from web.teams.queries import people_of

    def find(team: str = FIRST_TEAM, rank: int = 0) -> Any:
        return people_of(Team.objects.get(slug=team)).order_by("rank")[rank].person

    return find


@pytest.fixture
def nurse(teamed: Any) -> Any:
    """A member of the first team."""
    return teamed("team_member", name="Grace Adeyemi")


@pytest.fixture
def officer(teamed: Any, user_of: Any) -> Any:
    """The privacy officer."""
    return user_of("privacy_officer", name="Priya Nair")


@pytest.fixture
def stranger(person_of: Any) -> Any:
    """Somebody of another team's neighbourhood."""
    return person_of(OTHER_TEAM)
