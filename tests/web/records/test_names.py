"""Names as people type them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.records.names import digits_of_nhs_number, searchable


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Siân O'Neill", "sian oneill"),
        ("Siân O’Neill", "SIAN O'NEILL"),
        ("Zoë Łoś-Nowak", "zoe los nowak"),
        ("Søren Ærø", "soren aero"),
        ("Jürgen Weiß", "jurgen weiss"),
        ("Ğülşen Yıldız", "gulsen yildiz"),
        ("İpek", "ipek"),
        ("Nguyễn Thị Ánh", "nguyen thi anh"),
        ("D’Angelo  St. John", "dangelo st john"),
        ("Ann‑Marie", "ann-marie"),
        ("Mar\u200bia", "maria"),
        ("نور الدين", "نور الدين"),
        ("محمد", "مُحَمَّد"),
        ("王小明", "王小明"),
        ("ｗａｎｇ", "wang"),
        ("Ng", "NG"),
        ("𝐀lex", "alex"),
        ("O", "o"),
        ("Ōno 🌸", "ono 🌸"),
        ("x" * 120, "X" * 120),
    ],
)
def test_a_name_is_found_however_it_is_typed(written: str, typed: str) -> None:
    assert searchable(typed) == searchable(written)
    assert searchable(written)


@given(st.text(max_size=60))
def test_searching_twice_is_searching_once(text: str) -> None:
    assert searchable(searchable(text)) == searchable(text)


@given(st.text(max_size=60))
def test_the_form_a_name_is_composed_in_makes_no_difference(text: str) -> None:
    assert searchable(unicodedata.normalize("NFC", text)) == searchable(unicodedata.normalize("NFD", text))


@given(st.text(max_size=60))
def test_nothing_a_database_refuses_is_left(text: str) -> None:
    assert "\x00" not in searchable(text)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("999 123 4567", "9991234567"),
        ("999-123-4567", "9991234567"),
        ("9991234567", "9991234567"),
        (" 123 4", "1234"),
        ("12", ""),
        ("99912345678", ""),
        ("٩٩٩١٢٣", ""),
        ("123 Smith", ""),
        ("", ""),
    ],
)
def test_an_nhs_number_is_known_with_and_without_spaces(typed: str, digits: str) -> None:
    assert digits_of_nhs_number(typed) == digits
