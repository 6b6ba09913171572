"""The pages of a team stand in groups: every one is two steps away, and where one stands is marked."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.journeys.manchester import FIRST_TEAM
from web.teams.navigation import TEAM_TABS

pytestmark = pytest.mark.django_db
_NAV = re.compile(r'<nav class="lco-(groups|tabs)" aria-label="Pages about this team(.*?)</nav>', re.DOTALL)
_LINK = re.compile(r'href="([^"]+)"(?: aria-current="(\w+)")?>([^<]+)</a>')


def signed(user: Any) -> Client:
    """Return the browser of somebody who is signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def rows(client: Client, address: str) -> dict[str, list[tuple[str, str, str]]]:
    """Return address, mark and title of every link of the row of groups and of the row of pages."""
    page = client.get(address).content.decode()
    return {kind: _LINK.findall(words) for kind, words in _NAV.findall(page)}


def test_every_page_stands_in_a_group_of_few(manchester: Any) -> None:
    groups = [tab.group for tab in TEAM_TABS]
    assert sorted(set(groups), key=groups.index) == ["People", "Work", "Team"]
    assert max(groups.count(group) for group in groups) <= 4
    assert groups == sorted(groups, key=groups.index), "those of a group stand together"


def test_a_lead_sees_where_they_are_and_reaches_every_page_in_two_steps(teamed: Any) -> None:
    client, reached = signed(teamed("team_lead")), set()
    start = rows(client, reverse("teams:team", args=[FIRST_TEAM]))
    assert [title for _, _, title in start["groups"]] == ["People", "Work", "Team"]
    for first, _, group in start["groups"]:
        here = rows(client, first)
        assert [title for _, mark, title in here["groups"] if mark == "true"] == [group]
        reached |= {address for address, _, _ in here["tabs"]}
    assert reached == {reverse(tab.url_name, args=[FIRST_TEAM]) for tab in TEAM_TABS}
    for address in reached:
        here = rows(client, address)
        assert [at for at, mark, _ in here["tabs"] if mark == "page"] == [address]


def test_a_page_below_another_marks_the_one_above(teamed: Any) -> None:
    here = rows(signed(teamed("team_lead")), reverse("teams:case_find", args=[FIRST_TEAM]))
    assert [title for _, mark, title in here["tabs"] if mark == "true"] == ["Queue"]
    assert [title for _, mark, title in here["groups"] if mark] == ["People"]


def test_a_member_is_offered_only_what_they_may_open(teamed: Any) -> None:
    client = signed(teamed("team_member"))
    for first, _, _ in rows(client, reverse("teams:team", args=[FIRST_TEAM]))["groups"]:
        titles = [title for _, _, title in rows(client, first)["tabs"]]
        assert titles and not {"Overdue", "Leavers"} & set(titles)
