"""The directory: found, explained, checked, changed with every version kept."""

from __future__ import annotations

import csv
import io
import threading
import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lco.teams.directory.entries import Eligibility, Status
from tests.web.teams.assets.conftest import an_entry
from web.audit.models import AuditEntry
from web.teams.assets import queries
from web.teams.assets.actions import (
    DirectoryChangedMeanwhile,
    DirectoryRefused,
    add_service,
    assure_service,
    change_service,
    seed_demo_directory,
    set_status,
)
from web.teams.assets.entries import entry_of
from web.teams.assets.models import DirectoryService, ServiceVersion
from web.ui import place

pytestmark = pytest.mark.django_db
ADDRESS = "/teams/directory"


def _whole(service: Any) -> Any:
    return queries.service_of(service.pk)


def test_what_is_kept_is_what_was_said(listed: Any) -> None:
    entry = an_entry(eligibility=Eligibility(age_from=50, text="Ask first"), languages=("Urdu",))
    service = add_service(by=None, place="manchester", entry=entry, key=uuid.uuid4())
    assert entry_of(_whole(service)) == entry


def test_to_add_twice_with_one_key_adds_once(manchester: Any) -> None:
    entry, key = an_entry(), uuid.uuid4()
    first = add_service(by=None, place="manchester", entry=entry, key=key)
    again = add_service(by=None, place="manchester", entry=entry, key=key)
    assert first.pk == again.pk
    assert ServiceVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"needs": ("magic",)}, "need 'magic'"),
        ({"eligibility": Eligibility(areas=("atlantis",))}, "neighbourhood 'atlantis'"),
        ({"level": "planet"}, "level 'planet'"),
        ({"offer": "hypnosis"}, "mental health offer 'hypnosis'"),
    ],
)
def test_what_the_place_does_not_know_is_refused(changes: Any, what: str, manchester: Any) -> None:
    with pytest.raises(DirectoryRefused, match=what):
        add_service(by=None, place="manchester", entry=an_entry(**changes), key=uuid.uuid4())
    assert not DirectoryService.objects.exists()


def test_a_change_leaves_the_version_before_and_the_day_of_the_check(listed: Any, teamed: Any) -> None:
    lead, service = teamed("team_lead"), listed()
    entry = replace(entry_of(_whole(service)), name="Kettle and Cake", cost="£1")
    changed = change_service(by=lead, service=service, entry=entry, key=uuid.uuid4(), version=1)
    assert (changed.version, changed.assured_on) == (2, date(2026, 1, 5))
    first, second = reversed(queries.versions_of(changed))
    assert (first.content["name"], second.content["name"]) == ("Kettle Club", "Kettle and Cake")
    (newest, _) = queries.changes_of(changed)
    assert newest.differences == (("Name", "Kettle Club", "Kettle and Cake"), ("Cost", "Free", "£1"))
    assert AuditEntry.objects.filter(object_kind="service", object_id=str(service.pk)).count() == 2


def test_who_changes_beside_a_newer_version_is_told_and_changes_nothing(listed: Any, teamed: Any) -> None:
    lead, service = teamed("team_lead"), listed()
    entry = entry_of(_whole(service))
    change_service(by=lead, service=service, entry=replace(entry, name="A"), key=uuid.uuid4(), version=1)
    with pytest.raises(DirectoryChangedMeanwhile, match="while you wrote"):
        change_service(by=lead, service=service, entry=replace(entry, name="B"), key=uuid.uuid4(), version=1)
    assert _whole(service).name == "A"


def test_a_version_is_never_changed_or_removed(listed: Any) -> None:
    listed()
    version = ServiceVersion.objects.get()
    version.note = "other"
    with pytest.raises(Exception, match="Cannot update"):
        version.save()


def test_who_checks_a_service_stands_beside_it_with_the_day(listed: Any, teamed: Any) -> None:
    lead, service = teamed("team_lead"), listed()
    key = uuid.uuid4()
    for _ in range(3):
        assure_service(by=lead, service=service, key=key, version=1)
    held = _whole(service)
    assert (held.assured_on, held.assured_by, held.version) == (queries.now().date(), lead, 2)
    assert queries.months_unassured(entry_of(held)) == 0


def test_it_is_closed_with_a_reason_and_opened_again(listed: Any, teamed: Any) -> None:
    lead, service = teamed("team_lead"), listed()
    with pytest.raises(DirectoryRefused, match="Say why"):
        set_status(by=lead, service=service, status=Status.CLOSED, note=" ", key=uuid.uuid4())
    set_status(by=lead, service=service, status=Status.CLOSED, note="No money", key=uuid.uuid4())
    assert queries.services() == []
    with pytest.raises(DirectoryRefused, match="closed for good"):
        assure_service(by=lead, service=service, key=uuid.uuid4())
    with pytest.raises(DirectoryRefused, match="stands so already"):
        set_status(by=lead, service=service, status=Status.CLOSED, note="x", key=uuid.uuid4())
    set_status(by=lead, service=service, status=Status.ACTIVE, note="Grant came", key=uuid.uuid4())
    assert [each.act for each in queries.versions_of(service)] == ["reopened", "closed", "added"]


