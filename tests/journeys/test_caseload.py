"""A team and its caseload: people are found, asked, decided for; they move, step down, come back."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lco.teams.workflow import Act
from tests.support.browser import NARROW, assert_accessible, assert_fits
from tests.web.teams.cases.acting import OTHER_TEAM, TO_ACTIVE, do
from web.population.models import Listing
from web.teams.cases import actions
from web.teams.cases.models import Case, Source
from web.teams.models import Team
from web.teams.queries import people_seen_by

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TOLD = "Ring her daughter first; the key is with the neighbour"


@pytest.fixture
def nurse(teamed: Any) -> Any:
    """A member of the first neighbourhood's team."""
    return teamed("team_member", name="Grace Adeyemi")


@pytest.fixture
def lead(teamed: Any) -> Any:
    """The lead of the first neighbourhood's team."""
    return teamed("team_lead", name="Amara Okafor")


@pytest.fixture
def case_of(nurse: Any) -> Any:
    """Open a case for one of the nurse's people, and do acts on it."""

    def make(number: int, *acts: Act, source: str = Source.TIER_LIST) -> Case:
        person = people_seen_by(nurse).order_by("rank").select_related("person")[number].person
        team = nurse.memberships.get().team
        case = actions.open_case(by=nurse, person=person, team=team, source=source, key=uuid.uuid4())
        do(nurse, case, *acts)
        return case

    return make


def _case(page: Any, case: Case) -> None:
    page.goto(reverse("teams:case", args=[case.person_id]))


def _press(page: Any, act: str, *buttons: str) -> None:
    """Follow an act of the case's page and press the buttons of its form."""
    page.get_by_role("link", name=act, exact=True).click()
    for button in buttons:
        page.get_by_role("button", name=button).click()


def test_a_nurse_finds_people_includes_one_and_records_that_they_agree(
    nurse: Any, lead: Any, page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    page, team = page_as(nurse), nurse.memberships.get().team
    page.goto(reverse("teams:case_queue", args=[team.slug]))
    expect(page.get_by_text("Nobody waits for triage")).to_be_visible()
    page.get_by_role("link", name="Find people from the list").click()
    page.get_by_label("Who").select_option("high")
    page.get_by_role("button", name="Apply").click()
    assert_accessible(page)
    screenshot(page, "find-people")
    ticks = page.get_by_role("checkbox")
    for number in range(3):
        ticks.nth(number).check()
    page.get_by_role("button", name="Put those ticked on the queue").dblclick()
    expect(page.get_by_text("3 people wait for triage,")).to_be_visible()
    assert Case.objects.count() == 3
    assert_accessible(page)
    screenshot(page, "queue")
    page.locator("tbody").get_by_role("link").first.click()
    page.get_by_role("link", name="Include", exact=True).click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Frail or falling").check()
    page.get_by_label("Lead professional").select_option(label="Amara Okafor")
    page.get_by_role("button", name="Save").click()
    _press(page, "Invite", "Save")
    page.get_by_role("link", name="Record that they agree").click()
    page.get_by_label("By telephone or video").check()
    page.get_by_label("What did they agree to, in their words?").fill("Yes, if it means fewer forms")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("next: assess, by Amara Okafor")).to_be_visible()
    history = page.get_by_role("region", name="History")
    for words in ("Found by list by need", "Included: Frail or falling", "Yes, if it means fewer forms"):
        expect(history).to_contain_text(words)
    assert_accessible(page)


def test_somebody_who_declines_is_left_in_peace_and_the_reason_stays(
    nurse: Any, case_of: Any, page_as: Any
) -> None:
    from playwright.sync_api import expect

    page, case = page_as(nurse), case_of(0, Act.INCLUDE, Act.INVITE)
    _case(page, case)
    page.get_by_role("link", name="Record that they decline").click()
    page.get_by_label("Has the support they need").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Confirm and save").click()
    expect(page.get_by_text("Declined: Has the support they need")).to_be_visible()
    case.refresh_from_db()
    assert case.state == "declined"


