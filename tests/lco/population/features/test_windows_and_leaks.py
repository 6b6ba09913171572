"""Where windows begin and end, and that nothing of the index day or later is ever looked at."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lco.population.features.reading import INDEX_ON, back, features

# How many days back something was recorded, and the windows it then counts in.
EDGES = {
    0: (),
    1: ("0_90", "year"),
    90: ("0_90", "year"),
    91: ("91_365", "year"),
    365: ("91_365", "year"),
    366: ("366_730",),
    730: ("366_730",),
    731: (),
}
COLUMNS = {
    "emergency_admissions_0_90": "0_90",
    "emergency_admissions_91_365": "91_365",
    "emergency_admissions_366_730": "366_730",
    "emergency_admissions": "year",
    "attendances_0_90": "0_90",
    "attendances": "year",
    "attendances_366_730": "366_730",
    "contacts": "year",
    "gp_contacts": "year",
    "medicines_0_90": "0_90",
    "medicines": "year",
    "items": "year",
    "cost_pence": "year",
    "hospital_cost_pence": "year",
    "cost_pence_366_730": "366_730",
    "falls_admissions": "year",
}


def test_each_window_holds_its_first_and_last_day_and_none_beside(tmp_path: Path) -> None:
    """One person for each edge, with one record of each kind on that day."""
    people = dict(enumerate(EDGES, start=1))
    lines: dict[str, list[str]] = {
        "people": ["person"],
        "admissions": ["person | starts_on | ends_before | method | code"],
        "attendances": ["person | attended_on"],
        "contacts": ["person | contacted_on | setting"],
        "prescriptions": ["person | prescribed_on | code"],
        "costs": ["person | incurred_on | setting | pence"],
    }
    for person, days in people.items():
        on = back(days)
        lines["people"].append(f"{person}")
        lines["admissions"].append(f"{person} | {on} | {on} | emergency | W19")
        lines["attendances"].append(f"{person} | {on}")
        lines["contacts"].append(f"{person} | {on} | general_practice")
        lines["prescriptions"].append(f"{person} | {on} | statin")
        lines["costs"].append(f"{person} | {on} | inpatient | 1")
    rows = features(tmp_path, {name: "\n".join(each) for name, each in lines.items()})
    for person, days in people.items():
        found = {name: rows[person][name] for name in COLUMNS}
        assert found == {name: int(window in EDGES[days]) for name, window in COLUMNS.items()}, f"{days} days"
        since = days if 1 <= days <= 730 else None
        assert rows[person]["days_since_discharge"] == since, f"{days} days"
        assert rows[person]["hfrs_tenths"] == (None if since is None else 32), f"{days} days"


@pytest.mark.parametrize("index_on", [date(2016, 2, 29), date(2017, 3, 1), date(2020, 3, 1)])
def test_a_year_is_365_days_also_over_a_leap_day(index_on: date, tmp_path: Path) -> None:
    days = (365, 366)
    lines = [f"1 | {index_on - timedelta(days=each)}" for each in days]
    text = "\n".join(["person | attended_on", *lines])
    row = features(tmp_path, {"attendances": text}, index_on=index_on)[1]
    assert (row["attendances"], row["attendances_366_730"]) == (1, 1)


BEFORE = {
    "admissions": (
        f"person | starts_on | ends_before | method | code\n1 | {back(30)} | {back(20)} | emergency | I50"
    ),
    "attendances": f"person | attended_on\n1 | {back(30)}",
    "contacts": f"person | contacted_on | setting\n1 | {back(9)} | community",
    "prescriptions": f"person | prescribed_on | code | items\n1 | {back(9)} | statin | 2",
    "costs": f"person | incurred_on | setting | pence\n1 | {back(9)} | inpatient | 500",
    "conditions": f"person | starts_on | code | setting\n1 | {back(900)} | J44 | inpatient",
    "care_packages": f"person | starts_on | kind\n1 | {back(9)} | home_care",
}
LATER = st.integers(0, 400).map(lambda days: INDEX_ON + timedelta(days=days))
CODES = st.sampled_from(["F00", "I21", "C78", "W19", "B20", "local:diabetes"])
PLANTED = st.lists(
    st.one_of(
        st.tuples(st.just("admissions"), LATER, CODES),
        st.tuples(st.just("conditions"), LATER, CODES),
        *(st.tuples(st.just(name), LATER, st.just("")) for name in ("attendances", "contacts", "costs")),
        st.tuples(st.just("prescriptions"), LATER, st.sampled_from(["statin", "laxative"])),
        st.tuples(st.just("care_packages"), LATER, st.just("")),
    ),
    min_size=1,
    max_size=12,
)
LINES = {
    "admissions": "{person} | {on} | | emergency | {code}",
    "conditions": "{person} | {on} | {code} | inpatient",
    "attendances": "{person} | {on}",
    "contacts": "{person} | {on} | community",
    "prescriptions": "{person} | {on} | {code} | 7",
    "costs": "{person} | {on} | inpatient | 12345",
    "care_packages": "{person} | {on} | nursing",
}


@cache
def without_later_records() -> dict[int, dict[str, Any]]:
    with TemporaryDirectory() as folder:
        return features(Path(folder), BEFORE)


@given(planted=PLANTED)
@settings(max_examples=15, deadline=None)
def test_nothing_of_the_day_or_later_leaks_in(
    planted: list[Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    given = dict(BEFORE)
    for number, (table, on, code) in enumerate(planted):
        given[table] += "\n" + LINES[table].format(person=1 + number % 2, on=on, code=code)
    leaked = features(tmp_path_factory.mktemp("after"), given)
    assert leaked == without_later_records()
