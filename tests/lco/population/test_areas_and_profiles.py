"""Areas of a place, deprivation of its neighbourhoods and the conditions people live with."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest

from lco import engine
from lco.place.facts.wards import Ward
from lco.place.pack import Place, load_place
from lco.population.areas import AreasRefused, areas_of
from lco.population.deprivation import deprivation_figures
from lco.population.prevalence import commonest, condition_figures
from lco.population.profiles import BANDS, TIERS
from lco.store import Store
from lco.store.runs import Run
from tests.support.smalltown import (
    INDEX_ON,
    records_of,
    smalltown_place,
    smalltown_run,
    smalltown_store,
)

__all__ = ["smalltown_run", "smalltown_store"]


@pytest.fixture(scope="module")
def manchester() -> Place:
    return load_place("manchester")


def test_manchester_is_three_localities_of_twelve_neighbourhoods(manchester: Place) -> None:
    areas = areas_of(manchester)
    assert areas.parents["manchester"] == ("north", "central", "south", "not_placed")
    assert len(areas.neighbourhoods) == 12
    assert len(areas.wards) == 32
    assert sorted(home for name in ("north", "central", "south") for home in areas.members[name]) == sorted(
        areas.neighbourhoods
    )
    assert set(areas.members["manchester"]) == {*areas.neighbourhoods, "not_placed"}
    assert areas.names["ardwick_and_longsight"] == "Ardwick and Longsight"
    assert areas.cited["north"] == "places/manchester/localities.csv:2"


def test_every_area_is_the_sum_of_its_parts_down_to_neighbourhoods(manchester: Place) -> None:
    areas = areas_of(manchester)
    for area, parts in areas.parents.items():
        assert sorted(areas.members[area]) == sorted(home for part in parts for home in areas.members[part])
    total = areas.sums("tier/high/")[-1]
    assert total.total == "tier/high/manchester"
    assert "tier/high/not_placed" in total.parts


def with_rows(place: Place, stem: str, rows: tuple[object, ...]) -> Place:
    """Return a place with other rows in one file."""
    return replace(place, tables=MappingProxyType({**place.tables, stem: rows}))  # type: ignore[dict-item]


def test_neighbourhoods_without_a_locality_stand_below_the_place() -> None:
    place = smalltown_place()
    homes = tuple(replace(home, locality=None) for home in place.neighbourhoods)
    areas = areas_of(with_rows(with_rows(place, "neighbourhoods", homes), "localities", ()))
    assert areas.parents == {"smalltown": ("harbour", "hill", "mill", "not_placed")}
    assert areas.localities == {"harbour": None, "hill": None, "mill": None}


def test_two_areas_of_one_name_are_refused() -> None:
    place = smalltown_place()
    homes = (replace(place.neighbourhoods[0], id="east"), *place.neighbourhoods[1:])
    with pytest.raises(AreasRefused, match="Two areas of smalltown are called 'east'"):
        areas_of(with_rows(place, "neighbourhoods", homes))


def test_deprivation_is_the_mean_of_wards_by_their_residents(manchester: Place) -> None:
    areas = areas_of(manchester)
    found = {figure.figure: figure for figure in deprivation_figures(manchester, areas)}
    assert len(found) == 24
    wards = {ward.name: ward for ward in manchester.rows(Ward)}
    ardwick, longsight = wards["Ardwick"], wards["Longsight"]
    expected = (ardwick.persons * ardwick.imd_2019_decile + longsight.persons * longsight.imd_2019_decile) / (
        ardwick.persons + longsight.persons
    )
    figure = found["deprivation/decile/ardwick_and_longsight"]
    assert Decimal(str(figure.value)) == pytest.approx(expected)
    assert figure.inputs == (manchester.cite(ardwick), manchester.cite(longsight))
    tenth = [each.value for name, each in found.items() if "most_deprived_tenth" in name]
    assert all(value is not None and 0 <= value <= 100 for value in tenth)


def test_a_place_without_wards_has_no_deprivation() -> None:
    place = smalltown_place()
    assert list(deprivation_figures(place, areas_of(place))) == []


def test_conditions_are_those_people_live_with(smalltown_store: Store, smalltown_run: Run) -> None:
    con = engine.connect()
    people = smalltown_run.table(con, "people")
    found = commonest(records_of(con, smalltown_store, smalltown_place()), people, on=INDEX_ON)
    # Hospital codes such as W19 are no conditions; person 2's cancer is counted once, in the harbour.
    assert found == {
        "diabetes": {"harbour": 9, "hill": 1},
        "dementia": {"harbour": 1},
        "cancer": {"harbour": 1},
        "copd": {"hill": 1},
    }


def test_a_share_of_people_is_withheld_with_its_people() -> None:
    areas = areas_of(smalltown_place())
    found = {"diabetes": {"harbour": 40, "hill": 30, "mill": 20}}
    population = {"harbour": 400, "hill": 300, "smalltown": 900, "east": 700}
    figures = {
        figure.area: figure for figure in condition_figures(found, population, areas, on=INDEX_ON, smallest=8)
    }
    assert figures["harbour"].value == pytest.approx(10)
    assert figures["smalltown"].value == pytest.approx(10)
    assert figures["mill"].is_suppressed
    assert figures["mill"].denominator is None
    assert figures["harbour"].working == "40 / 400 x 100 on 2018-04-01; the interval is Wilson's at 95%."


def test_figures_of_age_sex_and_tier_are_complete(smalltown_run: Run) -> None:
    figures = smalltown_run.figures
    areas = areas_of(smalltown_place())
    for area in areas.members:
        for band in BANDS:
            for sex in ("female", "male", "not_known"):
                assert f"population/{area}/{band}/{sex}" in figures
        for tier in TIERS:
            assert f"tier/{tier}/{area}" in figures
    assert BANDS[0] == "0-4"
    assert BANDS[-1] == "90+"
    assert figures["population/hill/45-49/female"].label == "Women and girls aged 45-49, Hill"
    assert figures["tier/rising/hill"].label == "People in the rising risk tier, Hill"