def test_for_somebody_who_cannot_decide_the_whole_record_is_kept(
    nurse: Any, case_of: Any, page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    page, case = page_as(nurse), case_of(0, Act.INCLUDE, Act.INVITE)
    _case(page, case)
    page.get_by_role("link", name="Record a best-interests decision").click()
    assert_accessible(page)
    for label, words in (
        ("How was it found that the person cannot decide this?", "Could not keep what was said"),
        ("Who assessed their capacity?", "Dr Farah Aziz, GP"),
        ("Why is that in their best interests?", "She always wished to stay at home"),
        ("Who was consulted?", "Her daughter, her attorney for health and welfare"),
        ("Why would no less restrictive way do?", "Visits alone leave the nights unsafe"),
        ("Who decided?", "Dr Farah Aziz, GP"),
    ):
        page.get_by_label(label).fill(words)
    page.get_by_label("To take them on", exact=True).check()
    page.get_by_role("button", name="Continue").click()
    screenshot(page, "best-interests-check")
    page.get_by_role("button", name="Confirm and save").click()
    expect(page.get_by_text("To be assessed with")).to_be_visible()
    expect(page.get_by_text("She always wished to stay at home")).to_be_visible()
    assert case.best_interests.count() == 1


def test_a_person_who_moves_is_handed_over_and_nothing_is_lost(
    nurse: Any, teamed: Any, case_of: Any, page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    theirs = teamed("team_member", team=OTHER_TEAM, name="Bilal Hussain")
    case, other = case_of(0, *TO_ACTIVE), Team.objects.get(slug=OTHER_TEAM)
    Listing.objects.filter(person=case.person_id).update(neighbourhood=other.area)
    page = page_as(nurse)
    page.goto(reverse("teams:case_hand_overs", args=[case.team.slug]))
    expect(page.get_by_text("1 person on its caseload lives elsewhere now")).to_be_visible()
    page.get_by_role("link", name="Ours, but living elsewhere now").click()
    assert_accessible(page)
    page.get_by_role("link", name=case.person.full_name).click()
    page.get_by_role("link", name="Hand over to another team").click()
    expect(page.get_by_label("To which team?")).to_have_value(str(other.pk))
    page.get_by_label("What does the other team have to know first?").fill(TOLD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Confirm and save").click()
    expect(page.get_by_text(f"Offered to {other.name}", exact=False).first).to_be_visible()
    browser = page_as(theirs)
    browser.goto(reverse("teams:case_hand_overs", args=[other.slug]))
    browser.get_by_role("link", name=case.person.full_name).click()
    expect(browser.get_by_text(TOLD)).to_be_visible()
    assert_accessible(browser)
    screenshot(browser, "hand-over")
    browser.get_by_label("Yes, we take them on").check()
    browser.get_by_label("Who coordinates from now on?").select_option(label="Bilal Hussain")
    browser.get_by_role("button", name="Continue").click()
    browser.get_by_role("button", name="Confirm and save").click()
    expect(browser.get_by_text("The person is on your team's caseload now")).to_be_visible()
    _case(browser, case)
    expect(browser.get_by_text("next: record a review, by Bilal Hussain")).to_be_visible()
    expect(browser.get_by_text(TOLD)).to_be_visible()
    _case(page, case)
    expect(page.get_by_role("region", name="History")).to_have_count(0)
    expect(page.get_by_text(TOLD)).to_have_count(0)


def test_a_lead_lets_somebody_step_down_who_later_comes_back(
    lead: Any, case_of: Any, page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    page, case = page_as(lead), case_of(0, *TO_ACTIVE, Act.REVIEW)
    _case(page, case)
    page.get_by_role("link", name="Step down", exact=True).click()
    expect(page.get_by_text("Contingency plan in place")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "step-down")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("The need has become less").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Confirm and save").click()
    expect(page.get_by_text("Stepping down still lacks").first).to_be_visible()
    page.get_by_label("As lead of the team I decide").check()
    page.get_by_label("In your own words").fill("Her son has moved in")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Confirm and save").click()
    expect(page.get_by_text("Saved: stepped down")).to_be_visible()
    page.get_by_role("link", name="Take in a referral of this person").click()
    for label in ("A referral: somebody asks for help", "Family, friend or carer", "Soon", "Yes"):
        page.get_by_label(label, exact=True).check()
    page.get_by_label("Their name, and what they are to the person").fill("Ngozi Obi, her daughter")
    page.get_by_label("What are they worried about?").fill("She has fallen twice")
    assert_accessible(page)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Confirm and save").click()
    expect(page.get_by_text("Came back: stepped down on")).to_be_visible()
    expect(page.get_by_text("Earlier case with")).to_be_visible()
    assert Case.objects.open().get().came_back_from == case


def test_a_stranger_to_the_team_is_referred_to_whoever_looks_after_them(
    nurse: Any, manchester: Any, page_as: Any, screenshot: Any
) -> None:
    from playwright.sync_api import expect

    from web.teams.queries import people_of

    team, other = nurse.memberships.get().team, Team.objects.get(slug=OTHER_TEAM)
    person = people_of(other).exclude(nhs_number="").select_related("person")[0].person
    page = page_as(nurse)
    page.goto(reverse("teams:case_refer", args=[team.slug]))
    page.get_by_label("NHS number").fill(person.nhs_number)
    for label in ("A referral: somebody asks for help", "GP practice", "Routine", "Not yet"):
        page.get_by_label(label, exact=True).check()
    page.get_by_label("Their name, and what they are to the person").fill("Dr Aziz")
    page.get_by_label("What are they worried about?").fill("Not eating")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Somebody another team looks after")).to_be_visible()
    assert person.family_name not in page.content()
    assert other.name not in page.content()
    assert_accessible(page)
    screenshot(page, "referral")
    page.get_by_label("Somebody another team looks after").check()
    page.get_by_role("button", name="Confirm and save").click()
    expect(page.get_by_text("sent to the team that looks after this person")).to_be_visible()
    assert Case.objects.get().team == other


@pytest.fixture
def busy(nurse: Any, case_of: Any) -> Case:
    """Several cases in several states; return one that was looked after for a while."""
    for number, acts in enumerate(
        ((), TO_ACTIVE[:1], TO_ACTIVE[:3], TO_ACTIVE[:5], TO_ACTIVE[:7], TO_ACTIVE)
    ):
        case = case_of(number, *acts)
    Case.objects.filter(state="consented").update(state_since=timezone.now() - timedelta(days=30))
    do(nurse, case, Act.STEP_UP, note="Two nights in hospital")
    return case


@pytest.mark.parametrize("name", ["case_loads", "case_load", "case_queue", "case_find", "case_refer", "case"])
def test_a_narrow_window_shows_it_all(
    name: str, nurse: Any, busy: Case, page_as: Any, screenshot: Any
) -> None:
    args = {"case_loads": [], "case": [busy.person_id]}.get(name, [busy.team.slug])
    pictures = {"case_load": "caseload", "case": "case"}
    if name in pictures:
        page = page_as(nurse)
        page.goto(reverse(f"teams:{name}", args=args))
        assert_accessible(page)
        screenshot(page, pictures[name])
    page = page_as(nurse, viewport=NARROW)
    page.goto(reverse(f"teams:{name}", args=args))
    assert_fits(page)
    assert_accessible(page)
    if name in pictures:
        screenshot(page, f"{pictures[name]}-narrow")
