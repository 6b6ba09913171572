"""The pages on which a plan is agreed, reviewed, copied, and its goals are looked at and acted on."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.web.teams.plans.plans import agree, goal, signed, write
from tests.web.teams.plans.test_saving_pages import hidden
from web.teams.cases.models import Case
from web.teams.plans import queries
from web.teams.plans.models import Deed, GoalReview, PlanDeed
from web.teams.work.models import Status, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(nurse: Any, person: int) -> int:
    """The person, with a goal in the plan."""
    write(nurse, person, "goals", (goal(),))
    return person


def today() -> date:
    return timezone.localdate()


def answers(**changes: str) -> dict[str, str]:
    """Return how a plan is agreed, as a form sends it."""
    review = (today() + timedelta(weeks=10)).isoformat()
    said = {"who": "Doris Archer", "way": "in_person", "note": "", "done_on": today().isoformat()}
    return {**said, "review_on": review, **changes}


def send(user: Any, name: str, person: int, *args: Any, **sent: Any) -> Any:
    """Open a form and send it with answers."""
    address, client = reverse(f"teams:{name}", args=[person, *args]), signed(user)
    return client.post(address, {**hidden(client.get(address).content.decode()), **sent})


def test_an_agreement_is_checked_before_it_is_kept(nurse: Any, written: int) -> None:
    checked = send(nurse, "plan_agree", written, **answers())
    page = checked.content.decode()
    assert checked.status_code == 200
    for words in ("Check the agreement", "Doris Archer", "Face to face", "Confirm and save", "version 1"):
        assert words in page, words
    assert not PlanDeed.objects.exists()
    kept = hidden(page)
    client, address = signed(nurse), reverse("teams:plan_agree", args=[written])
    changed = client.post(address, {**kept, **answers(), "step": "change"})
    assert "Doris Archer" in changed.content.decode()
    for _ in range(2):
        saved = client.post(address, {**kept, **answers(), "step": "save"})
        assert saved["Location"] == reverse("teams:plan", args=[written])
    assert PlanDeed.objects.get().who == "Doris Archer"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"who": ""}, "Say with whom it was agreed"),
        ({"way": ""}, "Choose how it was agreed"),
        ({"way": "best_interests"}, "Say why it is a best-interests decision"),
        ({"done_on": "yesterday"}, "Give the day on which it was agreed"),
        ({"review_on": ""}, "Give the day of the next review"),
    ],
)
def test_what_is_missing_is_asked_for(
    changes: dict[str, str], sentence: str, nurse: Any, written: int
) -> None:
    answer = send(nurse, "plan_agree", written, **answers(**changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_review_that_is_too_late_is_said_on_the_page(nurse: Any, written: int) -> None:
    late = (today() + timedelta(weeks=30)).isoformat()
    answer = send(nurse, "plan_agree", written, **answers(review_on=late), step="save")
    assert answer.status_code == 422
    assert "Choose a day for the review after today and not after" in answer.content.decode()


def test_who_agrees_an_older_page_is_shown_what_changed_and_confirms_again(
    nurse: Any, other: Any, written: int
) -> None:
    client, address = signed(nurse), reverse("teams:plan_agree", args=[written])
    start = hidden(client.get(address).content.decode())
    write(other, written, please_do="Knock twice")
    late = client.post(address, {**start, **answers(), "step": "save"})
    page = late.content.decode()
    assert late.status_code == 409
    assert "Imran Khan changed the plan while you wrote" in page
    assert "Knock twice" in page
    assert not PlanDeed.objects.exists()
    client.post(address, {**hidden(page), **answers(), "step": "save"})
    assert PlanDeed.objects.get().version.number == 2


def test_a_case_is_started_from_the_plan(nurse: Any, written: int, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(state="discussed", coordinator=nurse)
    agree(nurse, written)
    client = signed(nurse)
    page = client.get(reverse("teams:plan", args=[written])).content.decode()
    assert "Start the plan" in page
    client.post(reverse("teams:plan_start", args=[written]), {"key": hidden(page)["key"]})
    assert Case.objects.get(pk=case.pk).state == "active"
    assert "Start the plan" not in client.get(reverse("teams:plan", args=[written])).content.decode()


def test_a_review_is_kept_and_sets_the_next(nurse: Any, written: int) -> None:
    agree(nurse, written)
    missing = send(nurse, "plan_review", written, **answers())
    assert missing.status_code == 422
    assert "Say what came of the review" in missing.content.decode()
    late = (today() + timedelta(weeks=30)).isoformat()
    refused = send(nurse, "plan_review", written, **answers(note="Well", review_on=late))
    assert refused.status_code == 422
    next_on = today() + timedelta(weeks=20)
    saved = send(nurse, "plan_review", written, **answers(note="Well", review_on=next_on.isoformat()))
    assert saved.status_code == 302
    assert PlanDeed.objects.get(deed=Deed.REVIEWED).note == "Well"
    plan = queries.current_plan(written)
    assert plan is not None
    assert plan.review_on == next_on


def test_how_far_a_goal_was_reached_is_kept_with_what_the_person_says(nurse: Any, written: int) -> None:
    page = signed(nurse).get(reverse("teams:plan_goal_review", args=[written, "walk"])).content.decode()
    assert "As expected (0): I walk to the gate" in page
    empty = send(nurse, "plan_goal_review", written, "walk", level="", reviewed_on=today().isoformat())
    assert empty.status_code == 422
    ahead = (today() + timedelta(days=1)).isoformat()
    refused = send(nurse, "plan_goal_review", written, "walk", level="1", reviewed_on=ahead)
    assert "The day lies ahead" in refused.content.decode()
    said = {"level": "1", "reviewed_on": today().isoformat(), "note": "It was sunny"}
    assert send(nurse, "plan_goal_review", written, "walk", **said).status_code == 302
    assert GoalReview.objects.get().level == 1
    shown = signed(nurse).get(reverse("teams:plan_goals", args=[written])).content.decode()
    for words in ("stands here now", "It was sunny", "The score is 60.0", "began at 40.0"):
        assert words in shown, words


def test_an_action_is_given_to_a_member_or_an_organisation(nurse: Any, written: int, case: Case) -> None:
    due = (today() + timedelta(days=14)).isoformat()
    nobody = send(nurse, "plan_action", written, "walk", title="Walk", doer="", due_on=due)
    assert "Say who does it" in nobody.content.decode()
    for doer in (f"member-{nurse.pk}", f"organisation-{nurse.organisation_id}"):
        saved = send(nurse, "plan_action", written, "walk", title="Walk together", doer=doer, due_on=due)
        assert saved.status_code == 302
    owned, given = Task.objects.order_by("pk")
    assert (owned.owner, given.owner, given.organisation) == (nurse, None, nurse.organisation)
    Task.objects.filter(pk=owned.pk).update(
        status=Status.DONE, outcome="To the gate twice", done_at=timezone.now()
    )
    for name in ("plan", "plan_goals"):
        page = signed(nurse).get(reverse(f"teams:{name}", args=[written])).content.decode()
        assert "Done" in page, name
        assert "To the gate twice" in page, name


def test_without_a_caseload_the_page_says_what_to_do(nurse: Any, written: int) -> None:
    due = today().isoformat()
    doer = f"organisation-{nurse.organisation_id}"
    answer = send(nurse, "plan_action", written, "walk", title="Walk", doer=doer, due_on=due)
    assert answer.status_code == 422
    assert "open a case first" in answer.content.decode()


def given(**changes: str) -> dict[str, str]:
    """Return how a copy was given, as a form sends it."""
    said = {"print": "large", "way": "by_hand", "who": "Doris Archer", "done_on": today().isoformat()}
    return {**said, **changes}


def test_a_copy_of_what_is_no_longer_the_plan_is_told(nurse: Any, other: Any, written: int) -> None:
    client, address = signed(nurse), reverse("teams:plan_copy", args=[written])
    start = hidden(client.get(address).content.decode())
    assert client.post(address, {**start, **given(who="")}).status_code == 422
    write(other, written, please_do="Knock twice")
    late = client.post(address, {**start, **given()})
    assert late.status_code == 409
    assert "Print the copy again" in late.content.decode()
    ahead = (today() + timedelta(days=1)).isoformat()
    assert send(nurse, "plan_copy", written, **given(done_on=ahead)).status_code == 422
    assert send(nurse, "plan_copy", written, **given()).status_code == 302
    assert "large print" in client.get(address).content.decode()


def test_a_copy_counts_when_it_is_of_what_was_agreed(nurse: Any, written: int) -> None:
    missing = "A copy was given to the person"
    send(nurse, "plan_copy", written, **given())
    client, address = signed(nurse), reverse("teams:plan", args=[written])
    assert missing not in client.get(address).content.decode()
    write(nurse, written, please_do="Knock twice")
    agree(nurse, written)
    assert missing in client.get(address).content.decode(), "the person holds an older plan"


def test_what_is_for_staff_alone_is_not_on_the_persons_copy(nurse: Any, written: int) -> None:
    from lco.teams.plans.content import entry

    write(nurse, written, "safety", (entry("dog", {"words": "The dog bites", "does": "Ring first"}),))
    client = signed(nurse)
    whole = reverse("teams:plan_print", args=[written, "a4"])
    assert "The dog bites" in client.get(whole).content.decode()
    assert "The dog bites" not in client.get(f"{whole}?copy=1").content.decode()
    easy = reverse("teams:plan_print", args=[written, "easy"])
    assert "The dog bites" not in client.get(easy).content.decode()


def test_versions_are_narrowed_and_taken_away_with_a_purpose(nurse: Any, teamed: Any, written: int) -> None:
    agree(nurse, written)
    write(nurse, written, please_do="Knock twice")
    address = reverse("teams:plan_history", args=[written])
    page = signed(nurse).get(f"{address}?deed=agreed").content.decode()
    assert "Version 1" in page
    assert "Version 2" not in page.split('id="list"')[1]
    export = f"{address}?export=csv&purpose=direct_care"
    assert signed(nurse).get(export).status_code == 403
    taken = signed(teamed("team_lead")).get(export)
    assert taken.status_code == 200
    text = b"".join(taken.streaming_content if taken.streaming else [taken.content]).decode()
    assert "Grace Adeyemi" in text
    assert "Knock twice" not in text, "a list of versions says none of their words"


def test_two_versions_may_be_chosen_in_the_address(nurse: Any, written: int) -> None:
    write(nurse, written, please_do="Knock twice")
    write(nurse, written, please_do="Knock once")
    address = reverse("teams:plan_compare", args=[written])
    client = signed(nurse)
    last = client.get(address).content.decode()
    assert "From version 2 to version 3, 1 entry changed" in last
    assert '<option value="2" selected>' in last
    turned = client.get(f"{address}?older=3&newer=1").content.decode()
    assert "From version 1 to version 3" in turned
    assert "Added" in turned
    odd = client.get(f"{address}?older=99&newer=x").content.decode()
    assert "From version 2 to version 3" in odd
    same = client.get(f"{address}?older=3&newer=3").content.decode()
    assert "Nothing you may read changed" in same


def test_strengths_and_needs_are_taken_from_assessments_once(nurse: Any, written: int) -> None:
    from tests.web.teams.assessments.filling import STORY, finished, somebody

    finished(nurse, somebody(), "strengths-based-assessment", STORY)
    address, client = reverse("teams:plan_section", args=[written, "strengths"]), signed(nurse)
    page = client.get(address).content.decode()
    for words in ("Found in assessments", "Cooks for herself", "Help with the stairs"):
        assert words in page, words
    taken = {"key": str(uuid.uuid4()), "version": "1", "kind": "strength", "words": "Cooks for herself"}
    for _ in range(2):
        assert client.post(address, {**taken, "step": "take"}).status_code == 302
    plan = queries.current_plan(written)
    assert plan is not None
    assert [each.fields["words"] for each in plan.content["strengths"]] == ["Cooks for herself"]
    again = client.get(address).content.decode()
    assert "Help with the stairs" in again
    assert 'Take into the plan<span class="nhsuk-u-visually-hidden">: Cooks' not in again
    assert client.post(address, {"step": "take"}).status_code == 422
