"""A little Manchester: the real place pack, two thousand made-up people, one published run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

INDEX_ON = date(2018, 4, 1)
# More people for pictures of the pages: with few, most figures are withheld.
PEOPLE = 20_000 if os.environ.get("LCO_SCREENSHOTS") else 2_000
FIRST_TEAM = "manchester-ancoats-clayton-and-bradford"
_NOW = datetime(2018, 4, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Little:
    """The store of the little Manchester and its published run."""

    store: Any
    run: Any

    def publish(self, *, by: Any = None) -> Any:
        """Load the people of the run into the database."""
        from web.records.actions import publish_run

        return publish_run(by=by, run=self.run, store=self.store)


@pytest.fixture(scope="session")
def little_manchester(tmp_path_factory: pytest.TempPathFactory) -> Little:
    """Make the people and the run once a session."""
    from lco.board.running import Choices, Meter, publish_run
    from lco.engine import connect
    from lco.place.pack import load_place
    from lco.records.synthetic.make import make_place
    from lco.store import open_store

    place = load_place("manchester")
    folder = Path(tmp_path_factory.mktemp("manchester")) / "store"
    store = open_store(folder, place=place.id, create=True)
    make_place(
        place,
        people=PEOPLE,
        years=3,
        seed=7,
        ends_before=INDEX_ON,
        store=store,
        key=b"k" * 32,
        con=connect(),
        now=lambda: _NOW,
        processes=1,
        progress=lambda *_: None,
    )
    meter = Meter(clock=lambda: _NOW, peak_bytes=lambda: 1)
    run = publish_run(place, store, connect(), meter, Choices(index_on=INDEX_ON))
    return Little(store, run)


@pytest.fixture
def manchester(little_manchester: Little, db: None, settings: Any) -> Iterator[Little]:
    """Show the little Manchester in the web, its people loaded and its teams set up."""
    from lco.place.pack import load_place
    from web.teams.actions import set_up_teams

    settings.LCO_STORE = little_manchester.store.path
    settings.LCO_PLACE = "manchester"
    little_manchester.publish()
    set_up_teams(by=None, place=load_place("manchester"))
    yield little_manchester


@pytest.fixture
def teamed(manchester: Little, user_of: Callable[..., Any]) -> Callable[..., Any]:
    """Make a user of a role in a team: ``teamed("team_member")`` joins the first neighbourhood's team."""
    from web.teams.actions import join
    from web.teams.models import Team

    def make(role: str, *, team: str = FIRST_TEAM, name: str = "") -> Any:
        user = user_of(role, name=name)
        in_team = "lead" if role == "team_lead" else "member"
        join(by=None, user=user, team=Team.objects.get(slug=team), role=in_team, starts_on=INDEX_ON)
        return user

    return make
