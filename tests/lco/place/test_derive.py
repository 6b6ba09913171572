"""Wards, small areas and practices computed from open data."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lco
from lco.place.derive import DataRefused, Derived, derive
from lco.place.derive.datasets import Geography, SmallArea, polygons
from lco.place.derive.sexes import bands, females
from lco.place.derive.shapes import area_km2, holds, place_of
from lco.place.facts.wards import AGE_BANDS
from lco.place.pack import load_place

DATA = Path(lco.__file__).resolve().parents[2] / "shared/data"
AUTHORITIES = {"manchester": "E08000003", "rochdale": "E08000005", "bury": "E08000002"}

needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason=f"the open data are not beside the repository: {DATA} is absent"
)


@pytest.fixture(scope="module")
def derived() -> dict[str, Derived]:
    return {place: derive(DATA, authority) for place, authority in AUTHORITIES.items()}


def rows_of(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


@needs_data
@pytest.mark.shared
@pytest.mark.parametrize("place", AUTHORITIES)
def test_the_packs_hold_what_the_data_give(place: str, derived: dict[str, Derived]) -> None:
    loaded, computed = load_place(place), derived[place]
    assert loaded.wards == tuple(computed.wards)
    assert loaded.lsoas == tuple(computed.lsoas)
    assert loaded.practices == tuple(computed.practices)
    sources = {source.id: source for source in loaded.sources}
    assert [sources[source.id] for source in computed.sources] == computed.sources


@needs_data
@pytest.mark.shared
@pytest.mark.parametrize("place", AUTHORITIES)
def test_every_ward_and_small_area_of_the_authority_is_there_once(place: str) -> None:
    loaded = load_place(place)
    lookup = [r for r in rows_of("geography/lsoa11_to_ward_GM.csv") if r["lad17cd"] == AUTHORITIES[place]]
    assert {(row.lsoa, row.ward) for row in loaded.lsoas} == {(r["lsoa11cd"], r["wd17cd"]) for r in lookup}
    assert {(row.ward, row.name) for row in loaded.wards} == {(r["wd17cd"], r["wd17nm"]) for r in lookup}


@needs_data
@pytest.mark.shared
def test_persons_are_the_published_count_of_each_ward() -> None:
    published = {r["area_code"]: r for r in rows_of("population/ons_ward_mid2016_GM.csv")}
    for place in AUTHORITIES:
        for ward in load_place(place).wards:
            row = published[ward.ward]
            assert ward.persons == int(row["all_ages"])
            under_five = sum(int(row[str(age)]) for age in range(5))
            assert ward.females[0] + ward.males[0] == under_five
            assert ward.females[-1] + ward.males[-1] == int(row["90+"])


@needs_data
@pytest.mark.shared
@pytest.mark.parametrize("place", AUTHORITIES)
def test_ward_areas_sum_to_the_authoritys_within_two_per_cent(place: str) -> None:
    import json

    path = DATA / "geography/local_authority_2023_gm_local_authority_generalised.geojson"
    published = {
        feature["properties"]["area_code"]: feature["properties"]["area"] / 1e6
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]
    }
    total = float(sum(ward.area_km2 for ward in load_place(place).wards))
    assert total == pytest.approx(published[AUTHORITIES[place]], rel=0.02)


@needs_data
@pytest.mark.shared
def test_the_area_formula_agrees_with_published_ward_areas() -> None:
    import json

    path = DATA / "geography/local_authority_2023_gm_local_authority_generalised.geojson"
    shapes = polygons(DATA, str(path.relative_to(DATA)))
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        code, square_metres = feature["properties"]["area_code"], feature["properties"]["area"]
        assert area_km2(shapes[code]) == pytest.approx(square_metres / 1e6, rel=0.01)


@needs_data
@pytest.mark.shared
def test_practices_lie_in_wards_of_their_authority_and_all_but_two_have_a_network() -> None:
    for place, count in (("manchester", 84), ("rochdale", 36), ("bury", 26)):
        loaded = load_place(place)
        wards = {row.lsoa: row.ward for row in loaded.lsoas}
        assert len(loaded.practices) == count
        assert [row.code for row in loaded.practices if wards[row.lsoa] != row.ward] == []
    missing = [row.code for place in AUTHORITIES for row in load_place(place).practices if not row.network]
    assert missing == ["P84616", "P83020"]


@needs_data
@pytest.mark.shared
def test_an_authority_the_data_do_not_hold_is_refused() -> None:
    with pytest.raises(DataRefused, match="holds no ward of authority E09000001"):
        derive(DATA, "E09000001")


def test_data_that_are_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataRefused, match="is absent: give the folder of the open data sets with --data"):
        derive(tmp_path, "E08000003")


def test_a_data_set_without_a_needed_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "population/mid2020_lsoa11_single_year_age_persons_GM.csv"
    path.parent.mkdir()
    path.write_text("code,people\nE1,5\n", encoding="utf-8")
    with pytest.raises(DataRefused, match=r":1: column 'lsoa11_code' is missing"):
        derive(tmp_path, "E08000003")


@pytest.mark.parametrize("place", AUTHORITIES)
def test_each_ward_is_described_whole(place: str) -> None:
    for ward in load_place(place).wards:
        assert len(ward.females) == len(ward.males) == len(AGE_BANDS)
        assert sum(ward.females) + sum(ward.males) == ward.persons
        groups = ward.white_percent + ward.mixed_percent + ward.asian_percent
        assert abs(groups + ward.black_percent + ward.other_percent - 100) <= Decimal("0.3")
        assert 1 <= ward.imd_2019_decile <= 10
        assert 1 <= ward.imd_2019_rank <= 32_844
        assert 0 <= ward.most_deprived_tenth_percent <= 100
        assert "sexes modelled, 65 and over" in ward.section


@pytest.mark.parametrize("place", AUTHORITIES)
def test_deprivation_of_a_ward_follows_from_its_small_areas(place: str) -> None:
    loaded = load_place(place)
    for ward in loaded.wards:
        parts = [row for row in loaded.lsoas if row.ward == ward.ward]
        people = sum(part.persons for part in parts)
        rank = sum(part.imd_2019_rank * part.persons for part in parts) / people
        assert ward.imd_2019_rank == round(rank)
        tenth = 100 * sum(part.persons for part in parts if part.imd_2019_decile == 1) / people
        assert float(ward.most_deprived_tenth_percent) == pytest.approx(tenth, abs=0.051)


def test_the_wards_are_those_of_the_neighbourhoods() -> None:
    for place in ("manchester", "bury"):
        loaded = load_place(place)
        named = {(row.ward, row.name) for row in loaded.neighbourhood_wards}
        assert named == {(row.ward, row.name) for row in loaded.wards}


@given(st.lists(st.integers(0, 2000), min_size=91, max_size=91), st.floats(0.4, 0.7))
def test_sexes_split_every_band_and_keep_the_total_share(ages: list[int], share: float) -> None:
    people = bands(ages)
    split = females(people, share)
    assert sum(people) == sum(ages)
    assert all(0 <= female <= both for female, both in zip(split, people, strict=True))
    weights = [100 / 205 if low < 15 else 0.5 if low < 65 else share for low in AGE_BANDS]
    exact = sum(both * weight for both, weight in zip(people, weights, strict=True))
    assert sum(split) == pytest.approx(exact, abs=1)


def test_an_area_of_2021_made_of_two_is_shared_by_their_people() -> None:
    areas = {"a": SmallArea("a", "east", 300, 1, 1), "b": SmallArea("b", "west", 100, 1, 1)}
    geography = Geography({}, areas, {"ab": ("a", "b"), "c": ("a",)})
    assert geography.shares_by_ward("ab") == {"east": 0.75, "west": 0.25}
    assert geography.shares_by_ward("c") == {"east": 1.0}


SQUARE = [[[(0.0, 0.0), (0.01, 0.0), (0.01, 0.01), (0.0, 0.01)]]]
HOLE = [[(0.004, 0.004), (0.006, 0.004), (0.006, 0.006), (0.004, 0.006)]]


def test_a_square_at_the_equator_has_the_area_of_its_sides() -> None:
    side = math.radians(0.01) * 6371.0088
    assert area_km2(SQUARE) == pytest.approx(side**2, rel=1e-6)


def test_a_band_around_the_globe_has_the_area_archimedes_gives() -> None:
    ring = [(float(x), 0.0) for x in range(-180, 181)] + [(float(x), 30.0) for x in range(180, -181, -1)]
    assert area_km2([[ring]]) == pytest.approx(
        2 * math.pi * 6371.0088**2 * math.sin(math.radians(30)), rel=1e-9
    )


def test_a_hole_is_no_part_of_a_shape() -> None:
    shape = [[SQUARE[0][0], HOLE[0]]]
    assert area_km2(shape) == pytest.approx(area_km2(SQUARE) * 0.96, rel=1e-4)
    assert holds(SQUARE, (0.005, 0.005))
    assert not holds(shape, (0.005, 0.005))


@given(st.floats(0.0001, 0.0099), st.floats(0.0001, 0.0099), st.floats(0.011, 1))
def test_a_point_lies_where_its_coordinates_say(x: float, y: float, far: float) -> None:
    assert holds(SQUARE, (x, y))
    assert not holds(SQUARE, (x + far, y))


def test_a_point_in_a_gap_belongs_to_the_nearest_shape() -> None:
    right = [[[(0.012, 0.0), (0.02, 0.0), (0.02, 0.01), (0.012, 0.01)]]]
    shapes = {"left": SQUARE, "right": right}
    assert place_of(shapes, (0.005, 0.005)) == ("left", True)
    assert place_of(shapes, (0.0105, 0.005)) == ("left", False)
    assert place_of(shapes, (0.0115, 0.005)) == ("right", False)
