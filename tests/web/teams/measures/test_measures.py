"""A team's measures now: the definitions of the runs over the rows of the web, at the edges of their days."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lco.teams.workflow import OPEN, Act, State, after
from tests.journeys.manchester import FIRST_TEAM
from web.teams.cases.models import Case, CaseEvent
from web.teams.measures.computing import measures
from web.teams.measures.queries import measured, period_now
from web.teams.models import Team
from web.teams.queries import people_of
from web.teams.work.models import Status, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(manchester: Any) -> Team:
    """The first team."""
    return Team.objects.get(slug=FIRST_TEAM)


def at(days_ago: int) -> datetime:
    day = timezone.localdate() - timedelta(days=days_ago)
    return timezone.make_aware(datetime.combine(day, time(12)))


def case(team: Team, number: int, found: int, *acts: tuple[Act, int], by: Any = None) -> Case:
    """Write a case found so many days ago with acts, each so many days ago, as they would be written."""
    person = people_of(team).order_by("rank")[number].person_id
    made = Case.objects.create(
        person_id=person,
        team=team,
        state=State.FOUND,
        source="referral",
        opened_at=at(found),
        key=uuid.uuid4(),
    )
    state = State.FOUND
    for act, days in acts:
        before, state = state, after(state, act)
        CaseEvent.objects.create(
            case=made, act=act, from_state=before, to_state=state, team=team, at=at(days), key=uuid.uuid4()
        )
    made.state, made.closed_at = state, None if state in OPEN else at(acts[-1][1])
    made.save()
    return made


def counts(team: Team) -> dict[str, tuple[int, int]]:
    found = measured(team, period=period_now(), is_member=True)
    return {each.definition.id: each.counts for each in found}


def test_nothing_done_is_nobody_counted(team: Team) -> None:
    assert set(counts(team).values()) == {(0, 0)}
    assert len(measures()) == 6


def test_whose_days_are_not_over_is_not_counted(team: Team) -> None:
    case(team, 0, 28)  # the 28th day is today: not over
    case(team, 1, 29)  # it was yesterday, and nothing was decided
    case(team, 2, 29, (Act.INCLUDE, 1))
    case(team, 3, 60, (Act.EXCLUDE, 31))  # decided on the 29th day
    assert counts(team)["flagged_people_reviewed"] == (1, 3)


def test_declines_are_counted_among_answers(team: Team) -> None:
    for number, answer in enumerate((Act.AGREE, Act.AGREE, Act.DECLINE)):
        case(team, number, 60, (Act.INCLUDE, 50), (Act.INVITE, 40), (answer, 30))
    assert counts(team)["invitations_declined"] == (1, 3)


def test_tasks_due_today_are_not_late_yet(team: Team) -> None:
    who = people_of(team).order_by("rank")[0].person_id
    for due, done in ((0, None), (1, None), (5, 5), (5, 4)):
        Task.objects.create(
            person_id=who,
            team=team,
            title="Visit",
            due_on=at(due).date(),
            made_at=at(20),
            status=Status.DONE if done else Status.OPEN,
            done_at=at(done) if done else None,
            key=uuid.uuid4(),
        )
    assert counts(team)["actions_on_time"] == (1, 3)


def test_who_comes_back_to_another_team_has_come_back(team: Team) -> None:
    other = Team.objects.exclude(pk=team.pk).filter(level="neighbourhood").first()
    way = [(Act.INCLUDE, 300), (Act.INVITE, 290), (Act.AGREE, 280), (Act.ASSESS, 270), (Act.AGREE_PLAN, 260)]
    way += [(Act.START, 255), (Act.REVIEW, 160), (Act.STEP_DOWN, 150)]
    back = case(team, 0, 310, *way)
    case(team, 1, 310, *way)
    Case.objects.create(
        person_id=back.person_id,
        team=other,
        state=State.FOUND,
        source="referral",
        opened_at=at(100),
        key=uuid.uuid4(),
    )
    found = counts(team)
    assert found["back_within_90_days"] == (1, 2)
    assert found["stepped_down_at_six_months"] == (2, 2)
    assert found["plans_agreed_in_six_weeks"] == (2, 2)
    assert found["flagged_people_reviewed"] == (2, 2)


def test_small_numbers_are_withheld_from_who_is_not_of_the_team(
    team: Team, teamed: Callable[..., Any], user_of: Callable[..., Any], client: Client
) -> None:
    for number in range(3):
        case(team, number, 60, (Act.INCLUDE, 50), (Act.INVITE, 40), (Act.DECLINE, 30))
    where = reverse("teams:measure_team", args=[team.slug])
    client.force_login(teamed("team_member"), backend="django.contrib.auth.backends.ModelBackend")
    assert "100%" in client.get(where).content.decode()
    client.force_login(user_of("analyst"), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(where).content.decode()
    assert "100%" not in page and "withheld" in page
    taken = client.get(where, {"export": "csv", "purpose": "service_planning"}).content.decode("utf-8-sig")
    (line,) = [line for line in taken.splitlines() if line.startswith("Invitations declined")]
    assert "3" not in line.replace("per 100", "")


def test_a_team_without_people_of_its_own_has_no_such_page(
    manchester: Any, user_of: Callable[..., Any], client: Client
) -> None:
    client.force_login(user_of("analyst"), backend="django.contrib.auth.backends.ModelBackend")
    for slug in ("manchester", "no-such-team"):
        assert client.get(reverse("teams:measure_team", args=[slug])).status_code == 403


def test_more_cases_ask_no_more_of_the_database(
    team: Team, teamed: Callable[..., Any], client: Client
) -> None:
    client.force_login(teamed("team_member"), backend="django.contrib.auth.backends.ModelBackend")
    where = reverse("teams:measure_team", args=[team.slug])
    client.get(where)
    asked = []
    for first, last in ((0, 2), (2, 20)):
        for number in range(first, last):
            case(team, number, 60, (Act.INCLUDE, 50), (Act.INVITE, 40), (Act.DECLINE, 30))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(where).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_period_is_the_twelve_months_to_yesterday() -> None:
    assert period_now().ends_before == timezone.localdate()
    assert isinstance(period_now().starts_on, date)
