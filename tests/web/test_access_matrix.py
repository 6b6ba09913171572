"""Every address of the web for everybody: ``access_matrix.csv`` says the answer, this holds the web to it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.journeys.manchester import little_manchester, manchester, teamed
from tests.web.access_matrix_things import THINGS
from web.accounts.roles import Role

__all__ = ["little_manchester", "manchester", "teamed"]

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).with_name("access_matrix.csv")
OTHER_TEAM = "manchester-ardwick-and-longsight"
ROLES = tuple(role.value for role in Role)
VIEWERS = ("signed_out", *ROLES, "member_of_other_team", "former_member")


def rows() -> list[dict[str, str]]:
    """Return the rows of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def named(resolver: Any, space: str = "") -> Iterator[str]:
    """Yield the name of every address the web answers."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from named(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert {row["url"] for row in rows()} == set(named(get_resolver()))


def test_every_viewer_has_a_column() -> None:
    assert set(rows()[0]) == {"url", "method", "args", *VIEWERS}


@pytest.fixture
def clients(teamed: Any) -> dict[str, Client]:
    """One browser for each viewer; all but the last two belong to the first team."""
    from web.teams.actions import leave
    from web.teams.models import Membership

    users = {role: teamed(role) for role in ROLES}
    users["member_of_other_team"] = teamed("team_member", team=OTHER_TEAM, name="Other Member")
    users["former_member"] = teamed("team_member", name="Former Member")
    leave(by=None, membership=Membership.objects.get(user=users["former_member"]))
    found = {"signed_out": Client()}
    for viewer, user in users.items():
        found[viewer] = Client()
        found[viewer].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return found


def _address(row: dict[str, str], known: dict[str, Any]) -> str:
    return reverse(row["url"], args=[known.get(arg, arg) for arg in row["args"].split()])


def _known() -> dict[str, Any]:
    used = {arg for row in rows() for arg in row["args"].split()}
    return {name: make() for name, make in THINGS.items() if name in used}


def _answer(client: Client, method: str, address: str) -> int:
    """Return the status of the answer; what the request changed is taken back, so that rows stay apart."""
    with transaction.atomic():
        status = client.generic(method, address).status_code
        transaction.set_rollback(True)
    return int(status)


def test_everybody_gets_the_answer_the_table_says(clients: dict[str, Client]) -> None:
    wrong, known = [], _known()
    for row in rows():
        address = _address(row, known)
        for viewer in VIEWERS:
            answer = _answer(clients[viewer], row["method"], address)
            if str(answer) != row[viewer]:
                wrong.append(
                    f"{row['method']} {row['url']} for {viewer}: {answer}, the table says {row[viewer]}"
                )
    assert wrong == []


def test_nothing_is_changed_without_the_token_of_the_page(teamed: Any) -> None:
    user = teamed("administrator")
    teamed("team_member")
    known = _known()
    for row in rows():
        if row["method"] == "POST":
            client = Client(enforce_csrf_checks=True)
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            assert client.post(_address(row, known)).status_code == 403, row["url"]
