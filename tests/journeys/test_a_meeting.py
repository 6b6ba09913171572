"""A team holds its meeting: from the agenda to the minutes without touching the mouse."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.support.browser import NARROW, assert_accessible, assert_fits

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def setting(teamed: Any) -> Any:
    """The first team with five members who fill the seats, three people assessed, and a meeting tomorrow."""
    from tests.web.teams.meetings.setting import assessed, seated

    made = seated(teamed)
    for rank in range(3):
        assessed(made.nurse, made.team, at=rank)
    return made


def _reach(page: Any, name: str, *, keys: str = "Tab") -> None:
    """Press Tab until the button, link or field called `name` has the focus, as somebody without a mouse."""
    for _ in range(150):
        page.keyboard.press(keys)
        found = page.evaluate(
            """() => {
                const it = document.activeElement;
                const label = it.labels && it.labels.length ? it.labels[0].innerText : "";
                return [label, it.innerText || "", it.getAttribute("aria-label") || ""].join(" ");
            }"""
        )
        if name in " ".join(found.split()):
            return
    raise AssertionError(f"the focus never came to '{name}'")


def _press(page: Any, name: str) -> None:
    _reach(page, name)
    page.keyboard.press("Enter")


def _write_action(page: Any, number: int, title: str, owner: str) -> None:
    from playwright.sync_api import expect

    page.keyboard.press("a")
    expect(page.get_by_role("textbox", name=f"Action {number}", exact=True)).to_be_focused()
    page.keyboard.type(title)
    page.keyboard.press("Tab")
    page.keyboard.type(owner)
    page.keyboard.press("Tab")
    page.keyboard.type("1 week")
    page.keyboard.press("Escape")


def test_a_meeting_from_start_to_minutes_by_keyboard_alone(
    setting: Any, page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    from tests.web.teams.meetings.setting import attend
    from web.teams.meetings.models import AgendaItem, Discussion, ItemState

    meeting = setting.meeting
    attend(setting)
    page = page_as(setting.nurse)
    page.goto(reverse("teams:meetings"))
    expect(page.get_by_role("heading", name="Meetings", exact=True)).to_be_visible()
    _press(page, f"{timezone.localtime(meeting.planned_at):%H:%M}")
    expect(page.get_by_text("Nobody is on the agenda yet")).to_be_visible()
    _press(page, "Build the agenda")
    expect(page.get_by_role("heading", name="Build the agenda")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "meeting-build")
    _press(page, "Put them on the agenda")
    expect(page.get_by_text("3 people are on the agenda")).to_be_visible()
    assert_accessible(page)
    last = AgendaItem.objects.get(meeting=meeting, position=3).case.person.full_name
    _press(page, f"Up with {last}")
    expect(page.locator(".lco-agenda__name").nth(1)).to_contain_text(last)
    screenshot(page, "meeting-agenda")
    _press(page, "Start the meeting")
    expect(page.get_by_text("Person 1 of 3")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("?")
    expect(page.get_by_text("save and go to the next person").first).to_be_visible()
    page.keyboard.press("?")
    page.keyboard.press("d")
    page.keyboard.type("Start rehabilitation at home")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.keyboard.type("Joan")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.keyboard.type("6 weeks")
    page.keyboard.press("Escape")
    _write_action(page, 1, "Visit at home", "Grace")
    _write_action(page, 2, "Ask about the stairs", "Joan")
    page.keyboard.press("a")
    expect(page.get_by_role("textbox", name="Action 3", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    screenshot(page, "meeting-person")
    page.keyboard.press("s")
    expect(page.get_by_text("Person 2 of 3")).to_be_visible()
    assert Discussion.objects.get().decision == "Start rehabilitation at home"
    page.keyboard.press("s")
    expect(page.get_by_text("There is a problem")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Name the coordinator"))).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("n")
    expect(page.get_by_text("Person 3 of 3")).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_text("1 of 3 people were discussed")).to_be_visible()
    assert_accessible(page)
    _press(page, "Close the meeting")
    expect(page.get_by_role("heading", name="Minutes")).to_be_visible()
    expect(page.get_by_text("Visit at home: Grace Adeyemi")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "meeting-minutes")
    assert AgendaItem.objects.filter(state=ItemState.CARRIED).count() == 2


def _held(setting: Any) -> Any:
    """Put the three people on the agenda, start the meeting, return the first of them."""
    import uuid

    from tests.web.teams.meetings.setting import started
    from web.teams.meetings.actions import build_agenda
    from web.teams.meetings.candidates import proposals_for

    found = proposals_for(setting.meeting)
    build_agenda(by=setting.nurse, meeting=setting.meeting, proposals=found, key=uuid.uuid4(), version=None)
    return started(setting).items.first()


def _fill(page: Any, owner: str = "Grace Adeyemi") -> None:
    page.get_by_label("What was decided?").fill("Start rehabilitation at home")
    page.get_by_label("Coordinator", exact=True).select_option(label="Joan Brady")
    page.get_by_label("Next review").fill("6 weeks")
    page.get_by_role("textbox", name="Action 1", exact=True).fill("Visit at home")
    page.get_by_label("Who does action 1?").select_option(label=owner)
    page.get_by_label("By when is action 1 done?").fill("1 week")


def test_nothing_is_lost_when_the_connection_drops_and_pressing_twice_saves_once(
    setting: Any, page_as: Any
) -> None:
    from playwright.sync_api import expect

    from tests.web.teams.meetings.setting import at
    from web.teams.meetings.models import Discussion
    from web.teams.work.models import Task

    first = _held(setting)
    page = page_as(setting.nurse)
    page.goto(at("meeting_person", setting.meeting, first.pk))
    _fill(page)
    page.route("**/person/*", lambda route: route.abort("connectionfailed"))
    save = page.get_by_role("button", name="Save and go to the next person")
    save.click()
    expect(page.get_by_text("Not saved: there is no connection")).to_be_visible()
    assert not Discussion.objects.exists()
    expect(page.get_by_label("What was decided?")).to_have_value("Start rehabilitation at home")
    page.unroute("**/person/*")
    save.dblclick()
    expect(page.get_by_text("Person 2 of 3")).to_be_visible()
    assert (Discussion.objects.count(), Task.objects.count()) == (1, 1)


def test_a_meeting_in_a_room_on_a_call_and_in_a_narrow_window(
    setting: Any, page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    from tests.web.teams.meetings.setting import at

    first = _held(setting)
    person = first.case.person
    page = page_as(setting.nurse)
    page.goto(at("meeting_person", setting.meeting, first.pk))
    page.keyboard.press("h")
    expect(page.get_by_role("region", name="Person")).not_to_contain_text(person.postcode)
    page.keyboard.press("i")
    expect(page.get_by_role("region", name="Person")).not_to_contain_text(person.family_name)
    page.keyboard.press("l")
    expect(page.locator(".lco-meeting--large")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "meeting-shared")
    page.get_by_role("link", name="Turn keys off").click()
    page.keyboard.press("n")
    expect(page.get_by_text("Person 1 of 3")).to_be_visible()
    narrow = page_as(setting.nurse, viewport=NARROW)
    for name in ("meeting", "meeting_attendance", "meeting_agenda", "meeting_change", "meeting_minutes"):
        narrow.goto(at(name, setting.meeting))
        assert_fits(narrow)
        assert_accessible(narrow)
    narrow.goto(at("meeting_person", setting.meeting, first.pk))
    assert_fits(narrow)
    assert_accessible(narrow)
    screenshot(narrow, "meeting-person-narrow")
    for address in (reverse("teams:meetings"), reverse("teams:meeting_history", args=[person.pk])):
        narrow.goto(address)
        assert_fits(narrow)
        assert_accessible(narrow)
