"""The open book and the place pack: every figure has its page, every row its paper."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lco.place.pack import load_place
from web.board import queries
from web.records.facts import meanings

pytestmark = pytest.mark.django_db
PLACES = ("manchester", "rochdale", "bury")


@pytest.fixture
def secretary(user_of: Any) -> Client:
    """A board secretary, signed in."""
    client = Client()
    client.force_login(user_of("board_secretary"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_published_figure_has_its_page(manchester: Any, secretary: Client) -> None:
    figures = manchester.run.figures
    # One of each definition and every hundredth: the page is one and the same template.
    chosen = {figure.definition: name for name, figure in figures.items()}
    names = [*chosen.values(), *list(figures)[::100]]
    for name in names:
        page = secretary.get(reverse("board:figure", args=[name]))
        assert page.status_code == 200, name
        content = page.content.decode()
        assert "How it came about" in content
        assert manchester.run.run_id in content


def test_a_computed_figure_leads_to_its_inputs(manchester: Any, secretary: Client) -> None:
    page = secretary.get(reverse("board:figure", args=["finance/gap/computed_remaining"])).content.decode()
    assert "49,439 - 19,689 - 11,395 = 18,355" in page
    for part in ("gap", "business_as_usual", "transformation"):
        assert reverse("board:figure", args=[f"finance/gap/{part}"]) in page


def test_a_printed_figure_leads_to_the_line_of_its_paper(manchester: Any, secretary: Client) -> None:
    page = secretary.get(reverse("board:figure", args=["finance/gap/gap"])).content.decode()
    assert "places/manchester/gap.csv:2" in page
    assert "Summary of locality plan" in page


def test_a_figure_of_records_leads_to_its_load(manchester: Any, secretary: Client) -> None:
    page = secretary.get(reverse("board:figure", args=["population/manchester"])).content.decode()
    assert "population/" in page
    leaf = secretary.get(reverse("board:figure", args=["records/people/rows"])).content.decode()
    assert "0001-synthetic" in leaf


def test_an_unknown_figure_says_so(manchester: Any, secretary: Client) -> None:
    response = secretary.get(reverse("board:figure", args=["no/such/figure"]))
    assert response.status_code == 404
    assert "No such figure" in response.content.decode()


def test_figures_are_searched_by_words_definition_and_area(manchester: Any) -> None:
    found = queries.figures("cost per head", area="ardwick_and_longsight")
    assert [figure.figure for figure in found] == ["cost_per_head/ardwick_and_longsight"]
    assert len(queries.figures()) == len(manchester.run.figures)
    assert {figure.definition for figure in queries.figures(definition="gap")} == {"gap"}


@pytest.mark.parametrize("place", PLACES)
def test_every_table_of_every_pack_has_its_page(place: str, secretary: Client, settings: Any) -> None:
    settings.LCO_STORE, settings.LCO_PLACE = None, place
    index = secretary.get(reverse("board:pack")).content.decode()
    for file in queries.pack_files():
        address = reverse("board:pack_table", args=[file.stem])
        assert address in index
        page = secretary.get(address)
        assert page.status_code == 200, file.stem


@pytest.mark.parametrize("place", PLACES)
def test_every_row_can_be_found_by_its_line(place: str, settings: Any) -> None:
    settings.LCO_STORE, settings.LCO_PLACE = None, place
    for file in queries.pack_files():
        for row in file.rows[:3]:
            assert row in queries.rows_saying(file, line=row.line)


def test_a_table_this_place_does_not_print_says_so(secretary: Client, settings: Any) -> None:
    settings.LCO_STORE, settings.LCO_PLACE = None, "manchester"
    page = secretary.get(reverse("board:pack_table", args=["gateways"])).content.decode()
    assert "The papers of Manchester print no such table" in page


def test_a_table_nobody_knows_is_no_page(secretary: Client, settings: Any) -> None:
    settings.LCO_STORE, settings.LCO_PLACE = None, "manchester"
    assert secretary.get(reverse("board:pack_table", args=["spells"])).status_code == 404


def test_printed_totals_that_differ_are_listed_as_printed(secretary: Client, settings: Any) -> None:
    settings.LCO_STORE, settings.LCO_PLACE = None, "manchester"
    page = secretary.get(reverse("board:totals")).content.decode()
    for figure in ("229,192", "229,191", "3,103", "3,102", "22,790", "22,787", "3.7", "3.3"):
        assert figure in page


@pytest.mark.parametrize("place", PLACES)
def test_partners_say_whether_their_membership_is_printed(
    place: str, secretary: Client, settings: Any
) -> None:
    settings.LCO_STORE, settings.LCO_PLACE = None, place
    page = secretary.get(reverse("board:partners")).content.decode()
    for partner in load_place(place).partners:
        assert partner.name.replace("'", "&#39;").replace("&", "&") in page or partner.name in page


def test_columns_of_a_table_are_explained_in_the_words_of_the_code() -> None:
    from lco.place.fact import row_types

    explained = meanings(row_types()["savings.csv"])
    assert explained["benefit"].startswith("benefit type")
    assert explained["thousands"].startswith("thousands of pounds")


def test_a_pack_table_goes_into_a_file_whole(secretary: Client, settings: Any) -> None:
    settings.LCO_STORE, settings.LCO_PLACE = None, "manchester"
    asked = {"export": "csv", "purpose": "service_planning"}
    content = secretary.get(reverse("board:pack_table", args=["savings"]), asked).content.decode("utf-8-sig")
    rows = load_place("manchester").savings
    assert content.count("prospectus") + content.count("Prospectus") >= len(rows)
