"""Who counts as living in the place on a day, and where."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lco import engine
from lco.periods import Period
from lco.population.example import Example, example_records
from lco.population.neighbourhoods import events_placed, placed, residents
from lco.population.tables import NOT_PLACED, Records, age_on, middle_of, whole_sum
from lco.store import Store
from tests.support.smalltown import INDEX_ON, records_of, smalltown_place, smalltown_store

__all__ = ["smalltown_store"]

DAY = date(2018, 4, 1)


def records(tmp_path: Path, **given: str) -> Records:
    """Return records of text tables."""
    example = Example(given=given, expect={}, working="")
    return example_records(engine.connect(), example, tmp_path)


def living(found: Records, day: date = DAY) -> dict[int, str | None]:
    """Return person to neighbourhood for everyone who counts."""
    rows = found.con.to_pyarrow(placed(residents(found, day), found)).to_pylist()
    assert len({row["person"] for row in rows}) == len(rows), "somebody is counted twice"
    return {row["person"]: row["neighbourhood"] for row in rows}


def test_smalltown_has_the_people_its_text_says(smalltown_store: Store) -> None:
    con = engine.connect()
    found = living(records_of(con, smalltown_store, smalltown_place()), INDEX_ON)
    by_area: dict[str, set[int]] = {}
    for person, area in found.items():
        by_area.setdefault(area or NOT_PLACED, set()).add(person)
    assert by_area == {
        "harbour": {*range(1, 17), 33},
        "hill": {*range(17, 26), 41, 42, 43, 44},
        "mill": set(range(26, 31)),
        NOT_PLACED: {31, 32, 34},
    }


def test_an_address_holds_its_first_day_and_not_its_last(tmp_path: Path) -> None:
    found = records(
        tmp_path,
        people="person\n1\n2",
        addresses="""
            person | ward | starts_on  | ends_before
            1      | A    | 2018-04-01 |
            2      | A    | 2010-01-01 | 2018-04-01
        """,
    )
    assert living(found) == {1: "A"}


def test_people_die_and_are_born(tmp_path: Path) -> None:
    found = records(
        tmp_path,
        people="""
            person | born_on
            1      | 2018-04-01
            2      | 2018-05-01
            3      | 1950-01-01
            4      | 1950-01-01
        """,
        deaths="""
            person | died_on
            3      | 2018-03-31
            4      | 2018-04-01
        """,
    )
    assert set(living(found)) == {1, 4}


def test_registration_alone_makes_a_resident_who_is_not_placed(tmp_path: Path) -> None:
    found = records(
        tmp_path,
        people="person\n1\n2",
        registrations="""
            person | practice | starts_on  | ends_before
            1      | Y1       | 2010-01-01 |
            2      | Y1       | 2010-01-01 | 2017-01-01
        """,
    )
    assert living(found) == {1: None}


def test_an_address_that_ended_does_not_undo_an_open_registration(tmp_path: Path) -> None:
    found = records(
        tmp_path,
        people="person\n1",
        registrations="person | practice\n1 | Y1",
        addresses="person | ward | starts_on | ends_before\n1 | A | 2000-01-01 | 2010-01-01",
    )
    assert living(found) == {1: None}


def test_of_overlapping_addresses_the_one_that_began_last_counts(tmp_path: Path) -> None:
    found = records(
        tmp_path,
        people="person\n1",
        addresses="""
            person | ward | starts_on
            1      | B    | 2012-01-01
            1      | A    | 2015-01-01
        """,
    )
    assert living(found) == {1: "A"}


def test_two_rows_of_one_person_are_one_person_and_what_is_known_stands(tmp_path: Path) -> None:
    found = records(
        tmp_path,
        people="""
            person | born_on    | sex    | ethnicity
            1      | 1950-01-01 | female | not_known
            1      | 1950-01-01 | not_known | asian
        """,
    )
    rows = found.con.to_pyarrow(residents(found, DAY)).to_pylist()
    assert [(row["person"], row["sex"], row["ethnicity"]) for row in rows] == [(1, 2, 1)]


def test_events_count_where_the_person_lived_then(tmp_path: Path) -> None:
    found = records(
        tmp_path,
        people="person\n1\n2",
        addresses="""
            person | ward | starts_on  | ends_before
            1      | A    | 2010-01-01 | 2017-06-01
            1      | B    | 2017-06-01 |
        """,
        attendances="""
            person | attended_on
            1      | 2017-05-31
            1      | 2017-06-01
            1      | 2017-06-01
            2      | 2017-06-01
        """,
    )
    rows = found.con.to_pyarrow(events_placed(found["attendances"], "attended_on", found)).to_pylist()
    homes = sorted((row["person"], row["attended_on"].isoformat(), row["neighbourhood"]) for row in rows)
    assert homes == [
        (1, "2017-05-31", "A"),
        (1, "2017-06-01", "B"),
        (1, "2017-06-01", "B"),
        (2, "2017-06-01", None),
    ]


@given(
    born=st.dates(date(1900, 1, 1), date(2018, 4, 1)),
    days=st.integers(0, 40_000),
)
@settings(max_examples=60, deadline=None)
def test_age_is_the_number_of_birthdays_had(born: date, days: int) -> None:
    on = min(born + timedelta(days=days), date(2030, 12, 31))
    con = engine.connect(threads=1)
    table = con.create_table("t", obj={"born_on": [born]}, schema={"born_on": "date"}, temp=True)
    found = con.execute(age_on(table.born_on, on))[0]
    birthdays = sum(
        1
        for year in range(born.year + 1, on.year + 1)
        if (born.month, born.day) <= (on.month, on.day) or year < on.year
    )
    assert found == birthdays


def test_the_middle_of_a_financial_year_is_the_first_of_october() -> None:
    assert middle_of(Period(date(2017, 4, 1), date(2018, 4, 1))) == date(2017, 10, 1)
    assert middle_of(Period(date(2019, 4, 1), date(2020, 4, 1))) == date(2019, 10, 1)
    assert middle_of(Period(date(2018, 4, 1), date(2018, 4, 2))) == date(2018, 4, 2)


def test_a_table_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="no record table 'patients'"):
        records(tmp_path)["patients"]


def test_whole_sums_stay_whole_in_parquet(tmp_path: Path) -> None:
    """DuckDB sums into 128 bits and writes those as floating point: 2**53 + 1 would be lost."""
    con = engine.connect()
    table = con.create_table("t", obj={"n": [2**53, 1]}, schema={"n": "int64"}, temp=True)
    engine.write_parquet(con, table.agg(n=whole_sum(table.n)), tmp_path / "sum.parquet")
    back = con.to_pyarrow(engine.read_parquet(con, tmp_path / "sum.parquet"))
    assert back["n"].to_pylist() == [2**53 + 1]
    assert str(back.schema.field("n").type) == "int64"