@pytest.mark.django_db(transaction=True)
def test_two_who_change_at_once_make_one_change(manchester: Any, listed: Any) -> None:
    service = listed()
    entry, told, gate = entry_of(_whole(service)), [], threading.Barrier(2)

    def write(name: str) -> None:
        gate.wait()
        try:
            new = replace(entry, name=name)
            change_service(by=None, service=service, entry=new, key=uuid.uuid4(), version=1)
            told.append("changed")
        except DirectoryChangedMeanwhile:
            told.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=(name,)) for name in ("A", "B")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(told) == ["changed", "refused"]
    assert _whole(service).version == 2


def test_the_demonstration_fills_every_neighbourhood_and_only_once(manchester: Any) -> None:
    made = seed_demo_directory(by=None, place=place.current())
    assert all(each.is_synthetic for each in made)
    shown = [entry_of(each) for each in queries.services()]
    assert {where for each in shown for where in each.neighbourhoods} == {
        each.id for each in place.current().neighbourhoods
    }
    assert seed_demo_directory(by=None, place=place.current()) == []


def test_the_list_says_what_fits_and_why_not(listed: Any, teamed: Any, client_of: Any) -> None:
    listed()
    listed(name="Pensioners", eligibility=Eligibility(age_from=65))
    client = client_of(teamed("analyst"))
    page = client.get(f"{ADDRESS}?age=40").content.decode()
    assert "1 group or service fits of 2" in page
    assert "Pensioners" not in page
    page = client.get(f"{ADDRESS}?age=40&others=on").content.decode()
    assert "For people of 65 and over: the person is 40" in page
    assert "Never checked" not in page
    assert "Not for" in page, "the check of January is long ago"


def test_words_needs_and_days_narrow_the_list(listed: Any, teamed: Any, client_of: Any) -> None:
    listed()
    listed(name="Shed", needs=("low_mood",), description="Wood")
    client = client_of(teamed("team_member"))
    for asked, names in {
        "text=kettle": {"Kettle Club"},
        "text=tea+company": {"Kettle Club", "Shed"} - {"Shed"},
        "need=low_mood": {"Shed"},
        "on=2026-11-24": {"Kettle Club", "Shed"},
        "on=2026-11-24&at=09:00": set(),
        "on=2026-11-25": set(),
        "on=nonsense": {"Kettle Club", "Shed"},
        "level=city": set(),
    }.items():
        page = client.get(f"{ADDRESS}?{asked}").content.decode()
        assert {name for name in ("Kettle Club", "Shed") if f">{name}</a>" in page} == names, asked


def test_the_file_of_the_list_holds_what_one_needs_to_ring(listed: Any, teamed: Any, client_of: Any) -> None:
    listed()
    asked = {"export": "csv", "purpose": "direct_care"}
    content = client_of(teamed("team_member")).get(ADDRESS, asked).content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(content)))
    head = next(line for line in lines if "Telephone" in line)
    row = dict(zip(head, lines[lines.index(head) + 1], strict=True))
    assert row["Telephone"] == "0161 496 0100"
    assert row["Organisation"] == "Canal Friends"


def test_a_service_nobody_knows_is_not_found(listed: Any, teamed: Any, client_of: Any) -> None:
    client = client_of(teamed("team_member"))
    assert client.get(reverse("teams:asset_service", args=[uuid.uuid4()])).status_code == 404
    page = client.get(reverse("teams:asset_service", args=[listed(description="<script>x</script>").pk]))
    assert "<script>x" not in page.content.decode()


@pytest.mark.parametrize("name", ["asset_directory", "asset_service", "asset_history"])
def test_the_number_of_queries_does_not_grow_with_the_directory(
    name: str, listed: Any, teamed: Any, client_of: Any
) -> None:
    client, first = client_of(teamed("team_lead")), listed()
    address = reverse(f"teams:{name}", args=[] if name == "asset_directory" else [first.pk])
    client.get(address)
    counted = []
    for more in (2, 20):
        for number in range(more):
            listed(name=f"Club {number}")
            change_service(by=None, service=first, entry=entry_of(_whole(first)), key=uuid.uuid4())
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        counted.append(len(found))
    assert len(set(counted)) == 1, counted
    assert counted[0] <= 15
