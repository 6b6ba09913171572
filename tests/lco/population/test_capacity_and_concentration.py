"""Lists against places, cost on few people looking back and ahead, and whether rising foretells high."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lco import engine
from lco.periods import Period
from lco.place.facts.team_slots import TeamSlots
from lco.place.pack import load_place
from lco.population.areas import areas_of
from lco.population.capacity import capacity_figures, listed_by_home, team_lists
from lco.population.concentration import first_people, prospective, retrospective
from lco.population.rising_became import Became, became, became_figures
from lco.statistics.intervals import wilson
from tests.support.engines import ENGINES, connected

PLACE = load_place("manchester")
AREAS = areas_of(PLACE)
ONE, OTHER = AREAS.neighbourhoods[:2]
YEAR = Period(date(2017, 4, 1), date(2018, 4, 1))
LISTED = pa.schema(
    [
        ("person", pa.int64()),
        ("neighbourhood", pa.string()),
        ("tier", pa.string()),
        ("judged_tier", pa.string()),
        ("rank", pa.int32()),
    ]
)
COSTS = pa.schema([("person", pa.int64()), ("incurred_on", pa.date32()), ("pence", pa.int64())])
STOOD = pa.schema([("person", pa.int64()), ("rank", pa.int32())])
TIERS = pa.schema([("person", pa.int64()), ("tier", pa.string())])


def table(schema: pa.Schema, rows: list[tuple[Any, ...]]) -> Any:
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in schema]
    return ibis.memtable(pa.table(columns, schema=schema))


def places(home: str, slots: int) -> TeamSlots:
    return TeamSlots(neighbourhood=home, slots=slots, source="invented", section="tests")


PEOPLE = [
    (1, ONE, "high", None, 4),
    (2, ONE, "high", None, 1),
    (3, ONE, "low", "high", 90),  # who knows them judged them high: first on the list
    (4, ONE, "high", "low", 2),  # judged low: not on it
    (5, ONE, "rising", None, 10),
    (6, OTHER, "high", None, 3),
    (7, None, "high", None, 5),  # lives in no neighbourhood
]


@pytest.mark.parametrize("engine_name", ENGINES)
def test_a_team_takes_in_turn_who_fits(engine_name: engine.EngineName) -> None:
    con = connected(engine_name)
    found = con.to_pyarrow(team_lists(table(LISTED, PEOPLE), [places(ONE, 2)])).to_pylist()
    assert {row["person"]: (row["turn"], row["fits"]) for row in found} == {
        3: (1, True),
        2: (2, True),
        1: (3, False),
        6: (1, None),
    }


def test_lists_are_held_against_places_area_by_area() -> None:
    con = engine.connect()
    listed = listed_by_home(con, table(LISTED, PEOPLE), PLACE.rows(TeamSlots))
    assert listed == {ONE: 3, OTHER: 1}
    by_home = dict.fromkeys(AREAS.neighbourhoods, 1_900) | {ONE: 5}
    found = {
        each.figure: each for each in capacity_figures(by_home, PLACE, AREAS, on="2018-04-01", smallest=8)
    }
    assert found[f"capacity/listed/{OTHER}"].value is None, "beside one small count another is withheld"
    assert found[f"capacity/over/{ONE}"].is_suppressed
    assert found[f"capacity/slots/{ONE}"].value == 1_830
    last = AREAS.neighbourhoods[-1]
    assert found[f"capacity/over/{last}"].value == 70
    assert found["capacity/slots/manchester"].value == 12 * 1_830
    assert found["capacity/listed/manchester"].value == 11 * 1_900 + 5
    assert found["capacity/over/manchester"].value == 11 * 1_900 + 5 - 12 * 1_830
    assert found[f"capacity/slots/{last}"].inputs[0].startswith("places/manchester/team_slots.csv:")
    assert not any(name.endswith("not_placed") for name in found)


def test_a_place_whose_pack_names_no_places_has_no_such_figures() -> None:
    bury = load_place("bury")
    assert list(capacity_figures({}, bury, areas_of(bury), on="2018-04-01", smallest=8)) == []


@pytest.mark.parametrize(("people", "first"), [(0, 0), (1, 1), (20, 1), (21, 2), (541_263, 27_064)])
def test_the_first_twentieth_is_rounded_up(people: int, first: int) -> None:
    assert first_people(people) == first


def looking_back(con: Any, pence: list[int], *, smallest: int = 1) -> Any:
    people = ibis.memtable(
        {"person": list(range(len(pence))), "cost_pence": pence},
        schema={"person": "int64", "cost_pence": "int64"},
    )
    return retrospective(con, people, AREAS, count=len(pence), period=YEAR, smallest=smallest)


@pytest.mark.parametrize("engine_name", ENGINES)
def test_looking_back_counts_people_who_cost_nothing(engine_name: engine.EngineName) -> None:
    """Of 40 people two are the costliest twentieth; were the 30 without cost left out, it would be one."""
    figure = looking_back(connected(engine_name), [1_000] * 2 + [250] * 8 + [0] * 30)
    assert figure.figure == "concentration/top5"
    assert (figure.numerator, figure.denominator) == (20.0, 40.0)
    assert figure.value == pytest.approx(50)
    assert "2 people" in figure.working and "all 40" in figure.working
    assert "looks back" in figure.working


@pytest.mark.parametrize("engine_name", ENGINES)
def test_looking_ahead_follows_those_who_stood_first_before(engine_name: engine.EngineName) -> None:
    stood = table(STOOD, [(person, person + 1) for person in range(40)])
    costs = table(
        COSTS,
        [
            (0, date(2017, 4, 1), 600),
            (1, date(2018, 3, 31), 400),
            (1, date(2018, 4, 1), 9_999),  # after the year
            (0, date(2017, 3, 31), 9_999),  # before it
            (30, date(2017, 9, 1), 3_000),  # nobody expected it
            (77, date(2017, 9, 1), 9_999),  # came later
        ],
    )
    figure = prospective(connected(engine_name), stood, costs, AREAS, count=40, period=YEAR, smallest=1)
    assert (figure.figure, figure.definition) == ("concentration/prospective", "concentration_prospective")
    assert (figure.numerator, figure.denominator) == (10.0, 40.0)
    assert figure.value == pytest.approx(25)
    assert "by what was known then" in figure.working


@settings(deadline=None, max_examples=25)  # each example asks an engine
@given(pence=st.lists(st.integers(0, 10**9), min_size=1, max_size=60), seed=st.randoms(use_true_random=False))
def test_looking_ahead_never_beats_looking_back_on_the_same_year(pence: list[int], seed: Any) -> None:
    con = engine.connect()
    ranks = list(range(1, len(pence) + 1))
    seed.shuffle(ranks)
    stood = table(STOOD, list(enumerate(ranks)))
    costs = table(COSTS, [(person, date(2017, 6, 1), each) for person, each in enumerate(pence)])
    back = looking_back(con, pence)
    ahead = prospective(con, stood, costs, AREAS, count=len(pence), period=YEAR, smallest=1)
    assert back.denominator == ahead.denominator
    assert (ahead.value or 0) <= (back.value or 0)


def test_a_share_of_few_people_is_withheld_and_of_no_cost_is_none() -> None:
    con = engine.connect()
    few = looking_back(con, [500] * 100, smallest=8)
    assert few.is_suppressed and few.value is None and few.numerator is None
    none = looking_back(con, [0] * 10)
    assert not none.is_suppressed and none.value is None


@pytest.mark.parametrize("engine_name", ENGINES)
def test_what_became_of_a_tier_is_counted_among_who_is_still_here(engine_name: engine.EngineName) -> None:
    then = table(TIERS, [(1, "rising"), (2, "rising"), (3, "rising"), (4, "low"), (5, "high"), (6, "low")])
    now = table(TIERS, [(1, "high"), (2, "low"), (4, "high"), (5, "high"), (6, "low"), (9, "high")])
    assert became(connected(engine_name), now, then) == {
        "rising": Became(here=2, high=1, gone=1),
        "low": Became(here=2, high=1, gone=0),
        "high": Became(here=1, high=1, gone=0),
    }


def shares(found: dict[str, Became], smallest: int = 8) -> dict[str, Any]:
    period = Period(date(2017, 10, 1), date(2018, 4, 1))
    return {
        each.figure: each for each in became_figures(found, AREAS, months=6, period=period, smallest=smallest)
    }


def test_rising_is_held_against_low_and_against_chance() -> None:
    found = shares(
        {"rising": Became(1_500, 150, 40), "low": Became(8_000, 80, 3), "high": Became(500, 300, 9)}
    )
    rising, low, chance = (found[f"{name}_became_high/6"] for name in ("rising", "low", "chance"))
    assert (rising.value, low.value) == (pytest.approx(10), pytest.approx(1))
    assert chance.value == pytest.approx(100 * 230 / 9_500)
    expected = wilson(150, 1_500)
    assert expected is not None
    assert (rising.lower, rising.upper) == (
        pytest.approx(100 * expected.lower),
        pytest.approx(100 * expected.upper),
    )
    assert rising.lower > (chance.upper or 100), "here rising does foretell"
    assert "40 others had died or moved away" in rising.working
    assert "A few others had died or moved away" in low.working


@pytest.mark.parametrize("small", [Became(1_500, 7, 0), Became(1_500, 1_493, 0)])
def test_a_small_part_withholds_all_three(small: Became) -> None:
    found = shares({"rising": small, "low": Became(8_000, 80, 0)})
    assert len(found) == 3
    assert all(each.is_suppressed and each.value is None for each in found.values())


def test_where_nobody_was_rising_there_is_no_share() -> None:
    found = shares({"low": Became(8_000, 80, 0)})
    assert found["rising_became_high/6"].value is None
    assert not found["rising_became_high/6"].is_suppressed
