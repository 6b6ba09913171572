"""Whether two records are one person: what counts, what is only possible, and what is nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.matching import Ground, Strength, Who, matches, sounds_alike, turned

GRACE = Who("9990000018", "grace", "adeyemi", date(1941, 3, 7))
names = st.text("abcdefghijklmnopqrstuvwxyzöéłøßж李", min_size=1, max_size=12)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 1, 1))


def strength(asked: Who, known: Who = GRACE) -> Strength | None:
    found = matches(asked, [(1, known)])
    return found[0].strength if found else None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Strength.CERTAIN),
        ({"given_name": "", "family_name": "", "born_on": None}, Strength.LIKELY),
        ({"given_name": "john", "family_name": "smith"}, Strength.CERTAIN),
        ({"given_name": "john", "family_name": "smith", "born_on": date(1980, 1, 1)}, Strength.POSSIBLE),
        ({"nhs_number": ""}, Strength.LIKELY),
        ({"nhs_number": "", "family_name": "adeyami"}, Strength.LIKELY),
        ({"nhs_number": "", "given_name": "adeyemi", "family_name": "grace"}, Strength.LIKELY),
        ({"nhs_number": "", "born_on": date(1941, 7, 3)}, Strength.POSSIBLE),
        ({"nhs_number": "9990000026"}, Strength.POSSIBLE),
        ({"nhs_number": "", "born_on": date(1942, 3, 7)}, None),
        ({"nhs_number": "", "given_name": "john"}, None),
        ({"nhs_number": "", "born_on": None}, None),
        ({"nhs_number": "", "given_name": ""}, None),
        ({"nhs_number": "9990000026", "given_name": "john", "family_name": "smith"}, None),
    ],
)
def test_worked_examples(changes: dict[str, object], expected: Strength | None) -> None:
    assert strength(replace(GRACE, **changes)) == expected  # type: ignore[arg-type]


def test_what_agrees_is_said_and_the_surest_stand_first() -> None:
    alike = replace(GRACE, nhs_number="")
    other = replace(GRACE, nhs_number="", born_on=date(1941, 7, 3))
    found = matches(GRACE, [(9, other), (5, alike), (7, GRACE), (6, Who("", "john", "smith", None))])
    assert [match.person for match in found] == [7, 5, 9]
    assert found[0].grounds == (Ground.NHS_NUMBER, Ground.BORN_ON, Ground.NAME)
    assert found[2].grounds == (Ground.BORN_ON_TURNED, Ground.NAME)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("smith", "smyth"),
        ("mohammed", "muhammad"),
        ("hussain", "hussein"),
        ("catherine", "kathryn"),
        ("sean", "shaun"),
        ("ann", "anne"),
        ("okafor", "okafur"),
        ("李", "李"),
    ],
)
def test_names_that_sound_alike(one: str, other: str) -> None:
    assert sounds_alike(one, other)
    assert sounds_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("smith", "jones"), ("wilson", "williams"), ("李", "王"), ("", ""), ("ann", ""), ("ж", "ш")],
)
def test_names_that_do_not(one: str, other: str) -> None:
    assert not sounds_alike(one, other)


@given(one=names, other=names)
def test_to_sound_alike_goes_both_ways_and_a_name_sounds_like_itself(one: str, other: str) -> None:
    assert sounds_alike(one, other) is sounds_alike(other, one)
    assert sounds_alike(one, one)


@given(day=days)
def test_a_birth_date_turned_twice_is_itself(day: date) -> None:
    other = turned(day)
    assert (other is None) is (day.day > 12 or day.day == day.month)
    assert other is None or turned(other) == day


@given(given=names, family=names, day=days)
def test_everybody_is_themselves(given: str, family: str, day: date) -> None:
    who = Who("", given, family, day)
    assert strength(who, who) is Strength.LIKELY
    assert strength(replace(who, nhs_number="9990000018"), replace(who, nhs_number="9990000018")) is (
        Strength.CERTAIN
    )
