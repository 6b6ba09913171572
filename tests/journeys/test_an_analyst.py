"""An analyst at the workbench: from a question to a saved cohort, and what a board may read of a model."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from tests.support.browser import assert_accessible
from tests.support.workbench import MODEL, bench, bench_folder, evaluation

__all__ = ["bench", "bench_folder"]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

OLD = "?a.0=1&f.0=age&c.0=at_least&v.0=65"
TWO = f"{OLD}&a.1=1&f.1=tier&c.1=one_of&v.1=high&v.1=rising&a.2=2&f.2=condition&c.2=has&v.2=dementia"
# name of the picture, role, URL name, its arguments, query
PAGES = [
    ("workbench", "analyst", "population:workbench", [], ""),
    ("cohort-builder", "analyst", "population:builder", [], TWO),
    ("cohort-builder-empty", "analyst", "population:builder", [], ""),
    ("cohort-builder-error", "analyst", "population:builder", [], OLD.replace("65", "old")),
    (
        "cohort-builder-withheld",
        "analyst",
        "population:builder",
        [],
        OLD.replace("at_least&v.0=65", "is&v.0=130"),
    ),
    ("cohorts-none", "commissioner", "population:cohorts", [], ""),
    ("withholding", "analyst", "population:withholding", [], ""),
    ("movement", "analyst", "population:movement", [], ""),
    ("segments", "analyst", "population:segments", [], ""),
    ("models", "board_secretary", "population:models", [], ""),
    ("model-card", "board_secretary", "population:model", [MODEL], ""),
    ("model-validation", "analyst", "population:validation", [MODEL], ""),
    ("evaluations", "finance_lead", "population:evaluations", [], ""),
    ("evaluation", "finance_lead", "population:evaluation", [evaluation().id], ""),
]


@pytest.mark.parametrize("page", PAGES, ids=[page[0] for page in PAGES])
def test_a_page_with_figures(page: Any, bench: Any, user_of: Callable[..., Any], look: Any) -> None:
    name, role, view, args, query = page
    look(user_of(role), reverse(view, args=args) + query, name)


EMPTY = ["workbench", "builder", "movement", "segments", "models", "evaluations"]


@pytest.mark.parametrize("view", EMPTY)
def test_a_page_with_nothing_on_it_says_why(
    view: str, user_of: Callable[..., Any], settings: Any, look: Any
) -> None:
    settings.LCO_STORE, settings.LCO_PLACE = None, "manchester"
    shown = look(user_of("analyst"), reverse(f"population:{view}"), f"{view}-unpublished")
    assert shown.locator(".lco-nothing").count() >= 1


def test_she_builds_a_cohort_and_the_count_follows(
    bench: Any, user_of: Callable[..., Any], page_as: Any
) -> None:
    from playwright.sync_api import expect

    page = page_as(user_of("analyst"))
    page.goto("/")
    page.get_by_role("link", name="Workbench").first.click()
    page.get_by_role("link", name="Cohort builder").click()
    expect(page.get_by_text("Nothing is counted yet")).to_be_visible()
    page.get_by_label("Value, years of criterion 1").fill("65")
    page.keyboard.press("Tab")
    expect(page.locator("#counted")).to_contain_text("Counted: age at least 65 years.")
    first = page.locator("#counted .lco-headline__value").first.inner_text()
    expect(page).to_have_url(re.compile("v.0=65"))
    page.get_by_role("button", name="Add a criterion to group 1").click()
    page.get_by_label("What is known of criterion 2").select_option("Tier")
    page.get_by_label("Value of criterion 2").select_option("high")
    expect(page.locator("#counted")).to_contain_text("tier is high")
    assert page.locator("#counted .lco-headline__value").first.inner_text() != first
    address = page.url
    page.goto("/")
    page.goto(address)
    expect(page.locator("#counted")).to_contain_text("age at least 65 years and tier is high")


def test_she_saves_shares_and_takes_the_file_away(
    bench: Any, user_of: Callable[..., Any], page_as: Any, look: Any
) -> None:
    from playwright.sync_api import expect

    analyst = user_of("analyst")
    page = page_as(analyst)
    page.goto(reverse("population:builder") + TWO)
    page.get_by_label("Title").fill("Older people at risk, or with dementia")
    page.get_by_label("Why is there this cohort?").fill("To plan memory clinics.")
    page.get_by_label("My organisation").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Older people at risk, or with dementia")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download the definition (.toml)").click()
    kept = taken.value.path()
    address = page.url
    look(analyst, address, "cohort")
    page.goto(reverse("population:cohorts"))
    page.locator("input[type=file]").set_input_files(
        files=[{"name": "again.toml", "mimeType": "application/toml", "buffer": kept.read_bytes()}]
    )
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("is saved.")).to_be_visible()
    page.get_by_role("link", name="Delete this cohort").click()
    assert_accessible(page)
    page.get_by_role("button", name="Confirm and delete").click()
    expect(page.get_by_role("link", name="Older people at risk, or with dementia")).to_have_count(1)
    look(analyst, reverse("population:cohorts"), "cohorts")


def test_without_scripts_she_builds_the_same_cohort(
    bench: Any, user_of: Callable[..., Any], page_as: Any, chromium: Any, live_server: Any
) -> None:
    from playwright.sync_api import expect

    scripted = page_as(user_of("analyst"))
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(scripted.context.cookies())
    page = context.new_page()
    page.goto(reverse("population:builder"))
    page.get_by_label("Value, years of criterion 1").fill("65")
    page.get_by_label("Value, years of criterion 1").press("Enter")
    expect(page.locator("#counted")).to_contain_text("Counted: age at least 65 years.")
    page.get_by_role("button", name="Add a group").click()
    page.get_by_label("What is known of criterion 2").select_option("Condition")
    page.get_by_role("button", name="Count people").last.click()
    page.get_by_label("Value of criterion 2").select_option("Dementia")
    page.get_by_role("button", name="Count people").last.click()
    expect(page.locator("#counted")).to_contain_text("or has dementia")
    page.get_by_role("button", name="Remove criterion 1").click()
    expect(page.locator("#counted")).to_contain_text("Counted: has dementia.")
    context.close()


def test_by_keyboard_alone_she_adds_a_criterion(
    bench: Any, user_of: Callable[..., Any], page_as: Any
) -> None:
    from playwright.sync_api import expect

    page = page_as(user_of("analyst"))
    page.goto(reverse("population:builder") + OLD)
    page.get_by_label("Value, years of criterion 1").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("80")
    page.keyboard.press("Enter")
    expect(page.locator("#counted")).to_contain_text("Counted: age at least 80 years.")
    page.get_by_role("button", name="Add a criterion to group 1").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("What is known of criterion 2")).to_be_visible()


def test_a_validation_is_printed_with_its_tables(
    bench: Any, user_of: Callable[..., Any], page_as: Any, chart_ready: Any
) -> None:
    from playwright.sync_api import expect

    page = page_as(user_of("board_secretary"))
    page.goto(reverse("population:validation", args=[MODEL]))
    chart_ready(page)
    table = page.get_by_role("region", name="Foreseen and observed risk, by tenths of people")
    expect(table).to_be_hidden()
    page.emulate_media(media="print")
    assert page.locator(".nhsuk-details__text").first.bounding_box()["height"] > 100
    expect(page.get_by_role("navigation", name="Menu")).to_be_hidden()
    expect(page.get_by_role("button", name="Apply")).to_be_hidden()


def test_a_nurse_finds_no_way_to_the_builder(bench: Any, user_of: Callable[..., Any], page_as: Any) -> None:
    from playwright.sync_api import expect

    page = page_as(user_of("team_member"))
    page.goto("/")
    expect(page.get_by_role("link", name="Workbench")).to_have_count(0)
    page.goto(reverse("population:builder"))
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Cohort builder")
