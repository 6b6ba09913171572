"""Commissioner, finance lead and board secretary follow outcomes, money and contracts to their sources."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from pyarrow import parquet

from lco.store.runs import FACTS
from tests.support.browser import NARROW, assert_accessible, assert_fits
from tests.support.published import RUN_ID

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

FULL = {
    "outcomes": "/outcomes/",
    "indicator": "/outcomes/indicators/emergency_admissions",
    "targets": "/outcomes/targets",
    "outcome-measures": "/outcomes/measures",
    "gap": "/finance/",
    "savings": "/finance/savings",
    "activity-shifts": "/finance/shifts",
    "claims": "/finance/claims",
    "services-in-scope": "/contracts/",
    "contract-terms": "/contracts/terms",
}
OF_ROCHDALE = {"gateways": "/contracts/gateways", "options": "/contracts/options"}
EMPTY_IN_BURY = (
    "/outcomes/targets",
    "/outcomes/measures",
    "/finance/",
    "/finance/savings",
    "/finance/shifts",
    "/contracts/",
    "/contracts/gateways",
    "/contracts/terms",
)
WRONG = (
    "/finance/claims?kind=perpetual",
    "/finance/claims?text=zeppelin",
    "/contracts/?route=teleport",
    "/contracts/?audience=child&sector=primary_care",
)


@pytest.fixture
def open_book(published_run: Path) -> Path:
    """The published run with the rows of the pack its figures name, as every real run has them."""
    facts = published_run / "runs" / RUN_ID / "facts.parquet"
    if not facts.exists():
        parquet.write_table(FACTS.empty_table(), facts)
    return published_run


@pytest.fixture
def look_at(
    page_as: Callable[..., Any],
    user_of: Callable[..., Any],
    chart_ready: Callable[[Any], None],
    screenshot: Callable[..., None],
) -> Callable[[str, str, str], None]:
    """Look at a page wide and narrow: ``look_at("commissioner", "/finance/", "gap")``."""

    def look(role: str, address: str, name: str) -> None:
        user = user_of(role)
        for viewport, suffix in ((None, ""), (NARROW, "-narrow")):
            page = page_as(user, viewport=viewport)
            page.goto(address)
            chart_ready(page)
            assert_accessible(page)
            assert_fits(page)
            screenshot(page, f"{name}{suffix}")

    return look


def test_a_commissioner_asks_where_people_fare_worse_and_why_that_is_said(
    page_as: Callable[..., Any],
    user_of: Callable[..., Any],
    open_book: Path,
    chart_ready: Callable[[Any], None],
) -> None:
    page = page_as(user_of("commissioner"))
    page.goto("/")
    page.get_by_role("link", name="Outcomes").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Indicators")
    expect(page.get_by_text("9 areas are worse than Manchester")).to_be_visible()
    chart_ready(page)
    page.get_by_role("link", name="Emergency admissions to hospital").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Emergency admissions to hospital")
    expect(page.get_by_role("row", name=re.compile("^Ardwick and Longsight"))).to_contain_text("Worse")
    expect(page.get_by_role("row", name=re.compile("Miles Platting"))).to_contain_text("suppressed")
    expect(page.get_by_role("heading", name="A worked example")).to_be_visible()
    page.get_by_role("row", name=re.compile("^Ardwick and Longsight")).get_by_role("link").first.click()
    expect(page).to_have_url(
        re.compile("/board/figures/indicator/emergency_admissions/ardwick_and_longsight")
    )
    expect(page.get_by_role("heading", level=1)).to_contain_text("Emergency admissions to hospital")


def test_a_finance_lead_follows_the_gap_down_to_a_line_of_the_paper(
    page_as: Callable[..., Any],
    user_of: Callable[..., Any],
    published_run: Path,
    chart_ready: Callable[[Any], None],
) -> None:
    page = page_as(user_of("finance_lead"))
    page.goto("/")
    page.get_by_role("link", name="Money").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The gap")
    chart_ready(page)
    expect(page.get_by_role("row", name=re.compile("^Remaining gap £18,355"))).to_be_visible()
    page.get_by_role("link", name="Savings", exact=True).first.click()
    row = page.get_by_role("row", name=re.compile("^Outpatient appointments 819"))
    expect(row).to_contain_text("3,103")
    expect(row).to_contain_text("3,102")
    page.get_by_text("All printed totals held against their parts, 33").click()
    expect(page.get_by_role("row", name=re.compile("^Social care: the four years"))).to_contain_text("Agrees")
    page.get_by_role("link", name="Activity shifts").first.click()
    expect(page.get_by_text("They have no total.")).to_be_visible()
    page.get_by_role("link", name="Claims").first.click()
    page.get_by_label("Words").fill("diabetes")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile("text=diabetes"))
    expect(page.get_by_text("3 figures of running text meet what you asked for.")).to_be_visible()


def test_a_commissioner_narrows_the_services_and_takes_the_list_away(
    page_as: Callable[..., Any], user_of: Callable[..., Any], chart_ready: Callable[[Any], None]
) -> None:
    page = page_as(user_of("commissioner"))
    page.goto("/contracts/")
    page.get_by_label("For", exact=True).select_option("Children")
    page.get_by_label("Joins in").select_option("2019/20 or later")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile("audience=child"))
    expect(page.get_by_text("2 services meet what you asked for.")).to_be_visible()
    chart_ready(page)
    page.get_by_text("Download this list").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download CSV").click()
    words = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    assert "Joins in: 2019/20 or later; For: Children" in words
    assert words.count("Selected planned and emergency hospital services for children") == 1


def test_a_board_secretary_walks_rochdales_gateways_by_keyboard(
    page_as: Callable[..., Any], user_of: Callable[..., Any], settings: Any
) -> None:
    settings.LCO_PLACE = "rochdale"
    page = page_as(user_of("board_secretary"))
    page.goto("/contracts/")
    expect(page.get_by_text("print no list of services")).to_be_visible()
    onward = page.get_by_role("link", name="See the gateways")
    onward.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gateways")
    expect(page.get_by_role("heading", level=2, name=re.compile("^Gateway [1-6]:"))).to_have_count(6)
    expect(page.get_by_text("circa £15.3m full-year effect")).to_be_visible()


@pytest.mark.parametrize("name", FULL)
def test_a_filled_page_is_accessible_and_fits_wide_and_narrow(
    look_at: Callable[..., None], published_run: Path, name: str
) -> None:
    look_at("commissioner", FULL[name], name)


@pytest.mark.parametrize("name", OF_ROCHDALE)
def test_rochdales_pages_are_accessible_and_fit_wide_and_narrow(
    look_at: Callable[..., None], settings: Any, name: str
) -> None:
    settings.LCO_PLACE = "rochdale"
    look_at("board_secretary", OF_ROCHDALE[name], name)


def test_empty_pages_and_refused_filters_are_accessible_and_fit(
    page_as: Callable[..., Any], user_of: Callable[..., Any], settings: Any
) -> None:
    page = page_as(user_of("commissioner"), viewport=NARROW)
    for address in WRONG:
        page.goto(address)
        assert_accessible(page)
        assert_fits(page)
    settings.LCO_PLACE = "bury"
    for address in EMPTY_IN_BURY:
        page.goto(address)
        assert_accessible(page)
        assert_fits(page)


def test_without_javascript_every_chart_still_has_its_sentence_and_its_table(
    chromium: Any,
    live_server: Any,
    page_as: Callable[..., Any],
    user_of: Callable[..., Any],
    published_run: Path,
) -> None:
    page = page_as(user_of("commissioner"))
    page.route("**/*.js", lambda route: route.abort())
    page.goto("/finance/")
    expect(page.get_by_text("Of £49,439 thousand, the papers close")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("^Transformation fund savings"))).to_be_visible()
    expect(page.locator("[data-chart]").first).to_be_hidden()


def test_a_printed_page_opens_what_is_folded_and_leaves_the_menu_out(
    page_as: Callable[..., Any], user_of: Callable[..., Any], published_run: Path
) -> None:
    page = page_as(user_of("finance_lead"))
    page.goto("/finance/savings")
    folded = page.get_by_role("row", name=re.compile("^Social care: the four years"))
    expect(folded).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".lco-subnav")).to_be_hidden()
    expect(page.get_by_label("Menu")).to_be_hidden()
    expect(folded).to_be_visible()
