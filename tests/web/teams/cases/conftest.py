"""A nurse, a lead, a stranger, the teams and people the tests of cases are about."""

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
def lead(teamed: Callable[..., Any]) -> Any:
    """The lead of the first team."""
    return teamed("team_lead", name="Amara Okafor")


@pytest.fixture
def stranger(teamed: Callable[..., Any]) -> Any:
    """A member of another team."""
    from tests.web.teams.cases.acting import OTHER_TEAM

    return teamed("team_member", team=OTHER_TEAM, name="Bilal Hussain")


@pytest.fixture
def team(manchester: Any) -> Any:
    """The first team."""
    from web.teams.models import Team

    return Team.objects.get(slug=FIRST_TEAM)


@pytest.fixture
def other_team(manchester: Any) -> Any:
    """Another team."""
    from tests.web.teams.cases.acting import OTHER_TEAM
    from web.teams.models import Team

    return Team.objects.get(slug=OTHER_TEAM)


@pytest.fixture
def somebody(team: Any) -> Callable[..., Any]:
    """Return one of the first team's people, in order of need."""
    from web.teams.queries import people_of

    def at(number: int = 0) -> Any:
        return people_of(team).order_by("rank").select_related("person")[number]

    return at


@pytest.fixture
def found(team: Any, somebody: Any) -> Callable[..., Any]:
    """Open a case for one of the first team's people."""
    from web.teams.cases import actions
    from web.teams.cases.models import Source

    def make(number: int = 0, **values: Any) -> Any:
        given = {"by": None, "team": team, "source": Source.TIER_LIST, "key": uuid.uuid4(), **values}
        return actions.open_case(person=somebody(number).person, **given)

    return make


@pytest.fixture
def active(found: Any, nurse: Any) -> Callable[..., Any]:
    """Open a case and let its plan start, coordinated by the nurse."""
    from tests.web.teams.cases.acting import TO_ACTIVE, do

    def make(number: int = 0) -> Any:
        case = found(number)
        do(nurse, case, *TO_ACTIVE)
        return case

    return make


@pytest.fixture
def publish(manchester: Any) -> Callable[..., None]:
    """Publish a run with the flags given: ``publish("first", (person, kind, on, count), ...)``."""
    from tests.web.teams.cases.flags import FlaggedRun
    from web.records.actions import publish_run

    def run(run_id: str, *flags: Any) -> None:
        made: Any = FlaggedRun(manchester.run, run_id, flags)
        publish_run(by=None, run=made, store=manchester.store)

    return run


@pytest.fixture
def person(somebody: Any) -> int:
    """The first of the first team's people."""
    return int(somebody(0).person_id)
