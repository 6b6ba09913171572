"""The figures that synthetic people of Rochdale and Bury are held to agree with the open data they name."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from lco.place.facts.calibration import CalibrationTarget
from lco.place.pack import load_place

FINGERTIPS = Path(__file__).resolve().parents[3] / "shared/data/outcomes/fingertips_GM_England.csv"
INDICATORS = {
    "diabetes_aged_17_plus": "241",
    "dementia_registered": "247",
    "falls_admissions_65_plus": "22401",
    "emergency_readmissions_30_days": "41101",
}
BOROUGHS = pytest.mark.parametrize("place", ["rochdale", "bury"])


def _targets(place: str) -> dict[str, CalibrationTarget]:
    return {target.id: target for target in load_place(place).rows(CalibrationTarget)}


def _published(area: str, indicator: str) -> tuple[Decimal, Decimal, Decimal]:
    with FINGERTIPS.open(encoding="utf-8-sig", newline="") as lines:
        (row,) = (
            row
            for row in csv.DictReader(lines)
            if (row["IndicatorId"], row["Year"], row["AreaCode"], row["Sex"])
            == (indicator, "2018", area, "Persons")
            and not row["Category"]
            and not row["CategoryType"]
        )
    return Decimal(row["Value"]), Decimal(row["LowerCI"]), Decimal(row["UpperCI"])


@BOROUGHS
def test_residents_are_the_sum_of_the_wards(place: str) -> None:
    assert _targets(place)["population"].value == sum(ward.persons for ward in load_place(place).wards)


@BOROUGHS
def test_every_value_lies_within_its_bounds(place: str) -> None:
    held = [
        target for target in _targets(place).values() if target.low is not None and target.high is not None
    ]
    assert held
    assert [target.id for target in held if not target.low <= target.value <= target.high] == []


@BOROUGHS
@pytest.mark.skipif(
    not FINGERTIPS.exists(), reason=f"{FINGERTIPS} is absent: published indicators not compared"
)
@pytest.mark.parametrize(("target", "indicator"), INDICATORS.items())
def test_indicators_are_those_published(place: str, target: str, indicator: str) -> None:
    figure = _targets(place)[target]
    published = _published(load_place(place).settings.area_code, indicator)
    stored = (figure.value, figure.low, figure.high)
    assert stored == tuple(value.quantize(figure.value) for value in published)
