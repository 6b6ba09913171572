"""Smalltown: an invented place small enough to count by hand, shared by all tests.

Its pack is the folder ``tests/support/smalltown``; its 44 people are the text tables below, as of
1 April 2018. Thirty-eight live in the place then:

    harbour  persons 1-16 and 33   17 people (wards Quay and Sands)
    hill     persons 17-25, 41-44  13 people, the last four children
    mill     persons 26-30          5 people, few enough to be withheld
    nowhere  persons 31, 32, 34     a ward outside the pack, no ward, and no address at all

Persons 35-40 do not: two have died, two moved away, one is born on the day after, one came later.
"""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from lco import engine
from lco.board.running import Choices, Meter, publish_run
from lco.place.pack import Place, load_place
from lco.population.areas import areas_of
from lco.population.example import write_tables
from lco.population.tables import Records
from lco.records.tables import TABLES
from lco.store import BatchManifest, FileRead, RowCount, Store, open_store
from lco.store.runs import Run, published_run

PACKS = Path(__file__).parent
INDEX_ON = date(2018, 4, 1)
LOADED_AT = datetime(2018, 4, 2, 9, 0, tzinfo=UTC)

TABLES_AS_TEXT = {
    "people": """
        person | born_on    | sex    | ethnicity
        1      | 1930-05-01 | female | white
        2      | 1935-02-01 | male   | white
        3      | 1938-11-01 | female | asian
        4      | 1940-01-01 | male   | black
        5      | 1942-07-01 | female | white
        6      | 1945-03-01 | male   | white
        7      | 1948-09-01 | female | mixed
        8      | 1950-12-01 | male   | white
        9      | 1953-04-01 | female | white
        10     | 1955-06-01 | male   | asian
        11     | 1960-08-01 | female | white
        12     | 1965-10-01 | male   | white
        13     | 1970-02-01 | female | black
        14     | 1975-05-01 | male   | white
        15     | 1980-01-01 | female | other
        16     | 1985-03-01 | male   | white
        17     | 1933-09-01 | female | white
        18     | 1947-12-01 | male   | white
        19     | 1951-04-01 | female | asian
        20     | 1958-06-01 | male   | white
        21     | 1966-08-01 | female | white
        22     | 1972-10-01 | male   | black
        23     | 1979-02-01 | female | white
        24     | 1988-05-01 | male   | white
        25     | 1995-07-01 | female | mixed
        26     | 1936-01-01 | male   | white
        27     | 1949-03-01 | female | white
        28     | 1962-09-01 | male   | asian
        29     | 1977-11-01 | female | white
        30     | 1991-04-01 | male   | white
        31     | 1969-06-01 | female | white
        32     | 1983-08-01 | male   | not_known
        33     | 2018-02-01 | female | white
        34     | 1957-10-01 | male   | white
        35     | 1928-02-01 | female | white
        36     | 1941-05-01 | male   | white
        37     | 1974-07-01 | female | white
        38     | 1982-01-01 | male   | white
        39     | 2018-04-02 | female | white
        40     | 1990-03-01 | male   | white
        41     | 2008-09-01 | female | white
        42     | 2010-12-01 | male   | white
        43     | 2013-04-01 | female | asian
        44     | 2016-06-01 | not_known | white
    """,
    "addresses": """
        person | ward | starts_on  | ends_before
        1      | QUAY | 2000-01-01 |
        2      | QUAY | 2000-01-01 |
        3      | QUAY | 2000-01-01 |
        4      | QUAY | 2000-01-01 |
        5      | QUAY | 2000-01-01 |
        6      | QUAY | 2000-01-01 |
        7      | QUAY | 2000-01-01 |
        8      | QUAY | 2000-01-01 |
        9      | SANDS | 2000-01-01 |
        10     | SANDS | 2000-01-01 |
        11     | SANDS | 2000-01-01 |
        12     | SANDS | 2000-01-01 |
        13     | SANDS | 2000-01-01 |
        14     | SANDS | 2000-01-01 |
        15     | MILL | 2000-01-01 | 2017-12-01
        15     | SANDS | 2017-12-01 |
        16     | SANDS | 2000-01-01 |
        17     | HILL | 2000-01-01 |
        18     | HILL | 2000-01-01 |
        19     | HILL | 2000-01-01 |
        20     | HILL | 2000-01-01 |
        21     | HILL | 2000-01-01 |
        22     | HILL | 2000-01-01 |
        23     | HILL | 2000-01-01 |
        24     | HILL | 2000-01-01 |
        25     | HILL | 2000-01-01 |
        26     | MILL | 2000-01-01 |
        27     | MILL | 2000-01-01 |
        28     | MILL | 2000-01-01 |
        29     | MILL | 2000-01-01 |
        30     | MILL | 2000-01-01 |
        31     | FARAWAY | 2000-01-01 |
        32     |      | 2000-01-01 |
        33     | QUAY | 2018-02-01 |
        35     | QUAY | 2000-01-01 |
        36     | HILL | 2000-01-01 |
        37     | HILL | 2000-01-01 | 2018-04-01
        38     | MILL | 2000-01-01 | 2017-06-01
        39     | QUAY | 2018-04-02 |
        40     | QUAY | 2018-04-15 |
        41     | HILL | 2008-09-01 |
        42     | HILL | 2010-12-01 |
        43     | HILL | 2013-04-01 |
        44     | HILL | 2016-06-01 |
    """,
    "registrations": """
        person | practice | starts_on  | ends_before
        1      | Y00001   | 2000-01-01 |
        2      | Y00001   | 2000-01-01 |
        17     | Y00002   | 2000-01-01 |
        34     | Y00002   | 2010-01-01 |
        35     | Y00001   | 2000-01-01 |
    """,
    "deaths": """
        person | died_on
        35     | 2017-11-20
        36     | 2018-03-31
    """,
    "conditions": """
        person | code           | starts_on  | setting
        1      | I50            | 2015-01-01 | inpatient
        1      | F01            | 2016-01-01 | inpatient
        1      | local:dementia | 2016-01-01 | general_practice
        1      | W19            | 2017-05-10 | inpatient
        2      | C78.0          | 2017-01-01 | inpatient
        2      | C34            | 2017-01-01 | inpatient
        2      | local:cancer   | 2017-01-01 | general_practice
        3      | E11.2          | 2016-01-01 | inpatient
        3      | local:diabetes | 2012-01-01 | general_practice
        4      | local:diabetes | 2012-01-01 | general_practice
        5      | local:diabetes | 2012-01-01 | general_practice
        6      | local:diabetes | 2012-01-01 | general_practice
        7      | local:diabetes | 2012-01-01 | general_practice
        8      | local:diabetes | 2012-01-01 | general_practice
        9      | local:diabetes | 2012-01-01 | general_practice
        10     | local:diabetes | 2012-01-01 | general_practice
        11     | local:diabetes | 2012-01-01 | general_practice
        17     | W01            | 2017-08-03 | inpatient
        17     | J44            | 2017-08-03 | inpatient
        17     | local:copd     | 2014-01-01 | general_practice
        18     | local:diabetes | 2014-01-01 | general_practice
        26     | W10            | 2017-09-09 | inpatient
        26     | B20            | 2010-01-01 | inpatient
        35     | W18            | 2017-11-19 | inpatient
    """,
    "admissions": """
        person | starts_on  | ends_before | method    | code
        1      | 2017-05-10 | 2017-05-20  | emergency | S72
        1      | 2017-12-01 | 2017-12-04  | emergency | I50
        2      | 2018-01-15 | 2018-01-15  | elective  | C34
        4      | 2017-03-30 | 2017-04-02  | emergency | J18
        15     | 2017-07-07 | 2017-07-09  | emergency | O80
        17     | 2017-08-03 | 2017-08-13  | emergency | S52
        20     | 2018-03-30 |             | emergency | I21
        26     | 2017-09-09 | 2017-09-10  | emergency | S00
        34     | 2017-10-10 | 2017-10-11  | emergency | R07
        35     | 2017-11-19 | 2017-11-20  | emergency | S72
    """,
    "attendances": """
        person | attended_on | kind                 | is_admitted
        1      | 2017-05-10  | emergency_department | yes
        5      | 2017-06-01  | walk_in_centre       | no
        5      | 2017-06-09  | emergency_department | no
        20     | 2018-03-30  | emergency_department | yes
        30     | 2018-03-31  | emergency_department | no
        31     | 2017-04-01  | emergency_department | no
    """,
    "contacts": """
        person | contacted_on | setting
        1      | 2017-06-01   | community
        1      | 2017-06-08   | community
        3      | 2017-09-01   | general_practice
        25     | 2018-03-31   | mental_health
    """,
    "care_packages": """
        person | kind        | starts_on  | ends_before | weekly_pence
        2      | home_care   | 2017-02-01 |             | 30000
        3      | residential | 2017-10-01 |             | 70000
        17     | nursing     | 2016-10-01 |             | 90000
    """,
    "costs": """
        person | incurred_on | setting       | pence
        1      | 2017-05-10  | inpatient     | 450000
        1      | 2017-12-01  | inpatient     | 150000
        2      | 2018-01-15  | inpatient     | 90000
        17     | 2017-08-03  | inpatient     | 400000
        20     | 2018-03-30  | inpatient     | 210000
        25     | 2018-03-31  | mental_health | 12345
        31     | 2017-04-01  | emergency_department | 16000
    """,
}


