"""A concern is raised, decided on, acted on and closed; who need not know sees nothing of it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.support.browser import NARROW, assert_accessible, assert_fits
from web.teams.models import Membership, Team
from web.teams.queries import people_of, today
from web.teams.safeguarding.models import Concern

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TEAM = "manchester-ancoats-clayton-and-bradford"
SAID_WORDS = "'My nephew keeps my card', she said"


def _adult() -> Any:
    found = people_of(Team.objects.get(slug=TEAM)).order_by("rank").select_related("person")
    return next(each.person for each in found if each.person.age >= 18)


def _narrow(page_as: Any, screenshot: Any, user: Any, address: str, name: str = "") -> None:
    page = page_as(user, viewport=NARROW)
    page.goto(address)
    assert_fits(page)
    assert_accessible(page)
    if name:
        screenshot(page, f"{name}-narrow")
    page.context.close()


@pytest.fixture
def social_worker(teamed: Any) -> Any:
    """The council's social worker of the team."""
    user = teamed("team_member", name="Mary Whitworth")
    Membership.objects.filter(user=user).update(profession="social_worker")
    return user


def test_a_concern_is_raised_decided_acted_on_and_closed(
    teamed: Any, social_worker: Any, page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    nurse, person = teamed("team_member", name="Grace Adeyemi"), _adult()
    page = page_as(nurse)
    page.goto(reverse("teams:person", args=[person.pk]))
    page.get_by_role("link", name="Safeguarding", exact=True).click()
    expect(page.get_by_text("If somebody is in danger now, ring 999 first.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Raise a concern").click()
    screenshot(page, "safeguarding-raise")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("link", name="Write what was seen or said")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("No", exact=True).check()
    page.get_by_label("What was seen or said?").fill(SAID_WORDS)
    page.get_by_label("The person's own words").check()
    page.get_by_label("The person knows and agrees").check()
    page.get_by_label("What does the person want to happen?").fill("My card back, and that he still visits")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Check your answers: raise a concern")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Confirm and save").dblclick()
    expect(page.get_by_text("The concern is raised.")).to_be_visible()
    assert_accessible(page)
    concern = Concern.objects.get()

    desk = page_as(social_worker)
    desk.goto(reverse("teams:my_day"))
    desk.get_by_role("button", name="Something that few may see waits for you.", exact=True).click()
    expect(desk.get_by_role("heading", name=f"Concern {concern.pk}")).to_be_visible()
    desk.goto(reverse("teams:safeguarding_concerns"))
    assert_accessible(desk)
    desk.get_by_role("link", name=f"Concern {concern.pk}").click()
    desk.get_by_role("link", name="Decide on the three legs").click()
    assert_accessible(desk)
    for leg in desk.get_by_role("group").all():
        leg.get_by_label("Yes", exact=True).check()
    for number, reason in enumerate(
        ("Helped to wash and shop since a stroke", "Her card is kept", "Cannot go out")
    ):
        desk.get_by_label("Why? If it is not known").nth(number).fill(reason)
    desk.get_by_role("button", name="Continue").click()
    expect(desk.get_by_role("link", name="Say what is done next")).to_be_visible()
    desk.get_by_label("What is done next?").fill("See her alone and ask about the card")
    desk.get_by_label("Who does it?").select_option(str(nurse.pk))
    desk.get_by_label("By when?").fill((today() + timedelta(days=3)).isoformat())
    desk.get_by_role("button", name="Continue").click()
    expect(desk.get_by_text("The duty to make enquiries applies: all 3 legs are met.")).to_be_visible()
    assert_accessible(desk)
    screenshot(desk, "safeguarding-decide")
    desk.get_by_role("button", name="Confirm and save").click()
    expect(desk.get_by_text("See her alone and ask about the card").first).to_be_visible()
    assert_accessible(desk)
    screenshot(desk, "safeguarding-concern")

    page.goto(reverse("teams:my_day"))
    page.get_by_role("link", name=re.compile("Agreed step")).first.click()
    page.get_by_label(re.compile("What came of it")).fill("She went to the bank with me: a new card")
    page.get_by_role("button", name="Done", exact=True).click()

    desk.reload()
    expect(desk.get_by_text("She went to the bank with me")).to_be_visible()
    desk.get_by_role("link", name="Close the concern").click()
    assert_accessible(desk)
    desk.get_by_label("The risk is gone").check()
    desk.get_by_label("Yes, wholly").check()
    desk.get_by_label("What was found and done").fill("The nephew gave the old card back")
    desk.get_by_role("button", name="Continue").click()
    desk.get_by_role("button", name="Confirm and save").click()
    expect(desk.get_by_text("The concern is closed.")).to_be_visible()
    expect(desk.get_by_text("Did they get what they wanted? Yes, wholly.")).to_be_visible()
    assert_accessible(desk)


def test_who_need_not_know_sees_nothing_and_the_officer_that_it_is_there(
    teamed: Any, social_worker: Any, user_of: Any, page_as: Any, screenshot: Any
) -> None:
    import uuid

    from playwright.sync_api import expect

    from web.teams.safeguarding.actions import Told, raise_concern

    nurse, colleague = (
        teamed("team_member", name="Grace Adeyemi"),
        teamed("team_member", name="Bilal Hussain"),
    )
    officer, person = user_of("privacy_officer", name="Priya Nair"), _adult()
    told = Told(is_in_danger=False, told=SAID_WORDS, words_of="person", says="agrees", wishes="My card back")
    concern = raise_concern(by=nurse, person=person.pk, told=told, key=uuid.uuid4())
    there = reverse("teams:safeguarding_concern", args=[person.pk, concern.pk])

    page = page_as(colleague)
    page.goto(reverse("teams:safeguarding_of_person", args=[person.pk]))
    expect(page.get_by_text("You are named on no concern about this person.")).to_be_visible()
    page.goto(there)
    expect(page.get_by_role("heading", name="There is no such page")).to_be_visible()
    page.goto(reverse("teams:safeguarding_concerns"))
    expect(page.get_by_text("There is no concern here that you need to know.")).to_be_visible()

    eyes = page_as(officer)
    eyes.goto(reverse("teams:safeguarding_register"))
    expect(eyes.get_by_text(f"Concern {concern.pk}")).to_be_visible()
    expect(eyes.get_by_text(SAID_WORDS)).to_have_count(0)
    assert_accessible(eyes)
    screenshot(eyes, "safeguarding-register")

    _narrow(page_as, screenshot, nurse, there, "safeguarding-concern")
    for name in ("step", "name"):
        form = reverse(f"teams:safeguarding_{name}", args=[person.pk, concern.pk])
        _narrow(page_as, screenshot, nurse, form)
    raising = reverse("teams:safeguarding_raise", args=[person.pk])
    _narrow(page_as, screenshot, nurse, raising, "safeguarding-raise")
    deciding = reverse("teams:safeguarding_decide", args=[person.pk, concern.pk])
    _narrow(page_as, screenshot, social_worker, deciding, "safeguarding-decide")
    _narrow(page_as, screenshot, officer, reverse("teams:safeguarding_register"), "safeguarding-register")
