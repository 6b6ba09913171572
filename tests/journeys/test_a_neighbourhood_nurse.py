"""A nurse of a neighbourhood team: from signing in to a person's story, by mouse and by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from tests.journeys.manchester import FIRST_TEAM
from tests.support.browser import assert_accessible
from tests.support.people import PASSWORD
from web.population.models import Listing
from web.teams import queries
from web.teams.models import Team

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
OTHER_TEAM = "manchester-ardwick-and-longsight"


def _most_in_need(team: str = FIRST_TEAM) -> Listing:
    people = queries.people_of(Team.objects.get(slug=team)).exclude(nhs_number="").select_related("person")
    return people.order_by("tier_order", "rank")[0]


@pytest.fixture
def nurse(teamed: Callable[..., Any]) -> Any:
    """A member of the first neighbourhood's team."""
    return teamed("team_member", name="Grace Adeyemi")


def test_she_sees_who_needs_her_most_and_why(nurse: Any, page_as: Any) -> None:
    from playwright.sync_api import expect

    page, first = page_as(nurse), _most_in_need()
    page.goto("/")
    page.get_by_role("link", name="My people").first.click()
    expect(page.get_by_role("heading", name="My people")).to_be_visible()
    expect(page.locator(".lco-summary")).to_contain_text("at high risk")
    page.get_by_role("link", name=first.person.full_name).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(first.person.full_name)
    expect(page.locator(".lco-person")).to_contain_text(first.person.spaced_nhs_number.replace(" ", "\u00a0"))
    for reason in first.reason_list:
        expect(page.locator(".lco-reasons")).to_contain_text(reason)
    expect(page.get_by_role("heading", name="Timeline")).to_be_visible()


def test_she_finds_somebody_by_nhs_number_with_and_without_spaces(nurse: Any, page_as: Any) -> None:
    from playwright.sync_api import expect

    page, who = page_as(nurse), _most_in_need()
    for typed in (who.person.spaced_nhs_number, who.person.nhs_number):
        page.goto(reverse("teams:people"))
        page.get_by_label("Name or NHS number").fill(typed)
        page.get_by_role("button", name="Find").click()
        expect(page.get_by_role("link", name=who.person.full_name)).to_have_count(1)
        assert who.person.nhs_number not in page.url
        assert "%20" not in page.url


def test_she_narrows_the_list_and_the_address_keeps_it(nurse: Any, page_as: Any) -> None:
    from playwright.sync_api import expect

    page = page_as(nurse)
    page.goto(reverse("teams:people"))
    page.get_by_role("navigation", name="Tiers").get_by_role("link", name="Rising").click()
    expect(page).to_have_url(re.compile("tier=rising"))
    page.get_by_text("Narrow by need, age, sex, practice or conditions").click()
    page.get_by_label("Sex").select_option("Female")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".lco-chosen")).to_contain_text("Sex: Female")
    address = page.url
    page.goto("/")
    page.goto(address)
    expect(page.locator(".lco-chosen")).to_contain_text("Rising risk")
    page.get_by_role("link", name="Clear the filter").first.click()
    expect(page.locator(".lco-chosen")).to_have_count(0)


def test_she_may_not_see_somebody_of_another_team(nurse: Any, page_as: Any) -> None:
    from playwright.sync_api import expect

    page, other = page_as(nurse), _most_in_need(OTHER_TEAM)
    page.goto(reverse("teams:person", args=[other.person_id]))
    expect(page.get_by_role("heading", level=1)).to_have_text("You may not see this person")
    assert other.person.family_name not in page.content()
    page.goto(reverse("teams:people"))
    page.get_by_label("Name or NHS number").fill(other.person.nhs_number)
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_text("Nobody in your team's neighbourhood meets this.")).to_be_visible()
    assert_accessible(page)


def test_by_keyboard_alone_she_signs_in_searches_and_opens_a_person(nurse: Any, page_as: Any) -> None:
    from playwright.sync_api import expect

    page, who = page_as(None), _most_in_need()
    page.goto("/")
    _tab_to(page, "Work e-mail address")
    page.keyboard.type(nurse.email)
    _tab_to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Grace Adeyemi")
    page.goto(reverse("teams:people"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    _tab_to(page, "Name or NHS number")
    page.keyboard.type(who.person.nhs_number)
    page.keyboard.press("Enter")
    expect(page.locator(".lco-chosen")).to_be_visible()
    _tab_to(page, who.person.full_name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(who.person.full_name)


def _tab_to(page: Any, name: str) -> None:
    """Press Tab until what is called `name` has the focus; the focus must be seen on the way."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => {
                const at = document.activeElement;
                const label = at.labels && at.labels.length ? at.labels[0].innerText : at.innerText;
                return (label || "").trim();
            }"""
        )
        if focused.startswith(name):
            return
    raise AssertionError(f"Tab never came to '{name}'")


def test_the_lead_lets_somebody_join_and_leave(teamed: Any, user_of: Any, page_as: Any) -> None:
    from playwright.sync_api import expect

    lead, newcomer = teamed("team_lead", name="Amara Okafor"), user_of("team_member", name="Tom Sutcliffe")
    page = page_as(lead)
    page.goto(reverse("teams:team", args=[FIRST_TEAM]))
    page.get_by_label("Work e-mail address").fill(newcomer.email)
    page.get_by_role("button", name="Add to the team").click()
    expect(page.get_by_text("Tom Sutcliffe has joined")).to_be_visible()
    assert queries.people_seen_by(newcomer).exists()
    page.get_by_role("link", name="End membership of Tom Sutcliffe").click()
    assert_accessible(page)
    page.get_by_role("button", name="Confirm and end").click()
    expect(page.get_by_text("Tom Sutcliffe has left")).to_be_visible()
    assert not queries.people_seen_by(newcomer).exists()


def test_the_lead_takes_the_list_away_and_says_why(teamed: Any, page_as: Any) -> None:
    page = page_as(teamed("team_lead", name="Amara Okafor"))
    page.goto(reverse("teams:people") + "?tier=high")
    page.get_by_text("Download this list").click()
    page.get_by_label("What will you use it for?").select_option("Care of the person")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download CSV").click()
    content = taken.value.path().read_text(encoding="utf-8-sig")
    assert "Amara Okafor" in content
    assert "Care of the person" in content
    assert _most_in_need().person.family_name in content
