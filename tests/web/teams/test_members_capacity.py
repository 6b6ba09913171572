"""The page of a team's room: places, caseload, absences, the load of each member."""

from __future__ import annotations

import uuid
from datetime import time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lco.place.pack import load_place
from lco.teams.capacity import monday
from tests.journeys.manchester import FIRST_TEAM
from web.teams.cases.models import Case
from web.teams.models import Level, Membership, Team
from web.teams.queries import people_of, today
from web.teams.staff import actions
from web.teams.staff.capacity import room_of, slots_of, teams_within

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(manchester: Any) -> Team:
    """The first neighbourhood's team."""
    return Team.objects.get(slug=FIRST_TEAM)


def _works(user: Any, *days: int) -> Membership:
    hours = [actions.Hours(day, time(9), time(17)) for day in days]
    held = Membership.objects.get(user=user)
    return actions.describe_member(by=None, membership=held, description=actions.Description(hours=hours))


def _client(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _case(team: Team, number: int, **more: Any) -> Case:
    person = people_of(team).order_by("rank")[number].person
    return Case.objects.create(person=person, team=team, source="tier_list", **{"state": "active", **more})


def test_an_absence_takes_places_in_its_week_alone(team: Team, teamed: Any) -> None:
    place, nurse = load_place("manchester"), teamed("team_member")
    held = _works(nurse, 0, 1, 2, 3)
    first = monday(today()) + timedelta(weeks=1)
    days = {"starts_on": first, "ends_before": first + timedelta(days=2)}
    actions.record_absence(by=None, membership=held, key=uuid.uuid4(), **days)
    _case(team, 0)
    _case(team, 1, state="found")
    room = room_of(team, place)
    slots = slots_of(team, place)
    assert slots
    assert (room.caseload, room.waiting, room.slots) == (1, 1, slots)
    assert room.weeks[1].away == 2 * 8 * 60
    assert room.weeks[1].places == slots * (32 * 60 - room.weeks[1].closed - 16 * 60) // (32 * 60)
    assert "1 person is on the caseload and 1 more waits" in room.summary


def test_an_absence_taken_back_takes_nothing(team: Team, teamed: Any) -> None:
    held = _works(teamed("team_member"), 0)
    first = monday(today()) + timedelta(weeks=1)
    absence = actions.record_absence(
        by=None, membership=held, starts_on=first, ends_before=first + timedelta(days=1), key=uuid.uuid4()
    )
    actions.withdraw_absence(by=None, absence=absence)
    assert room_of(team, load_place("manchester")).weeks[1].away == 0


def test_each_member_has_a_share_by_hours_and_who_has_more_is_marked(team: Team, teamed: Any) -> None:
    full, half = teamed("team_member", name="Ann Lee"), teamed("team_member", name="Ben Cole")
    none = teamed("team_member", name="Cy Day")
    _works(full, 0, 1)
    _works(half, 0)
    _case(team, 0, coordinator=none)
    room = room_of(team, load_place("manchester"))
    loads = {each.membership.user: each for each in room.loads}
    assert sum(each.share or 0 for each in room.loads) == room.slots
    assert (loads[none].share, loads[none].people, loads[none].is_over) == (0, 1, True)
    assert (loads[full].share or 0) >= 2 * (loads[half].share or 0) - 1
    page = _client(full).get(reverse("teams:team_capacity", args=[FIRST_TEAM])).content.decode()
    assert "More than the share" in page
    assert "not known" in page


def test_a_team_nobody_wrote_hours_of_claims_no_room(team: Team, teamed: Any) -> None:
    teamed("team_member")
    room = room_of(team, load_place("manchester"))
    assert room.weeks[0].places is None
    assert "Nobody's working pattern is written down" in room.summary


def test_a_wider_team_sees_the_teams_within_and_claims_no_places(team: Team, teamed: Any) -> None:
    place = load_place("manchester")
    city = Team.objects.get(level=Level.PLACE)
    locality = Team.objects.filter(level=Level.LOCALITY).order_by("slug")[0]
    assert len(teams_within(city, place)) == 12
    assert 0 < len(teams_within(locality, place)) < 12
    assert teams_within(team, place) == []
    assert "says nothing of the places of this team" in room_of(city, place).summary
    _case(team, 0)
    assert {each.team: each.caseload for each in teams_within(city, place)}[team] == 1
    user = teamed("team_member", team=city.slug)
    page = _client(user).get(reverse("teams:team_capacity", args=[city.slug])).content.decode()
    assert "Teams within" in page


def test_the_page_asks_no_more_for_more_members_and_is_exported(team: Team, teamed: Any) -> None:
    client, address = _client(teamed("team_lead")), reverse("teams:team_capacity", args=[FIRST_TEAM])

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    for number in range(2):
        _works(teamed("team_member", name=f"Member Number{number}"), 0, 1)
    few = asked()
    for number in range(2, 10):
        _works(teamed("team_member", name=f"Member Number{number}"), 0, 1)
        _case(team, number)
    assert asked() <= few
    file = b"".join(client.get(address + "?export=csv&purpose=service_planning"))
    assert b"Hours present" in file
