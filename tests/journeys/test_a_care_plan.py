"""A care plan: written in the person's words, agreed, changed by two at once, compared, printed."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.journeys.manchester import FIRST_TEAM
from tests.support.browser import NARROW, assert_accessible, assert_fits

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ABOUT = {
    "What is most important to me": "My garden. My two cats, and that I stay in my own house.",
    "Please do": "Knock twice and wait. I walk slowly.",
    "Please do not": "Do not move my chair.",
}

STEPS = {
    "Much less than expected (−2)": "In bed",
    "Less than expected (−1)": "At the window",
    "What we expect by the review (0)": "To the gate",
    "More than expected (+1)": "To the shop",
    "Much more than expected (+2)": "To the market",
}


@pytest.fixture
def nurse(teamed: Any) -> Any:
    """The coordinator."""
    return teamed("team_member", name="Grace Adeyemi")


@pytest.fixture
def therapist(teamed: Any) -> Any:
    """Another member of the team."""
    return teamed("team_member", name="Imran Khan")


@pytest.fixture
def case(nurse: Any) -> Any:
    """The case of the person most in need, discussed at the meeting."""
    from web.teams.cases.actions import open_case
    from web.teams.cases.models import Case
    from web.teams.models import Team
    from web.teams.queries import people_of

    team = Team.objects.get(slug=FIRST_TEAM)
    who = people_of(team).order_by("rank")[0].person
    found = open_case(by=nurse, person=who, team=team, source="tier_list", key=uuid.uuid4())
    Case.objects.filter(pk=found.pk).update(state="discussed", coordinator=nurse)
    return Case.objects.get(pk=found.pk)


def write(by: Any, case: Any, section: str, **answers: str) -> None:
    """Save a section of words, as somebody does who opened it just now."""
    from lco.teams.plans.content import words
    from web.teams.plans import actions, queries

    latest = queries.latest_version(case.person_id)
    actions.save_section(
        by=by,
        person=case.person_id,
        section=section,
        entries=words(answers),
        base=latest.number if latest else 0,
        key=uuid.uuid4(),
    )


def add_goal(by: Any, case: Any) -> None:
    """Save a goal with its five levels."""
    from lco.teams.plans.content import entry
    from web.teams.plans import actions, queries

    latest = queries.latest_version(case.person_id)
    fields = {
        "words": "Walk to the market on my own",
        "kind": "physical",
        "weight": "2",
        "level_m2": "I stay in bed",
        "level_m1": "I sit by the window",
        "level_0": "I walk to the gate and back",
        "level_p1": "I walk to the corner shop",
        "level_p2": "I walk to the market",
        "baseline": "-1",
    }
    actions.save_section(
        by=by,
        person=case.person_id,
        section="goals",
        entries=(entry("walk", fields),),
        base=latest.number if latest else 0,
        key=uuid.uuid4(),
    )


def at(name: str, case: Any, *args: Any) -> str:
    return reverse(f"teams:{name}", args=[case.person_id, *args])


def test_a_plan_is_written_agreed_started_and_a_copy_given(
    nurse: Any, case: Any, page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    page = page_as(nurse)
    page.goto(reverse("teams:person", args=[case.person_id]))
    page.get_by_role("navigation", name="Pages about this person").get_by_role("link", name="Plan").click()
    expect(page.get_by_text("Nothing is written yet.").first).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Write 'About me'").click()
    for question, words in ABOUT.items():
        page.get_by_label(question, exact=True).fill(words)
    assert_accessible(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("My two cats")).to_be_visible()
    page.goto(at("plan_goals", case))
    page.get_by_role("link", name="Add a goal").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("What do you want to do or to change?").fill("Walk to the market on my own")
    page.get_by_label("Physical", exact=True).check()
    page.get_by_label("Very important").check()
    for step, words in STEPS.items():
        page.get_by_role("textbox", name=step, exact=True).fill(words)
    page.get_by_role("group", name="Where does the person stand today?").get_by_label(
        "Less than expected (−1)", exact=True
    ).check()
    page.get_by_role("button", name="Save").click()
    page.goto(at("plan_goals", case))
    page.get_by_role("link", name="Add an action").click()
    page.get_by_label("What is to be done?").fill("Walk with her on Tuesdays")
    page.get_by_label("Who does it?").select_option(label="Grace Adeyemi")
    page.get_by_label("By when?").fill((timezone.localdate() + timedelta(days=14)).isoformat())
    assert_accessible(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Walk with her on Tuesdays: Grace Adeyemi")).to_be_visible()
    page.get_by_role("link", name="Record how far it was reached").click()
    assert_accessible(page)
    page.get_by_label("As expected (0): To the gate").check()
    page.get_by_label("What does the person say of it?").fill("It was sunny")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("stands here now")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "plan-goals")
    page.goto(at("plan", case))
    page.get_by_role("link", name="Agree the plan").first.click()
    page.get_by_label("Face to face").check()
    page.get_by_label("When is it looked at again?").fill(
        (timezone.localdate() + timedelta(weeks=10)).isoformat()
    )
    assert_accessible(page)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Check the agreement")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Confirm and save").dblclick()
    expect(page.get_by_text("The plan is agreed. Give the person a copy.")).to_be_visible()
    page.get_by_role("button", name="Start the plan").click()
    expect(page.get_by_text("The plan was started")).to_be_visible()
    page.get_by_role("link", name="A copy for the person").click()
    assert_accessible(page)
    page.get_by_label("Large print").check()
    page.get_by_label("Given by hand").check()
    page.get_by_role("button", name="Confirm and save").click()
    expect(page.get_by_text("That a copy was given is written down")).to_be_visible()
    expect(page.get_by_text("Not complete yet")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "plan")
    case.refresh_from_db()
    assert case.state == "active"


def test_two_edit_the_plan_at_once_and_nobody_is_overwritten(
    nurse: Any, therapist: Any, case: Any, page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    write(nurse, case, "about_me", most_important="My garden", please_do="Knock twice")
    hers, his = page_as(nurse), page_as(therapist)
    for page in (hers, his):
        page.goto(at("plan_section", case, "about_me"))
    hers.get_by_label("What is most important to me").fill("My garden and my roses")
    hers.get_by_role("button", name="Save").click()
    his.get_by_label("What is most important to me").fill("My garden and my two cats")
    his.get_by_label("Also worth knowing").fill("She was a baker")
    his.get_by_role("button", name="Save").click()
    expect(his.get_by_role("heading", name="Two people changed the same words")).to_be_visible()
    for side, words in (
        ("What was there", "My garden"),
        ("What Grace Adeyemi wrote", "My garden and my roses"),
        ("What you wrote", "My garden and my two cats"),
    ):
        expect(his.get_by_role("group", name=side)).to_contain_text(words)
    assert_accessible(his)
    screenshot(his, "plan-merge")
    his.get_by_role("button", name="Confirm and save").click()
    expect(his.get_by_role("link", name="Choose what is to stand")).to_be_visible()
    assert_accessible(his)
    his.get_by_label("Use the wording of both, below").check()
    his.get_by_role("textbox", name="What is most important to me").fill(
        "My garden, my roses and my two cats"
    )
    his.get_by_role("button", name="Confirm and save").click()
    expect(his.get_by_text("My garden, my roses and my two cats")).to_be_visible()
    expect(his.get_by_text("She was a baker")).to_be_visible()
    his.get_by_role("link", name="Compare").click()
    expect(his.get_by_text("From version 2 to version 3, 2 entries changed.")).to_be_visible()
    expect(his.locator("ins").first).to_contain_text("my roses")
    assert_accessible(his)
    screenshot(his, "plan-compare")
    his.get_by_role("link", name="All versions").click()
    expect(his.get_by_text("3 versions, each kept whole and never changed.")).to_be_visible()
    assert_accessible(his)


def test_a_plan_is_printed_in_three_ways(nurse: Any, case: Any, page_as: Any, screenshot: Any) -> None:
    from playwright.sync_api import expect

    write(nurse, case, "about_me", most_important="My garden. My two cats, and that I stay at home.")
    add_goal(nurse, case)
    page = page_as(nurse)
    page.goto(at("plan_print", case, "a4"))
    assert_accessible(page)
    page.emulate_media(media="print")
    for hidden in ("Prints", "Pages about this person", "Menu"):
        expect(page.get_by_role("navigation", name=hidden)).to_be_hidden()
    expect(page.get_by_text("Back to the plan")).to_be_hidden()
    expect(page.get_by_text("My two cats")).to_be_visible()
    assert page.pdf(format="A4", tagged=True).startswith(b"%PDF")
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Large print").click()
    size = page.locator(".lco-paper dd").first.evaluate("it => parseFloat(getComputedStyle(it).fontSize)")
    assert size >= 24
    assert_accessible(page)
    page.get_by_role("link", name="Easy read").click()
    expect(page.get_by_role("heading", name="What I want to do")).to_be_visible()
    lines = page.locator(".lco-paper p").all_inner_texts()
    assert "My garden." in lines
    assert "I walk to the gate and back." in lines
    assert not any("expected (" in line for line in lines), "the scale is not for easy read"
    assert_accessible(page)
    screenshot(page, "plan-easy-read")


@pytest.mark.parametrize("name", ["plan", "plan_goals", "plan_compare"])
def test_a_narrow_window_shows_it_all(
    name: str, nurse: Any, case: Any, page_as: Any, screenshot: Any
) -> None:
    write(nurse, case, "about_me", most_important="My garden")
    add_goal(nurse, case)
    page = page_as(nurse, viewport=NARROW)
    page.goto(at(name, case))
    assert_fits(page)
    assert_accessible(page)
    screenshot(page, f"{name.replace('_', '-')}-narrow")
