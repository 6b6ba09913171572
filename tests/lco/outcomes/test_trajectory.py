"""A target spreads over its years in whole numbers that make it exactly."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.outcomes.trajectory import (
    SHAPES,
    TrajectoryRefused,
    meets_print,
    shares,
    trajectory,
    trajectory_of,
)
from lco.place.pack import load_place

RAMPS = ("linear_ramp", "flat", "s_curve")
# Size of each target, and the exact change of the first and the last year of a straight ramp of five.
WORKED = {
    "good_level_of_development": (916, 61.1, 305.3),
    "low_birth_weight": (76, 5.1, 25.3),
    "child_poverty": (4558, 303.9, 1519.3),
    "cvd_early_deaths": (174, 11.6, 58.0),
    "cancer_early_deaths": (383, 25.5, 127.7),
    "respiratory_early_deaths": (168, 11.2, 56.0),
    "falls_admissions_65_plus": (653, 43.5, 217.7),
}


def test_the_ramp_the_paper_prints_comes_out_to_the_unit() -> None:
    assert trajectory(168, 5, "linear_ramp") == (11, 22, 34, 45, 56)


@pytest.mark.parametrize("target", WORKED)
def test_every_target_of_the_pack_spreads_as_worked_by_hand(target: str) -> None:
    row = next(each for each in load_place("manchester").targets if each.id == target)
    size, first, last = WORKED[target]
    years = trajectory_of(row)
    assert (row.value, row.years) == (size, 5)
    assert round(float(years[0].exact), 1) == first
    assert round(float(years[-1].exact), 1) == last
    assert years[-1].so_far == size
    assert [year.label for year in years] == ["2016/17", "2017/18", "2018/19", "2019/20", "2020/21"]


def test_the_pack_has_the_seven_targets_worked_here() -> None:
    assert {each.id for each in load_place("manchester").targets} == WORKED.keys()


@given(st.integers(0, 100_000), st.integers(1, 30), st.sampled_from(RAMPS))
def test_the_years_make_the_target_exactly_and_never_fall(total: int, years: int, shape: str) -> None:
    found = trajectory(total, years, shape)
    assert sum(found) == total
    assert list(found) == sorted(found) or shape == "flat"


@given(st.integers(0, 100_000), st.integers(1, 30), st.sampled_from(RAMPS))
def test_no_year_is_a_whole_unit_from_its_share(total: int, years: int, shape: str) -> None:
    exact = [total * share for share in shares(years, shape)]
    assert all(
        abs(whole - share) < 1 for whole, share in zip(trajectory(total, years, shape), exact, strict=True)
    )


@given(st.integers(1, 12).flatmap(lambda n: st.lists(st.integers(0, 50), min_size=n, max_size=n)))
def test_custom_shares_follow_their_weights(weights: list[int]) -> None:
    if not any(weights):
        with pytest.raises(TrajectoryRefused):
            shares(len(weights), "custom", weights)
        return
    found = shares(len(weights), "custom", weights)
    assert sum(found) == 1
    assert [share * sum(weights) for share in found] == weights


@given(st.integers(1, 30))
def test_an_s_curve_ends_in_the_same_last_year_as_a_ramp(years: int) -> None:
    assert shares(years, "s_curve")[-1] == shares(years, "linear_ramp")[-1]


def test_an_s_curve_begins_slower_than_a_ramp() -> None:
    assert trajectory(168, 5, "s_curve") == (6, 20, 36, 50, 56)


def test_a_flat_shape_brings_the_same_every_year() -> None:
    assert shares(4, "flat") == (Fraction(1, 4),) * 4
    assert sorted(trajectory(10, 4, "flat")) == [2, 2, 3, 3]


def test_print_is_met_where_the_paper_prints_a_year() -> None:
    rows = {each.id: each for each in load_place("manchester").targets}
    respiratory = rows["respiratory_early_deaths"]
    assert meets_print(respiratory) is True
    assert meets_print(replace(respiratory, year_one=12)) is False
    assert meets_print(rows["cancer_early_deaths"]) is None


@pytest.mark.parametrize(
    ("total", "years", "shape", "says"),
    [
        (10, 0, "flat", "at least one year"),
        (10, 5, "zigzag", "choose one of linear_ramp"),
        (-1, 5, "flat", "direction apart"),
        (10, 3, "custom", "needs 3 whole numbers"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(total: int, years: int, shape: str, says: str) -> None:
    with pytest.raises(TrajectoryRefused, match=says):
        trajectory(total, years, shape)


def test_every_shape_of_a_target_is_known() -> None:
    assert set(RAMPS) | {"custom"} == set(SHAPES)
