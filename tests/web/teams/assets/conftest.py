"""A directory and the people who use it, for the tests of this folder."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from lco.teams.directory.entries import Entry, Hours, Organisation, Sitting, Venue
from tests.journeys.manchester import FIRST_TEAM, little_manchester, manchester, teamed

__all__ = ["little_manchester", "manchester", "teamed"]

HERE = "ancoats_clayton_and_bradford"


def an_entry(**changes: Any) -> Entry:
    """Return a club that meets on Tuesdays in the first neighbourhood."""
    venue = Venue(id=uuid.uuid4(), name="Lock Hall", address="3 Towpath Yard", neighbourhood=HERE)
    sitting = Sitting(id=uuid.uuid4(), venue=venue, hours=(Hours(1, time(10, 30), time(12, 30)),))
    entry = Entry(
        id=uuid.uuid4(),
        name="Kettle Club",
        organisation=Organisation(id=uuid.uuid4(), name="Canal Friends"),
        description="Tea and company.",
        needs=("loneliness",),
        phone="0161 496 0100",
        level="neighbourhood",
        sittings=(sitting,),
        assured_on=date(2026, 1, 5),
    )
    return replace(entry, **changes)


@pytest.fixture
def listed(manchester: Any) -> Callable[..., Any]:
    """Add a service to the directory: ``listed(name="Shed")``."""
    from web.teams.assets.actions import add_service

    def add(**changes: Any) -> Any:
        return add_service(by=None, place="manchester", entry=an_entry(**changes), key=uuid.uuid4())

    return add


@pytest.fixture
def client_of() -> Callable[[Any], Client]:
    """Open a browser signed in as a user."""

    def signed(user: Any) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed


@pytest.fixture
def somebody(manchester: Any) -> Any:
    """The person most in need of the first team."""
    from web.teams.models import Team
    from web.teams.queries import people_of

    return people_of(Team.objects.get(slug=FIRST_TEAM)).order_by("rank")[0]
