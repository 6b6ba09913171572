"""A neighbourhood beside its place: words, pictures and tables say what the run published."""

from __future__ import annotations

import html
import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from jsonschema import Draft7Validator

from lco.outcomes.comparison import Standing
from lco.place.pack import load_place
from tests.support.profiled import UNLIKE, profiled, profiled_store
from web.population import charts, comparing
from web.population.assets import assets_of

__all__ = ["profiled", "profiled_store"]
pytestmark = pytest.mark.django_db
LIKE = "cheetham_and_crumpsall"


@pytest.fixture
def analyst(profiled: Any, user_of: Any) -> Client:
    """An analyst, signed in."""
    client = Client()
    client.force_login(user_of("analyst"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def charts_of(area: str) -> Any:
    """Return the charts of an area."""
    pack = load_place("manchester")
    return charts.profile(next(row for row in pack.neighbourhoods if row.id == area), pack)


def test_every_long_term_condition_stands_beside_the_place(profiled: Any) -> None:
    lines = comparing.conditions(UNLIKE)
    assert len(lines) == len({name.split("/")[1] for name in profiled if name.startswith("prevalence/")})
    for line in lines:
        assert line.here is not None
        assert line.crude is not None
        assert line.whole is not None
        assert line.here.area == line.crude.area == UNLIKE
        assert line.whole.area == "manchester"
    shown = [line.here.value for line in lines if line.here and line.here.value is not None]
    assert shown == sorted(shown, reverse=True)


def test_a_neighbourhood_that_is_ill_twice_as_often_is_said_to_be(profiled: Any) -> None:
    counted = comparing.tally(comparing.conditions(UNLIKE))
    assert counted[Standing.WORSE] > 5
    assert counted[Standing.BETTER] == 0
    said = charts_of(UNLIKE)["conditions"].sentence
    assert said.startswith("Against Manchester, once age is allowed for, ")
    assert f"{counted[Standing.WORSE]} conditions are more common" in said


def test_use_of_care_is_better_similar_or_worse_in_word_and_shape(profiled: Any) -> None:
    lines = {line.title: line for line in comparing.use(UNLIKE)}
    assert str(lines["Emergency admissions"].word) == "▼ worse"
    assert str(lines["Attendances at emergency departments"].word) == "● similar"
    rows = charts_of(UNLIKE)["use"].rows
    assert [row[4] for row in rows] == [str(line.word) for line in lines.values()]


def test_no_withheld_figure_is_drawn_and_each_is_said_to_be(profiled: Any) -> None:
    hidden = [
        (area, line)
        for area in {name.split("/")[2] for name in profiled if name.startswith("prevalence/")}
        for line in comparing.conditions(area)
        if line.standing is Standing.WITHHELD
    ]
    assert hidden
    for area, line in hidden:
        assert line.here is not None
        assert line.here.value is line.here.lower is line.here.numerator is None
        assert line.word.text == "suppressed"
        if area == UNLIKE:
            drawn = charts_of(area)["conditions"].spec
            assert drawn is not None
            assert line.title not in {row["label"] for row in drawn["data"]["values"]}


def test_the_dots_are_the_published_rates(profiled: Any) -> None:
    drawn = charts_of(UNLIKE)["use"].spec
    assert drawn is not None
    for row, line in zip(drawn["data"]["values"], comparing.use(UNLIKE), strict=True):
        assert line.here is not None
        assert line.whole is not None
        assert (row["value"], row["lower"], row["upper"]) == (
            line.here.value,
            line.here.lower,
            line.here.upper,
        )
        assert row["place"] == line.whole.value
        assert row["shape"] == line.word.mark


def test_the_pyramid_draws_shares_of_both(profiled: Any) -> None:
    drawn = charts_of(UNLIKE)["pyramid"].spec
    assert drawn is not None
    values = drawn["data"]["values"]
    assert {row["all"] for row in values} == {profiled[f"population/{UNLIKE}"].value}
    assert {row["place_all"] for row in values} == {profiled["population/manchester"].value}
    for row in values:
        sex = "female" if row["side"] < 0 else "male"
        assert row["people"] == profiled[f"population/{UNLIKE}/{row['band']}/{sex}"].value
        assert row["place_people"] == profiled[f"population/manchester/{row['band']}/{sex}"].value


def test_the_line_of_inequality_is_that_of_the_place(profiled: Any) -> None:
    chart = charts_of(UNLIKE)["slope"]
    slope = profiled["inequality/emergency_admissions/manchester"]
    assert slope.lower > 0
    assert chart.sentence.startswith("In Manchester more people from deprived areas are admitted")
    assert chart.spec is not None
    dots = chart.spec["data"]["values"]
    assert [dot["fifth"] for dot in dots] == ["1", "2", "3", "4", "5"]
    assert [dot["value"] for dot in dots] == [
        profiled[f"admissions_by_deprivation/{fifth}/manchester"].value for fifth in range(1, 6)
    ]
    ranks = [dot["rank"] for dot in dots]
    assert ranks == sorted(ranks)
    assert 0 < ranks[0] < ranks[-1] < 1
    line = chart.spec["layer"][0]["data"]["values"]
    assert [end["value"] for end in line] == [
        profiled[f"inequality_line/{end}/manchester"].value for end in ("most_deprived", "least_deprived")
    ]


def test_where_fifths_are_missing_the_reason_is_given(profiled: Any) -> None:
    chart = charts_of(UNLIKE)["slope"]
    assert chart.rows[0][1] == "Not all five fifths of deprivation live here: no slope"
    assert "alone has no line of its own" in chart.sentence


def test_assets_are_what_the_pack_knows(profiled: Any) -> None:
    pack = load_place("manchester")
    found = assets_of(pack, UNLIKE)
    wards = {row.ward for row in pack.neighbourhood_wards if row.neighbourhood == UNLIKE}
    assert {row.code for row in found.practices} == {row.code for row in pack.practices if row.ward in wards}
    assert profiled[f"asset/practices/{UNLIKE}"].value == len(found.practices) == len(found.practice_rows)
    assert {offer.id for offer in found.offers} == {
        "recovery_support",
        "psychological_therapies",
        "training_and_awareness",
    } | {row.id for row in pack.mental_health_offers if "neighbourhood" in row.levels}
    assert found.rule


@pytest.mark.parametrize("address", ["", "?print"])
def test_the_page_has_every_section_and_opens_the_book(analyst: Client, address: str) -> None:
    page = analyst.get(reverse("population:neighbourhood", args=[UNLIKE]) + address).content.decode()
    for part in ("age", "need", "ill", "use", "care", "unequal", "poverty", "assets"):
        assert f'id="{part}"' in page
    assert "prevalence_standardised" in page
    assert "use_standardised" in page
    assert "how this figure came about" in page
    assert "suppressed" in page
    practice = assets_of(load_place("manchester"), UNLIKE).practices[0]
    assert practice.name in html.unescape(page)
    is_print = address == "?print"
    assert ("your browser's print command" in html.unescape(page)) is is_print
    assert ("Print this profile" in page) is not is_print
    assert ("Download this list" in page) is not is_print
    assert ("<details" in page) is not is_print


def test_every_picture_is_valid(analyst: Client) -> None:
    found = importlib.util.find_spec("altair")
    assert found and found.origin
    schema = Path(found.origin).parent / "vegalite" / "v6" / "schema" / "vega-lite-schema.json"
    language = Draft7Validator(json.loads(schema.read_text(encoding="utf-8")))
    page = analyst.get(reverse("population:neighbourhood", args=[UNLIKE])).content.decode()
    specs = re.findall(r'<script type="application/json" id="(chart-[^"]+)">(.*?)</script>', page, re.S)
    assert {name for name, _ in specs} >= {"chart-pyramid", "chart-conditions", "chart-use", "chart-slope"}
    for name, spec in specs:
        assert [error.message for error in language.iter_errors(json.loads(spec))] == [], name


def test_the_list_compares_every_neighbourhood(analyst: Client, profiled: Any) -> None:
    page = html.unescape(analyst.get(reverse("population:neighbourhoods")).content.decode())
    assert "Emergency admissions, for age" in page
    assert "▼ worse" in page
    assert "● similar" in page
    assert f"{profiled[f'use_standardised/emergency_admissions/{UNLIKE}'].value:.1f}" in page
    assert comparing.admissions(LIKE) is not None


def test_a_run_without_profiles_says_so(published_run: Path, user_of: Any) -> None:
    client = Client()
    client.force_login(user_of("analyst"), backend="django.contrib.auth.backends.ModelBackend")
    page = html.unescape(client.get(reverse("population:neighbourhood", args=[UNLIKE])).content.decode())
    assert "No measure is published" in page
    assert "No line of inequality can be drawn for Manchester" in page
    assert client.get(reverse("population:neighbourhoods")).status_code == 200
