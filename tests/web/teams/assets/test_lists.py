"""The connections of a team and what was not there: counted, narrowed, exported, seen by the team alone."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lco.teams.connections import Step
from web.teams.assets.actions import (
    Said,
    move_on,
    note_wanting,
    offer_service,
    seed_demo_connections,
    seed_demo_directory,
)
from web.teams.assets.models import Connection, ConnectionEvent, Wanting
from web.teams.queries import people_seen_by
from web.ui import place

pytestmark = pytest.mark.django_db
OTHER_TEAM = "manchester-ardwick-and-longsight"


@pytest.fixture
def lead(teamed: Any) -> Any:
    """The lead of the first team."""
    return teamed("team_lead", name="Amara Okafor")


def _connected(by: Any, who: Any, service: Any, *, outcome: str = "") -> Any:
    made = offer_service(
        by=by,
        person=who.person,
        service=service,
        need="loneliness",
        key=uuid.uuid4(),
        said=Said(consent="spoken", note="Private"),
        is_accepted=True,
    )
    if outcome:
        said = Said(outcome=outcome, words="Their words")
        move_on(by=by, connection=made, step=Step.END, key=uuid.uuid4(), said=said)
    return made


def _fresh() -> dict[str, Any]:
    return {"key": uuid.uuid4()}


def test_what_came_of_it_is_counted(lead: Any, listed: Any, client_of: Any) -> None:
    service, people = listed(), people_seen_by(lead).order_by("rank")[:3]
    for who, outcome in zip(people, ("helped", "helped", ""), strict=True):
        _connected(lead, who, service, outcome=outcome)
    client, address = client_of(lead), reverse("teams:asset_connections")
    page = client.get(address).content.decode()
    assert "3 connections of your teams" in page
    assert '<dt>It helped</dt><dd class="lco-says__number">2</dd>' in page
    assert "1 connection of" in client.get(address, {"state": "open"}).content.decode()
    assert "2 connections of" in client.get(address, {"outcome": "helped"}).content.decode()
    assert "0 connections of" in client.get(address, {"need": "pain"}).content.decode()


def test_another_team_sees_none_of_it(lead: Any, listed: Any, teamed: Any, client_of: Any) -> None:
    who = people_seen_by(lead)[0]
    _connected(lead, who, listed())
    note_wanting(by=lead, person=who.person, need="pain", reason="full", key=uuid.uuid4())
    other = client_of(teamed("team_member", team=OTHER_TEAM))
    for name in ("asset_connections", "asset_wantings"):
        page = other.get(reverse(f"teams:{name}")).content.decode()
        assert who.person.family_name not in page
        assert "0 connections" in page or "0 times" in page


def test_the_file_carries_neither_notes_nor_the_persons_words(lead: Any, listed: Any, client_of: Any) -> None:
    _connected(lead, people_seen_by(lead)[0], listed(), outcome="helped")
    asked = {"export": "csv", "purpose": "direct_care"}
    content = client_of(lead).get(reverse("teams:asset_connections"), asked).content.decode("utf-8-sig")
    assert "It helped" in content
    assert "Their words" not in content
    assert "Private" not in content


def test_what_was_not_there_names_nobody(lead: Any, client_of: Any) -> None:
    for who in people_seen_by(lead)[:2]:
        note_wanting(
            by=lead, person=who.person, need="language", reason="full", key=uuid.uuid4(), note="Farsi"
        )
    page = client_of(lead).get(reverse("teams:asset_wantings")).content.decode()
    assert "most often: Speaking English" in page
    assert "Farsi" in page
    assert who.person.family_name not in page


@pytest.mark.parametrize("name", ["asset_connections", "asset_wantings"])
def test_the_number_of_queries_does_not_grow(name: str, lead: Any, listed: Any, client_of: Any) -> None:
    client, address, counted = client_of(lead), reverse(f"teams:{name}"), []
    client.get(address)
    for more in (2, 15):
        for number in range(more):
            who = people_seen_by(lead).order_by("rank")[number]
            _connected(lead, who, listed(name=f"{more} {number}"))
            note_wanting(by=lead, person=who.person, need="pain", reason="full", key=uuid.uuid4())
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        counted.append(len(found))
    assert len(set(counted)) == 1, counted
    assert counted[0] <= 15


def test_the_demonstration_connects_people_and_only_once(lead: Any, manchester: Any) -> None:
    seed_demo_directory(by=None, place=place.current())
    made = seed_demo_connections(by=None, place=place.current(), users=[lead])
    stages = {each.stage for each in Connection.objects.all()}
    assert stages == {"offered", "declined", "connected", "attended", "not_attended", "ended"}
    assert Wanting.objects.exists()
    counts = (Connection.objects.count(), ConnectionEvent.objects.count(), Wanting.objects.count())
    assert len(seed_demo_connections(by=None, place=place.current(), users=[lead])) == len(made)
    assert counts == (
        Connection.objects.count(),
        ConnectionEvent.objects.count(),
        Wanting.objects.count(),
    )
