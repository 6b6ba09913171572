"""Somebody looks at the place at a glance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.browser import NARROW, assert_accessible, assert_fits

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_commissioner_compares_neighbourhoods_on_the_map(
    page_as: Callable[..., Any],
    user_of: Callable[..., Any],
    published_run: Any,
    chart_ready: Callable[..., None],
    screenshot: Callable[..., None],
) -> None:
    page = page_as(user_of("commissioner"))
    page.goto("/place")
    expect(page.get_by_role("heading", level=1)).to_have_text("Manchester at a glance")
    expect(page.get_by_role("region", name="About these data")).to_contain_text("These people do not exist")
    page.get_by_label("Show", exact=True).select_option(label="Emergency admissions to hospital")
    page.get_by_role("button", name="Show").click()
    tiles = page.get_by_role("list", name="Emergency admissions to hospital, by neighbourhood").get_by_role(
        "listitem"
    )
    expect(tiles).to_have_count(12)
    expect(tiles.filter(has_text="suppressed")).to_have_count(1)
    chart_ready(page)
    assert_accessible(page)
    screenshot(page, "place")


def test_the_place_fits_a_telephone(
    page_as: Callable[..., Any],
    user_of: Callable[..., Any],
    published_run: Any,
    chart_ready: Callable[..., None],
    screenshot: Callable[..., None],
) -> None:
    page = page_as(user_of("commissioner"), viewport=NARROW)
    page.goto("/place")
    chart_ready(page)
    assert_fits(page)
    assert_accessible(page)
    screenshot(page, "place-narrow")
