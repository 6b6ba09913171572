"""A person is assessed once: by a trusted assessor, accepted by the council; and a place asks its own."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.lco.teams.questionnaires.making import content, group, item, option, when
from tests.support.browser import NARROW, assert_accessible, assert_fits
from web.accounts.models import Organisation
from web.teams.assessments.models import Acceptance, Assessment

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def nurse(teamed: Any) -> Any:
    """A member of the first team, of the community trust."""
    return teamed("team_member", name="Grace Adeyemi")


@pytest.fixture
def social_worker(teamed: Any) -> Any:
    """A member of the same team, employed by the council."""
    user = teamed("team_member", name="Tom Reilly")
    user.organisation = Organisation.objects.get_or_create(name="City council")[0]
    user.save()
    return user


@pytest.fixture
def who(manchester: Any) -> Any:
    """Somebody of the first team."""
    from tests.web.teams.assessments.filling import somebody

    return somebody()


def _seen(page: Any, screenshot: Any, name: str) -> None:
    """Look at the page as it is on a desk and on a telephone."""
    assert_accessible(page)
    screenshot(page, name)
    page.set_viewport_size(NARROW)
    # The menu folds itself a moment after the window shrank.
    page.wait_for_function("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert_fits(page)
    assert_accessible(page)
    screenshot(page, f"{name}-narrow")
    page.set_viewport_size({"width": 1280, "height": 900})


def _trust(page: Any, nurse: Any, screenshot: Any) -> None:
    from playwright.sync_api import expect

    day = timezone.localdate()
    page.goto(reverse("teams:assessment_assessors"))
    page.get_by_role("link", name="Add a trusted assessor").click()
    page.get_by_role("button", name="Confirm and save").click()
    expect(page.get_by_role("link", name="Choose who is trusted")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Who is trusted?").select_option(label=nurse.name)
    page.get_by_label("How was the competence shown").fill(
        "Observed twice in March, signed off by the lead nurse"
    )
    page.get_by_label("Strengths-based holistic assessment").check()
    page.get_by_label("Hospital trust").check()
    page.get_by_label("From").fill(day.isoformat())
    page.get_by_label("Ends on").fill((day + timedelta(days=365)).isoformat())
    _seen(page, screenshot, "trusted-assessor-add")
    page.get_by_role("button", name="Confirm and save").click()
    expect(page.get_by_role("heading", name=nurse.name)).to_be_visible()
    assert_accessible(page)


def _assess(page: Any, who: Any, screenshot: Any) -> None:
    from playwright.sync_api import expect

    onward = page.get_by_role("button", name="Save and continue")
    page.goto(reverse("teams:person", args=[who.person_id]))
    page.get_by_role("link", name="Assessments").click()
    page.get_by_role("link", name="Start an assessment").click()
    assert_accessible(page)
    page.get_by_role("link", name="Strengths-based holistic assessment").click()
    page.get_by_role("button", name="Begin").click()
    onward.click()
    expect(page.get_by_role("link", name="Choose an answer to 'Who took part?'")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("The person", exact=True).check()
    onward.click()
    page.get_by_label("What matters most to you?").fill("Seeing my grandchildren")
    onward.click()
    page.get_by_role("button", name="Save and come back later").click()
    expect(page.get_by_text("Nothing is finished yet")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Go on writing").click()
    expect(page.get_by_label("The person", exact=True)).to_be_checked()
    for _ in range(3):
        onward.click()
    offered = page.get_by_role("group", name="Was the carer offered an assessment of their own?")
    expect(offered).to_be_hidden()
    cared = page.get_by_role("group", name="Does anybody look after you, unpaid?")
    cared.get_by_label("Yes").check()
    expect(offered).to_be_visible()
    cared.get_by_label("No").check()
    expect(offered).to_be_hidden()
    onward.click()
    page.get_by_label("What would you like to be different?").fill("To go to the market again")
    expect(page.get_by_role("group", name="How sure are you")).to_be_visible()
    onward.click()
    _need_without_strengths(page, screenshot)
    onward.click()
    expect(page.get_by_role("heading", name="Check the answers")).to_be_visible()
    _seen(page, screenshot, "assessment-check")
    page.get_by_role("button", name="Confirm and finish").click()


def _need_without_strengths(page: Any, screenshot: Any) -> None:
    from playwright.sync_api import expect

    reason = page.get_by_label("Why does this assessment name needs and no strengths?")
    expect(reason).to_be_hidden()
    page.get_by_label("What help do you need?").fill("Help with the stairs\nCompany")
    expect(reason).to_be_visible()
    urgent = page.get_by_role("group", name="Does any of it need doing within two days?")
    urgent.get_by_label("No").check()
    reason.fill("She did not want to speak of herself today")
    _seen(page, screenshot, "assessment")


def test_a_trusted_assessor_assesses_once_and_the_council_accepts(
    *, nurse: Any, social_worker: Any, teamed: Any, who: Any, page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    Organisation.objects.get_or_create(name="Hospital trust")
    lead = teamed("team_lead", name="Amara Okafor")
    _trust(page_as(lead), nurse, screenshot)
    page = page_as(nurse)
    _assess(page, who, screenshot)
    expect(page.get_by_text("By a trusted assessor")).to_be_visible()
    expect(page.get_by_text("Hospital trust, as agreed beforehand")).to_be_visible()
    page = page_as(social_worker)
    page.goto(reverse("teams:assessment_start", args=[who.person_id, "strengths-based-assessment"]))
    expect(page.get_by_text("by Grace Adeyemi")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "assessment-fresh")
    page.get_by_role("link", name="accept or decline it").click()
    page.get_by_label("No, decline it").check()
    page.get_by_role("button", name="Confirm and save").click()
    expect(page.get_by_role("link", name="Say why the assessment is not accepted")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Yes, accept it").check()
    page.get_by_role("button", name="Confirm and save").click()
    expect(page.get_by_text("City council, Tom Reilly")).to_be_visible()
    _seen(page, screenshot, "assessment-accepted")
    page.get_by_role("link", name="Print").click()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print this page")).to_be_hidden()
    expect(page.get_by_text("Seeing my grandchildren")).to_be_visible()
    assert Acceptance.objects.count() == 2
    page = page_as(lead)
    page.goto(reverse("teams:assessment_assessors"))
    expect(page.get_by_text("Partners accepted 1 assessment")).to_be_visible()
    _seen(page, screenshot, "trusted-assessors")


def test_a_place_asks_its_own_questions_by_one_file(
    *, nurse: Any, teamed: Any, who: Any, page_as: Any, screenshot: Any, settings: Any
) -> None:
    from playwright.sync_api import expect

    folder = Path(settings.LCO_STORE) / "questionnaires"
    folder.mkdir(exist_ok=True)
    where = item("where", "open-choice", answerOption=[option("home"), option("street")])
    asked = [
        item("many", "integer", required=True),
        {**where, "enableWhen": [when("many", ">", answerInteger=0)]},
    ]
    file = folder / "falls.json"
    file.write_bytes(content(group("falls", *asked)))
    (folder / "wrong.json").write_text("{}")
    try:
        lead = page_as(teamed("team_lead"))
        lead.goto(reverse("teams:assessment_questionnaires"))
        expect(lead.get_by_text("wrong.json")).to_be_visible()
        _seen(lead, screenshot, "questionnaires")
        lead.get_by_role("link", name="Falls").click()
        expect(lead.get_by_text("Asked when 'Question many' is more than '0'")).to_be_visible()
        assert_accessible(lead)
        page = page_as(nurse)
        page.goto(reverse("teams:assessment_start", args=[who.person_id, "falls"]))
        page.get_by_role("button", name="Begin").click()
        places = page.get_by_role("group", name="Question where")
        page.get_by_label("Question many").fill("0")
        expect(places).to_be_hidden()
        page.get_by_label("Question many").fill("2")
        expect(places).to_be_visible()
        places.get_by_label("Other").check()
        page.get_by_label("If other, what").fill("In the garden")
        page.get_by_role("button", name="Save and continue").click()
        page.get_by_role("button", name="Confirm and finish").click()
        expect(page.get_by_text("In the garden")).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("link", name="Download as FHIR").click()
        given = Path(download.value.path()).read_text()
        assert '"valueString": "In the garden"' in given
        lead.goto(reverse("teams:assessment_answers", args=["falls"]))
        expect(lead.get_by_role("row")).to_have_count(2)
        _seen(lead, screenshot, "questionnaire-answers")
    finally:
        file.unlink()
        (folder / "wrong.json").unlink()
    assert Assessment.objects.get().questionnaire.title == "Falls"
