"""Where a person stands in the team's work, on the summary and on the list."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lco.teams.workflow import Act
from tests.journeys.manchester import FIRST_TEAM
from web.population.models import Listing
from web.teams import queries
from web.teams.cases.actions import advance, open_case
from web.teams.cases.models import Case
from web.teams.models import Team
from web.teams.work.actions import add_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def nurse(teamed: Callable[..., Any]) -> Any:
    """A member of the first team."""
    return teamed("team_member", name="Grace Adeyemi")


@pytest.fixture
def client(nurse: Any) -> Client:
    """Her browser."""
    client = Client()
    client.force_login(nurse, backend="django.contrib.auth.backends.ModelBackend")
    return client


def people() -> list[Listing]:
    return list(queries.people_of(Team.objects.get(slug=FIRST_TEAM)).order_by("rank")[:3])


def found(by: Any, listing: Listing) -> Case:
    team = Team.objects.get(slug=FIRST_TEAM)
    return open_case(by=by, person=listing.person, team=team, source="tier_list", key=uuid.uuid4())


def text(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_nothing_has_been_done_yet(client: Client) -> None:
    said = text(client, reverse("teams:person", args=[people()[0].person_id]))
    assert "No team has opened a case." in said
    assert "Nothing is written yet." in said
    assert "Nothing is open." in said


def test_the_summary_says_whose_turn_it_is_and_what_is_late(client: Client, nurse: Any) -> None:
    listing = people()[0]
    case = found(nurse, listing)
    advance(by=nurse, case=case, act=Act.INCLUDE, key=uuid.uuid4(), reason="high_risk", note="Falls")
    for days in (-3, 4):
        add_task(
            by=nurse,
            team=case.team,
            case=case,
            title="Telephone the daughter",
            owner=nurse,
            due_on=queries.today() + timedelta(days=days),
            key=uuid.uuid4(),
        )
    said = text(client, reverse("teams:person", args=[listing.person_id]))
    assert "To be invited with" in said
    assert "Next: invite" in said
    assert "2 tasks" in said
    assert "1 overdue" in said


def test_the_list_is_narrowed_to_who_has_a_case(client: Client, nurse: Any) -> None:
    first, second, _ = people()
    found(nurse, first)
    with_case = text(client, reverse("teams:people") + "?case=open")
    assert first.person.full_name in with_case
    assert "Case: found" in with_case
    assert second.person.full_name not in with_case
    without = text(client, reverse("teams:people") + "?case=none")
    assert first.person.full_name not in without
    assert second.person.full_name in without
