"""Neighbourhoods as figures: what the pages show is what the run published."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from web.population import charts, comparing, figures
from web.ui import formats

pytestmark = pytest.mark.django_db
AREA = "ancoats_clayton_and_bradford"


@pytest.fixture
def analyst(manchester: Any, user_of: Any) -> Client:
    """An analyst, signed in."""
    client = Client()
    client.force_login(user_of("analyst"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_list_shows_every_neighbourhood_with_its_people(manchester: Any, analyst: Client) -> None:
    page = analyst.get(reverse("population:neighbourhoods")).content.decode()
    from web.ui import place

    for area in place.current().neighbourhoods:
        found = manchester.run.figures[f"population/{area.id}"]
        assert area.name.replace("'", "&#39;") in page
        shown = formats.bare(found.value, found.unit, is_suppressed=found.is_suppressed)
        assert shown in page


def test_the_pyramid_holds_every_band_of_both_sexes(manchester: Any) -> None:
    rows = figures.pyramid(AREA)
    assert len(rows) == 19
    assert all(women is not None and men is not None for _, women, men in rows)
    drawn = charts.pyramid_chart(rows, name="x", sentence="y").spec
    assert drawn is not None
    known = [each for _, women, men in rows for each in (women, men) if each and each.value is not None]
    assert sum(row["people"] for row in drawn["data"]["values"]) == sum(each.value or 0 for each in known)


def test_a_withheld_band_is_left_out_of_the_picture_and_never_nought(manchester: Any) -> None:
    rows = figures.pyramid(AREA)
    hidden = {
        (band, sex)
        for band, women, men in rows
        for sex, each in (("Women and girls", women), ("Men and boys", men))
        if each and each.is_suppressed
    }
    assert hidden, "two thousand people in twelve neighbourhoods have small bands"
    drawn = charts.pyramid_chart(rows, name="x", sentence="y").spec
    assert drawn is not None
    assert not hidden & {(row["band"], row["sex"]) for row in drawn["data"]["values"]}


def test_a_page_without_a_run_still_tells_the_wards(user_of: Any, settings: Any) -> None:
    settings.LCO_STORE, settings.LCO_PLACE = None, "manchester"
    client = Client()
    client.force_login(user_of("analyst"), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("population:neighbourhood", args=[AREA])).content.decode()
    assert "no run has been published" in page
    assert "Ancoats" in page


def test_an_unknown_neighbourhood_is_no_page(analyst: Client) -> None:
    assert analyst.get(reverse("population:neighbourhood", args=["atlantis"])).status_code == 404


def test_a_profile_reads_only_what_it_needs(manchester: Any) -> None:
    rows = comparing.conditions(AREA) or figures.conditions(AREA)
    assert rows
    assert all(row.here and row.here.area == AREA for row in rows)
    values = [row.here.value or 0 for row in rows if row.here]
    assert values == sorted(values, reverse=True)
    assert not any(", Ancoats" in row.title for row in rows)


def test_the_page_of_definitions_gives_every_score_with_its_worked_example(analyst: Client) -> None:
    from lco.population.score import scores

    page = analyst.get(reverse("population:definitions")).content.decode()
    for definition in scores().values():
        assert f'id="{definition.id}"' in page
        assert definition.owner in page
        assert definition.version in page


@pytest.mark.parametrize("place", ["rochdale", "bury"])
def test_other_places_show_their_pack_or_say_why_not(place: str, user_of: Any, settings: Any) -> None:
    settings.LCO_STORE, settings.LCO_PLACE = None, place
    client = Client()
    client.force_login(user_of("analyst"), backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(reverse("population:neighbourhoods"))
    assert response.status_code == 200