def smalltown_place() -> Place:
    """Return the facts of Smalltown."""
    return load_place("smalltown", root=PACKS)


def fill(path: Path, *, place: str = "smalltown") -> Store:
    """Make a store at `path` and load the people of Smalltown into it."""
    store = open_store(path, place=place, create=True)
    load(store, TABLES_AS_TEXT)
    return store


def load(store: Store, given: Mapping[str, str]) -> None:
    """Load text tables into a store as a batch of their own."""
    with store.new_batch(kind="example", fingerprint=str(sorted(given.items()))) as batch:
        write_tables(given, batch.path("people").parent)
        rows = tuple(RowCount(name, _rows(text), _rows(text)) for name, text in given.items())
        files = (FileRead("smalltown.txt", 1_000, "0" * 64),)
        batch.publish(BatchManifest(loaded_at=LOADED_AT, seconds=0.1, rows=rows, files=files))


def _rows(text: str) -> int:
    return len(text.strip().splitlines()) - 1


def records_of(con: Any, store: Store, place: Place) -> Records:
    """Return the records of a store as definitions see them."""
    tables = {name: store.table(con, name) for name in TABLES}
    return Records(con, tables, store.codes(con), areas=areas_of(place).wards)


def still_meter() -> Meter:
    """Return a meter whose clock stands still."""
    return Meter(clock=lambda: LOADED_AT, peak_bytes=lambda: 1_000_000)


def run_smalltown(store: Store, *, engine_name: engine.EngineName = "duckdb", smallest: int = 8) -> Run:
    """Publish a run of Smalltown as of `INDEX_ON`."""
    con = engine.connect(engine_name)
    choices = Choices(index_on=INDEX_ON, smallest=smallest)
    return publish_run(smalltown_place(), store, con, still_meter(), choices)


@functools.cache
def _made_once() -> Path:
    """Return a folder with Smalltown loaded and run: tests get copies, which cost milliseconds."""
    folder = Path(tempfile.mkdtemp(prefix="smalltown-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    run_smalltown(fill(folder))
    return folder


@pytest.fixture
def smalltown_store(tmp_path: Path) -> Store:
    """A store with the people of Smalltown."""
    path = tmp_path / "smalltown"
    shutil.copytree(_made_once(), path, ignore=shutil.ignore_patterns("runs"))
    return open_store(path)


@pytest.fixture
def smalltown_run(smalltown_store: Store) -> Run:
    """A published run of Smalltown."""
    shutil.copytree(_made_once() / "runs", smalltown_store.path / "runs", symlinks=True)
    return published_run(smalltown_store)
