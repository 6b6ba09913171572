"""Every address of the web for everybody: the tables say the answer, this holds the web to them.

``access_matrix.csv`` is about members of the first team, a stranger, and two of another team.
``access_matrix_situations.csv`` is about every role in every other situation. New rows are proposed by
``python -m tests.web.propose_access_rows`` and then read by a person.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.journeys.manchester import little_manchester, manchester, teamed
from tests.web.access_matrix_viewers import (
    OTHER_TEAM,
    ROLES,
    SITUATIONS_TABLE,
    VIEWERS,
    address,
    answer,
    answer_to,
    browser,
    everybody,
    known,
    named,
    rows,
    situations_of,
    unpainted,
    used,
)

__all__ = ["little_manchester", "manchester", "teamed"]

pytestmark = pytest.mark.django_db


def _keys(row: dict[str, str]) -> tuple[str, str, str]:
    return row["url"], row["method"], row["args"]


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert {row["url"] for row in rows()} == {name for name, _ in named(get_resolver())}


def test_every_viewer_has_a_column() -> None:
    assert set(rows()[0]) == {"url", "method", "args", *VIEWERS}


def test_every_row_has_every_situation_and_no_other() -> None:
    expected = {(*_keys(row), situation) for row in rows() for situation in situations_of(row)}
    found = [(*_keys(row), row["situation"]) for row in rows(SITUATIONS_TABLE)]
    assert len(found) == len(set(found)), "a row stands twice"
    missing, foreign = sorted(expected - set(found)), sorted(set(found) - expected)
    assert (missing, foreign) == ([], []), (
        "run python -m tests.web.propose_access_rows, and read what it adds"
    )
    assert set(rows(SITUATIONS_TABLE)[0]) == {"url", "method", "args", "situation", *ROLES}


@pytest.fixture
def viewers(teamed: Any) -> dict[str, Any]:
    """One user for each viewer but the one not signed in; all but the last two belong to the first team."""
    from web.teams.actions import leave
    from web.teams.models import Membership

    users = {role: teamed(role) for role in ROLES}
    users["member_of_other_team"] = teamed("team_member", team=OTHER_TEAM, name="Other Member")
    users["former_member"] = teamed("team_member", name="Former Member")
    leave(by=None, membership=Membership.objects.get(user=users["former_member"]))
    return users


def test_everybody_gets_the_answer_the_table_says(viewers: dict[str, Any]) -> None:
    wrong, table = [], rows()
    things = known(used(table))
    stranger = Client()
    for row in table:
        at, method = address(row, things), row["method"]
        # One of those who are let through asks by a browser and sees the page painted.
        painted = next((viewer for viewer in viewers if row[viewer] in {"200", "422"}), "")
        found = {"signed_out": answer(stranger, method, at)}
        if painted:
            found[painted] = answer(browser(viewers[painted]), method, at)
        with unpainted():
            found |= {
                viewer: answer_to(user, method, at) for viewer, user in viewers.items() if viewer != painted
            }
        wrong += [
            f"{method} {row['url']} for {viewer}: {found[viewer]}, the table says {row[viewer]}"
            for viewer in VIEWERS
            if found[viewer] != row[viewer]
        ]
    assert wrong == []


def test_every_role_gets_the_answer_of_its_situation(
    viewers: dict[str, Any], teamed: Any, user_of: Any
) -> None:
    wrong, table = [], rows(SITUATIONS_TABLE)
    things = known(used(table))
    users = everybody(teamed, user_of)
    with unpainted():
        for row in table:
            at = address(row, things)
            found = {role: answer_to(users[row["situation"], role], row["method"], at) for role in ROLES}
            wrong += [
                f"{row['method']} {row['url']} for {role}, {row['situation']}: {found[role]}, "
                f"the table says {row[role]}"
                for role in ROLES
                if found[role] != row[role]
            ]
    assert wrong == []


def test_nothing_is_changed_without_the_token_of_the_page(viewers: dict[str, Any]) -> None:
    user, table = viewers["administrator"], rows()
    things = known(used(table))
    client = Client(enforce_csrf_checks=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for row in table:
        if row["method"] == "POST":
            assert client.post(address(row, things)).status_code == 403, row["url"]


def test_no_row_stands_twice() -> None:
    keys = [_keys(row) for row in rows()]
    assert len(keys) == len(set(keys))
