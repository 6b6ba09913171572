"""A nurse's day on a telephone, a lead's queue of what is overdue, and somebody who leaves."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.journeys.manchester import FIRST_TEAM
from tests.support.browser import NARROW, assert_accessible, assert_fits
from web.teams import queries
from web.teams.cases.models import Case
from web.teams.models import Membership, Team
from web.teams.staff import actions as staff
from web.teams.work import actions
from web.teams.work.models import Kind, Task

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def nurse(teamed: Any) -> Any:
    """A member of the first neighbourhood's team."""
    return teamed("team_member", name="Grace Adeyemi")


@pytest.fixture
def lead(teamed: Any) -> Any:
    """The lead of the team."""
    return teamed("team_lead", name="Amara Okafor")


@pytest.fixture
def week(nurse: Any, lead: Any) -> list[Case]:
    """Four people the nurse co-ordinates, with visits today, tasks due, overdue and to come."""
    team = Team.objects.get(slug=FIRST_TEAM)
    people = [each.person for each in queries.people_of(team).order_by("rank")[:4]]
    today = queries.today()
    cases = [
        Case.objects.create(
            person=person, team=team, state="active", source="tier_list", coordinator=nurse, review_on=today
        )
        for person in people
    ]
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    told = (
        ("Change the dressing", Kind.VISIT, 0, noon),
        ("See how the stairs go", Kind.VISIT, 0, noon - timedelta(hours=2)),
        ("Ring the pharmacy about the boxes", Kind.CALL, 0, None),
        ("Order a key safe", Kind.ACTION, -9, None),
    )
    for case, (title, kind, days, starts_at) in zip(cases, told, strict=True):
        times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=45)} if starts_at else {}
        due = today + timedelta(days=days)
        given = {"title": title, "due_on": due, "owner": nurse, "case": case, "kind": kind, **times}
        actions.add_task(by=nurse, team=team, key=uuid.uuid4(), **given)
    given = {"about": "A plan you co-ordinate was agreed", "person": people[0]}
    address = reverse("teams:person_tasks", args=[people[0].pk])
    actions.notify(by=lead, to=nurse, address=address, key=uuid.uuid4(), **given)
    return cases


def test_a_nurse_works_through_her_day_on_a_telephone(
    nurse: Any, week: list[Case], page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    page = page_as(nurse, viewport=NARROW)
    page.goto(reverse("teams:my_day"))
    expect(page.locator(".lco-summary")).to_contain_text("2 visits, 1 task due today, 1 overdue, 4 reviews")
    visits = page.get_by_role("region", name="Visits today, in order").get_by_role("listitem")
    expect(visits.nth(0)).to_contain_text("10:00 to 10:45")
    expect(visits.nth(1)).to_contain_text("Change the dressing")
    assert_accessible(page)
    assert_fits(page)
    screenshot(page, "my-day-narrow")
    due = page.get_by_role("region", name="Due today")
    due.get_by_text("Finish").click()
    due.get_by_label("What came of it?").fill("The boxes come on Thursdays from now on")
    assert_fits(page)
    due.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Nothing else is due today")).to_be_visible()
    page.get_by_role("button", name="A plan you co-ordinate was agreed", exact=True).click()
    expect(page.get_by_role("heading", name="Tasks")).to_be_visible()
    page.get_by_role("link", name="Add a task or visit").click()
    page.get_by_label("What is it?").select_option("Visit")
    page.get_by_label("What is to be done?").fill("Look at the dressing again")
    page.get_by_label("Visit starts").fill("12:30")
    page.get_by_label("Visit ends").fill("13:00")
    page.get_by_label("Due on").fill(queries.today().isoformat())
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("has another visit at that time: 12:00 to 12:45")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Save all the same").click()
    expect(page.get_by_text("Added, for Grace Adeyemi")).to_be_visible()
    assert Task.objects.filter(starts_at__isnull=False).count() == 3


def test_a_day_at_a_desk_and_the_board(nurse: Any, week: list[Case], look: Any) -> None:
    look(nurse, reverse("teams:my_day"), "my-day")
    look(nurse, reverse("teams:task_board", args=[FIRST_TEAM]), "task-board")
    task = Task.objects.order_by("pk")[0]
    look(nurse, reverse("teams:task", args=[task.pk]), "task")
    look(nurse, reverse("teams:task_calendar"), "task-calendar")


def test_a_lead_deals_with_what_is_overdue(
    lead: Any, week: list[Case], page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    page = page_as(lead)
    page.goto(reverse("teams:my_day"))
    page.get_by_role("link", name="1 overdue task waits for you").click()
    expect(page.locator(".lco-summary")).to_have_text(
        "1 task waits for you: Grace Adeyemi 1. The oldest is 9 days overdue."
    )
    assert_accessible(page)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("link", name="Choose at least one task")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Tick all of these").click()
    expect(page.get_by_label("Order a key safe")).to_be_checked()
    page.get_by_label("Give to another member").check()
    page.get_by_label("Give to", exact=True).select_option("Amara Okafor")
    page.get_by_label("Why?").fill("Grace is on the wards this week")
    screenshot(page, "overdue")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Check before you give them away")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Confirm and save").dblclick()
    expect(page.get_by_text("Given to another member: 1.")).to_be_visible()
    page.get_by_label("Order a key safe").check()
    page.get_by_label("Put off until a day").check()
    page.get_by_label("Put off until", exact=True).fill((queries.today() + timedelta(days=5)).isoformat())
    page.get_by_label("Why?").fill("The locksmith comes on Friday")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".lco-summary")).to_contain_text("1 more is acknowledged or put off")
    expect(page.get_by_text("Nothing waits for you here")).to_be_visible()
    assert_accessible(page)
    narrow = page_as(lead, viewport=NARROW)
    narrow.goto(reverse("teams:task_overdue", args=[FIRST_TEAM]) + "?shown=quiet&by=age")
    expect(narrow.get_by_text("The locksmith comes on Friday")).to_be_visible()
    assert_fits(narrow)
    assert_accessible(narrow)
    screenshot(narrow, "overdue-narrow")


