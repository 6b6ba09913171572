"""NHS numbers: what passes for one elsewhere is not one here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.records.nhs_number import is_test_number, normal_nhs_number, spoken


def check_digit(first_nine: str) -> int:
    """Work the check digit out from the NHS Data Dictionary: weights 10 to 2, modulus 11."""
    return (11 - sum(int(digit) * (10 - at) for at, digit in enumerate(first_nine)) % 11) % 11


@given(st.from_regex(r"\A[467][0-9]{8}\Z"), st.integers(0, 9))
def test_a_number_of_england_is_valid_when_its_check_digit_is_right(first_nine: str, last: int) -> None:
    number = f"{first_nine}{last}"
    expected = number if check_digit(first_nine) == last and len(set(number)) > 1 else None
    assert normal_nhs_number(number) == expected


@given(st.from_regex(r"\A[0-9]{10}\Z"))
def test_no_number_with_a_wrong_check_digit_is_valid(number: str) -> None:
    if normal_nhs_number(number) is not None:
        assert check_digit(number[:9]) == int(number[9])


@pytest.mark.parametrize(
    "text", ["999 000 0018", "999-000-0018", " 9990000018 "], ids=["spaces", "hyphens", "around"]
)
def test_written_forms_are_one_number(text: str) -> None:
    assert normal_nhs_number(text) == "9990000018"


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "0000000000",
        "1111111111",
        "٩٩٩٠٠٠٠٠١٨",
        "９９９００００018",
        "999000001",
        "99900000188",
        "9990000019",
        "999 0000018",
        "999 000-0018",
        "999000001X",
        "9990000018\n1",
    ],
)
def test_what_is_no_number_is_refused(text: str | None) -> None:
    assert normal_nhs_number(text) is None


def test_the_range_never_issued_is_known_and_numbers_are_shown_in_groups() -> None:
    assert is_test_number("9990000018")
    assert not is_test_number("4010232137")
    assert spoken("9990000018") == "999 000 0018"
