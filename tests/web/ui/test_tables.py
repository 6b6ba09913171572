"""Lists: sorted and paged by the address, exported safely."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest
from django import forms
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from web.ui import files, tables
from web.ui.forms import FilterForm
from web.ui.tables import Column, Table, Tag

ROWS = [{"name": name, "age": age} for name, age in (("Bo", 71), ("Ann", None), ("Cy", 9), ("Di", 88))]
PEOPLE = Table(
    name="people",
    caption="People",
    columns=(
        Column("name", "Name", lambda row: row["name"], link=lambda row: f"/{row['name']}"),
        Column("age", "Age", lambda row: row["age"], kind="number"),
        Column(
            "tier", "Tier", lambda _row: "high", show=lambda _row: Tag("High", "red", "▲"), is_exported=False
        ),
        Column("secret", "Only in the file", lambda row: row["name"][::-1], is_shown=False),
    ),
    default_sort="name",
    per_page=3,
)
HEAD = files.Head("People", "Tier: high", datetime(2026, 8, 6, 13, tzinfo=UTC), "Robin", "Care of the person")
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tcmd", "\rcmd", "\ncmd"]


def listed(query: str = "", **kwargs: Any) -> tables.Listing:
    return tables.listing(RequestFactory().get(f"/list{query}"), ROWS, PEOPLE, **kwargs)


def names(listing: tables.Listing) -> list[str]:
    return [row[0].shown for row in listing.rows]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Ann", "Bo", "Cy"]),
        ("?sort=-name", ["Di", "Cy", "Bo"]),
        ("?sort=age", ["Cy", "Bo", "Di"]),
        ("?sort=-age&page=2", ["Ann"]),
        ("?sort=password", ["Ann", "Bo", "Cy"]),
        ("?page=99", ["Di"]),
        ("?page=x", ["Ann", "Bo", "Cy"]),
    ],
)
def test_the_address_sorts_and_pages(query: str, expected: list[str]) -> None:
    assert names(listed(query)) == expected


def test_a_head_links_to_the_other_way_round_and_keeps_the_filter() -> None:
    head = listed("?sort=name&tier=high&page=2").heads[0]
    assert head.sorted == "ascending"
    assert head.href == "?sort=-name&tier=high"


def test_what_is_shown_and_what_is_exported_differ() -> None:
    listing = listed()
    assert [head.title for head in listing.heads] == ["Name", "Age", "Tier"]
    assert next(iter(listing.values())) == ["Ann", None, "nnA"]
    assert listing.rows[0][2].is_tag


class TierFilter(FilterForm):
    tier = forms.ChoiceField(label="Tier", choices=[("", "Every tier"), ("high", "High risk")])
    age = forms.IntegerField(label="Age")
    is_open = forms.BooleanField(label="Open now")


def test_a_box_counts_when_it_is_ticked() -> None:
    assert TierFilter({"tier": "high"}).described() == [("Tier", "High risk")]
    assert TierFilter({"age": "0"}).described() == [("Age", "0")]
    assert TierFilter({"is_open": "on"}).described() == [("Open now", "Yes")]


def test_a_filter_leaves_out_what_makes_no_sense() -> None:
    form = TierFilter({"tier": "high", "age": "old"})
    assert form.chosen() == {"tier": "high"}
    assert form.described() == [("Tier", "High risk")]
    assert form.errors["age"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_starts_a_formula_in_csv(text: str) -> None:
    written = files.csv_bytes(["Name"], [[text]], HEAD).decode("utf-8-sig")
    last = list(csv.reader(io.StringIO(written, newline="")))[-1][0]
    assert last == f"'{text}"


def test_numbers_and_dates_stay_what_they_are() -> None:
    assert files.safe(-5) == -5
    assert files.safe(date(2026, 8, 6)) == "2026-08-06"
    assert files.safe(None) == ""
    assert files.safe("a\x00b") == "ab"


def test_the_head_of_a_file_names_filter_time_user_and_purpose() -> None:
    written = files.csv_bytes(["Name"], [["Zoë"]], HEAD).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(written)))
    assert lines[:5] == [
        ["List", "People"],
        ["Filter", "Tier: high"],
        ["Time", "6\u00a0August\u00a02026, 14:00"],
        ["User", "Robin"],
        ["Purpose", "Care of the person"],
    ]
    assert lines[6:] == [["Name"], ["Zoë"]]


@pytest.mark.parametrize("text", [*DANGEROUS, "https://x.example", "Zoë", "李雷"])
def test_a_spreadsheet_types_text_as_text(text: str) -> None:
    content = files.xlsx_bytes(["Name", "Age"], [[text, 7]], HEAD)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    cell = sheet.cell(8, 1)
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    # A carriage return is written as the format wants it; spreadsheets read it back.
    assert str(cell.value).replace("_x000D_", "\r").strip() == text.strip()
    assert sheet.cell(8, 2).value == 7


@given(st.text())
def test_no_text_whatever_starts_a_formula(text: str) -> None:
    written = str(files.safe(text))
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
