"""The main pages of a team's week with a demonstration's work, as somebody sees them who needs them large."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from tests.journeys.manchester import FIRST_TEAM
from tests.support.browser import NARROW, assert_accessible, assert_fits
from web.teams.actions import seed_demo_teams
from web.teams.assessments.models import Assessment
from web.teams.demonstration import seed_work
from web.teams.meetings.models import Meeting
from web.teams.models import Team
from web.teams.plans.models import PlanVersion
from web.ui import place

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
# A window of 1280 by 1024 pixels at 200 % shows a page of 640 by 512, each of its pixels two of the screen.
ZOOMED = {"width": 640, "height": 512}
TWO_SCREENS = 2 * ZOOMED["height"]

# Other journeys keep the picture of these on a telephone.
NARROW_ELSEWHERE = {"my-day", "caseload", "person", "case", "plan", "assessment", "directory"}


@pytest.fixture
def lead(manchester: Any, user_of: Callable[..., Any]) -> Any:
    """The lead of a team whose work was made up over a year, as in the demonstration."""
    user_of("privacy_officer", name="Priya Nair")
    lead, nurse = user_of("team_lead", name="Amara Okafor"), user_of("team_member", name="Grace Adeyemi")
    found = place.current()
    seed_work(by=None, memberships=lambda: seed_demo_teams(by=None, place=found, users=[lead, nurse]))
    return lead


def addresses() -> dict[str, str]:
    """Return the main pages of the team by the name of their picture."""
    team = Team.objects.get(slug=FIRST_TEAM)
    agreed = PlanVersion.objects.filter(plan__person__cases__team=team, plan__person__cases__closed_at=None)
    person = agreed.filter(deeds__isnull=False).order_by("plan").values_list("plan__person", flat=True)[0]
    assessment = Assessment.objects.filter(person__cases__team=team, finished_at__isnull=False).earliest("pk")
    meeting = Meeting.objects.to_come().filter(team=team).earliest("planned_at")
    args: dict[str, tuple[str, list[Any]]] = {
        "my-day": ("my_day", []),
        "caseload": ("case_load", [team.slug]),
        "queue": ("case_queue", [team.slug]),
        "person": ("person", [person]),
        "case": ("case", [person]),
        "plan": ("plan", [person]),
        "meeting": ("meeting", [team.slug, meeting.pk]),
        "assessment": ("assessment", [assessment.person_id, assessment.pk]),
        "directory": ("asset_directory", []),
        "task-board": ("task_board", [team.slug]),
        "team-measures": ("measure_team", [team.slug]),
        "who-has-seen": ("access_who", [person]),
        "sharing": ("access_sharing", [person]),
        "break-glass": ("access_break_glass", []),
    }
    return {name: reverse(f"teams:{url}", args=given) for name, (url, given) in args.items()}


def test_the_main_pages_serve_who_sees_them_at_twice_the_size_and_on_a_telephone(
    lead: Any, page_as: Any, screenshot: Any
) -> None:
    large, small = page_as(lead, viewport=ZOOMED, scale=2), page_as(lead, viewport=NARROW)
    for name, address in addresses().items():
        for page, picture in ((large, f"{name}-zoomed"), (small, f"{name}-narrow")):
            assert page.goto(address).status == 200, name
            assert page.locator("h1").first.is_visible(), name
            assert_fits(page)
            if page is large or name not in NARROW_ELSEWHERE:
                screenshot(page, picture, tallest=TWO_SCREENS)
    read_the_measures(page_as(lead))
    see_who_has_looked_and_limit_it(page_as(lead))


def read_the_measures(page: Any) -> None:
    """A lead reads how the team did, each measure leading to its definition, from the group of the team."""
    from playwright.sync_api import expect

    page.goto(reverse("teams:task_board", args=[FIRST_TEAM]))
    page.get_by_role("navigation", name="in groups").get_by_role("link", name="Team").click()
    page.get_by_role("navigation", name="Pages about this team: team").get_by_role(
        "link", name="Measures"
    ).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Measures")
    expect(page.locator("main")).to_contain_text("until yesterday")
    expect(page.get_by_role("navigation", name="in groups").locator("[aria-current]")).to_have_text("Team")
    expect(page.locator("main").get_by_role("rowheader").get_by_role("link").first).to_be_visible()
    assert_accessible(page)


def see_who_has_looked_and_limit_it(page: Any) -> None:
    """A lead reads, for a person, who has opened the record, and then what the person wishes of sharing."""
    from playwright.sync_api import expect

    person = addresses()["person"]
    page.goto(person)
    page.get_by_role("link", name="Who has seen").first.click()
    expect(page.locator("main")).to_contain_text("Amara Okafor")
    assert_accessible(page)
    page.goto(addresses()["sharing"])
    page.get_by_role("link", name="Record a wish").click()
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    assert_accessible(page)
