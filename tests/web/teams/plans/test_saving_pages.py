"""The forms of a plan: saved, refused, merged; two who contradict each other are shown both wordings."""

from __future__ import annotations

import html
import json
import re
import uuid
from typing import Any

import pytest
from django.urls import reverse

from lco.teams.plans.content import entries_of, entry_of
from tests.web.teams.plans.plans import GOAL, goal, signed, write
from web.teams.plans import queries
from web.teams.plans.models import PlanVersion

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of a page's form, without its token."""
    found = {}
    for tag in re.findall(r'<input[^>]*type="hidden"[^>]*>', page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            found[name[1]] = html.unescape(value[1]) if value else ""
    found.pop("csrfmiddlewaretoken", None)
    return found


def address(person: int, section: str = "about_me", entry: str = "") -> str:
    args = [person, section, *([entry] if entry else [])]
    return reverse("teams:plan_entry" if entry else "teams:plan_section", args=args)


def opened(user: Any, person: int, section: str = "about_me", entry: str = "") -> dict[str, str]:
    return hidden(signed(user).get(address(person, section, entry)).content.decode())


def text(person: int, id: str = "most_important") -> str:
    plan = queries.current_plan(person)
    found = entry_of(plan.content, "about_me", id) if plan else None
    return found.text if found else ""


def test_a_section_of_words_is_written_and_shown_safely(nurse: Any, person: int) -> None:
    start = opened(nurse, person)
    sent = signed(nurse).post(address(person), {**start, "most_important": SCRIPT, "please_do": "Knock"})
    assert sent["Location"] == reverse("teams:plan", args=[person]) + "#about_me"
    page = signed(nurse).get(reverse("teams:plan", args=[person])).content.decode()
    assert SCRIPT not in page
    assert html.escape(SCRIPT) in page
    assert "Knock" in page
    assert (
        "<script>"
        not in signed(nurse)
        .get(reverse("teams:plan_print", args=[person, "easy"]))
        .content.decode()
        .split("<article")[1]
    )


def test_what_is_too_long_is_refused_beside_its_field_and_kept(nurse: Any, person: int) -> None:
    start = opened(nurse, person)
    answer = signed(nurse).post(address(person), {**start, "please_do": "x" * 4001})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "There is a problem" in page
    assert "Write at most 4,000 characters" in page
    assert not PlanVersion.objects.exists()


def test_an_entry_is_added_changed_and_taken_out(nurse: Any, person: int) -> None:
    client = signed(nurse)
    start = opened(nurse, person, "goals", "new")
    missing = client.post(address(person, "goals", "new"), {**start, **GOAL, "level_0": ""})
    assert missing.status_code == 422
    for _ in range(2):  # a double click
        client.post(address(person, "goals", "new"), {**start, **GOAL})
    (made,) = queries.current_plan(person).goals  # type: ignore[union-attr]
    assert made.words == GOAL["words"]
    start = opened(nurse, person, "goals", made.id)
    client.post(address(person, "goals", made.id), {**start, **GOAL, "words": "Walk to church"})
    assert [each.words for each in queries.current_plan(person).goals] == ["Walk to church"]  # type: ignore[union-attr]
    start = opened(nurse, person, "goals", made.id)
    client.post(address(person, "goals", made.id), {**start, "step": "remove"})
    plan = queries.current_plan(person)
    assert plan is not None
    assert plan.goals == ()
    assert len(queries.content_of(person, 2)["goals"]) == 1, "the version before still has it"


def test_two_who_write_in_different_places_are_merged_and_told(nurse: Any, other: Any, person: int) -> None:
    write(nurse, person, most_important="My garden")
    start = opened(other, person)
    write(nurse, person, "contingency", signs="Stops eating")
    client = signed(other)
    sent = {**start, "most_important": "My garden and my cats"}
    page = client.post(address(person), sent, follow=True).content.decode()
    assert "While you wrote, Grace Adeyemi changed &#39;If things go wrong&#39;: both are kept" in page
    assert (text(person), queries.current_plan(person).latest.number) == ("My garden and my cats", 3)  # type: ignore[union-attr]


@pytest.fixture
def merge_page(nurse: Any, other: Any, person: int) -> str:
    """The page Imran gets, who wrote beside what Grace saved meanwhile."""
    write(nurse, person, most_important="My garden")
    start = opened(other, person)
    write(nurse, person, most_important="My roses", worth_knowing="She was a baker")
    sent = {**start, "most_important": "My cats", "please_do": "Knock twice"}
    answer = signed(other).post(address(person), sent)
    assert answer.status_code == 409
    return answer.content.decode()


def settle(user: Any, person: int, page: str, **choices: str) -> Any:
    return signed(user).post(address(person), {**hidden(page), **choices})


def test_the_merge_page_shows_what_was_theirs_and_yours(merge_page: str, person: int) -> None:
    for words in (
        "Two people changed the same words",
        "What was there",
        "My garden",
        "What Grace Adeyemi wrote",
        "My roses",
        "What you wrote",
        "My cats",
        "Confirm and save",
    ):
        assert words in merge_page, words
    assert "Knock twice" not in re.sub(r"<input[^>]*>", "", merge_page), "what fits together is not asked"
    assert text(person) == "My roses"


@pytest.mark.parametrize(
    ("choices", "stands"),
    [
        ({"choice-most_important": "theirs"}, "My roses"),
        ({"choice-most_important": "yours"}, "My cats"),
        (
            {"choice-most_important": "both", "both-most_important-text": "My roses and my cats"},
            "My roses and my cats",
        ),
    ],
)
def test_what_is_chosen_stands_and_the_rest_of_both_is_kept(
    choices: dict[str, str], stands: str, merge_page: str, other: Any, person: int
) -> None:
    saved = settle(other, person, merge_page, **choices)
    assert saved.status_code == 302
    assert text(person) == stands
    assert text(person, "please_do") == "Knock twice", "what only you wrote"
    assert text(person, "worth_knowing") == "She was a baker", "what only they wrote"
    again = settle(other, person, merge_page, **choices)
    assert again.status_code == 302
    assert queries.current_plan(person).latest.number == 3  # type: ignore[union-attr]


def test_to_choose_nothing_is_an_error_that_keeps_both(merge_page: str, other: Any, person: int) -> None:
    answer = settle(other, person, merge_page)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Choose what is to stand" in page
    assert "My cats" in page
    assert text(person) == "My roses"


def test_a_third_who_saves_while_one_chooses_is_not_overwritten_either(
    merge_page: str, nurse: Any, other: Any, person: int
) -> None:
    write(nurse, person, most_important="My tulips", worth_knowing="She was a baker")
    answer = settle(other, person, merge_page, **{"choice-most_important": "yours"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "My tulips" in page
    assert text(person) == "My tulips"
    assert settle(other, person, page, **{"choice-most_important": "yours"}).status_code == 302
    assert text(person) == "My cats"
    assert text(person, "please_do") == "Knock twice"


def test_a_goal_both_changed_is_asked_field_by_field(nurse: Any, other: Any, person: int) -> None:
    write(nurse, person, "goals", (goal(),))
    start = opened(other, person, "goals", "walk")
    write(nurse, person, "goals", (goal(words="Walk to the church"),))
    client, at = signed(other), address(person, "goals", "walk")
    answer = client.post(at, {**start, **GOAL, "weight": "3"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Most important of all" in page
    both = {
        f"both-walk-{name}": text
        for name, text in {**GOAL, "weight": "3", "words": "Walk to the church"}.items()
    }
    client.post(at, {**hidden(page), "choice-walk": "both", **both})
    (made,) = queries.current_plan(person).goals  # type: ignore[union-attr]
    assert (made.words, made.weight) == ("Walk to the church", 3)


def test_an_entry_one_took_out_may_stay_out(nurse: Any, other: Any, person: int) -> None:
    write(nurse, person, "goals", (goal(), goal("cook", words="Cook")))
    start = opened(other, person, "goals", "walk")
    write(nurse, person, "goals", (goal("cook", words="Cook"),))
    at = address(person, "goals", "walk")
    page = signed(other).post(at, {**start, **GOAL, "words": "Run"}).content.decode()
    assert "Take it out, as they did" in page
    signed(other).post(at, {**hidden(page), "choice-walk": "theirs"})
    assert [each.id for each in entries_of(queries.current_plan(person).content, "goals")] == ["cook"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "damage",
    [
        {"first": "x"},
        {"version": "-"},
        {"yours": "[{"},
        {"yours": '[{"id": 1}]'},
        {"yours": "7"},
    ],
)
def test_a_damaged_merge_is_refused_in_words(
    damage: dict[str, str], merge_page: str, other: Any, person: int
) -> None:
    answer = settle(other, person, merge_page, **{"choice-most_important": "yours", **damage})
    assert answer.status_code == 302
    assert text(person) == "My roses"


def test_what_a_merge_smuggles_in_is_refused(merge_page: str, other: Any, person: int) -> None:
    smuggled = json.dumps([{"id": "shoe_size", "fields": {"text": "6"}}])
    settle(other, person, merge_page, yours=smuggled, **{"choice-most_important": "theirs"})
    plan = queries.current_plan(person)
    assert plan is not None
    assert entry_of(plan.content, "about_me", "shoe_size") is None


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("plan_section", ["nowhere"]),
        ("plan_kept_to", ["nowhere"]),
        ("plan_entry", ["goals", "nowhere"]),
        ("plan_entry", ["about_me", "new"]),
        ("plan_goal_review", ["nowhere"]),
        ("plan_action", ["nowhere"]),
        ("plan_version", [9]),
        ("plan_print", ["braille"]),
    ],
)
def test_what_is_not_there_is_said_so(name: str, args: list[Any], nurse: Any, person: int) -> None:
    write(nurse, person, most_important="My garden")
    assert signed(nurse).get(reverse(f"teams:{name}", args=[person, *args])).status_code == 404


def test_pages_of_a_plan_that_is_not_there_lead_back(nurse: Any, person: int) -> None:
    for name in ("plan_agree", "plan_review", "plan_copy"):
        answer = signed(nurse).get(reverse(f"teams:{name}", args=[person]))
        assert answer["Location"] == reverse("teams:plan", args=[person])
    client = signed(nurse)
    client.post(reverse("teams:plan_start", args=[person]), {"key": "not a key"})
    page = client.get(reverse("teams:plan", args=[person])).content.decode()
    assert "open a case first" in page
    assert str(uuid.UUID(int=0)) not in page
