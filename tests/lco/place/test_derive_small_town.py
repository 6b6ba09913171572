"""A town of two wards and three small areas, whose facts can be worked out by hand."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from lco.place.derive import DataRefused, derive
from lco.place.facts.wards import AGE_BANDS

TOWN = "E08999999"
GROUPS = {
    "White": "white",
    "Mixed or Multiple ethnic groups": "mixed",
    "Asian, Asian British or Asian Welsh": "asian",
    "Black, Black British, Black Welsh, Caribbean or African": "black",
    "Other ethnic group": "other",
}
WEIGHTED = ["G&A WP", "CS WP", "MH WP", "Mat WP", "Health Ineq WP", "Prescr WP", "Final WP", "Final PMC WP"]


def write(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([header, *rows])


def square(code: str, west: float, south: float) -> dict[str, object]:
    ring = [
        [west, south],
        [west + 0.01, south],
        [west + 0.01, south + 0.01],
        [west, south + 0.01],
        [west, south],
    ]
    return {
        "properties": {"area_code": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """East holds small areas a (300 people) and b (100), West holds c (100); b and c merged into bc."""
    write(
        tmp_path / "geography/lsoa11_to_ward_GM.csv",
        ["lsoa11cd", "wd17cd", "wd17nm", "lad17cd"],
        [
            ("a", "W1", "East", TOWN),
            ("b", "W1", "East", TOWN),
            ("c", "W2", "West", TOWN),
            ("z", "W9", "Far", "E08"),
        ],
    )
    write(
        tmp_path / "geography/lsoa11_to_lsoa21_GM.csv",
        ["F_LSOA11CD", "LSOA21CD"],
        [("a", "a"), ("b", "bc"), ("c", "bc"), ("z", "z")],
    )
    write(
        tmp_path / "population/mid2020_lsoa11_single_year_age_persons_GM.csv",
        ["lsoa11_code", "total_population"],
        [("a", "300.0"), ("b", "100.0"), ("c", "100.0"), ("z", "5.0")],
    )
    write(
        tmp_path / "deprivation/imd2019_england_lsoa11_GM.csv",
        ["lsoa11_code", "IMD_decile", "IMD_rank"],
        [("a", "1.0", "1000.0"), ("b", "3.0", "9000.0"), ("c", "10.0", "32000.0"), ("z", "5.0", "16000.0")],
    )
    ages = [*(str(age) for age in range(90)), "90+"]
    write(
        tmp_path / "population/ons_ward_mid2016_GM.csv",
        ["area_code", *ages],
        [("W1", *[10] * 91), ("W2", *[0] * 90, 100), ("W9", *[1] * 91)],
    )
    write(
        tmp_path / "outcomes/fingertips_GM_England.csv",
        ["IndicatorName", "AreaCode", "Sex", "Year", "Denominator", "CategoryType", "Category"],
        [
            ("Admissions due to falls aged 65 and over", TOWN, "Female", 2018, 600, "", ""),
            ("Admissions due to falls aged 65 and over", TOWN, "Male", 2018, 400, "", ""),
            ("Admissions due to falls aged 65 and over", TOWN, "Male", 2017, 400, "", ""),
            ("Admissions due to falls aged 65 and over", TOWN, "Female", 2019, 900, "", ""),
            ("Admissions due to falls aged 65 and over", TOWN, "Male", 2019, 100, "", ""),
            ("Admissions due to falls aged 65 and over", TOWN, "Female", 2018, 7, "Deprivation", "Most"),
        ],
    )
    counts = {"a": (300, 0, 0, 0, 0), "bc": (0, 0, 200, 0, 0), "z": (1, 1, 1, 1, 1)}
    write(
        tmp_path / "population/census21_ethnicity_lsoa21_GM.csv",
        ["lsoa21_code", "ethnic_group", "n"],
        [(code, group, n) for code, row in counts.items() for group, n in zip(GROUPS, row, strict=True)],
    )
    shapes = [square("a", 0.0, 0.0), square("bc", 0.02, 0.0), square("z", 5.0, 5.0)]
    (tmp_path / "geography/lsoa_2021_gm_lsoa_super_generalised.geojson").write_text(
        json.dumps({"features": shapes})
    )
    practice = [
        "Practice_Code",
        "GP_Practice_Name",
        "LAD21",
        "Latitude",
        "Longitude",
        "pop 2022/23",
        *WEIGHTED,
    ]
    needs = [str(1000 + i / 8) for i in range(8)]
    write(
        tmp_path / "allocations/practice_weighted_populations_2024_25_England.csv",
        practice,
        [
            ("P2", "The  Second", TOWN, "0.005", "0.0125", "999.96", *needs),
            ("P1", "First", TOWN, "0.005", "0.025", "1234.5", *needs),
            ("P9", "Elsewhere", "E08", "5.005", "5.005", "1", *needs),
        ],
    )
    write(
        tmp_path / "primary_care/payments_22-23_GM.csv",
        ["Code", "CCG NAME", "Practice Code"],
        [("U1", "EAST  PCN", "P2"), ("00T", "no network", "P1")],
    )
    return tmp_path


def test_wards_are_described_as_by_hand(town: Path) -> None:
    east, west = derive(town, TOWN).wards
    assert (east.ward, east.name, east.persons) == ("W1", "East", 910)
    assert (west.ward, west.name, west.persons) == ("W2", "West", 100)
    # East: (300 x 1 + 100 x 3) / 400, (300 x 1,000 + 100 x 9,000) / 400, 300 of 400 in the first tenth
    assert (east.imd_2019_decile, east.imd_2019_rank) == (Decimal("1.5"), 3000)
    assert east.most_deprived_tenth_percent == Decimal("75.0")
    assert (west.imd_2019_decile, west.imd_2019_rank) == (Decimal("10.0"), 32000)
    # bc's 200 people are shared by the people of b and c, one half to each ward
    assert (east.white_percent, east.asian_percent) == (Decimal("75.0"), Decimal("25.0"))
    assert west.asian_percent == Decimal("100.0")


def test_sexes_follow_the_stated_method(town: Path) -> None:
    east, west = derive(town, TOWN).wards
    assert east.section == "W1, 2 small areas; sexes modelled, 65 and over 60.0% female as in 2018"
    assert sum(east.females[:3]) == round(150 * 100 / 205)
    assert sum(east.females[3:13]) == 250
    assert west.females[-1] == 60
    assert west.males[-1] == 40
    assert len(east.females) == len(AGE_BANDS)


def test_areas_are_those_of_the_squares(town: Path) -> None:
    east, west = derive(town, TOWN).wards
    # A hundredth of a degree at the equator is 1.112 km; bc is shared in halves.
    assert (east.area_km2, west.area_km2) == (Decimal("1.85"), Decimal("0.62"))


def test_small_areas_keep_their_ward_and_people(town: Path) -> None:
    assert [(row.lsoa, row.ward, row.persons, row.imd_2019_decile) for row in derive(town, TOWN).lsoas] == [
        ("a", "W1", 300, 1),
        ("b", "W1", 100, 3),
        ("c", "W2", 100, 10),
    ]


def test_practices_are_placed_by_coordinates_or_nearest(town: Path) -> None:
    first, second = derive(town, TOWN).practices
    assert (first.code, first.lsoa, first.section) == ("P1", "b", "P1; in bc")
    assert (first.network_code, first.network) == (None, None)
    assert (second.code, second.ward, second.section) == ("P2", "W1", "P2; nearest to a")
    assert (second.name, second.network_code, second.network) == ("The Second", "U1", "EAST PCN")
    assert (second.list_size, first.list_size) == (Decimal("1000.0"), Decimal("1234.5"))
    assert second.weighted_general_and_acute == Decimal("1000.0")
    assert second.weighted_primary_medical == Decimal("1000.9")


@pytest.mark.parametrize(
    ("name", "row", "what"),
    [
        ("population/ons_ward_mid2016_GM.csv", "W2,", r"no row of ward W2 \(West\)"),
        ("outcomes/fingertips_GM_England.csv", "Admissions", "no denominators by sex of authority E08999999"),
    ],
)
def test_rows_that_are_not_there_are_refused(name: str, row: str, what: str, town: Path) -> None:
    path = town / name
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(row)]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    with pytest.raises(DataRefused, match=what):
        derive(town, TOWN)


def test_boundaries_that_are_not_there_are_refused(town: Path) -> None:
    (town / "geography/lsoa_2021_gm_lsoa_super_generalised.geojson").unlink()
    with pytest.raises(DataRefused, match=r"super_generalised.geojson is absent"):
        derive(town, TOWN)
