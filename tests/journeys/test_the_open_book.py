"""From a number on a page to the line of the paper and the file of the records it came from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
AREA = "ancoats_clayton_and_bradford"


def test_an_analyst_asks_a_neighbourhoods_number_where_it_comes_from(
    manchester: Any, user_of: Callable[..., Any], page_as: Any, chart_ready: Any
) -> None:
    from playwright.sync_api import expect

    page = page_as(user_of("analyst"))
    page.goto(reverse("population:neighbourhoods"))
    page.get_by_role("link", name="Ancoats, Clayton and Bradford").first.click()
    chart_ready(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ancoats, Clayton and Bradford")
    page.locator(".lco-headline a").first.click()
    expect(page.get_by_role("heading", name="How it came about")).to_be_visible()
    expect(page.get_by_text(f"population/{AREA}").first).to_be_visible()
    page.get_by_text("Record table people").first.click()
    page.get_by_text("Batch 0001-synthetic").first.click()
    expect(page.get_by_text("sha256").first).to_be_visible()


def test_a_board_secretary_follows_a_sum_to_the_printed_line(
    manchester: Any, user_of: Callable[..., Any], page_as: Any
) -> None:
    from playwright.sync_api import expect

    page = page_as(user_of("board_secretary"))
    page.goto(reverse("board:figures"))
    page.get_by_label("Words").fill("computed from the steps")
    page.get_by_role("button", name="Apply").click()
    page.get_by_role("link", name="Remaining gap, computed from the steps").click()
    expect(page.get_by_text("49,439 - 19,689 - 11,395 = 18,355")).to_be_visible()
    page.get_by_role("link", name="Gap", exact=True).first.click()
    expect(page.get_by_text("places/manchester/gap.csv:2").first).to_be_visible()


def test_a_finance_lead_reads_which_printed_totals_do_not_add(
    manchester: Any, user_of: Callable[..., Any], page_as: Any
) -> None:
    from playwright.sync_api import expect

    page = page_as(user_of("finance_lead"))
    page.goto(reverse("board:pack"))
    page.get_by_role("link", name="Printed totals that differ").click()
    row = page.get_by_role("row").filter(has_text="Prescribing, further savings")
    expect(row).to_contain_text("3.7")
    expect(row).to_contain_text("3.3")
    expect(row).to_contain_text("Does not add")
    row.get_by_role("link").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Printed totals")
    expect(page.locator(".lco-chosen")).to_contain_text("Line of the file")
