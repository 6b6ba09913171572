"""How numbers, money, dates and NHS numbers are written."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.ui import formats


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (formats.number(229191), "229,191"),
        (formats.number(-19689), "−19,689"),
        (formats.number(-0.2), "0"),
        (formats.number(None), "–"),
        (formats.number(float("nan")), "–"),
        (formats.pounds(Decimal("-11395")), "−£11,395"),
        (formats.pence(123456), "£1,234.56"),
        (formats.thousands(18355), "£18,355 thousand"),
        (formats.percent(0.059), "5.9%"),
        (formats.day(date(2026, 8, 6)), "6\u00a0August\u00a02026"),
        (formats.nhs_number("9991234567"), "999\u00a0123\u00a04567"),
        (formats.nhs_number("999 123 4567"), "999\u00a0123\u00a04567"),
        (formats.nhs_number(""), "–"),
        (formats.period("2018-04-01"), "1\u00a0April\u00a02018"),
        (formats.period("2017/18"), "2017/18"),
        (formats.yes_no(True), "Yes"),
    ],
)
def test_a_value_is_written(written: str, expected: str) -> None:
    assert written == expected


def test_an_instant_is_written_in_london_time() -> None:
    assert formats.instant(datetime(2026, 8, 6, 13, 5, tzinfo=UTC)) == "6\u00a0August\u00a02026, 14:05"
    assert formats.instant(datetime(2026, 1, 6, 13, 5, tzinfo=UTC)) == "6\u00a0January\u00a02026, 13:05"


@pytest.mark.parametrize(
    "unit", ["people", "GBP thousand", "GBP per person", "admissions per 1,000 people", ""]
)
def test_a_suppressed_value_is_never_a_number(unit: str) -> None:
    assert formats.quantity(None, unit, is_suppressed=True) == "suppressed"
    assert formats.bare(None, unit, is_suppressed=True) == "suppressed"
    assert formats.bare(None, unit) == "–"


@pytest.mark.parametrize(
    ("value", "unit", "whole", "bare"),
    [
        (543210.0, "people", "543,210", "543,210"),
        (104.0, "admissions per 1,000 people", "104.0 admissions per 1,000 people", "104.0"),
        (18355.0, "GBP thousand", "£18,355 thousand", "£18,355 thousand"),
        (1129.4, "GBP per person", "£1,129 per person", "£1,129"),
        (48.44, "per cent of cost", "48.4% of cost", "48.4%"),
        (12.0, "beds", "12 beds", "12"),
    ],
)
def test_a_quantity_is_written_with_and_without_its_unit(
    value: float, unit: str, whole: str, bare: str
) -> None:
    assert formats.quantity(value, unit) == whole
    assert formats.bare(value, unit) == bare


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_a_whole_number_can_be_read_back(value: int) -> None:
    assert int(formats.number(value).replace(",", "").replace("−", "-")) == value


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates()))
def test_anything_is_written_as_text(value: Any) -> None:
    assert isinstance(formats.plain(value), str)
    assert formats.plain(value) != ""


def test_a_share_of_people_carries_its_sign() -> None:
    assert formats.quantity(7.46, "per cent of people") == "7.5% of people"
    assert formats.bare(7.46, "per cent of people") == "7.5%"
    assert formats.bare(None, "per cent of people", is_suppressed=True) == "suppressed"
