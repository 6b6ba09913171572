"""Services in scope, gateways, terms and options: as the papers have them, narrowed by the address."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest

from tests.support.reading import read
from web.audit.models import Act, AuditEntry

pytestmark = pytest.mark.django_db
PAGES = ("/contracts/", "/contracts/gateways", "/contracts/terms", "/contracts/options")
SEE = ("team_lead", "analyst", "commissioner", "finance_lead", "board_secretary")
SEE_NOT = ("team_member", "privacy_officer", "administrator")
LIST = "Services in scope"
BY_YEAR = "Services by the year in which they join, and how they are provided"


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("role", SEE)
def test_who_sees_figures_sees_contracts(signed_in: Any, role: str, address: str) -> None:
    assert signed_in(role).get(address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("role", SEE_NOT)
def test_others_are_refused_with_page_403(signed_in: Any, role: str, address: str) -> None:
    assert signed_in(role).get(address).status_code == 403


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_is_asked_to_sign_in(client: Any, address: str) -> None:
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_read_only(signed_in: Any, address: str) -> None:
    assert signed_in().post(address).status_code == 405


def test_all_services_stand_with_their_counts_by_year(signed_in: Any) -> None:
    page = read(signed_in().get("/contracts/"))
    assert "43 services, each with the year in which it joins" in page.words
    assert "43 services: 15 in 2017/18, 25 in 2018/19 and 3 in 2019/20 or later." in page.words
    assert [row[1:] for row in page.tables[BY_YEAR][1:]] == [
        ["8", "7", "0", "15", "15"],
        ["8", "9", "8", "25", "40"],
        ["3", "0", "0", "3", "43"],
    ]
    assert len(page.tables[LIST]) == 1 + 43


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("first_year=2017/18", 15),
        ("route=not_clear", 8),
        ("first_year=2018/19&route=subcontract", 9),
        ("audience=child&first_year=2019/20", 2),
        ("sector=primary_care&funder_likely=nhs", 9),
        ("sector=", 43),
    ],
)
def test_the_address_narrows_the_services_and_their_counts(signed_in: Any, asked: str, count: int) -> None:
    page = read(signed_in().get(f"/contracts/?{asked}"))
    assert len(page.tables[LIST]) == 1 + count
    assert sum(int(row[4]) for row in page.tables[BY_YEAR][1:]) == count


def test_several_filters_together_leave_what_meets_all(signed_in: Any) -> None:
    page = read(signed_in().get("/contracts/?audience=child&first_year=2019/20"))
    assert [name for name in page.column(LIST, "Service") if name.startswith("Selected planned")]
    assert "2 services meet what you asked for." in page.words
    assert "For: Children" in page.words


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("first_year=1066", "No service of this place has such a year: choose one from the list"),
        ("route=teleport", "No service of this place has such a route: choose one from the list"),
        ("sector=%00", "No service of this place has such a sector: choose one from the list"),
        (
            "funder_likely='; DROP TABLE",
            "No service of this place has such a funder: choose one from the list",
        ),
    ],
)
def test_a_filter_that_makes_no_sense_is_said_in_a_sentence(signed_in: Any, asked: str, says: str) -> None:
    answer = signed_in().get(f"/contracts/?{asked}")
    page = read(answer)
    assert answer.status_code == 200
    assert says in page.words
    assert len(page.tables[LIST]) == 1 + 43


def test_nothing_meets_two_filters_that_exclude_each_other(signed_in: Any) -> None:
    page = read(signed_in().get("/contracts/?audience=child&sector=primary_care"))
    assert "No service meets this." in page.words
    assert ("Clear the filter", "/contracts/") in page.links


def test_what_is_our_reading_is_said(signed_in: Any) -> None:
    page = read(signed_in().get("/contracts/"))
    assert "Funders were printed as colours that are lost: they are our reading" in page.words
    assert page.row(LIST, "Adult social care")[2] == "● Direct *"
    assert page.row(LIST, "GP medical services, wave 1")[2] == "● Direct"


def test_each_service_leads_to_its_row_of_the_pack(signed_in: Any) -> None:
    links = read(signed_in().get("/contracts/")).links
    href = next(href for words, href in links if words == "line 2")
    assert href.startswith("/board/pack/services")
    assert signed_in().get(href).status_code == 200


def test_the_list_is_downloaded_as_filtered(signed_in: Any) -> None:
    asked = "audience=child&export=csv&purpose=service_planning"
    rows = list(csv.reader(io.StringIO(signed_in().get(f"/contracts/?{asked}").content.decode("utf-8-sig"))))
    assert ["Filter", "For: Children"] in rows
    head = next(number for number, row in enumerate(rows) if row[:1] == ["Service"])
    kinds = [row[rows[head].index("For")] for row in rows[head + 1 :]]
    assert kinds == ["Children"] * 9
    assert AuditEntry.objects.get(act=Act.EXPORT).detail == "9 rows as csv, filtered by: For"


def test_the_spreadsheet_holds_texts_and_no_formula(signed_in: Any) -> None:
    answer = signed_in().get("/contracts/?export=xlsx&purpose=service_planning")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert sum(1 for row in sheet.iter_rows(values_only=True) if row[0]) == 5 + 1 + 43


def test_a_download_takes_a_purpose(signed_in: Any) -> None:
    assert signed_in().get("/contracts/?export=csv&purpose=curiosity").status_code == 400


def test_rochdale_has_six_gateways_with_what_each_brings(signed_in: Any, settings: Any) -> None:
    settings.LCO_PLACE = "rochdale"
    page = read(signed_in().get("/contracts/gateways"))
    assert "6 gateways, of which the paper calls 1 completed" in page.words
    in_order = [
        "Gateway 1: Host of the LCO chosen ✓ Completed 28 June 2017",
        "Gateway 2: First contract with transformation interventions ○ Planned April 2018",
        "Gateway 3: Neighbourhood teams and intermediate tier ○ Planned September 2018",
        "circa £15.3m full-year effect, CQUIN included",
        "Gateway 4: Core contracts and formal Section 75 ○ Planned April 2019",
        "Gateway 5: Remaining council and other contracts ○ Planned September 2019",
        "Gateway 6: Outcomes-based contracting model ○ Planned April 2020",
    ]
    places = [page.words.index(said) for said in in_order]
    assert places == sorted(places)


def test_rochdales_rules_and_assurance_stand_whole(signed_in: Any, settings: Any) -> None:
    settings.LCO_PLACE = "rochdale"
    page = read(signed_in().get("/contracts/gateways"))
    rules = page.tables["Rules of the gateways"]
    assert len(rules) == 1 + 10
    assert (
        page.row("Rules of the gateways", "If the gateway is still not met it is deferred")[2] == "6 months"
    )
    assert page.row("Rules of the gateways", "A submission without enough")[2] == "1 resubmissions"
    assert len(page.tables["Areas examined at each gateway"]) == 1 + 6
    assert len(page.tables["What the business plan must show"]) == 1 + 8
    assert [row[0] for row in page.tables["Steps of review"][1:]] == [
        "1. Quarterly review",
        "2. System analysis and improvement plan",
        "3. Peer support and joint resolution",
    ]


@pytest.mark.parametrize(
    ("place", "address", "answer"),
    [
        ("manchester", "/contracts/gateways", ("without gateways", "/contracts/")),
        ("bury", "/contracts/gateways", ("without gateways", "/contracts/options")),
        ("rochdale", "/contracts/", ("print no list of services", "/contracts/gateways")),
        ("bury", "/contracts/", ("print no list of services", "/contracts/options")),
        ("rochdale", "/contracts/terms", ("print no terms of one contract", "/contracts/gateways")),
        ("manchester", "/contracts/options", ("appraise no options", "/contracts/")),
    ],
)
def test_an_empty_page_says_why_and_leads_to_one_that_is_not(
    signed_in: Any, settings: Any, place: str, address: str, answer: tuple[str, str]
) -> None:
    says, link = answer
    settings.LCO_PLACE = place
    page = read(signed_in().get(address))
    assert says in page.words
    onward = [href for words, href in page.links if words.startswith("See the")]
    assert onward == [link]
    assert "See the" not in read(signed_in().get(link)).words


def test_burys_options_keep_the_numbers_they_are_printed_with(signed_in: Any, settings: Any) -> None:
    settings.LCO_PLACE = "bury"
    words = read(signed_in().get("/contracts/options")).words
    titles = [
        "1 Status quo",
        "2 Section 75",
        "2 Contractual joint venture",
        "3 Special purpose",
        "4 Lead provider",
    ]
    assert [words.index(title) for title in titles] == sorted(words.index(title) for title in titles)
    assert "4 Lead provider ✓ Preferred" in words
    assert "Options are numbered 1, 2, 2, 3, 4" in words


def test_rochdales_contracting_models_say_which_is_preferred(signed_in: Any, settings: Any) -> None:
    settings.LCO_PLACE = "rochdale"
    page = read(signed_in().get("/contracts/options"))
    models = page.tables["Contracting models compared"]
    assert len(models) == 1 + 5
    assert [row[3] for row in models[1:]].count("✓ Preferred") == 1


def test_manchesters_terms_stand_by_kind(signed_in: Any) -> None:
    page = read(signed_in().get("/contracts/terms"))
    assert page.row("Terms of the contract", "Length")[2] == "10 years"
    assert len(page.tables["Payment of the contract"]) == 1 + 5


@pytest.mark.parametrize("address", PAGES)
def test_pages_take_few_queries(signed_in: Any, django_assert_max_num_queries: Any, address: str) -> None:
    client = signed_in()
    with django_assert_max_num_queries(6):
        client.get(address)