def test_a_member_is_away_covered_and_then_leaves(
    lead: Any, nurse: Any, week: list[Case], page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    held = Membership.objects.get(user=nurse)
    hours = [staff.Hours(day, *_hours()) for day in range(5)]
    told = staff.Description("district_nurse", "", "Lead nurse of the trust", ("wounds",), hours)
    staff.describe_member(by=lead, membership=held, description=told)
    staff.appoint_leader(by=lead, membership=held, post="clinical")
    page, hers = page_as(lead), page_as(nurse)
    hers.goto(reverse("teams:my_day"))
    page.goto(reverse("teams:member_absence_add", args=[FIRST_TEAM, held.pk]))
    page.get_by_label("Last day away").fill((queries.today() + timedelta(days=3)).isoformat())
    page.get_by_label("Who covers?").select_option("Amara Okafor")
    assert_accessible(page)
    page.get_by_role("button", name="Confirm and save").click()
    expect(page.get_by_role("region", name="Away and covered")).to_contain_text("covered by Amara Okafor")
    expect(page.get_by_role("region", name="Three lines, kept apart")).to_contain_text(
        "Lead nurse of the trust"
    )
    assert_accessible(page)
    screenshot(page, "member")
    page.goto(reverse("teams:my_day"))
    expect(page.locator(".lco-summary")).to_contain_text("You cover for Grace Adeyemi until")
    expect(page.get_by_role("region", name="Overdue")).to_contain_text("Order a key safe")
    for name in ("team_capacity", "team"):
        page.goto(reverse(f"teams:{name}", args=[FIRST_TEAM]))
        assert_accessible(page)
    page.get_by_role("link", name="End membership of Grace Adeyemi").click()
    page.get_by_role("button", name="Confirm and end").click()
    expect(page.get_by_role("heading", name="Left behind")).to_be_visible()
    hers.reload()
    expect(hers.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_role("link", name="Hand it on from Grace Adeyemi").click()
    page.get_by_label("Who takes it over?").select_option(index=0)
    page.get_by_label("Why?").fill("Grace has moved to another trust")
    page.get_by_role("button", name="Continue").click()
    assert_accessible(page)
    page.get_by_role("button", name="Confirm and save").click()
    expect(
        page.get_by_text("Amara Okafor has taken over from Grace Adeyemi: tasks 4, people 4.")
    ).to_be_visible()
    assert_accessible(page)


def _hours() -> tuple[Any, Any]:
    from datetime import time

    return time(8, 30), time(16, 30)


@pytest.mark.parametrize("name", ["member_change", "member_post_add", "team_capacity"])
def test_pages_of_a_team_fit_a_telephone(name: str, lead: Any, look: Any) -> None:
    held = Membership.objects.get(user=lead)
    args = [FIRST_TEAM, held.pk] if name.startswith("member") else [FIRST_TEAM]
    look(lead, reverse(f"teams:{name}", args=args), name.replace("_", "-"))
