"""Emergency access and its review; access that ends and is opened again."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.support.browser import NARROW, assert_accessible, assert_fits
from web.population.models import Listing
from web.teams.access.models import BrokenGlass
from web.teams.models import Team
from web.teams.queries import people_of

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
OTHER_TEAM = "manchester-ardwick-and-longsight"


def _somebody(team: str) -> Any:
    return people_of(Team.objects.get(slug=team)).order_by("rank")[0].person


def test_a_nurse_breaks_the_glass_and_the_officer_reviews_it(
    teamed: Any, user_of: Any, page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    nurse, officer = (
        teamed("team_member", name="Grace Adeyemi"),
        user_of("privacy_officer", name="Priya Nair"),
    )
    person = _somebody(OTHER_TEAM)
    page = page_as(nurse)
    page.goto(reverse("teams:person", args=[person.pk]))
    expect(page.get_by_role("heading", name="You may not see this person")).to_be_visible()
    page.get_by_role("link", name="use emergency access").click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("link", name="Choose a reason")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("NHS number").fill(person.nhs_number)
    page.get_by_label("Date of birth").fill(person.born_on.isoformat())
    page.get_by_label("The person needs urgent care now").check()
    page.get_by_label("In your own words").fill("She is in my surgery and cannot speak")
    assert_accessible(page)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Before you use emergency access")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "emergency-access-warning")
    page.get_by_role("button", name="Confirm and see the record").dblclick()
    banner = page.get_by_role("region", name="Emergency access")
    expect(banner).to_contain_text("Emergency access until")
    assert_accessible(page)
    screenshot(page, "emergency-access")
    page.get_by_role("link", name="Who has seen").click()
    expect(banner).to_be_visible()
    expect(page.get_by_text("used emergency access, which the privacy officer reviews").first).to_be_visible()
    broken = BrokenGlass.objects.get()

    eyes = page_as(officer)
    eyes.goto(reverse("teams:access_breaks"))
    expect(eyes.get_by_text("1 emergency access waits for your review")).to_be_visible()
    assert_accessible(eyes)
    screenshot(eyes, "break-glass-reviews")
    eyes.get_by_role("link", name=f"Access {broken.pk}").click()
    expect(eyes.get_by_text("She is in my surgery and cannot speak")).to_be_visible()
    eyes.get_by_role("link", name="Open the letter").click()
    expect(eyes.get_by_text(f"Dear {person.full_name}")).to_be_visible()
    eyes.get_by_label("Yes, the letter was sent or read to them").check()
    assert_accessible(eyes)
    eyes.get_by_role("button", name="Confirm and save").click()
    expect(eyes.get_by_text("Told on")).to_be_visible()
    eyes.get_by_role("button", name="Confirm and save").click()
    expect(eyes.get_by_role("link", name="Say what you found")).to_be_visible()
    eyes.get_by_label("Appropriate", exact=True).check()
    eyes.get_by_label("What did you find, and what follows?").fill("The rota shows the surgery")
    assert_accessible(eyes)
    screenshot(eyes, "break-glass-review")
    eyes.get_by_role("button", name="Confirm and save").click()
    expect(eyes.get_by_text("0 emergency accesses wait for your review")).to_be_visible()
    narrow = page_as(officer, viewport=NARROW)
    narrow.goto(reverse("teams:access_break", args=[broken.pk]))
    expect(narrow.get_by_text("The rota shows the surgery")).to_be_visible()
    assert_fits(narrow)


def test_access_ends_and_is_opened_again(teamed: Any, page_as: Any, screenshot: Any) -> None:
    from playwright.sync_api import expect

    nurse = teamed("team_member", name="Grace Adeyemi")
    lead = teamed("team_lead", team=OTHER_TEAM, name="Omar Khan")
    person = _somebody("manchester-ancoats-clayton-and-bradford")
    page = page_as(nurse)
    page.goto(reverse("teams:person", args=[person.pk]))
    expect(page.get_by_role("heading", name=person.full_name)).to_be_visible()
    Listing.objects.filter(person=person.pk).update(neighbourhood="ardwick_and_longsight")
    page.reload()
    expect(page.get_by_role("heading", name="Your access to this person ended on")).to_be_visible()
    expect(page.get_by_text("they now live in another neighbourhood")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "access-ended")
    page.get_by_role("link", name="Open it again with a reason").click()
    page.get_by_label("Something I began is not finished").check()
    page.get_by_label("In your own words").fill("The fall is not followed up")
    assert_accessible(page)
    page.get_by_role("button", name="Confirm and open again").click()
    expect(page.get_by_role("region", name="Why you see this person")).to_contain_text("Opened again until")
    page.get_by_role("link", name="Sharing").click()
    expect(page.get_by_role("heading", name="Wishes about sharing")).to_be_visible()
    assert_accessible(page)
    narrow = page_as(nurse, viewport=NARROW)
    narrow.goto(reverse("teams:access_sharing", args=[person.pk]))
    assert_fits(narrow)
    assert lead.notices.count() == 1
