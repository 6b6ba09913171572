"""A team and its people: who moved and why, three separate columns, and a judgement of the team's own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from tests.journeys.moved import Moved, moved
from tests.support.browser import NARROW, assert_accessible, assert_fits
from web.teams.models import Judgement

__all__ = ["moved"]

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def nurse(teamed: Any) -> Any:
    """A member of the first neighbourhood's team."""
    return teamed("team_member", name="Grace Adeyemi")


def _row(page: Any, listing: Any) -> Any:
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=listing.person.full_name))


def test_a_nurse_sees_who_moved_up_and_why(nurse: Any, moved: Moved, page_as: Any, screenshot: Any) -> None:
    from playwright.sync_api import expect

    page = page_as(nurse)
    page.goto(reverse("teams:people"))
    since = page.get_by_role("navigation", name="Since last month")
    expect(since).to_contain_text("1 moved up")
    screenshot(page, "who-moved")
    since.get_by_role("link", name="moved up").click()
    expect(page).to_have_url(re.compile("movement=up"))
    row = _row(page, moved.up)
    expect(row).to_contain_text("Up from rising this month")
    expect(row).to_contain_text("About 1 in 4")
    expect(row).to_contain_text("26 of 100 alike")
    expect(row).to_contain_text("Moved: Two emergency admissions since; heart failure newly recorded")
    expect(row).to_contain_text("On the priority list; Frail older people")
    assert page.get_by_role("row").count() == 2, "the head and the one who moved up"
    assert_accessible(page)
    page.get_by_role("link", name=moved.up.person.full_name).click()
    expect(page.locator(".lco-moved")).to_contain_text("heart failure newly recorded")
    expect(page.get_by_text("Six months ago")).to_be_visible()


def test_risk_benefit_and_judgement_are_three_columns_and_never_one_number(
    nurse: Any, moved: Moved, page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    page = page_as(nurse)
    page.goto(reverse("teams:person", args=[moved.up.person_id]))
    risk, benefit, judgement = (
        page.get_by_role("region", name=name)
        for name in ("Predicted risk", "Likely to benefit", "Clinical judgement")
    )
    expect(risk).to_contain_text("About 1 in 4")
    expect(risk).to_contain_text("About 1 in 10 (9 of 100 alike)")
    expect(benefit).to_contain_text("is expected to cost £75 more than it saves")
    expect(benefit).to_contain_text("Assumed, not measured")
    expect(judgement).to_contain_text("Nobody has recorded a judgement")
    expect(page.get_by_role("region", name="Scores and use of care")).to_contain_text("17.3")
    assert_accessible(page)
    screenshot(page, "three-columns")
    page.goto(reverse("teams:person", args=[moved.new.person_id]))
    expect(page.get_by_role("region", name="Scores and use of care")).to_contain_text("Does not apply")


def test_a_gp_overrides_with_a_reason_and_takes_it_back(
    teamed: Any, moved: Moved, page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    page, who = page_as(teamed("team_member", name="Dr Farah Aziz")), moved.rising_fast
    page.goto(reverse("teams:person", args=[who.person_id]))
    page.get_by_role("link", name="Record a judgement").click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    expect(page.get_by_role("link", name="Choose a reason")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "judgement-error")
    page.goto(reverse("teams:judge", args=[who.person_id]))
    page.get_by_label("High risk").check()
    page.get_by_label("The home or the carer makes the difference").check()
    page.get_by_label("In your own words").fill("Her husband, who cared for her, died in May")
    page.get_by_label("In 3 months").check()
    assert_accessible(page)
    screenshot(page, "judgement")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Check your judgement")).to_be_visible()
    expect(page.get_by_text("died in May")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "judgement-check")
    page.get_by_role("button", name="Change the answers").click()
    expect(page.get_by_label("High risk")).to_be_checked()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Confirm and save").click()
    card = page.get_by_role("region", name="Clinical judgement")
    expect(card).to_contain_text("High risk: The home or the carer makes the difference")
    expect(card).to_contain_text("Dr Farah Aziz")
    expect(page.get_by_role("region", name="Predicted risk")).to_contain_text("Rising risk")
    assert "May" not in page.url
    page.goto(reverse("teams:people") + "?judged=differs")
    expect(_row(page, who)).to_contain_text("Judged by the team: high")
    page.goto(reverse("teams:judgements"))
    expect(_row(page, who)).to_contain_text("Rising risk")
    assert_accessible(page)
    screenshot(page, "judgements")
    page.get_by_role("link", name=who.person.full_name).click()
    page.get_by_role("link", name="Take the judgement back").click()
    page.get_by_label("Why is it taken back?").fill("Her sister has moved in")
    assert_accessible(page)
    page.get_by_role("button", name="Confirm and take back").click()
    expect(card).to_contain_text("Taken back")
    assert Judgement.objects.count() == 2


def test_pressing_twice_saves_one_judgement(nurse: Any, moved: Moved, page_as: Any) -> None:
    from playwright.sync_api import expect

    page = page_as(nurse)
    page.goto(reverse("teams:judge", args=[moved.up.person_id]))
    page.get_by_label("Low risk").check()
    page.get_by_label("Stable: what the records count is over").check()
    page.get_by_label("In 1 month").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Confirm and save").dblclick()
    expect(page.get_by_role("region", name="Clinical judgement")).to_contain_text("Low risk")
    assert Judgement.objects.count() == 1


@pytest.mark.parametrize("name", ["teams:people", "teams:person", "teams:judge", "teams:judgements"])
def test_a_narrow_window_shows_it_all(
    name: str, nurse: Any, moved: Moved, page_as: Any, screenshot: Any
) -> None:
    page = page_as(nurse, viewport=NARROW)
    takes_person = name in {"teams:person", "teams:judge"}
    page.goto(reverse(name, args=[moved.up.person_id] if takes_person else []))
    assert_fits(page)
    assert_accessible(page)
    pictures = {"teams:people": "who-moved", "teams:person": "three-columns", "teams:judge": "judgement"}
    screenshot(page, f"{pictures.get(name, 'judgements')}-narrow")


def test_the_list_is_printed_with_its_words(nurse: Any, moved: Moved, page_as: Any) -> None:
    page = page_as(nurse)
    page.emulate_media(media="print")
    page.goto(reverse("teams:people"))
    assert _row(page, moved.up).get_by_text("Up from rising this month").is_visible()
    assert not page.get_by_role("search", name="Find a person").is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.goto(reverse("teams:person", args=[moved.up.person_id]))
    assert page.get_by_role("region", name="Clinical judgement").is_visible()
    assert not page.get_by_role("link", name="Record a judgement").is_visible()
