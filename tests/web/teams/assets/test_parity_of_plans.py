"""The parity report from plans as teams write and agree them, and from those of the demonstration."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from lco.teams.plans.content import entry
from tests.journeys.manchester import FIRST_TEAM
from tests.web.teams.plans.plans import GOAL, agree, write
from web.teams.assets.standing import parity_report
from web.teams.demonstration import seed_work
from web.teams.models import Team
from web.teams.queries import people_of
from web.ui import place

pytestmark = pytest.mark.django_db
# How many of forty plans hold each kind of goal.
WRITTEN = {"physical": 30, "social": 20, "mental": 12}


@pytest.fixture
def lead(teamed: Callable[..., Any]) -> Any:
    """The lead of the first team."""
    return teamed("team_lead", name="Amara Okafor")


def goals(*kinds: str) -> tuple[Any, ...]:
    """Return a goal of each kind."""
    return tuple(entry(kind, {**GOAL, "words": f"A {kind} goal", "kind": kind}) for kind in kinds)


@pytest.fixture
def people(lead: Any) -> list[int]:
    """Forty people of the first team with agreed plans, those most in need first."""
    team = Team.objects.get(slug=FIRST_TEAM)
    found = [int(who) for who in people_of(team).order_by("rank").values_list("person_id", flat=True)[:40]]
    for at, person in enumerate(found):
        held = [kind for kind, count in WRITTEN.items() if at % 40 < count]
        write(lead, person, "goals", goals(*(held or ["physical"])))
        if at >= 30:
            write(lead, person, "goals", goals("social"))
        agree(lead, person)
    return found


def shares() -> dict[str, int | None]:
    """Return how many plans hold each kind."""
    return {kind: cell.people for kind, cell in parity_report(place.current()).everybody.with_kind.items()}


def test_the_report_counts_the_goals_teams_agreed(lead: Any, people: list[int], client_of: Any) -> None:
    report = parity_report(place.current())
    assert report.everybody.plans.people == 40
    assert shares() == {"physical": 30, "social": 30, "mental": 12}
    page = client_of(lead).get(reverse("teams:asset_parity")).content.decode()
    assert "30% of agreed plans hold a mental goal, 75% a physical one: mental goals are fewer." in page
    row = page[page.index("Everybody with an agreed plan") :]
    assert re.findall(r"\b(\d+)\b", re.sub(r"<[^>]*>", " ", row))[0] == "40"


def test_what_is_written_and_not_agreed_does_not_count(lead: Any, people: list[int]) -> None:
    for person in people[20:30]:
        write(lead, person, "goals", goals("mental"))
    assert shares() == {"physical": 30, "social": 30, "mental": 12}
    for person in people[20:30]:
        agree(lead, person)
    assert shares() == {"physical": 20, "social": 30, "mental": 22}


def test_a_plan_of_the_demonstration_may_hold_any_of_the_three_kinds(
    teamed: Callable[..., Any], user_of: Callable[..., Any], manchester: Any
) -> None:
    from web.teams.actions import seed_demo_teams

    user_of("privacy_officer")
    users = [
        user_of(role, name=f"{role} {number}") for number in (1, 2) for role in ("team_lead", "team_member")
    ]
    seed_work(by=None, memberships=lambda: seed_demo_teams(by=None, place=place.current(), users=users))
    everybody = parity_report(place.current()).everybody
    counts = {kind: cell.people for kind, cell in everybody.with_kind.items()}
    plans = everybody.plans.people
    told = {kind: count for kind, count in counts.items() if count is not None}
    assert len(set(told.values())) == 3, f"three shares are shown and differ: {counts}"
    assert plans is not None and max(told.values()) < plans, "no kind stands in every plan"
