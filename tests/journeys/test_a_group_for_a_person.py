"""A group found for a person, what came of it noted; a directory kept; a sheet taken home."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.support.browser import assert_accessible, assert_fits
from web.teams.assets.models import Connection

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
HERE = "ancoats_clayton_and_bradford"


@pytest.fixture
def directory(manchester: Any) -> None:
    """Fill the directory with the made-up groups of the demonstration."""
    from web.teams.assets.actions import seed_demo_directory
    from web.ui import place

    seed_demo_directory(by=None, place=place.current())


@pytest.fixture
def worker(teamed: Any) -> Any:
    """A link worker of the first team."""
    return teamed("team_member", name="Grace Adeyemi")


@pytest.fixture
def somebody(worker: Any) -> Any:
    """The person most in need of the worker's people."""
    from web.teams.queries import people_seen_by

    return people_seen_by(worker).order_by("rank")[0]


def test_a_group_is_found_for_a_person_and_what_came_of_it_is_noted(
    worker: Any, somebody: Any, directory: None, page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    page = page_as(worker)
    page.goto(reverse("teams:person", args=[somebody.person_id]))
    page.get_by_role("link", name="Services", exact=True).click()
    page.get_by_label("Loneliness and isolation").check()
    page.get_by_role("button", name="Find", exact=True).click()
    assert "loneliness" not in page.url
    first = page.locator(".lco-asset-card").first
    expect(first).to_contain_text("Kettle Club")
    expect(first).to_contain_text("In the same neighbourhood")
    assert_accessible(page)
    first.get_by_role("link", name="Offer").click()
    page.get_by_label("Yes, they want it").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("link", name="Say how the person agreed")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("They said so").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Confirm and save").dblclick()
    expect(page.get_by_text("The service was told nothing")).to_be_visible()
    page.get_by_label("Note what came of it").check()
    page.get_by_label("It helped", exact=True).check()
    page.get_by_label("In the person's own words").fill("I have somebody to have tea with")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("“I have somebody to have tea with”")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "connection")
    page.goto(reverse("teams:asset_connections"))
    expect(page.get_by_role("row").nth(1)).to_contain_text("It helped")
    assert_accessible(page)
    assert Connection.objects.count() == 1


def test_the_pages_of_the_directory_stand_on_a_desk_and_on_a_telephone(
    worker: Any, somebody: Any, directory: None, look: Any
) -> None:
    person = [somebody.person_id]
    for name, args, picture in (
        ("asset_directory", [], "directory"),
        ("asset_map", [HERE], "asset-map"),
        ("asset_areas", [], "asset-areas"),
        ("asset_mental_health", [], "mental-health-offer"),
        ("asset_levels", [], "levels"),
        ("asset_prevention", [HERE], "prevention"),
        ("asset_person", person, "person-services"),
        ("asset_wanting", person, "nothing-fits"),
    ):
        look(worker, reverse(f"teams:{name}", args=args), picture)


def test_pages_without_anything_say_why_and_what_next(worker: Any, manchester: Any, page_as: Any) -> None:
    from playwright.sync_api import expect

    page = page_as(worker)
    for name, args, words in (
        ("asset_directory", [], "Nothing stands in the directory yet"),
        ("asset_connections", [], "Nobody was connected yet"),
        ("asset_wantings", [], "Nothing was noted as missing"),
        ("asset_map", [HERE], "No group or service of the directory is held here"),
        ("asset_parity", [], "No plan has been agreed yet"),
    ):
        page.goto(reverse(f"teams:{name}", args=args))
        expect(page.get_by_text(words).first).to_be_visible()
        assert_accessible(page)
        assert_fits(page)


def test_a_lead_adds_a_group_with_its_times_and_checks_it(
    teamed: Any, manchester: Any, page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    page = page_as(teamed("team_lead", name="Amara Okafor"))
    page.goto(reverse("teams:asset_add"))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Which organisation offers it?").select_option("A new one")
    page.get_by_label("Name of a new organisation").fill("Canal Friends")
    page.get_by_label("Name of the group or service").fill("Boat Club")
    page.locator(
        "#id_needs input[value=something_to_do], input[name=needs][value=something_to_do]"
    ).first.check()
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Where is it held?").select_option("A new place")
    page.get_by_label("Name of a new place").fill("Lock 7")
    page.get_by_label("When is it held?").fill("first Saturday 10:00-12:00")
    assert_accessible(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("first Saturday 10:00-12:00")).to_be_visible()
    expect(page.get_by_text("Never checked with those who run it")).to_be_visible()
    page.get_by_role("button", name="Checked today: still right").click()
    expect(page.get_by_text("by Amara Okafor")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "service")
    page.get_by_role("link", name="everything that was changed and checked").click()
    expect(page.get_by_role("heading", name="Version 3: checked: still right")).to_be_visible()
    assert_accessible(page)


def test_what_a_person_takes_home_prints_without_the_menu(
    worker: Any, somebody: Any, directory: None, page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    page = page_as(worker)
    page.goto(reverse("teams:asset_take_home", args=[somebody.person_id]))
    page.get_by_label("Steady on your feet").check()
    page.get_by_label("Large print").check()
    assert_accessible(page)
    page.get_by_role("button", name="Show for printing").click()
    assert_accessible(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Menu")).to_be_hidden()
    expect(page.get_by_text("laid out for paper")).to_be_hidden()
    expect(page.get_by_text("https://www.nhs.uk/conditions/falls/")).to_be_visible()
    size = page.locator(".lco-sheet__page li").first.evaluate("e => getComputedStyle(e).fontSize")
    assert float(size.removesuffix("px")) >= 22
    screenshot(page, "take-home")
