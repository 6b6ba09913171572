"""A neighbourhood's profile on paper: what one would have to open on the screen is printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_the_tables_under_the_charts_are_printed_and_the_menu_is_not(
    manchester: Any, user_of: Callable[..., Any], page_as: Any, chart_ready: Any
) -> None:
    from playwright.sync_api import expect

    page = page_as(user_of("analyst"))
    page.goto(reverse("population:neighbourhood", args=["ancoats_clayton_and_bradford"]))
    chart_ready(page)
    table = page.get_by_role("region", name="People by age and sex, Ancoats, Clayton and Bradford")
    expect(table).to_be_hidden()
    page.emulate_media(media="print")
    assert page.locator(".nhsuk-details__text").first.bounding_box()["height"] > 100
    expect(page.get_by_text("Women and girls").first).to_be_visible()
    expect(page.get_by_role("navigation", name="Menu")).to_be_hidden()
