"""A meeting from plan to minutes, through its pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lco.teams.workflow import State
from tests.web.teams.meetings.setting import (
    Setting,
    assessed,
    at,
    attend,
    hidden,
    signed,
)
from web.teams.cases.models import Case
from web.teams.meetings.models import AgendaItem, ItemState
from web.teams.work.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(setting: Setting) -> Client:
    """The nurse's browser."""
    return signed(setting.nurse)


def answers(setting: Setting, page: str, **changes: str) -> dict[str, str]:
    """Return the answers of the form of a person, opened on `page`."""
    day = timezone.localdate()
    values = {
        "summary": "Her daughter visits on Sundays",
        "decision": "Start rehabilitation at home",
        "coordinator": str(setting.link_worker.pk),
        "review_on": (day + timedelta(weeks=6)).isoformat(),
        "action_1": "Visit at home",
        "owner_1": f"user:{setting.nurse.pk}",
        "due_1": (day + timedelta(days=7)).isoformat(),
        "no_action_reason": "",
        "minutes_spent": "4",
    }
    return {**hidden(page), **values, **changes}


def test_a_meeting_is_planned_held_and_closed(setting: Setting, client: Client) -> None:
    case, other = assessed(setting.nurse, setting.team), assessed(setting.nurse, setting.team, at=1)
    meeting = setting.meeting
    build = at("meeting_agenda", meeting)
    page = client.get(build).content.decode()
    assert "Assessed and waiting to be discussed" in page
    chosen = {**hidden(page), "cases": [str(case.pk), str(other.pk)]}
    assert client.post(build, chosen)["Location"] == at("meeting", meeting)
    first, second = AgendaItem.objects.filter(meeting=meeting)
    assert {Case.objects.get(pk=each.pk).state for each in (case, other)} == {State.LISTED}
    attend(setting)
    page = client.get(at("meeting", meeting)).content.decode()
    assert "The quorum is met." in page
    answer = client.post(at("meeting_start", meeting), hidden(page))
    assert answer["Location"] == at("meeting_person", meeting, first.pk)
    person = client.get(answer["Location"])
    assert first.case.person.full_name in person.content.decode()
    saved = client.post(answer["Location"], answers(setting, person.content.decode()))
    assert saved["Location"] == at("meeting_person", meeting, second.pk)
    discussed = Case.objects.get(pk=first.case_id)
    assert (discussed.state, discussed.coordinator) == (State.DISCUSSED, setting.link_worker)
    (task,) = Task.objects.filter(case=discussed)
    assert (task.title, task.owner, task.came_from) == ("Visit at home", setting.nurse, "meeting")
    close = at("meeting_close", meeting)
    page = client.get(close).content.decode()
    assert "1 of 2 people were discussed" in page
    assert client.post(close, hidden(page))["Location"] == at("meeting_minutes", meeting)
    minutes = client.get(at("meeting_minutes", meeting)).content.decode()
    for words in (
        "Start rehabilitation at home",
        "Visit at home: Grace Adeyemi",
        "carried forward",
        "Joan Brady",
    ):
        assert words in minutes
    assert AgendaItem.objects.get(pk=second.pk).state == ItemState.CARRIED
    back = f'<a class="nhsuk-back-link" href="{at("meeting", meeting)}">'
    assert back in minutes, "the way back to the meeting stands above the page"
