"""Targets as printed, their years adding to them, and what has no definition yet."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.reading import read

pytestmark = pytest.mark.django_db
PRINTED = "Population outcomes as printed"
YEARS = "The change each year brings"


def test_the_seven_targets_stand_as_printed(signed_in: Any) -> None:
    page = read(signed_in().get("/outcomes/targets"))
    values = [cell.split()[0] for cell in page.column(PRINTED, "Change as printed")]
    assert values == ["916", "76", "4,558", "174", "383", "168", "653"]
    assert "7 population outcomes as the papers print them; 6 have no definition" in page.words


def test_only_the_fall_has_a_definition_and_leads_to_it(signed_in: Any) -> None:
    page = read(signed_in().get("/outcomes/targets"))
    measured = page.column(PRINTED, "Measured by")
    assert [said.startswith("No definition in the platform yet") for said in measured] == [True] * 6 + [False]
    assert (
        "Emergency admissions for falls, 65 and over",
        "/outcomes/indicators/falls_admissions_65_plus",
    ) in page.links
    assert "Results would come from: Birth notifications" in measured[1]


def test_each_years_change_makes_the_target(signed_in: Any) -> None:
    page = read(signed_in().get("/outcomes/targets"))
    for row in page.tables[YEARS][1:]:
        *years, together = (int(cell.replace(",", "")) for cell in row[1:7])
        assert sum(years) == together
    assert page.row(YEARS, "Fewer early deaths from respiratory")[1:7] == [
        "11",
        "22",
        "34",
        "45",
        "56",
        "168",
    ]
    assert page.row(YEARS, "Fewer people over 65")[1:7] == ["43", "87", "131", "174", "218", "653"]


def test_the_page_says_which_shape_is_printed_and_which_is_ours(signed_in: Any) -> None:
    page = read(signed_in().get("/outcomes/targets"))
    names = page.column(YEARS, "Outcome")
    assert [name.endswith("First and last year as printed") for name in names] == [False] * 5 + [True, False]
    assert sum(name.endswith("Yearly shape is our choice, not printed") for name in names) == 6


def test_rows_of_unlike_units_have_no_total(signed_in: Any) -> None:
    page = read(signed_in().get("/outcomes/targets"))
    assert len(page.tables[YEARS]) == len(page.tables[PRINTED]) == 8
    assert "6,928" not in page.words  # what the seven would make


def test_an_indicator_shows_its_own_target(signed_in: Any, published_run: Any) -> None:
    page = read(signed_in().get("/outcomes/indicators/falls_admissions_65_plus"))
    assert "The papers promise 653 fewer admissions by 2021" in page.words
    assert "From 43 fewer admissions in 2016/17 to 218 in 2020/21: together 653, the target." in page.words
    other = read(signed_in().get("/outcomes/indicators/emergency_admissions"))
    assert "Its target" not in other.words


@pytest.mark.parametrize("place", ["rochdale", "bury"])
def test_a_place_without_targets_says_why_and_what_next(signed_in: Any, settings: Any, place: str) -> None:
    settings.LCO_PLACE = place
    page = read(signed_in().get("/outcomes/targets"))
    assert f"The papers of {place.capitalize()} print no population outcomes" in page.words
    assert ("See the indicators", "/outcomes/") in page.links


def test_domains_and_measures_stand_as_the_pack_has_them(signed_in: Any) -> None:
    page = read(signed_in().get("/outcomes/measures"))
    assert page.column("Domains in which improvement is expected", "Domain")[0] == "1. Population health"
    boys = page.row("Baselines and the level to approach", "Share of his years")
    assert boys[1:3] == ["74%", "84%"]
    assert len(page.tables["Measures named in the papers"]) == 10
    assert len(page.tables["Reported beside the outcomes"]) == 10


@pytest.mark.parametrize("place", ["rochdale", "bury"])
def test_a_place_without_domains_says_so(signed_in: Any, settings: Any, place: str) -> None:
    settings.LCO_PLACE = place
    assert "name no outcome domains" in read(signed_in().get("/outcomes/measures")).words
