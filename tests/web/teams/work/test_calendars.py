"""The calendar: visits that name nobody, by file and by a secret address that can be taken back."""

from __future__ import annotations

import logging
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from web.audit.models import AuditEntry
from web.config.logs import JsonLines
from web.teams import actions as teams
from web.teams.models import Membership
from web.teams.staff import actions as staff
from web.teams.work import actions
from web.teams.work.models import Feed, Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit_of(task_of: Any, case_of: Any) -> Any:
    """Make a visit: ``visit_of(nurse, 3)`` is to the third person, three days from now, for half an hour."""

    def make(owner: Any, number: int = 0) -> Any:
        starts = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=number)
        case = case_of(number)
        title = f"See {case.person.full_name} about {case.person.nhs_number}"
        times = {"starts_at": starts, "ends_at": starts + timedelta(minutes=30)}
        day = timezone.localdate(starts)
        return task_of(owner, case=case, title=title, kind=Kind.VISIT, due_on=day, **times)

    return make


def _feed(user: Any) -> str:
    return reverse("teams:task_feed", args=[actions.make_feed(by=user, key=uuid.uuid4())])


def test_a_calendar_holds_the_visits_and_names_nobody(
    nurse: Any, lead: Any, team: Any, visit_of: Any, browser_of: Any
) -> None:
    visit, other = visit_of(nurse), visit_of(lead, 1)
    answer = browser_of(nurse).get(reverse("teams:task_calendar_file"))
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("Visit", team.name)
    assert event["DTSTART"].dt == visit.starts_at
    assert str(event["URL"]).endswith(reverse("teams:task", args=[visit.pk]))
    person = visit.person
    unfolded = answer.content.replace(b"\r\n ", b"").decode()
    for word in (person.family_name, person.given_name, person.nhs_number, str(person.pk), person.postcode):
        assert word not in unfolded
    assert str(other.key) not in unfolded


def test_the_address_opens_without_signing_in_and_nothing_else_does(nurse: Any, visit_of: Any) -> None:
    visit_of(nurse)
    address, stranger = _feed(nurse), Client()
    answer = stranger.get(address)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert stranger.get(reverse("teams:task_calendar_file")).status_code == 302
    assert stranger.get(reverse("teams:task_feed", args=["wrong"])).status_code == 404
    assert stranger.post(address).status_code in {403, 405}


def test_an_address_taken_back_opens_nothing(nurse: Any, browser_of: Any) -> None:
    address, client = _feed(nurse), browser_of(nurse)
    answer = client.post(reverse("teams:task_feed_revoke"), follow=True)
    assert "The address opens nothing any more" in answer.content.decode()
    assert Client().get(address).status_code == 404
    again = client.post(reverse("teams:task_feed_revoke"), follow=True)
    assert "there is nothing to take back" in again.content.decode()


def test_a_new_address_takes_the_place_of_the_old_one(nurse: Any) -> None:
    old, new = _feed(nurse), _feed(nurse)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200


@pytest.mark.parametrize("how", ["left", "closed"])
def test_the_address_of_a_leaver_opens_nothing(how: str, nurse: Any) -> None:
    address = _feed(nurse)
    if how == "left":
        teams.leave(by=None, membership=Membership.objects.get(user=nurse))
    else:
        staff.let_go(by=None, user=nurse)
    assert Client().get(address).status_code == 404


def test_the_secret_is_shown_once_and_kept_nowhere(nurse: Any, browser_of: Any) -> None:
    client, key = browser_of(nurse), str(uuid.uuid4())
    page = client.post(reverse("teams:task_feed_make"), {"key": key})
    assert page["Cache-Control"] == "no-store"
    secret = page.content.decode().split("/teams/calendar/")[1].split(".ics")[0]
    (feed,) = Feed.objects.all()
    assert secret not in feed.digest
    assert not AuditEntry.objects.filter(detail__contains=secret).exists()
    again = client.post(reverse("teams:task_feed_make"), {"key": key}, follow=True)
    assert "shown already, once" in again.content.decode()
    assert Feed.objects.count() == 1
    assert secret not in client.get(reverse("teams:task_calendar")).content.decode()
    assert Client().get(reverse("teams:task_feed", args=[secret])).status_code == 200


def test_a_form_without_its_key_makes_no_address(nurse: Any, browser_of: Any) -> None:
    answer = browser_of(nurse).post(reverse("teams:task_feed_make"), {"key": "none"})
    assert answer.url == reverse("teams:task_calendar")
    assert not Feed.objects.exists()


def test_the_secret_stands_in_no_log(nurse: Any) -> None:
    address = _feed(nurse)
    line = logging.LogRecord("django.request", logging.ERROR, "", 1, f"Error: {address}", None, None)
    assert address.removeprefix("/teams/calendar/").removesuffix(".ics") not in JsonLines().format(line)


def test_times_are_right_on_both_sides_of_the_change_of_clocks(nurse: Any, task_of: Any) -> None:
    at = datetime(2027, 3, 28, 8, 0, tzinfo=UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: at)
        given = {"starts_at": at, "ends_at": at + timedelta(hours=1), "due_on": timezone.localdate(at)}
        task = task_of(nurse, **given)
        content = Client().get(_feed(nurse)).content
    assert task.hours == "09:00 to 10:00"
    assert b"DTSTART:20270328T080000Z" in content


def test_a_calendar_asks_no_more_for_more_visits(nurse: Any, visit_of: Any) -> None:
    address, stranger = _feed(nurse), Client()

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert stranger.get(address).status_code == 200
        return len(found)

    visit_of(nurse, 0)
    few = asked()
    for number in range(1, 12):
        visit_of(nurse, number)
    assert asked() <= few
