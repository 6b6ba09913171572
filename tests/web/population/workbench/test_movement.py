"""Movement, segments and cohorts on pages: what the run published, suppressed as suppressed, or why not."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lco.place.pack import load_place
from web.population.workbench import flows, movements, needs
from web.population.workbench.movements import Flow

pytestmark = pytest.mark.django_db
PLACE = "manchester"


def _page(client: Client, name: str, query: str = "") -> str:
    answer = client.get(reverse(f"population:{name}") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def _text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def _area(position: int) -> str:
    return str(load_place(PLACE).neighbourhoods[position].id)


def test_every_flow_is_read_once_and_nobody_goes_from_outside_to_outside(bench: Any) -> None:
    found = movements.flows(PLACE)
    assert len(found) == 15
    assert all(flow.figure is not None for flow in found)


@pytest.mark.parametrize(
    ("start", "end", "way"),
    [
        ("rising", "high", "up"),
        ("low", "high", "up"),
        ("high", "low", "down"),
        ("rising", "rising", "same"),
        ("new", "high", "edge"),
        ("high", "left", "edge"),
    ],
)
def test_a_flow_leads_up_down_or_out(start: str, end: str, way: str) -> None:
    assert Flow(start, end, None).way == way


def test_the_sentence_above_the_matrix_says_how_many_rose_and_fell(analyst: Client) -> None:
    page = _text(_page(analyst, "movement"))
    assert (
        "In a month 784 people of Manchester moved from the rising tier to the high one, and 610 the" in page
    )


def test_a_part_of_the_place_is_chosen_by_the_address(analyst: Client) -> None:
    area = _area(0)
    page = _text(_page(analyst, "movement", f"?area={area}"))
    assert f"In a month {784 // 12} people of Ancoats, Clayton and Bradford moved" in page
    assert "Select a valid choice" in _text(_page(analyst, "movement", "?area=atlantis"))


def test_a_withheld_flow_is_neither_drawn_nor_nought(analyst: Client) -> None:
    area = _area(2)
    found = movements.flows(area)
    withheld = next(flow for flow in found if flow.figure and flow.figure.is_suppressed)
    assert (withheld.start, withheld.end) == ("high", "rising")
    bars = flows.moves_chart(found, name="x")
    assert bars.spec is not None
    assert "▼ High to rising" not in [each["label"] for each in bars.spec["data"]["values"]]
    cells = flows.matrix_chart(found, name="x").spec["data"]["values"]
    assert next(each for each in cells if each["people"] is None)["shown"] == "suppressed"
    assert "between the rising and the high tier is withheld" in _text(
        _page(analyst, "movement", f"?area={area}")
    )


def test_the_two_shares_of_cost_stand_apart_in_words(analyst: Client) -> None:
    page = _text(_page(analyst, "movement"))
    back, ahead = page.index("Looking back 51.4%"), page.index("Looking ahead 33.2%")
    assert "Nobody could have acted on it" in page[back:ahead]
    assert "flagged before that year began" in page[ahead:]


def test_rising_stands_beside_what_chance_alone_finds(analyst: Client) -> None:
    page = _text(_page(analyst, "movement"))
    assert page.count("months later 7.5%") == 2
    assert page.count("95% interval 7.3% to 7.7%; of the low 0.4%, of all not high 1.6%") == 2


def test_capacity_stands_against_the_list_by_name_of_the_area(analyst: Client) -> None:
    page = _text(_page(analyst, "movement"))
    about = ": how this figure came about"
    row = " ".join(f"{value}{about}" for value in (11_400 // 12, 900, 11_400 // 12 - 900))
    assert f"Ancoats, Clayton and Bradford {row}" in re.sub(r"\s+: how", ": how", page)


def test_neighbourhoods_stand_apart_from_the_localities_that_hold_them(analyst: Client) -> None:
    """Unlike levels never add: each table closes with the place as published, and holds no other level."""
    pack = load_place("manchester")
    page = _page(analyst, "movement")
    tables = re.findall(r'aria-label="(Capacity against the list[^"]*)"(.*?)</table>', page, re.DOTALL)
    heads = {title: re.findall(r'scope="row">\s*([^<]+?)\s*</th>', body) for title, body in tables}
    whole = f"{pack.name}, all"
    assert heads == {
        "Capacity against the list, by neighbourhood": [*(each.name for each in pack.neighbourhoods), whole],
        "Capacity against the list, by locality": [*(each.name for each in pack.localities), whole],
    }
    assert "are not to be added" in page


def test_a_run_without_movement_says_why_and_what_next(
    signed_in: Callable[..., Client], published_run: Any
) -> None:
    page = _page(signed_in("commissioner"), "movement")
    assert "The published run has no figures of movement" in page
    assert "run the place again" in page
    assert "counted no segments" in _page(signed_in("analyst"), "segments")


@pytest.mark.parametrize("name", ["movement", "segments"])
def test_before_the_first_run_the_page_says_what_next(
    name: str, signed_in: Callable[..., Client], settings: Any
) -> None:
    settings.LCO_STORE, settings.LCO_PLACE = None, PLACE
    assert "no run has been published" in _page(signed_in("analyst"), name)


def test_segments_and_cohorts_stand_in_the_order_of_the_place(bench: Any) -> None:
    pack = load_place(PLACE)
    for kind, rows in (("segments", needs.segments(PLACE)), ("cohorts", needs.cohorts(PLACE))):
        wanted = sorted(pack.tables[kind], key=lambda row: row.order)
        assert [row.id for row in rows] == [row.id for row in wanted]


def test_a_cohort_is_crossed_with_mental_health_need(analyst: Client) -> None:
    page = _text(_page(analyst, "segments", f"?area={_area(4)}"))
    assert re.search(rf"Frail older people {23_100 // 16:,}[^0-9]*suppressed", page)


def test_the_list_stands_beside_what_the_papers_ask(analyst: Client) -> None:
    page = _text(_page(analyst, "segments"))
    assert re.search(r"21,998[^.]*stand on the priority list of Manchester\. The papers ask for 22,000", page)


def test_every_area_is_taken_away_in_one_file(analyst: Client) -> None:
    address = reverse("population:segments") + "?export=csv&purpose=service_planning"
    rows = list(csv.reader(io.StringIO(analyst.get(address).content.decode("utf-8-sig"))))
    head = next(number for number, row in enumerate(rows) if row[:1] == ["Who"])
    pack = load_place(PLACE)
    counted = len(pack.tables["segments"]) + len(pack.tables["cohorts"]) + 1
    assert len(rows) - head - 1 == counted * (1 + len(pack.neighbourhoods))
