"""A run: the same on every engine, refused with a sentence, the same again from the same records."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from lco import engine
from lco.board.inputs import day_after_last_event, pack_used
from lco.board.running import Choices, Meter, RunRefused, publish_run
from lco.place.pack import Place
from lco.population.people import COLUMNS
from lco.store import Store, open_store
from lco.store.figures import Figure
from lco.store.people_columns import PEOPLE_COLUMNS
from lco.store.runs import Run, published_run, runs
from tests.support.engines import connected
from tests.support.smalltown import (
    INDEX_ON,
    fill,
    load,
    records_of,
    run_smalltown,
    smalltown_place,
    smalltown_run,
    smalltown_store,
    still_meter,
)

__all__ = ["smalltown_run", "smalltown_store"]


def people(run: Run) -> list[dict[str, Any]]:
    """Return the people list in order of rank."""
    con = engine.connect()
    rows: list[dict[str, Any]] = con.to_pyarrow(run.table(con, "people")).to_pylist()
    return sorted(rows, key=lambda row: row["rank"])


NUMBERS = ("value", "lower", "upper", "numerator", "denominator")


def numbers(figure: Figure) -> dict[str, float]:
    """Return the numbers a figure has."""
    found = {name: getattr(figure, name) for name in NUMBERS}
    return {name: number for name, number in found.items() if number is not None}


@pytest.mark.spark
def test_spark_and_duckdb_agree_on_every_person_and_every_figure(tmp_path: Path) -> None:
    choices = Choices(index_on=INDEX_ON, smallest=1)
    by_engine: dict[str, Run] = {}
    for name in ("duckdb", "spark"):
        store = fill(tmp_path / name)
        con = connected(name)
        by_engine[name] = publish_run(smalltown_place(), store, con, still_meter(), choices)
    one, other = by_engine["duckdb"], by_engine["spark"]
    assert (one.manifest.engine, other.manifest.engine) == ("duckdb", "spark")
    assert people(one) == people(other)
    assert one.figures.keys() == other.figures.keys()
    for name, figure in one.figures.items():
        twin = other.figures[name]
        assert numbers(twin) == pytest.approx(numbers(figure), rel=1e-9), name
        nothing = dict.fromkeys(NUMBERS)
        assert replace(twin, **nothing) == replace(figure, **nothing)  # type: ignore[arg-type]
    assert one.facts() == other.facts()


def test_the_people_file_has_the_columns_pages_read(smalltown_run: Run) -> None:
    con = engine.connect()
    schema = dict(smalltown_run.table(con, "people").schema().items())
    assert {name: str(kind) for name, kind in schema.items()} == COLUMNS
    assert list(schema) == list(PEOPLE_COLUMNS)


def test_the_population_of_smalltown(smalltown_run: Run) -> None:
    figures = smalltown_run.figures
    assert figures["population/smalltown"].value == 38
    assert figures["population/harbour"].value == 17
    assert figures["population/hill"].value == 13
    for small in ("population/mill", "population/not_placed", "population/west"):
        assert figures[small].is_suppressed
        assert figures[small].value is None
    assert figures["population/hill/60-64/female"].value == 0
    assert figures["population/smalltown"].inputs == (
        "population/east",
        "population/west",
        "population/not_placed",
    )


def test_cost_per_head_is_withheld_where_its_people_are(smalltown_run: Run) -> None:
    figure = smalltown_run.figures["cost_per_head/harbour"]
    assert (figure.numerator, figure.denominator) == (6_900.0, 17)
    assert figure.value == pytest.approx(6_900 / 17)
    assert smalltown_run.figures["cost_per_head/mill"].is_suppressed
    assert smalltown_run.figures["cost_per_head/smalltown"].numerator == pytest.approx(13_283.45)


def test_the_costliest_twentieth_of_a_small_town_is_two_people_and_withheld(
    smalltown_store: Store,
) -> None:
    run = run_smalltown(smalltown_store, smallest=1)
    figure = run.figures["concentration/top5"]
    assert figure.value == pytest.approx(100 * (600_000 + 400_000) / 1_328_345)
    assert "looks back" in figure.working
    later = Meter(clock=lambda: datetime(2018, 5, 1, tzinfo=UTC), peak_bytes=lambda: 1)
    again = publish_run(
        smalltown_place(), smalltown_store, engine.connect(), later, Choices(index_on=INDEX_ON)
    )
    assert again.figures["concentration/top5"].is_suppressed


def test_conditions_count_people_once(smalltown_store: Store) -> None:
    run = run_smalltown(smalltown_store, smallest=1)
    figure = run.figures["prevalence/diabetes/harbour"]
    assert (figure.numerator, figure.denominator) == (9, 17)
    assert run.figures["prevalence/diabetes/smalltown"].numerator == 10
    assert run.figures["prevalence/copd/hill"].numerator == 1
    assert not any(name.startswith("condition/") for name in run.figures)


def test_diagnoses_outside_the_catalogue_are_called_what_their_source_calls_them(tmp_path: Path) -> None:
    given = {
        "people": "person\n1\n2\n3",
        "conditions": "person | code\n1 | local:hay_fever\n2 | local:hay_fever\n2 | local:hay_fever",
        "contacts": "person | contacted_on\n3 | 2018-03-31",
    }
    store = open_store(tmp_path / "unmapped", place="smalltown", create=True)
    load(store, given)
    choices = Choices(index_on=INDEX_ON, smallest=1)
    run = publish_run(smalltown_place(), store, engine.connect(), still_meter(), choices)
    figure = run.figures["condition/hay_fever/smalltown"]
    assert (figure.numerator, figure.denominator) == (2, 3)
    assert not any(name.startswith("prevalence/") for name in run.figures)


def test_what_the_run_before_of_the_same_day_withheld_stays_withheld(smalltown_store: Store) -> None:
    strict = run_smalltown(smalltown_store)
    later = Meter(clock=lambda: datetime(2018, 5, 1, tzinfo=UTC), peak_bytes=lambda: 1)
    choices = Choices(index_on=INDEX_ON, smallest=2)
    again = publish_run(smalltown_place(), smalltown_store, engine.connect(), later, choices)
    hidden = {name for name, figure in strict.figures.items() if figure.is_suppressed}
    assert hidden
    shown = {name for name in hidden if not again.figures[name].is_suppressed}
    assert shown == set()


def test_the_day_after_the_last_event_is_the_index_day_when_none_is_given(smalltown_store: Store) -> None:
    con = engine.connect()
    assert day_after_last_event(records_of(con, smalltown_store, smalltown_place())) == INDEX_ON
    run = publish_run(smalltown_place(), smalltown_store, con, still_meter(), Choices())
    assert run.manifest.index_on == INDEX_ON


def test_registrations_that_end_with_the_last_record_do_not_empty_the_place(tmp_path: Path) -> None:
    """As OMOP observation periods do: the run looks back from the day half were still registered."""
    given = {
        "people": "person\n1\n2\n3\n4",
        "registrations": """
            person | practice | starts_on  | ends_before
            1      | Y1       | 2000-01-01 | 2015-05-01
            2      | Y1       | 2000-01-01 | 2018-01-01
            3      | Y1       | 2000-01-01 | 2018-03-01
            4      | Y1       | 2000-01-01 | 2018-05-01
        """,
        "contacts": "person | contacted_on\n4 | 2018-04-30",
    }
    store = open_store(tmp_path / "ended", place="smalltown", create=True)
    load(store, given)
    run = publish_run(smalltown_place(), store, engine.connect(), still_meter(), Choices())
    assert run.manifest.index_on == date(2017, 12, 31)
    assert {row["person"] for row in people(run)} == {2, 3, 4}


def test_records_without_any_event_need_a_day(tmp_path: Path) -> None:
    store = open_store(tmp_path / "quiet", place="smalltown", create=True)
    load(store, {"people": "person\n1"})
    with pytest.raises(RunRefused, match="no admission, attendance or contact to look back from: give a day"):
        publish_run(smalltown_place(), store, engine.connect(), still_meter(), Choices())


def test_the_same_records_give_the_same_figures(smalltown_store: Store, smalltown_run: Run) -> None:
    later = Meter(clock=lambda: datetime(2018, 5, 1, tzinfo=UTC), peak_bytes=lambda: 1)
    again = publish_run(
        smalltown_place(), smalltown_store, engine.connect(), later, Choices(index_on=INDEX_ON)
    )
    assert again.run_id != smalltown_run.run_id
    assert again.manifest.outputs == smalltown_run.manifest.outputs
    assert again.figures == smalltown_run.figures
    assert published_run(smalltown_store).run_id == again.run_id
    assert [run.run_id for run in runs(smalltown_store)] == [smalltown_run.run_id, again.run_id]


def test_a_day_before_anybody_lived_there_is_refused(smalltown_store: Store) -> None:
    with pytest.raises(RunRefused, match="Nobody lives in Smalltown on 1850-01-01: choose a day"):
        publish_run(
            smalltown_place(),
            smalltown_store,
            engine.connect(),
            still_meter(),
            Choices(index_on=date(1850, 1, 1)),
        )
    assert runs(smalltown_store) == []


def test_an_empty_store_is_refused(tmp_path: Path) -> None:
    store = open_store(tmp_path / "empty", place="smalltown", create=True)
    with pytest.raises(
        RunRefused, match="holds no people: load records first with 'lco records load smalltown'"
    ):
        publish_run(smalltown_place(), store, engine.connect(), still_meter(), Choices())


def without(place: Place, stem: str) -> Place:
    """Return a place without one of its files."""
    return replace(place, tables=MappingProxyType({**place.tables, stem: ()}))


@pytest.mark.parametrize("stem", ["tiers", "tier_points"])
def test_a_place_without_tiers_is_refused(stem: str, smalltown_store: Store) -> None:
    with pytest.raises(RunRefused, match=rf"places/smalltown has no {stem}\.csv"):
        publish_run(
            without(smalltown_place(), stem), smalltown_store, engine.connect(), still_meter(), Choices()
        )


def test_a_place_without_neighbourhoods_is_one_area(smalltown_store: Store) -> None:
    place = smalltown_place()
    for stem in ("neighbourhood_wards", "neighbourhoods", "localities"):
        place = without(place, stem)
    choices = Choices(index_on=INDEX_ON)
    run = publish_run(place, smalltown_store, engine.connect(), still_meter(), choices)
    areas = {figure.area for figure in run.figures.values()}
    assert areas == {"smalltown"}
    assert run.figures["population/smalltown"].value == 38
    assert {row["neighbourhood"] for row in people(run)} == {None}


def test_the_checksum_of_a_pack_changes_with_any_fact() -> None:
    place = smalltown_place()
    assert pack_used(place) == pack_used(smalltown_place())
    assert pack_used(without(place, "shifts")).sha256 != pack_used(place).sha256
