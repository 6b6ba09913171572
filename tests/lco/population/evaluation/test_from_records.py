"""From record tables to what the designs see: counted by hand on Smalltown, refused in a sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from lco import engine
from lco.periods import Period
from lco.population.evaluation.asking import Asking, evaluation_of
from lco.population.evaluation.candidates import EvaluationRefused
from lco.population.evaluation.from_records import Asked, gathered
from lco.population.evaluation.outcomes import followed, recorded_days
from lco.population.evaluation.panels import _counted, beginning_of
from lco.population.evaluation.treated_file import Treated, read_treated
from lco.population.tables import Records
from lco.store import Store
from tests.support.engines import ENGINES, connected
from tests.support.smalltown import fill, records_of, smalltown_place, smalltown_store

__all__ = ["smalltown_store"]
JUNE, MARCH = date(2017, 6, 1), date(2018, 3, 1)


def _records(store: Store, engine_name: engine.EngineName = "duckdb") -> Records:
    return records_of(connected(engine_name), store, smalltown_place())


@pytest.mark.parametrize("name", ENGINES)
def test_events_and_time_around_a_start(name: engine.EngineName, smalltown_store: Store) -> None:
    """Person 1: admitted on 10 May and 1 December 2017; 35 died on 20 November; 37 left on 1 April 2018."""
    people = np.array([1, 2, 35, 37])
    found = followed(_records(smalltown_store, name), people, JUNE, "emergency_admissions", days=365)
    assert found.counted(-365, 0).tolist() == [1, 0, 0, 0]
    assert found.counted(0, 365).tolist() == [1, 0, 1, 0]
    assert found.counted(0, 183).tolist() == [0, 0, 1, 0], "1 December is day 183"
    assert (found.years(0, 365) * 365.25).round().tolist() == [365, 365, 172, 304]


def test_costs_are_counted_in_pounds(smalltown_store: Store) -> None:
    found = followed(_records(smalltown_store), np.array([1, 25]), JUNE, "cost_pounds", days=365)
    assert found.counted(-365, 365).tolist() == [6000.0, 123.45]


def test_the_days_the_records_reach(smalltown_store: Store) -> None:
    days = recorded_days(_records(smalltown_store), "attendances")
    assert days == (date(2017, 4, 1), date(2018, 3, 31))


def test_a_neighbourhood_counts_events_where_people_lived(smalltown_store: Store) -> None:
    """July to September: person 15 was admitted while in Mill, 17 in Hill, 26 in Mill."""
    quarter = Period(date(2017, 7, 1), date(2017, 10, 1))
    names = ["harbour", "hill", "mill"]
    events, years = _counted(_records(smalltown_store), names, quarter, "emergency_admissions")
    assert events == [0, 1, 2]
    assert years == pytest.approx([each * 92 / 365.25 for each in (16, 15, 6)])


def _treated(count: int, on: date = date(2018, 1, 1)) -> Treated:
    return Treated(dict.fromkeys(range(1, count + 1), on), {})


@pytest.mark.parametrize(
    ("asking", "sentence"),
    [
        (
            Asking(_treated(40), months=12),
            "follow-up ends before 2019-01-01 and the last of the emergency adm",
        ),
        (Asking(_treated(40, date(2017, 9, 1)), months=3), "is of 2017-03-30, less than a year before"),
        (Asking(Treated({9: JUNE}, {}), design="stepped_wedge"), "does not fit a file of people"),
        (Asking(Treated({}, {"hill": JUNE}), design="matched"), "does not fit a file of neighbourhoods"),
        (Asking(_treated(40, MARCH), design="discontinuity", months=1), "needs the ranked list of one run"),
        (Asking(Treated({}, {"moor": MARCH}), months=1), "no neighbourhood 'moor'"),
        (Asking(Treated({}, {"hill": MARCH}), months=1), "3 units are too few"),
        (Asking(_treated(20, MARCH), months=1), "20 of the 20 people in the file lived in"),
    ],
)
def test_what_cannot_be_evaluated_is_refused(asking: Asking, sentence: str, smalltown_store: Store) -> None:
    with pytest.raises(EvaluationRefused, match=sentence):
        evaluation_of(smalltown_place(), _records(smalltown_store), asking, is_synthetic=True)


def test_people_who_began_in_too_many_months_are_refused(tmp_path: Path) -> None:
    treated = {number: date(2016 + number // 12, number % 12 + 1, 5) for number in range(13)}
    with pytest.raises(EvaluationRefused, match="began in 13 different months"):
        gathered(_records(fill(tmp_path / "store")), treated, Asked("attendances", 12, {}))


def test_a_file_of_people(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("pseudonym,starts_on\n12,2017-05-01\n13,\n", encoding="utf-8-sig")
    found = read_treated(path, starts_on=JUNE)
    assert found.people == {12: date(2017, 5, 1), 13: JUNE} and not found.neighbourhoods
    assert (found.first_on, found.last_on) == (date(2017, 5, 1), JUNE)


def test_a_file_of_neighbourhoods(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("neighbourhood,starts_on\nhill,2017-05-01\n")
    assert read_treated(path, starts_on=None).neighbourhoods == {"hill": date(2017, 5, 1)}
    assert beginning_of({"hill": JUNE}, ("hill", "mill")).starts_on == {"hill": JUNE, "mill": None}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name\nAda\n", "must have one column 'person'"),
        ("person,neighbourhood\n1,hill\n", "must have one column"),
        ("person\n", "names nobody"),
        ("person,starts_on\n1,2017-01-01\n1,2017-01-01\n", "line 3: 1 stands twice"),
        ("person,starts_on\n,2017-01-01\n", "line 2: nobody is named"),
        ("person,starts_on\n1,soon\n", "line 2: 'soon' is no day"),
        ("person,starts_on\n1,\n", "line 2: no day is given"),
        ("person,starts_on\n943 476 5919,2017-01-01\n", "is no pseudonym"),
        ("person,starts_on\n9223372036854775808,2017-01-01\n", "is no pseudonym"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(text: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text)
    with pytest.raises(EvaluationRefused, match=sentence):
        read_treated(path, starts_on=None)


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationRefused, match="cannot be read as CSV"):
        read_treated(tmp_path / "none.csv", starts_on=None)
    (tmp_path / "bytes.csv").write_bytes(b"person\n\xff\xfe\n")
    with pytest.raises(EvaluationRefused, match="cannot be read as CSV"):
        read_treated(tmp_path / "bytes.csv", starts_on=None)
