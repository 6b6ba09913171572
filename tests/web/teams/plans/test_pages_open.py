"""Every page of a plan opens, before anything is written and after."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from tests.web.teams.plans.plans import agree, goal, signed, write

pytestmark = pytest.mark.django_db
PAGES = [
    ("plan", []),
    ("plan_section", ["about_me"]),
    ("plan_section", ["strengths"]),
    ("plan_entry", ["goals", "new"]),
    ("plan_kept_to", ["contingency"]),
    ("plan_goals", []),
    ("plan_history", []),
    ("plan_compare", []),
]
WRITTEN = [
    ("plan_entry", ["goals", "walk"]),
    ("plan_goal_review", ["walk"]),
    ("plan_action", ["walk"]),
    ("plan_agree", []),
    ("plan_version", [1]),
    ("plan_print", ["a4"]),
    ("plan_print", ["large"]),
    ("plan_print", ["easy"]),
    ("plan_copy", []),
]


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_a_page_opens_before_anything_is_written(name: str, args: list[Any], nurse: Any, person: int) -> None:
    answer = signed(nurse).get(reverse(f"teams:{name}", args=[person, *args]))
    assert answer.status_code == 200


@pytest.mark.parametrize(("name", "args"), [*PAGES, *WRITTEN])
def test_a_page_opens_with_a_plan(name: str, args: list[Any], nurse: Any, person: int) -> None:
    write(nurse, person, most_important="My garden and my two cats")
    write(nurse, person, "goals", (goal(),))
    answer = signed(nurse).get(reverse(f"teams:{name}", args=[person, *args]))
    assert answer.status_code == 200
    assert not re.search(r"\{\{|\{%", answer.content.decode())


def test_the_review_page_opens_once_agreed(nurse: Any, person: int) -> None:
    write(nurse, person, "goals", (goal(),))
    agree(nurse, person)
    client = signed(nurse)
    assert client.get(reverse("teams:plan_review", args=[person])).status_code == 200
    page = client.get(reverse("teams:plan", args=[person])).content.decode()
    assert "Agreed with Doris Archer" in page
