"""My day: what is due, in which order, for whom one covers, and what it costs to ask."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from web.teams import actions as teams
from web.teams.meetings.models import AgendaItem, Meeting
from web.teams.models import Membership
from web.teams.queries import today
from web.teams.work import actions
from web.teams.work.days import day_of
from web.teams.work.models import Kind, Task
from web.teams.work.origins import origin_of

pytestmark = pytest.mark.django_db


def _page(client: Any) -> str:
    return client.get(reverse("teams:my_day")).content.decode()


def test_the_day_says_in_one_sentence_what_there_is(nurse: Any, task_of: Any, case_of: Any) -> None:
    task_of(nurse, days=-2)
    task_of(nurse)
    task_of(nurse, days=3)
    task_of(nurse, days=30)
    case_of(0, coordinator=nurse, review_on=today() + timedelta(days=5))
    day = day_of(nurse)
    assert [len(part) for part in (day.overdue, day.due, day.soon, day.reviews)] == [1, 1, 1, 1]
    assert "0 visits, 1 task due today, 1 overdue, 1 review due by" in day.summary
    assert not day.is_empty


def test_a_day_with_nothing_says_what_to_do_next(nurse: Any, browser_of: Any) -> None:
    assert day_of(nurse).is_empty
    page = _page(browser_of(nurse))
    assert "Nothing is due in the next seven days" in page
    assert reverse("teams:people") in page


def test_my_day_holds_what_is_mine_and_nothing_of_a_colleague(
    nurse: Any, lead: Any, task_of: Any, browser_of: Any
) -> None:
    task_of(nurse, title="Ring the daughter")
    task_of(lead, title="Write to the council")
    page = _page(browser_of(nurse))
    assert "Ring the daughter" in page
    assert "Write to the council" not in page


def test_whoever_left_the_team_sees_none_of_its_tasks(nurse: Any, task_of: Any) -> None:
    task_of(nurse)
    teams.leave(by=None, membership=Membership.objects.get(user=nurse))
    assert day_of(nurse).is_empty


def test_a_task_is_finished_from_the_day_with_what_came_of_it(
    nurse: Any, task_of: Any, browser_of: Any
) -> None:
    task, client = task_of(nurse), browser_of(nurse)
    address = reverse("teams:task_finish", args=[task.pk])
    refused = client.post(address, {"outcome": " ", "how": "done", "back": "day"})
    assert refused.status_code == 422
    assert "Say in a few words what came of it" in refused.content.decode()
    done = client.post(address, {"outcome": "Delivered today", "how": "done", "back": "day"})
    assert done.url == reverse("teams:my_day")
    task.refresh_from_db()
    assert (task.status, task.outcome, task.done_by) == ("done", "Delivered today", nurse)
    assert [each.act for each in task.events.all()] == ["finished"]


def test_the_way_back_never_leads_out_of_the_product(nurse: Any, task_of: Any, browser_of: Any) -> None:
    task = task_of(nurse)
    form = {"outcome": "Done", "how": "done", "back": "https://elsewhere.example"}
    answer = browser_of(nurse).post(reverse("teams:task_finish", args=[task.pk]), form)
    assert answer.url == reverse("teams:task", args=[task.pk])


def test_a_task_is_added_from_my_day(nurse: Any, browser_of: Any) -> None:
    client = browser_of(nurse)
    assert client.get(reverse("teams:task_add")).status_code == 200
    form = {
        "key": str(uuid.uuid4()),
        "kind": "call",
        "title": "Ring the falls service",
        "owner": str(nurse.pk),
        "due_on": today().isoformat(),
    }
    for _ in range(2):
        assert client.post(reverse("teams:task_add"), form).status_code == 302
    (task,) = Task.objects.all()
    assert (task.kind, task.owner, task.organisation) == (Kind.CALL, nurse, nurse.organisation)


def test_the_number_of_queries_does_not_grow_with_tasks(
    nurse: Any, task_of: Any, case_of: Any, browser_of: Any
) -> None:
    client = browser_of(nurse)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("teams:my_day")).status_code == 200
        return len(found)

    _fill(nurse, task_of, case_of, range(2))
    few = asked()
    _fill(nurse, task_of, case_of, range(2, 20))
    assert asked() <= few


def _fill(nurse: Any, task_of: Any, case_of: Any, numbers: range) -> None:
    for number in numbers:
        case = case_of(number, coordinator=nurse, review_on=today())
        task_of(nurse, case=case, days=number % 5 - 2)
        address = reverse("teams:my_day")
        actions.notify(
            by=None,
            to=nurse,
            about="A plan was agreed",
            address=address,
            key=uuid.uuid4(),
            person=case.person,
        )


def test_meetings_of_the_day_stand_in_it_and_in_the_calendar(
    nurse: Any, lead: Any, team: Any, browser_of: Any
) -> None:
    at = timezone.now()
    for day in (0, 1):
        Meeting.objects.create(
            team=team,
            planned_at=at + timedelta(days=day),
            location="Room 2",
            chair=lead,
            minute_taker=lead,
            key=uuid.uuid4(),
        )
    assert len(day_of(nurse).meetings) == 1
    page = _page(browser_of(nurse))
    assert "1 meeting" in page
    assert "0 people on the agenda; Room 2" in page
    file = browser_of(nurse).get(reverse("teams:task_calendar_file")).content
    assert file.count(b"SUMMARY:Meeting") == 2


@pytest.mark.parametrize(
    ("came_from", "page"),
    [("plan", "teams:plan"), ("case", "teams:case"), ("assessment", "teams:assessments")],
)
def test_a_task_leads_to_where_it_was_decided(
    came_from: str, page: str, nurse: Any, task_of: Any, case_of: Any
) -> None:
    case = case_of(0)
    task = task_of(nurse, case=case, came_from=came_from, came_from_id="7")
    assert origin_of(task)[1] == reverse(page, args=[case.person_id])


def test_a_task_of_a_meeting_leads_to_its_minutes(
    nurse: Any, team: Any, lead: Any, task_of: Any, case_of: Any
) -> None:
    case = case_of(0)
    given = {"chair": lead, "minute_taker": lead, "key": uuid.uuid4(), "planned_at": timezone.now()}
    meeting = Meeting.objects.create(team=team, **given)
    item = AgendaItem.objects.create(meeting=meeting, case=case, position=1)
    task = task_of(nurse, case=case, came_from="meeting", came_from_id=item.pk)
    assert origin_of(task) == (
        "A meeting of the team",
        reverse("teams:meeting_minutes", args=[team.slug, meeting.pk]),
    )
    lost = task_of(nurse, came_from="meeting", came_from_id=item.pk + 1)
    assert origin_of(lost)[1] == ""
    assert origin_of(task_of(nurse))[1] == ""
