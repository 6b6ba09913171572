"""Wards, neighbourhoods, localities, the place: each a partition of the one above."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.place.fact import row_types
from lco.place.facts.localities import Locality
from lco.place.facts.neighbourhood_wards import NeighbourhoodWard
from lco.place.facts.neighbourhoods import Neighbourhood
from lco.place.facts.settings import Settings
from lco.place.facts.wards import AGE_BANDS, Ward, age_band_labels
from lco.place.geography import Geography, Level, geography
from lco.place.pack import PackRefused, Place, load_place

WHERE: dict[str, Any] = {"source": "made_up", "section": "test"}


def ward(id: str, persons: int) -> Ward:
    nothing = (0,) * len(AGE_BANDS)
    shares = dict.fromkeys(
        ("white_percent", "mixed_percent", "asian_percent", "black_percent", "other_percent"), Decimal(20)
    )
    return Ward(
        **WHERE,
        **shares,
        ward=id,
        name=id.title(),
        persons=persons,
        females=nothing,
        males=nothing,
        imd_2019_decile=Decimal(5),
        imd_2019_rank=16422,
        most_deprived_tenth_percent=Decimal(0),
        area_km2=Decimal(1),
    )


def place_of(homes: dict[str, tuple[str, int]], localities: dict[str, str]) -> Place:
    """Return a place: ward -> (neighbourhood, persons), neighbourhood -> locality."""
    settings = Settings(**WHERE, id="town", name="Town", title="Town", area_code="E0")
    rows: dict[str, tuple[Any, ...]] = {row_type.stem(): () for row_type in row_types().values()}
    rows["wards"] = tuple(ward(id, persons) for id, (_, persons) in homes.items())
    rows["neighbourhood_wards"] = tuple(
        NeighbourhoodWard(**WHERE, ward=id, name=id, neighbourhood=home, note=None)
        for id, (home, _) in homes.items()
    )
    rows["neighbourhoods"] = tuple(
        Neighbourhood(
            **WHERE, id=id, name=id, locality=locality, population_low=None, population_high=None, note=None
        )
        for id, locality in localities.items()
    )
    rows["localities"] = tuple(
        Locality(**WHERE, id=id, name=id, note=None) for id in dict.fromkeys(localities.values())
    )
    return Place("town", settings, MappingProxyType(rows))


@st.composite
def places(draw: st.DrawFn) -> tuple[Place, dict[str, tuple[str, int]], dict[str, str]]:
    localities = {f"n{i}": f"l{draw(st.integers(0, 3))}" for i in range(draw(st.integers(1, 8)))}
    homes: dict[str, tuple[str, int]] = {}
    for i, neighbourhood in enumerate(localities):
        homes[f"w{i}"] = (neighbourhood, draw(st.integers(0, 20_000)))
    for i in range(draw(st.integers(0, 20))):
        homes[f"x{i}"] = (draw(st.sampled_from(sorted(localities))), draw(st.integers(0, 20_000)))
    return place_of(homes, localities), homes, localities


def check_partition(found: Geography, level: Level) -> None:
    """Every ward in exactly one area of the level; people and wards of the level sum to the place's."""
    whole = found.at(Level.PLACE)[0]
    wards = [one for area in found.at(level) for one in area.wards]
    assert sorted(wards) == sorted(whole.wards)
    assert sum(area.persons for area in found.at(level)) == whole.persons


@given(places())
def test_each_level_is_a_partition_of_the_place(
    made: tuple[Place, dict[str, tuple[str, int]], dict[str, str]],
) -> None:
    place, homes, localities = made
    found = geography(place)
    for level in Level:
        check_partition(found, level)
    for id, (home, _) in homes.items():
        assert found.neighbourhood_of(id) == home
        assert found.locality_of(id) == localities[home]
        assert id in found.area(Level.NEIGHBOURHOOD, home).wards


@pytest.mark.parametrize("place", ["manchester", "bury"])
@pytest.mark.parametrize("level", Level)
def test_each_level_of_a_real_place_is_a_partition(place: str, level: Level) -> None:
    check_partition(geography(load_place(place)), level)


def test_manchester_has_one_place_three_localities_twelve_neighbourhoods_thirty_two_wards() -> None:
    found = geography(load_place("manchester"))
    assert {level.value: len(found.at(level)) for level in Level} == {
        "place": 1,
        "locality": 3,
        "neighbourhood": 12,
        "ward": 32,
    }
    assert found.neighbourhood_of("E05000688") == "ardwick_and_longsight"
    assert found.locality_of("E05000688") == "central"
    assert found.area(Level.NEIGHBOURHOOD, "ardwick_and_longsight").persons == 35_544
    assert found.area(Level.PLACE, "manchester").persons == 541_263


def test_a_place_without_neighbourhoods_has_wards_in_the_place() -> None:
    rochdale = geography(load_place("rochdale"))
    some = rochdale.at(Level.WARD)[0].id
    assert len(rochdale.at(Level.WARD)) == 20
    assert (rochdale.neighbourhood_of(some), rochdale.locality_of(some)) == (None, None)
    assert rochdale.area(Level.WARD, some).within == "rochdale"


def test_a_ward_the_place_does_not_have_is_an_error_in_words() -> None:
    with pytest.raises(KeyError, match="There is no ward 'E05009999'"):
        geography(load_place("manchester")).neighbourhood_of("E05009999")


def test_a_ward_in_no_neighbourhood_is_refused() -> None:
    place = place_of({"a": ("n", 1), "b": ("n", 2)}, {"n": "l"})
    homes = tuple(row for row in place.neighbourhood_wards if row.ward == "a")
    short = Place(place.id, place.settings, MappingProxyType({**place.tables, "neighbourhood_wards": homes}))
    with pytest.raises(PackRefused, match=r"wards\.csv.*ward 'b' is in no neighbourhood"):
        geography(short)


def test_a_ward_nobody_knows_and_a_neighbourhood_without_wards_are_refused() -> None:
    place = place_of({"a": ("n", 1)}, {"n": "l", "m": "l"})
    homes = (
        *place.neighbourhood_wards,
        NeighbourhoodWard(**WHERE, ward="z", name="Z", neighbourhood="n", note=None),
    )
    odd = Place(place.id, place.settings, MappingProxyType({**place.tables, "neighbourhood_wards": homes}))
    with pytest.raises(PackRefused) as refusal:
        geography(odd)
    assert {one.what for one in refusal.value.problems} == {
        "ward 'z' is not in wards.csv",
        "neighbourhood 'm' holds no ward",
    }


@pytest.mark.parametrize("place", ["manchester", "bury"])
def test_each_neighbourhood_has_one_tile_of_its_own(place: str) -> None:
    loaded = load_place(place)
    assert {tile.neighbourhood for tile in loaded.tiles} == {one.id for one in loaded.neighbourhoods}
    assert len({(tile.column, tile.row) for tile in loaded.tiles}) == len(loaded.tiles)


def test_age_bands_are_named_in_order() -> None:
    labels = age_band_labels()
    assert len(labels) == len(AGE_BANDS) == 19
    assert (labels[0], labels[1], labels[-2], labels[-1]) == ("0-4", "5-9", "85-89", "90+")
