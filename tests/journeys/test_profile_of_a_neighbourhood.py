"""A neighbourhood's profile as a reader meets it: wide, narrow, by keyboard, and printed to PDF."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from tests.support.browser import assert_accessible, assert_fits
from tests.support.profiled import UNLIKE, profiled, profiled_store

__all__ = ["profiled", "profiled_store"]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 360, "height": 740}


@pytest.fixture
def analyst(profiled: Any, user_of: Callable[..., Any]) -> Any:
    """An analyst of a place with profiles."""
    return user_of("analyst")


@pytest.mark.parametrize("viewport", [None, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("address", ["", "?print"])
def test_the_profile_is_accessible_and_fits(
    analyst: Any, page_as: Any, chart_ready: Any, viewport: Any, address: str
) -> None:
    page = page_as(analyst, viewport=viewport)
    page.goto(reverse("population:neighbourhood", args=[UNLIKE]) + address)
    chart_ready(page)
    assert_accessible(page)
    assert_fits(page)


def test_the_list_fits_a_narrow_window(analyst: Any, page_as: Any) -> None:
    page = page_as(analyst, viewport=NARROW)
    page.goto(reverse("population:neighbourhoods"))
    assert_accessible(page)
    assert_fits(page)


def test_a_figure_leads_to_how_it_came_about_by_keyboard(
    analyst: Any, page_as: Any, chart_ready: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    page = page_as(analyst)
    page.goto(reverse("population:neighbourhood", args=[UNLIKE]))
    chart_ready(page)
    screenshot(page, "neighbourhood-profile")
    summary = page.locator("summary", has_text="Table: Use of hospital care")
    summary.focus()
    page.keyboard.press("Enter")
    table = page.get_by_role("region", name="Use of hospital care, Ardwick and Longsight")
    expect(table.get_by_role("cell", name="▼ worse").first).to_be_visible()
    link = table.get_by_role("link", name=re.compile("how this figure came about")).first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("European Standard Population 2013").first).to_be_visible()


def test_the_profile_prints_to_pdf_with_its_tables(
    analyst: Any, page_as: Any, chart_ready: Any, screenshot: Any, tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    page = page_as(analyst)
    page.goto(reverse("population:neighbourhood", args=[UNLIKE]))
    page.get_by_role("link", name="Print this profile").click()
    expect(page.get_by_text("laid out for paper")).to_be_visible()
    chart_ready(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Menu")).to_be_hidden()
    expect(page.get_by_text("laid out for paper")).to_be_hidden()
    for name in (
        "Conditions people live with",
        "Use of hospital care",
        "Emergency admissions by deprivation",
    ):
        expect(page.get_by_role("region", name=re.compile(f"^{name}, "))).to_be_visible()
    expect(page.get_by_text("it is not nought")).to_be_visible()
    screenshot(page, "neighbourhood-profile-print")
    path = tmp_path / "profile.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    written = path.read_bytes()
    pages = len(re.findall(rb"/Type\s*/Page\b", written))
    assert written.startswith(b"%PDF")
    assert 3 <= pages <= 14
    # A4, 595 by 842 points, as the style sheet asks for.
    sizes = {
        tuple(round(float(n)) for n in each)
        for each in re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", written)
    }
    assert all(abs(wide - 595) <= 1 and abs(high - 842) <= 1 for wide, high in sizes)
