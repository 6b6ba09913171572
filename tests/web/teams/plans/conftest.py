"""People who write plans, and whose plans they are."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.manchester import FIRST_TEAM


@pytest.fixture
def nurse(teamed: Callable[..., Any]) -> Any:
    """A member of the first team."""
    return teamed("team_member", name="Grace Adeyemi")


@pytest.fixture
def other(teamed: Callable[..., Any]) -> Any:
    """Another member of the first team."""
    return teamed("team_member", name="Imran Khan")


@pytest.fixture
def person(manchester: Any) -> int:
    """Somebody whom the first team looks after."""
    from web.teams.models import Team
    from web.teams.queries import people_of

    return int(people_of(Team.objects.get(slug=FIRST_TEAM)).order_by("rank")[0].person_id)


@pytest.fixture
def case(nurse: Any, person: int) -> Any:
    """The open case of the person, just found."""
    from web.teams.cases.actions import open_case
    from web.teams.models import Team
    from web.teams.queries import people_of

    team = Team.objects.get(slug=FIRST_TEAM)
    who = people_of(team).get(person=person).person
    return open_case(by=nurse, person=who, team=team, source="tier_list", key=uuid.uuid4())
