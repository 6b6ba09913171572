"""Somebody signs in and finds what the role opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.browser import assert_accessible
from tests.support.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ROLES = (
    "team_member",
    "team_lead",
    "analyst",
    "commissioner",
    "finance_lead",
    "board_secretary",
    "privacy_officer",
    "administrator",
)


def test_a_person_signs_in_by_keyboard_and_out_again(
    page_as: Callable[..., Any], user_of: Callable[..., Any], screenshot: Callable[..., None]
) -> None:
    user = user_of("analyst")
    page = page_as()
    page.goto("/")
    expect(page).to_have_title(lambda_title("Sign in"))
    assert_accessible(page)
    screenshot(page, "sign-in")
    page.get_by_label("Work e-mail address").fill(user.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(user.name)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def lambda_title(words: str) -> Any:
    import re

    return re.compile(f"^{words}")
