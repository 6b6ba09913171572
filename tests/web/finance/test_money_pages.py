"""Gap, savings, shifts and claims: as printed, totals beside their parts, unlike units never added."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import openpyxl
import pytest

from tests.support.reading import read
from web.audit.models import Act, AuditEntry

pytestmark = pytest.mark.django_db
PAGES = ("/finance/", "/finance/savings", "/finance/shifts", "/finance/claims")
SEE = ("team_lead", "analyst", "commissioner", "finance_lead", "board_secretary")
SEE_NOT = ("team_member", "privacy_officer", "administrator")
CASH = "Cash released by benefit, £ thousand"
DIFFER = "Printed totals that differ from their parts"
SHIFTS = "Activity shifts, each in its own unit"
CLAIMS = "Figures stated in running text"


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("role", SEE)
def test_who_sees_figures_sees_money(signed_in: Any, published_run: Any, role: str, address: str) -> None:
    assert signed_in(role).get(address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("role", SEE_NOT)
def test_others_are_refused_with_page_403(signed_in: Any, role: str, address: str) -> None:
    answer = signed_in(role).get(address)
    assert answer.status_code == 403
    assert "49,439" not in answer.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_is_asked_to_sign_in(client: Any, address: str) -> None:
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_read_only(signed_in: Any, address: str) -> None:
    assert signed_in().post(address).status_code == 405


def test_the_gap_closes_as_printed(signed_in: Any, published_run: Any) -> None:
    page = read(signed_in().get("/finance/"))
    table = page.tables["The gap and how it closes, thousands of pounds"]
    printed = [(row[0], re.sub(r"[^\d−,]", "", row[1])) for row in table[1:]]
    assert printed == [
        ("Gap", "49,439"),
        ("Business as usual assumed benefits", "−19,689"),
        ("Transformation fund savings", "−11,395"),
        ("Remaining gap", "18,355"),
    ]
    left = [re.sub(r"[^\d,]", "", row[2]) for row in table[1:]]
    assert left == ["49,439", "29,750", "18,355", "18,355"]
    assert "£18,355 thousand of £49,439 thousand a year was still to be found by 2020/21" in page.words


def test_each_figure_of_the_gap_leads_to_the_open_book(signed_in: Any, published_run: Any) -> None:
    targets = {href for _, href in read(signed_in().get("/finance/")).links}
    for step in (
        "gap",
        "business_as_usual",
        "transformation",
        "remaining",
        "computed_remaining",
        "difference",
    ):
        assert f"/board/figures/finance/gap/{step}" in targets


def test_the_gap_page_names_what_must_be_read_with_care(signed_in: Any) -> None:
    words = read(signed_in().get("/finance/")).words
    assert "the gap table holds on the first only" in words
    assert "The base is a setting the place enters" in words


def test_the_savings_table_is_the_printed_one(signed_in: Any, published_run: Any) -> None:
    page = read(signed_in().get("/finance/savings"))
    outpatients = page.row(CASH, "Outpatient appointments")
    assert outpatients[1:] == ["819", "852", "701", "730", "3,103", "3,102", "+1"]
    assert page.row(CASH, "Accident & Emergency")[1:] == ["0", "0", "0", "0", "0", "0", "0"]
    assert page.row(CASH, "Reinvestment")[1:6] == ["−3,009", "−3,130", "−2,576", "−2,680", "−11,395"]
    assert page.row(CASH, "Net total")[5] == "11,395"
    assert len(page.tables[CASH]) == 1 + 8 + 3


def test_every_printed_total_that_differs_is_shown_with_its_reason(signed_in: Any) -> None:
    page = read(signed_in().get("/finance/savings"))
    rows = {row[0]: row for row in page.tables[DIFFER][1:]}
    by_cells = next(
        row for title, row in rows.items() if title.startswith("Gross savings of four years: all")
    )
    assert by_cells[1:4] == ["22,790", "22,787", "3"]
    assert "Within rounding" in by_cells[5]
    assert "Rounding of 32 figures and of the total explains up to 16.5." in by_cells[5]
    assert "Of 33 printed totals, 9 differ from what the parts make." in page.words
    assert len(rows) == 9


def test_savings_cells_lead_to_the_open_book(signed_in: Any, published_run: Any) -> None:
    links = read(signed_in().get("/finance/savings")).links
    assert ("819", "/board/figures/finance/savings/outpatient_appointments/2017-18") in links
    assert ("3,102", "/board/figures/finance/savings/outpatient_appointments/cumulative/computed") in links


@pytest.mark.parametrize("address", PAGES)
def test_until_a_run_is_published_no_figure_leads_to_the_open_book(
    signed_in: Any, settings: Any, address: str
) -> None:
    settings.LCO_STORE = None
    page = read(signed_in().get(address))
    assert not [href for _, href in page.links if href.startswith("/board/figures/")]


def test_until_a_run_is_published_figures_come_from_the_pack(signed_in: Any, settings: Any) -> None:
    settings.LCO_STORE = None
    page = read(signed_in().get("/finance/savings"))
    assert page.row(CASH, "Outpatient appointments")[5] == "3,103"
    assert "No run has been published yet: these figures come straight from the place's pack" in page.words


def test_shifts_keep_their_own_unit_and_have_no_total(signed_in: Any) -> None:
    page = read(signed_in().get("/finance/shifts"))
    assert len(page.tables[SHIFTS]) == 1 + 11
    outpatients = page.row(SHIFTS, "Reducing outpatient attendances")
    assert outpatients[1:4] == ["69,215", "attendances", "Per admission"]
    assert page.row(SHIFTS, "Reducing avoidable GP visits")[1:4] == ["55,503", "visits", "Per hour"]
    assert "total" not in " ".join(row[0] for row in page.tables[SHIFTS]).casefold()
    assert "They have no total." in page.words
    assert "The paper prints one: 229,192." in page.words
    assert "even as a sum it is 229,191 for 229,192" in page.words


def test_a_shift_without_a_price_says_so(signed_in: Any) -> None:
    page = read(signed_in().get("/finance/shifts"))
    assert page.row(SHIFTS, "School readiness")[5] == "No saving is printed for it"
    assert page.row(SHIFTS, "Reducing A&E activity")[5] == "£0 thousand"


def test_claims_stand_as_printed_beside_the_tables(signed_in: Any) -> None:
    page = read(signed_in().get("/finance/claims"))
    assert "48 figures the papers state in running text" in page.words
    assert page.row(CLAIMS, "Reduction of hospital activity")[1:3] == ["15.6", "£ million"]
    assert "= Agrees" in page.row(CLAIMS, "Reduction of hospital activity")[4]
    assert "⚠ Adds unlike units" in page.row(CLAIMS, "Printed overall total")[4]
    assert page.row(CLAIMS, "People of 16-18 not in education")[1] == "6.0"
    assert page.row(CLAIMS, "Gap of funding")[4] == "–"


def test_claims_are_narrowed_by_the_address(signed_in: Any) -> None:
    page = read(signed_in().get("/finance/claims?text=diabetes&kind=stock"))
    assert "3 figures of running text meet what you asked for." in page.words
    assert len(page.tables[CLAIMS]) == 4


def test_a_kind_nobody_knows_is_said_in_a_sentence(signed_in: Any) -> None:
    answer = signed_in().get("/finance/claims?kind=perpetual")
    assert answer.status_code == 200
    assert "No claim is of this kind: choose one from the list" in read(answer).words


@pytest.mark.parametrize(
    "asked",
    [
        "?kind=%00",
        "?text=%00",
        "?text=%27%20OR%201=1--",
        "?text=" + "x" * 5000,
        "?text=%F0%9F%98%80",
        "?kind[]=a",
        "?sort=;drop",
        "?page=-1",
    ],
)
def test_nonsense_in_the_address_is_no_fault(signed_in: Any, asked: str) -> None:
    assert signed_in().get(f"/finance/claims{asked}").status_code == 200


def test_a_script_in_the_filter_is_written_never_run(signed_in: Any) -> None:
    html = signed_in().get("/finance/claims?text=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_no_claim_says_this_is_an_answer_too(signed_in: Any) -> None:
    page = read(signed_in().get("/finance/claims?text=zeppelin"))
    assert "No claim says this." in page.words
    assert ("Clear the filter", "/finance/claims") in page.links


@pytest.mark.parametrize("place", ["rochdale", "bury"])
@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/finance/", "print no financial gap"),
        ("/finance/savings", "print no table of savings"),
        ("/finance/shifts", "print no shifts of activity"),
    ],
)
def test_a_place_without_a_table_says_why_and_what_next(
    signed_in: Any, settings: Any, place: str, address: str, says: str
) -> None:
    settings.LCO_PLACE = place
    page = read(signed_in().get(address))
    assert f"The papers of {place.capitalize()} {says}" in page.words
    assert ("See the claims", "/finance/claims") in page.links


@pytest.mark.parametrize("place", ["rochdale", "bury"])
def test_every_place_has_claims(signed_in: Any, settings: Any, place: str) -> None:
    settings.LCO_PLACE = place
    assert len(read(signed_in().get("/finance/claims")).tables[CLAIMS]) > 2


def test_shifts_are_downloaded_with_units_and_without_a_sum(signed_in: Any) -> None:
    answer = signed_in("finance_lead").get("/finance/shifts?export=csv&purpose=service_planning")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    head = next(number for number, row in enumerate(rows) if row[:1] == ["Shift"])
    assert len(rows) - head - 1 == 11
    assert rows[head + 1][1:4] == ["19587.0", "attendances", "Attendances"]
    assert not [row for row in rows if "229192" in "".join(row)]
    assert AuditEntry.objects.get(act=Act.EXPORT).purpose == "service_planning"


def test_a_filter_that_looks_like_a_formula_is_safe_in_files(signed_in: Any) -> None:
    asked = "text==cmd|' /C calc'!A0&purpose=service_planning"
    words = signed_in().get(f"/finance/claims?{asked}&export=csv").content.decode("utf-8-sig")
    assert not [row for row in csv.reader(io.StringIO(words)) for cell in row if cell.startswith("=")]
    book = openpyxl.load_workbook(io.BytesIO(signed_in().get(f"/finance/claims?{asked}&export=xlsx").content))
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)


def test_a_download_takes_a_purpose(signed_in: Any) -> None:
    assert signed_in().get("/finance/claims?export=csv").status_code == 400
    assert signed_in("team_member").get("/finance/claims?export=csv&purpose=audit").status_code == 403


@pytest.mark.parametrize("address", PAGES)
def test_pages_take_few_queries(
    signed_in: Any, published_run: Any, django_assert_max_num_queries: Any, address: str
) -> None:
    client = signed_in()
    with django_assert_max_num_queries(6):
        client.get(address)
