"""Somebody signs in, finds what the role opens, and signs out."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.browser import NARROW, assert_accessible, assert_fits
from tests.support.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# What the first page of each role must offer, and what it must not.
OFFERED = {
    "team_member": ("My people", "Audit trail"),
    "team_lead": ("My people", "Audit trail"),
    "analyst": ("Data quality", "My people"),
    "commissioner": ("Place", "My people"),
    "finance_lead": ("Place", "My people"),
    "board_secretary": ("Place", "My people"),
    "privacy_officer": ("Audit trail", "My people"),
    "administrator": ("Sign-ins", "My people"),
}


def test_a_person_signs_in_by_keyboard_and_out_again(
    page_as: Callable[..., Any], user_of: Callable[..., Any], screenshot: Callable[..., None]
) -> None:
    user = user_of("analyst")
    page = page_as()
    page.goto("/")
    expect(page).to_have_title(re.compile("^Sign in"))
    assert_accessible(page)
    screenshot(page, "sign-in")
    page.get_by_label("Work e-mail address").fill(user.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(user.name)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_wrong_password_is_said_above_and_beside_the_field(
    page_as: Callable[..., Any], user_of: Callable[..., Any], screenshot: Callable[..., None]
) -> None:
    user = user_of("analyst")
    page = page_as()
    page.goto("/accounts/sign-in")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter your work e-mail address")
    expect(page.get_by_role("alert")).to_contain_text("Enter your password")
    page.get_by_label("Work e-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("is wrong. Check both")
    expect(page).to_have_title(re.compile("^Error"))
    assert_accessible(page)
    screenshot(page, "sign-in-error")


def test_five_wrong_passwords_end_on_a_page_that_says_when_to_come_back(
    page_as: Callable[..., Any], user_of: Callable[..., Any], screenshot: Callable[..., None]
) -> None:
    user = user_of("analyst")
    page = page_as()
    for _ in range(5):
        page.goto("/accounts/sign-in")
        page.get_by_label("Work e-mail address").fill(user.email)
        page.get_by_label("Password", exact=True).fill("wrong")
        page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("main")).to_contain_text("locked for 15 minutes")
    assert_accessible(page)
    screenshot(page, "locked-out")


@pytest.mark.parametrize("role", OFFERED)
def test_home_offers_what_the_role_opens(
    role: str, page_as: Callable[..., Any], user_of: Callable[..., Any], screenshot: Callable[..., None]
) -> None:
    offered, kept_back = OFFERED[role]
    page = page_as(user_of(role))
    page.goto("/")
    cards = page.get_by_role("main").get_by_role("listitem")
    expect(cards.get_by_role("link", name=offered, exact=True)).to_be_visible()
    expect(cards.get_by_role("link", name=kept_back, exact=True)).to_have_count(0)
    assert_accessible(page)
    screenshot(page, f"home-{role.replace('_', '-')}")


def test_home_fits_a_telephone(page_as: Callable[..., Any], user_of: Callable[..., Any]) -> None:
    page = page_as(user_of("privacy_officer"), viewport=NARROW)
    for path in ("/", "/audit/", "/accounts/people", "/accounts/profile", "/accounts/roles"):
        page.goto(path)
        assert_fits(page)
        assert_accessible(page)


def test_every_link_of_the_home_page_opens(page_as: Callable[..., Any], user_of: Callable[..., Any]) -> None:
    page = page_as(user_of("privacy_officer"))
    page.goto("/")
    links = page.get_by_role("main").get_by_role("link").evaluate_all("all => all.map(one => one.href)")
    assert len(links) >= 5
    for link in links:
        answer = page.goto(link)
        assert answer is not None
        assert answer.status == 200, link


def test_what_may_not_be_seen_says_whom_to_ask(
    page_as: Callable[..., Any], user_of: Callable[..., Any], screenshot: Callable[..., None]
) -> None:
    page = page_as(user_of("team_member"))
    page.goto("/audit/")
    expect(page.get_by_role("heading", level=1)).to_have_text("You cannot see this page")
    expect(page.get_by_role("main")).to_contain_text("ask your team lead")
    assert_accessible(page)
    screenshot(page, "refused")


def test_the_privacy_officer_filters_the_trail_and_takes_it_away(
    page_as: Callable[..., Any], user_of: Callable[..., Any], screenshot: Callable[..., None]
) -> None:
    from web.audit import actions

    actions.record_look(by=user_of("team_member"), person=4711)
    page = page_as(user_of("privacy_officer"))
    page.goto("/audit/")
    page.get_by_label("Act").select_option(label="looked at")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("cell", name="person 4711")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "audit-trail")
    page.get_by_text("Download this list").click()
    page.get_by_label("What will you use it for?").select_option(label="A complaint or an incident")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download CSV").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    assert "Filter,Act: looked at" in text
    assert "Purpose,A complaint or an incident" in text
    assert "person 4711" in text
