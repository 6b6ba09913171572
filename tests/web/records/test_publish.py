"""Publishing a run: whole or not at all, once, and what it loads."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import ibis
import pyarrow as pa
import pytest
from django.db import DatabaseError, IntegrityError

from web.audit.models import Act, AuditEntry
from web.population import receivers
from web.population.models import Listing
from web.records import actions, incoming
from web.records.models import Person, PublishedRun

pytestmark = pytest.mark.django_db


class OtherRun:
    """The same people under another run id, some of them left out."""

    def __init__(self, run: Any, run_id: str, *, keep: int | None = None) -> None:
        self.run_id, self._run, self._keep = run_id, run, keep
        self.manifest = dataclasses.replace(run.manifest, run_id=run_id)

    def table(self, con: Any, name: str) -> Any:
        """Return the first `keep` people by rank; other tables as they are."""
        table = self._run.table(con, name)
        is_kept = self._keep and name == "people"
        return table.filter(table["rank"] <= self._keep) if is_kept else table


def _rows(little: Any, name: str) -> dict[int, dict[str, Any]]:
    con = ibis.duckdb.connect()
    found = little.run.table(con, "people") if name == "people" else little.store.identities(con)
    return {row["person"]: row for row in found.to_pyarrow().to_pylist()}


def test_every_person_of_the_run_is_listed_with_the_identity_loaded(manchester: Any) -> None:
    people, identities = _rows(manchester, "people"), _rows(manchester, "identities")
    listings = {each.person_id: each for each in Listing.objects.select_related("person")}
    assert listings.keys() == people.keys()
    for pseudonym, row in people.items():
        found, who = listings[pseudonym], identities[pseudonym]
        assert (found.tier, found.rank, found.age) == (row["tier"], row["rank"], row["age"])
        assert found.neighbourhood == (row["neighbourhood"] or "")
        assert found.person.nhs_number == (who["nhs_number"] or "")
        assert found.person.family_name == (who["family_name"] or "")
        assert found.person.born_on == who["born_on"]


def test_publishing_the_same_run_again_changes_nothing(manchester: Any) -> None:
    before = (AuditEntry.objects.count(), set(Listing.objects.values_list("pk", flat=True)))
    again = manchester.publish()
    assert again.pk == manchester.run.run_id
    assert before == (AuditEntry.objects.count(), set(Listing.objects.values_list("pk", flat=True)))


def test_a_new_run_replaces_the_list_and_keeps_who_people_are(manchester: Any) -> None:
    known = Person.objects.count()
    run = OtherRun(manchester.run, "next", keep=100)
    actions.publish_run(by=None, run=run, store=manchester.store)  # type: ignore[arg-type]
    assert Listing.objects.count() == 100
    assert set(Listing.objects.values_list("run_id", flat=True)) == {"next"}
    assert PublishedRun.objects.get(is_current=True).pk == "next"
    assert Person.objects.count() == known


def test_one_publication_is_one_row_of_the_trail(manchester: Any) -> None:
    rows = AuditEntry.objects.filter(act=Act.WRITE, object_kind="run")
    assert [row.object_id for row in rows] == [manchester.run.run_id]


def _fails(*args: Any, **kwargs: Any) -> None:
    raise DatabaseError("the disk is full")


@pytest.mark.parametrize("where", ["persons", "list", "trail"])
def test_a_failure_anywhere_leaves_the_former_list(
    where: str, manchester: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _state()
    spot = {
        "persons": (actions, "merge_rows"),
        "list": (receivers, "copy_rows"),
        "trail": (actions, "record_write"),
    }
    monkeypatch.setattr(*spot[where], _fails)
    run = OtherRun(manchester.run, "next", keep=50)
    with pytest.raises(DatabaseError):
        actions.publish_run(by=None, run=run, store=manchester.store)  # type: ignore[arg-type]
    assert _state() == before


def test_a_person_listed_twice_stops_the_publication(manchester: Any, monkeypatch: Any) -> None:
    before = _state()
    whole = incoming.people_with_identities

    def twice(run: Any, store: Any) -> pa.Table:
        people = whole(run, store)
        return pa.concat_tables([people, people.slice(0, 1)])

    monkeypatch.setattr(actions, "people_with_identities", twice)
    with pytest.raises((IntegrityError, DatabaseError)):
        actions.publish_run(
            by=None,
            run=OtherRun(manchester.run, "next"),  # type: ignore[arg-type]
            store=manchester.store,
        )
    assert _state() == before


def _state() -> tuple[Any, ...]:
    return (
        PublishedRun.objects.get(is_current=True).pk,
        sorted(Listing.objects.values_list("pk", "person")),
        AuditEntry.objects.count(),
    )


def test_a_changed_name_is_brought_up_to_date(manchester: Any) -> None:
    person = Person.objects.exclude(family_name="").first()
    assert person is not None
    written = person.family_name
    Person.objects.filter(pk=person.pk).update(family_name="Changed")
    actions.publish_run(
        by=None,
        run=OtherRun(manchester.run, "next"),  # type: ignore[arg-type]
        store=manchester.store,
    )
    person.refresh_from_db()
    assert person.family_name == written


def test_at_most_one_run_is_current(manchester: Any) -> None:
    with pytest.raises(IntegrityError):
        PublishedRun.objects.create(
            run="second",
            place="manchester",
            index_on="2018-04-01",
            people=0,
            is_current=True,
            published_at="2018-04-02T09:00Z",
        )


class NoIdentities:
    """A store whose identities were never loaded."""

    def identities(self, con: Any) -> Any:  # noqa: ARG002
        """Return no identity."""
        from lco.store.batches import arrow_schema
        from lco.store.tables import IDENTITIES

        return ibis.memtable(arrow_schema(IDENTITIES).empty_table(), schema=IDENTITIES.schema())


def test_people_without_identities_are_listed_without_a_name(manchester: Any) -> None:
    Listing.objects.all().delete()
    Person.objects.all().delete()
    actions.publish_run(by=None, run=OtherRun(manchester.run, "next"), store=NoIdentities())  # type: ignore[arg-type]
    person = Person.objects.first()
    assert person is not None
    assert person.full_name == "Name not known"
    assert person.born_on.day == 1
    assert not person.is_synthetic


class TwoSources:
    """A store in which two sources know one person, each under another name and address."""

    def __init__(self, pseudonym: int, *, is_turned: bool) -> None:
        rows = [
            self._row(pseudonym, "Ann", "Alpha", "1 First Street", None),
            self._row(pseudonym, "Zoe", "Omega", "2 Second Street", "M1 1AA"),
        ]
        self.rows = rows[::-1] if is_turned else rows

    @staticmethod
    def _row(pseudonym: int, *texts: str | None) -> dict[str, Any]:
        names = ("given_name", "family_name", "address", "postcode")
        return {
            "person": pseudonym,
            "nhs_number": None,
            **dict(zip(names, texts, strict=True)),
            "born_on": date(1950, 5, 5),
            "sex": 2,
            "is_synthetic": False,
        }

    def identities(self, con: Any) -> Any:  # noqa: ARG002
        """Return both identities."""
        from lco.store.batches import arrow_schema
        from lco.store.tables import IDENTITIES

        table = pa.Table.from_pylist(self.rows, schema=arrow_schema(IDENTITIES))
        return ibis.memtable(table, schema=IDENTITIES.schema())


@pytest.mark.parametrize("is_turned", [False, True])
def test_two_sources_of_one_person_are_never_mixed(is_turned: bool, manchester: Any) -> None:
    listing = Listing.objects.order_by("pk")[0]
    store = TwoSources(listing.person_id, is_turned=is_turned)
    actions.publish_run(by=None, run=OtherRun(manchester.run, "next"), store=store)  # type: ignore[arg-type]
    person = Person.objects.get(pk=listing.person_id)
    told = (person.given_name, person.family_name, person.address, person.postcode)
    assert told == ("Zoe", "Omega", "2 Second Street", "M1 1AA")
