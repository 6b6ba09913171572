"""What becomes of a flag: for whatever is known of a person, one thing, and what a team decided stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.hospital_flags import Became, Flag, FlagKind, Standing, became, rules, triage_by

ON = date(2018, 3, 20)
FLAG = Flag(FlagKind.LEFT_HOSPITAL, ON, 6)
A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("standing", "what"),
    [
        (Standing(age=70), Became.FOUND),
        (Standing(age=17), Became.WAITS),
        (Standing(age=70, has_team=False), Became.WAITS),
        (Standing(age=70, has_open_case=True), Became.TOLD),
        (Standing(age=17, has_open_case=True, has_team=False), Became.TOLD),
        (Standing(age=70, ended_on=ON + A_DAY), Became.ANSWERED),
        (Standing(age=70, ended_on=ON), Became.FOUND),
        (Standing(age=70, ended_on=ON - A_DAY), Became.FOUND),
        (Standing(age=70, ended_on=ON + A_DAY, has_died=True), Became.CLOSED),
        (Standing(age=70, ended_on=ON - A_DAY, has_died=True), Became.CLOSED),
        (Standing(age=70, ended_on=ON + A_DAY, has_open_case=True), Became.TOLD),
    ],
)
def test_what_becomes_of_a_flag_follows_from_where_the_person_stands(
    standing: Standing, what: Became
) -> None:
    assert became(FLAG, standing, rules()) is what


@pytest.mark.parametrize(
    ("kind", "count", "finds"),
    [
        (FlagKind.READMITTED, 1, True),
        (FlagKind.LEFT_HOSPITAL, 2, False),
        (FlagKind.LEFT_HOSPITAL, 3, True),
        (FlagKind.IN_HOSPITAL, 6, False),
        (FlagKind.IN_HOSPITAL, 7, True),
        (FlagKind.ATTENDED, 3, True),
    ],
)
def test_who_is_found_by_a_flag_is_told_by_its_count(kind: FlagKind, count: int, finds: bool) -> None:
    assert (became(Flag(kind, ON, count), Standing(age=80), rules()) is Became.FOUND) == finds


_DAYS = st.dates(date(2017, 1, 1), date(2019, 1, 1))
_FLAGS = st.builds(Flag, st.sampled_from(FlagKind), _DAYS, st.integers(1, 200))
_STANDINGS = st.builds(
    Standing,
    age=st.integers(0, 110),
    has_open_case=st.booleans(),
    ended_on=st.none() | _DAYS,
    has_died=st.booleans(),
    has_team=st.booleans(),
)


@given(_FLAGS, _STANDINGS)
def test_nobody_is_found_who_has_a_case_died_or_was_answered_since(flag: Flag, standing: Standing) -> None:
    if became(flag, standing, rules()) is Became.FOUND:
        assert not standing.has_open_case
        assert not standing.has_died
        assert standing.has_team
        assert standing.ended_on is None or standing.ended_on <= flag.on


@given(_FLAGS, _STANDINGS, st.integers(1, 400))
def test_a_later_flag_never_finds_less_than_an_earlier_one(flag: Flag, standing: Standing, days: int) -> None:
    later = Flag(flag.kind, flag.on + timedelta(days=days), flag.count)
    if became(flag, standing, rules()) is Became.FOUND:
        assert became(later, standing, rules()) is Became.FOUND


@given(st.lists(st.sampled_from(FlagKind), min_size=1), _DAYS)
def test_the_most_pressing_kind_sets_the_day_of_triage(kinds: list[FlagKind], on: date) -> None:
    day = triage_by(kinds, rules(), on=on)
    assert day == min(triage_by([kind], rules(), on=on) for kind in kinds)
    assert day > on


def test_without_a_flag_there_is_no_day_of_triage() -> None:
    with pytest.raises(ValueError, match="empty"):
        triage_by([], rules(), on=ON)
