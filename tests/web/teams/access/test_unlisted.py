"""Who opted out of being stratified is in no list, and is looked after as before."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lco.board.running import Choices, Meter, publish_run
from lco.engine import connect
from lco.place.pack import load_place
from lco.records.load import load_source
from lco.store import open_store
from tests.journeys.manchester import FIRST_TEAM, INDEX_ON
from web.population.models import Listing, Unlisted
from web.records import actions
from web.records.models import Person
from web.teams.models import Team
from web.teams.queries import people_of

pytestmark = pytest.mark.django_db
NOW = datetime(2018, 4, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def out(manchester: Any, tmp_path: Path) -> int:
    """Somebody of the first team who opted out before the run that is shown now."""
    person = int(people_of(Team.objects.get(slug=FIRST_TEAM)).order_by("rank")[0].person_id)
    shutil.copytree(manchester.store.path, tmp_path / "store", symlinks=True)
    store = open_store(tmp_path / "store")
    (tmp_path / "work").mkdir()
    said = f"person,decided_on,kind,is_out\n{person},2018-04-01,stratification,true\n"
    (tmp_path / "work" / "opt_outs.csv").write_text(said)
    load_source(tmp_path / "work", kind="work", store=store, key=b"k" * 32, loaded_at=NOW)
    meter = Meter(clock=lambda: NOW, peak_bytes=lambda: 1)
    run = publish_run(load_place("manchester"), store, connect(), meter, Choices(index_on=INDEX_ON))
    # A person who opted out before any list was published is known all the same.
    Listing.objects.filter(person=person).delete()
    Person.objects.filter(pk=person).delete()
    actions.publish_run(by=None, run=run, store=store)
    return person


def test_their_team_sees_them_and_another_does_not(
    out: int, teamed: Callable[..., Any], client: Client
) -> None:
    assert not Listing.objects.filter(person=out).exists()
    assert Unlisted.objects.get(person=out).person.family_name
    where = reverse("teams:person", args=[out])
    client.force_login(teamed("team_member"), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(where)
    assert page.status_code == 200
    assert "not in the list by need at their own wish" in " ".join(page.content.decode().split())
    other = teamed("team_member", team="manchester-cheetham-and-crumpsall", name="Other")
    client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(where).status_code == 403


def test_no_list_of_the_team_shows_them(out: int, teamed: Callable[..., Any], client: Client) -> None:
    client.force_login(teamed("team_lead"), backend="django.contrib.auth.backends.ModelBackend")
    for name, args in (("people", []), ("case_find", [FIRST_TEAM])):
        assert str(out) not in client.get(reverse(f"teams:{name}", args=args)).content.decode()
