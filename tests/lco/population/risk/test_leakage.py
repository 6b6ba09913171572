"""The guard against leakage finds a planted leak and lets the declared features pass."""

from __future__ import annotations

from datetime import date, timedelta

import ibis
import pytest
from ibis.expr.types import Table

from lco import engine
from lco.population.features.table import feature_table
from lco.population.neighbourhoods import residents
from lco.population.risk.leakage import before, leaks, refuse_leaks
from lco.population.risk.model import ModelRefused
from lco.population.tables import Records
from lco.store import Store
from tests.support.smalltown import records_of, smalltown_place, smalltown_store

__all__ = ["smalltown_store"]
DAYS = [date(2017, 8, 3), date(2018, 1, 15)]  # of an admission each


@pytest.fixture
def records(smalltown_store: Store) -> Records:
    """The records of Smalltown."""
    return records_of(engine.connect("duckdb"), smalltown_store, smalltown_place())


def declared(records: Records, index_on: date) -> Table:
    """Return the feature table."""
    return feature_table(records, index_on, deprivation={})


def planted(table: str, day: str, until: timedelta) -> object:
    """Return features with a count of rows of `table` recorded until a while after the index day."""

    def features_of(records: Records, index_on: date) -> Table:
        rows = records[table]
        known = rows.filter(rows[day] < ibis.literal(index_on + until))
        counted = known.group_by("person").agg(planted=lambda each: each.count())
        honest = residents(records, index_on).select("person")
        return honest.left_join(counted, "person").select(honest, planted=counted.planted.fill_null(0))

    return features_of


@pytest.mark.parametrize("index_on", DAYS)
def test_no_declared_feature_knows_the_future(records: Records, index_on: date) -> None:
    assert leaks(records, index_on, declared) == {}


@pytest.mark.parametrize(
    ("table", "day", "index_on"),
    [
        ("admissions", "starts_on", date(2017, 8, 3)),  # of that very day
        ("admissions", "starts_on", date(2017, 5, 1)),
        ("attendances", "attended_on", date(2017, 6, 9)),
        ("costs", "incurred_on", date(2018, 1, 15)),
        ("conditions", "starts_on", date(2017, 8, 3)),
    ],
)
def test_a_planted_leak_is_found_by_name(records: Records, table: str, day: str, index_on: date) -> None:
    leaking = planted(table, day, timedelta(days=30))
    assert set(leaks(records, index_on, leaking)) == {"planted"}  # type: ignore[arg-type]
    with pytest.raises(ModelRefused, match=f"on or after {index_on}: planted"):
        refuse_leaks(records, index_on, leaking)  # type: ignore[arg-type]


def test_the_same_count_of_what_came_before_is_no_leak(records: Records) -> None:
    honest = planted("admissions", "starts_on", timedelta(days=0))
    refuse_leaks(records, date(2017, 8, 3), honest)  # type: ignore[arg-type]


def test_the_end_of_a_stay_still_going_on_is_a_leak(records: Records) -> None:
    """Person 1 was in hospital from 10 to 20 May 2017: on the 15th nobody knew for how long."""

    def nights(records: Records, index_on: date) -> Table:
        spells = records["admissions"]
        begun = spells.filter(spells.starts_on < ibis.literal(index_on))
        lengths = begun.select("person", nights=begun.ends_before.delta(begun.starts_on, unit="day"))
        summed = lengths.group_by("person").agg(nights=lengths.nights.sum())
        people = residents(records, index_on).select("person")
        return people.left_join(summed, "person").select(people, nights=summed.nights)

    assert leaks(records, date(2017, 5, 15), nights) == {"nights": 1}


def test_a_sample_is_enough_for_a_leak_that_touches_it(records: Records) -> None:
    leaking = planted("admissions", "starts_on", timedelta(days=365))
    assert leaks(records, date(2017, 5, 1), leaking, sample=5) == {"planted": 2}  # type: ignore[arg-type]


def test_records_before_a_day_hold_nothing_of_it_or_later(records: Records) -> None:
    day = date(2017, 8, 3)
    held = before(records, day)
    spells = records.con.to_pyarrow(held["admissions"]).to_pylist()
    assert {each["starts_on"] for each in spells} == {date(2017, 3, 30), date(2017, 5, 10), date(2017, 7, 7)}
    homes = records.con.to_pyarrow(held["addresses"]).to_pylist()
    assert all(each["starts_on"] <= day for each in homes)
    assert {each["person"] for each in homes if each["ends_before"]} == {38}, "later ends are not known yet"
    assert records.con.to_pyarrow(held["deaths"]).num_rows == 0
