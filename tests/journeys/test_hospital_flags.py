"""What the records say of stays in hospital reaches the team: the queue, the coordinator, and never twice."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.urls import reverse

from tests.support.browser import NARROW, assert_accessible, assert_fits
from tests.web.teams.cases.acting import TO_ACTIVE, do
from tests.web.teams.cases.flags import DAY, FlaggedRun
from web.records.actions import publish_run
from web.teams.cases import actions
from web.teams.cases.models import Case
from web.teams.queries import people_seen_by

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def nurse(teamed: Any) -> Any:
    """A member of the first neighbourhood's team."""
    return teamed("team_member", name="Grace Adeyemi")


def _publish(manchester: Any, name: str, *flags: Any) -> None:
    run: Any = FlaggedRun(manchester.run, name, flags)
    publish_run(by=None, run=run, store=manchester.store)


def test_a_nurse_sees_who_left_hospital_decides_and_is_not_asked_again(
    nurse: Any, manchester: Any, page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    team = nurse.memberships.get().team
    people = [each.person_id for each in people_seen_by(nurse).filter(age__gte=40).order_by("rank")[:4]]
    flags = [
        (people[0], "left_hospital", DAY, 6),
        (people[0], "readmitted", DAY.replace(day=14), 9),
        (people[1], "in_hospital", DAY.replace(day=2), 29),
        (people[2], "attended", DAY, 4),
        (people[3], "left_hospital", DAY, 1),
    ]
    _publish(manchester, "monday", *flags)
    page = page_as(nurse)
    page.goto(reverse("teams:case_queue", args=[team.slug]))
    expect(page.get_by_text("3 people wait for triage,")).to_be_visible()
    page.get_by_role("link", name="Hospital flag (records): 3").click()
    first = page.locator("tbody tr").first
    expect(first).to_contain_text("Left hospital on 20 March 2018 after 6 nights, admitted in an emergency")
    expect(first).to_contain_text(
        "Back in hospital in an emergency on 14 March 2018, 9 days after leaving it"
    )
    page.get_by_text("What the hospital flags of the records are").click()
    assert_accessible(page)
    screenshot(page, "hospital-flags")
    first.get_by_role("link").click()
    expect(page.get_by_role("region", name="History")).to_contain_text("Hospital flag (records)")
    page.get_by_role("link", name="Do not include", exact=True).click()
    page.get_by_label("Already well looked after by another service").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Confirm and save").click()
    _publish(manchester, "tuesday", *flags)
    page.goto(reverse("teams:case_queue", args=[team.slug]))
    expect(page.get_by_text("2 people wait for triage,")).to_be_visible()
    page.get_by_role("link", name="Find people from the list").click()
    page.get_by_label("Who").select_option("hospital")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("after 1 night, admitted in an emergency")
    assert_accessible(page)


def test_who_coordinates_reads_of_it_in_their_day(nurse: Any, manchester: Any, page_as: Any) -> None:
    from playwright.sync_api import expect

    listing = people_seen_by(nurse).order_by("rank").select_related("person")[0]
    team = nurse.memberships.get().team
    actions.find(by=nurse, team=team, people=[listing], key=uuid.uuid4())
    case = Case.objects.get(person=listing.person_id)
    do(nurse, case, *TO_ACTIVE)
    _publish(manchester, "monday", (listing.person_id, "in_hospital", DAY, 2))
    page = page_as(nurse, viewport=NARROW)
    page.goto(reverse("teams:my_day"))
    message = page.get_by_role("listitem").filter(
        has_text="The records tell of a stay in hospital or at A&E."
    )
    expect(message).not_to_contain_text(listing.person.family_name)
    assert_accessible(page)
    assert_fits(page)
    message.get_by_role("button").first.click()
    expect(page.get_by_role("region", name="History")).to_contain_text("In hospital since 20 March 2018")
    assert_fits(page)
