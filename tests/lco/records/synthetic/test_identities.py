"""Names and NHS numbers: valid, of the test range, and as awkward as real ones."""

from __future__ import annotations

import unicodedata
from collections import Counter

import nhs_number
import numpy as np
import pytest

from lco.records.linkage import pseudonyms
from lco.records.synthetic import nhs_numbers
from lco.records.synthetic.arrays import stream
from tests.lco.records.synthetic.made import KEY, Made


@pytest.fixture(scope="module")
def rows(twenty_thousand: Made) -> list[dict[str, object]]:
    return twenty_thousand.identities().to_pylist()


def test_nhs_numbers_are_valid_and_of_the_test_range(rows: list[dict[str, object]]) -> None:
    numbers = [str(row["nhs_number"]) for row in rows if row["nhs_number"]]
    assert all(number.startswith("999") and nhs_number.is_valid(number) for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_some_people_have_no_nhs_number(rows: list[dict[str, object]]) -> None:
    missing = sum(row["nhs_number"] is None for row in rows)
    assert 0.001 < missing / len(rows) < 0.01


def test_the_pseudonym_is_that_of_linkage(rows: list[dict[str, object]]) -> None:
    known = [row for row in rows if row["nhs_number"]][:500]
    expected = pseudonyms([f"nhs|{row['nhs_number']}" for row in known], key=KEY)
    assert [row["person"] for row in known] == expected.tolist()


def test_everybody_is_marked_as_made_up(rows: list[dict[str, object]]) -> None:
    assert all(row["is_synthetic"] for row in rows)
    assert all(str(row["postcode"]).startswith("ZM") for row in rows)


def _scripts(rows: list[dict[str, object]]) -> set[str]:
    letters = {letter for row in rows for letter in f"{row['given_name']}{row['family_name']}"}
    return {unicodedata.name(letter, "?").split()[0] for letter in letters if letter.isalpha()}


def test_awkward_names_are_there(rows: list[dict[str, object]]) -> None:
    family = [str(row["family_name"]) for row in rows]
    given = [str(row["given_name"]) for row in rows if row["given_name"]]
    assert {"ARABIC", "HEBREW", "CJK", "KATAKANA"} <= _scripts(rows)
    assert any("'" in name for name in family)
    assert any("-" in name for name in family)
    assert any(unicodedata.normalize("NFD", name) != name for name in family)
    assert any(len(name) == 1 for name in family)
    assert any(len(name) >= 120 for name in given)
    assert any(row["given_name"] is None for row in rows)
    assert any("\u200b" in name for name in given)


def test_some_people_share_name_and_day_of_birth(rows: list[dict[str, object]]) -> None:
    shared = Counter((row["given_name"], row["family_name"], row["born_on"]) for row in rows)
    pairs = [who for who, count in shared.items() if count > 1]
    assert len(pairs) >= 5


def test_some_twins_live_at_one_address(rows: list[dict[str, object]]) -> None:
    homes = Counter((row["address"], row["postcode"], row["family_name"], row["born_on"]) for row in rows)
    assert sum(count == 2 for count in homes.values()) >= 20


def test_the_test_range_holds_909091_numbers() -> None:
    numbers = nhs_numbers.test_range()
    assert len(numbers) == 909_091
    assert (np.diff(numbers) > 0).all()
    assert all(nhs_number.is_valid(str(number)) for number in numbers[::5000])


def test_beyond_the_range_nobody_gets_a_number_twice() -> None:
    drawn = nhs_numbers.drawn(stream(1, 1), 950_000, missing=0.0)
    given = drawn[drawn > 0]
    assert len(given) == len(np.unique(given)) == 909_091
    assert (drawn == 0).sum() == 950_000 - 909_091
