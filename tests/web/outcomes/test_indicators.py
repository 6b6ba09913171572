"""Indicators by area: compared by intervals in words, withheld ones never a nought, definitions whole."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest

from lco.outcomes.register import indicators
from tests.support.reading import read
from web.audit.models import Act, AuditEntry

pytestmark = pytest.mark.django_db
ONE = "/outcomes/indicators/emergency_admissions"
ROLES = (
    "team_member",
    "team_lead",
    "analyst",
    "commissioner",
    "finance_lead",
    "board_secretary",
    "privacy_officer",
    "administrator",
)
LIST = "Emergency admissions to hospital, by area"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("address", ["/outcomes/", ONE, "/outcomes/targets", "/outcomes/measures"])
def test_every_role_sees_outcomes(signed_in: Any, published_run: Any, role: str, address: str) -> None:
    assert signed_in(role).get(address).status_code == 200


@pytest.mark.parametrize("address", ["/outcomes/", ONE, "/outcomes/targets", "/outcomes/measures"])
def test_a_stranger_is_asked_to_sign_in(client: Any, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert "sign-in" in answer.url


@pytest.mark.parametrize("address", ["/outcomes/", ONE])
def test_pages_are_read_only(signed_in: Any, address: str) -> None:
    assert signed_in().post(address).status_code == 405


def test_areas_are_compared_in_words_and_shapes(signed_in: Any, published_run: Any) -> None:
    page = read(signed_in().get(ONE))
    standings = page.column(LIST, "Against the place")
    # The place is 70 (64 to 76); areas are 4.25 apart with intervals of 6 each side, the fourth withheld.
    assert standings[:2] == ["● No difference"] * 2
    assert standings[2] == "▼ Worse"
    assert standings[3] == "□ Withheld"
    assert set(standings[4:]) == {"▼ Worse"}
    assert (
        "9 areas are worse than Manchester, 2 areas are no different from Manchester and 1 area" in page.words
    )


def test_a_withheld_number_is_no_nought_anywhere(signed_in: Any, published_run: Any) -> None:
    page = read(signed_in().get(ONE))
    area, value, interval, counted, among, _ = page.tables[LIST][4]
    assert area.startswith("Miles Platting")
    assert (value, interval, counted) == ("suppressed", "–", "–")
    assert among == "40,000"


def test_every_value_leads_to_the_open_book(signed_in: Any, published_run: Any) -> None:
    links = read(signed_in().get(ONE)).links
    assert ("74.2", "/board/figures/indicator/emergency_admissions/ancoats_clayton_and_bradford") in links


def test_the_definition_stands_whole(signed_in: Any, published_run: Any) -> None:
    definition = indicators()["emergency_admissions"]
    page = read(signed_in().get(ONE))
    for said in (definition.why, definition.unit, definition.source, definition.owner, definition.version):
        assert " ".join(said.split()) in page.words
    assert "lower" in page.words
    assert definition.example.working in page.words


@pytest.mark.parametrize("indicator", sorted(indicators()))
def test_the_worked_example_shows_its_tables_and_its_answer(signed_in: Any, indicator: str) -> None:
    definition = indicators()[indicator]
    page = read(signed_in().get(f"/outcomes/indicators/{indicator}"))
    for name in definition.example.given:
        assert name.replace("_", " ").capitalize() in page.tables
    answer = page.tables[f"The answer ({definition.unit})"]
    shown = {row[0]: (row[1], row[2]) for row in answer[1:]}
    assert shown == {area: (str(n), str(d)) for area, (n, d) in definition.example.expect.items()}


def test_an_unknown_indicator_is_page_404(signed_in: Any) -> None:
    assert signed_in().get("/outcomes/indicators/happiness").status_code == 404


@pytest.mark.parametrize("address", ["/outcomes/", ONE])
def test_without_a_run_the_page_says_why_and_what_next(signed_in: Any, settings: Any, address: str) -> None:
    settings.LCO_STORE = None
    page = read(signed_in().get(address))
    assert "no run has been published" in page.words
    assert "lco run manchester" in page.words


def test_an_indicator_the_run_does_not_have_says_so(signed_in: Any, published_run: Any) -> None:
    page = read(signed_in().get("/outcomes/indicators/care_home_admissions_65_plus"))
    assert "The published run has no figure of this indicator." in page.words


@pytest.mark.parametrize("asked", ["?sort=colour", "?page=nonsense", "?page=99", "?sort=-value&sort=%00"])
def test_nonsense_in_the_address_is_no_fault(signed_in: Any, published_run: Any, asked: str) -> None:
    assert signed_in().get(f"{ONE}{asked}").status_code == 200


def test_the_list_is_downloaded_with_head_and_trail(signed_in: Any, published_run: Any) -> None:
    answer = signed_in().get(f"{ONE}?export=csv&purpose=service_planning")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["List", "Emergency admissions to hospital, by area"]
    assert ["Purpose", "Planning of services"] in rows
    head = next(row for row in rows if row[:1] == ["Area"])
    first = dict(zip(head, rows[rows.index(head) + 1], strict=True))
    assert (first["Area"], first["Value"], first["95% from"], first["95% to"]) == (
        "Ancoats, Clayton and Bradford",
        "74.25",
        "68.25",
        "80.25",
    )
    assert (first["Unit"], first["Period"]) == ("admissions per 1,000 people", "2017/18")
    assert AuditEntry.objects.filter(act=Act.EXPORT).count() == 1


def test_a_withheld_number_stays_withheld_in_files(signed_in: Any, published_run: Any) -> None:
    answer = signed_in().get(f"{ONE}?export=xlsx&purpose=service_planning")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    withheld = next(row for row in rows if str(row[0]).startswith("Miles Platting"))
    assert "withheld" in withheld
    assert not [cell for cell in withheld if isinstance(cell, int | float) and cell != 40_000]


@pytest.mark.parametrize("address", ["/outcomes/", ONE, "/outcomes/targets", "/outcomes/measures"])
def test_pages_take_few_queries(
    signed_in: Any, published_run: Any, django_assert_max_num_queries: Any, address: str
) -> None:
    client = signed_in()
    with django_assert_max_num_queries(6):
        client.get(address)
