"""The page of the standards in force: who sees it, what it says, what it exports, what leads to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lco.teams.standards import STANDARDS
from tests.journeys.manchester import FIRST_TEAM
from tests.support.own_standards import own_place
from tests.web.teams.work.conftest import lead

__all__ = ["lead", "own_place"]

pytestmark = pytest.mark.django_db
Show = Callable[..., Any]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("team_member", 200),
        ("team_lead", 200),
        ("board_secretary", 200),
        ("privacy_officer", 200),
        ("analyst", 403),
    ],
)
def test_the_page_is_for_those_who_work_to_the_standards(
    role: str, status: int, teamed: Any, client: Client
) -> None:
    client.force_login(teamed(role))
    assert client.get(reverse("teams:team_standards")).status_code == status


def _page(client: Client, user: Any, **asked: str) -> str:
    client.force_login(user)
    answer = client.get(reverse("teams:team_standards"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_which_numbers_the_place_set_and_where_from(
    own_place: Show, lead: Any, client: Client
) -> None:
    own_place(days_found=5)
    page = _page(client, lead)
    assert f"Teams work to {len(STANDARDS)} numbers: Manchester has set 1 itself" in page
    assert page.count('role="rowheader"') == len(STANDARDS)
    narrowed = _page(client, lead, set_by="place")
    assert narrowed.count('role="rowheader"') == 1
    for words in ("5 days", "28 days", "set by the place", "Agreed by the teams", "Manchester"):
        assert words in narrowed
    assert _page(client, lead, topic="access").count('role="rowheader"') == 5
    assert "To be checked" in _page(client, lead, set_by="check")
    assert "No standard fits" in _page(client, lead, topic="access", set_by="place")


def test_the_tables_of_the_pack_it_leads_to_open_whether_the_place_has_them_or_not(
    own_place: Show, lead: Any, client: Client
) -> None:
    for values in ({}, {"days_found": 5}):
        own_place(*(["1,nursing,"] if values else []), **values)
        page = _page(client, lead)
        for table in ("work_standards", "quorum_roles", "hospital_flags"):
            address = reverse("board:pack_table", args=[table])
            assert address in page
            assert client.get(address).status_code == 200


def test_a_place_that_sets_none_says_so(manchester: Any, lead: Any, client: Client) -> None:
    page = _page(client, lead)
    assert "Manchester has set none itself, and this platform" in page
    assert "General practice" in page


def test_the_list_is_exported_with_ids_and_the_rows_of_the_pack(
    own_place: Show, lead: Any, client: Client
) -> None:
    own_place(days_found=5)
    client.force_login(lead)
    asked = {"set_by": "place", "export": "csv", "purpose": "service_planning"}
    answer = client.get(reverse("teams:team_standards"), asked)
    text = b"".join(answer).decode() if answer.streaming else answer.content.decode()
    assert "days_found" in text
    assert "places/manchester/work_standards.csv:2" in text


def test_the_page_asks_no_more_the_more_a_place_sets(own_place: Show, lead: Any, client: Client) -> None:
    counted = []
    for names in (("days_found",), tuple(STANDARDS)):
        own_place(**{name: STANDARDS[name].least for name in names})
        _page(client, lead)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            _page(client, lead)
        counted.append(len(queries))
    assert counted[0] == counted[1]


@pytest.mark.parametrize("name", ["team", "case_load", "task_overdue", "meeting_quorum"])
def test_the_pages_of_a_team_lead_to_its_standards(name: str, lead: Any, client: Client) -> None:
    client.force_login(lead)
    page = client.get(reverse(f"teams:{name}", args=[FIRST_TEAM])).content.decode()
    assert reverse("teams:team_standards") in page
