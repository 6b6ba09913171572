"""The slope index against the test data of PHEindicatormethods 2.1.0, statsmodels and the laws it keeps."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lco.statistics.inequality import Quantile, Scale, Slope, ranks, slope_index
from lco.statistics.intervals import StatisticRefused

_HERE = Path(__file__).parent


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a file of this folder."""
    with (_HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


PARTS = table("slope_parts.csv")
ANSWERS = table("slope_answers.csv")


def parts(area: str) -> list[Quantile]:
    """Return the ten parts of an area of the published test data."""
    columns = ("population", "value", "lower", "upper")
    return [Quantile(*(float(row[name]) for name in columns)) for row in PARTS if row["area"] == area]


def fifths(values: list[float], populations: list[float] | None = None) -> list[Quantile]:
    """Return fifths with an interval of half a unit."""
    people = populations or [100.0] * len(values)
    return [Quantile(n, v, v - 0.25, v + 0.25) for n, v in zip(people, values, strict=True)]


@pytest.mark.parametrize("answer", ANSWERS, ids=[f"{row['area']} {row['is_curve']}" for row in ANSWERS])
def test_slope_and_ratio_meet_the_published_values(answer: dict[str, str]) -> None:
    is_curve = answer["is_curve"] == "1"
    found = slope_index(parts(answer["area"]), seed=1, scale=Scale(answer["scale"]), is_curve=is_curve)
    assert found.difference.value == pytest.approx(float(answer["difference"]), rel=1e-8)
    assert found.ratio.value == pytest.approx(float(answer["ratio"]), rel=1e-8)
    assert found.at_most_deprived == pytest.approx(float(answer["at_most_deprived"]), rel=1e-8)
    # Both are simulated: the bounds agree within what another 100,000 draws move them.
    for side in ("lower", "upper"):
        assert getattr(found.difference, side) == pytest.approx(float(answer[f"difference_{side}"]), rel=0.02)
        assert getattr(found.ratio, side) == pytest.approx(float(answer[f"ratio_{side}"]), rel=0.005)


@pytest.mark.parametrize("is_curve", [False, True])
def test_a_negative_multiplier_turns_slope_and_ratio_round(is_curve: bool) -> None:
    plain = slope_index(parts("share_1"), seed=1, scale=Scale.LOGIT, is_curve=is_curve)
    turned = slope_index(parts("share_1"), seed=1, scale=Scale.LOGIT, is_curve=is_curve, multiplier=-100)
    assert turned.difference.value == pytest.approx(-100 * plain.difference.value)
    assert turned.ratio.value == pytest.approx(1 / plain.ratio.value)
    assert (turned.difference.lower, turned.difference.upper) == pytest.approx(
        (-100 * plain.difference.upper, -100 * plain.difference.lower)
    )
    assert (turned.ratio.lower, turned.ratio.upper) == pytest.approx(
        (1 / plain.ratio.upper, 1 / plain.ratio.lower), rel=1e-6
    )


def test_equal_fifths_by_hand() -> None:
    found = slope_index(fifths([72.0, 74.5, 76.0, 78.0, 80.5]), seed=1)
    assert found.difference.value == pytest.approx(10.25)
    assert found.at_most_deprived == pytest.approx(71.075)
    assert found.ratio.value == pytest.approx(1.1442, abs=5e-5)


def test_unequal_fifths_by_hand() -> None:
    found = slope_index(fifths([72.0, 74.5, 76.0, 78.0, 80.5], [120, 110, 90, 100, 80]), seed=1)
    assert found.difference.value == pytest.approx(10.184, abs=5e-4)


def test_ranks_are_the_middles_of_the_parts() -> None:
    shares, middles = ranks([12, 10, 78])
    assert shares == pytest.approx([0.12, 0.10, 0.78])
    assert middles == pytest.approx([0.06, 0.17, 0.61])


values_and_people = st.lists(
    st.tuples(st.floats(1, 100, allow_nan=False), st.integers(1, 5000)), min_size=5, max_size=20
)


@given(drawn=values_and_people)
@settings(deadline=None, max_examples=40)
def test_the_line_is_that_of_weighted_least_squares(drawn: list[tuple[float, int]]) -> None:
    """An independent oracle fits the same line."""
    import statsmodels.api as sm

    people = [float(number) for _, number in drawn]
    values = [value for value, _ in drawn]
    shares, middles = ranks(people)
    oracle: Any = sm.WLS(values, sm.add_constant(middles), weights=shares).fit()
    found = slope_index(fifths(values, people), seed=1, repetitions=10)
    assert found.difference.value == pytest.approx(oracle.params[1], rel=1e-6, abs=1e-6)
    assert found.at_most_deprived == pytest.approx(oracle.params[0], rel=1e-6, abs=1e-6)


@given(value=st.floats(1, 100), people=st.lists(st.integers(1, 5000), min_size=5, max_size=10))
@settings(deadline=None, max_examples=40)
def test_equal_values_have_no_slope(value: float, people: list[int]) -> None:
    found = slope_index(fifths([value] * len(people), [float(n) for n in people]), seed=1, repetitions=2_000)
    assert found.difference.value == pytest.approx(0, abs=1e-6)
    assert found.ratio.value == pytest.approx(1)
    assert found.difference.lower <= 0 <= found.difference.upper


def test_the_simulated_interval_is_the_one_theory_gives() -> None:
    """On the plain scale the slope is a weighted sum of normals, whose spread can be written down."""
    quantiles = fifths([72.0, 74.5, 76.0, 78.0, 80.5])
    found = slope_index(quantiles, seed=7)
    weights = [0.2 * (middle - 0.5) / 0.08 * 0.2 / 0.2 for middle in (0.1, 0.3, 0.5, 0.7, 0.9)]
    half = 0.25 * sum(weight * weight for weight in weights) ** 0.5
    assert found.difference.lower == pytest.approx(10.25 - half, rel=0.002)
    assert found.difference.upper == pytest.approx(10.25 + half, rel=0.002)


def test_one_seed_gives_one_interval() -> None:
    def slope(seed: int) -> Slope:
        return slope_index(parts("life_1"), seed=seed, repetitions=2_000)

    assert slope(3) == slope(3)
    assert slope(3).difference.lower != slope(4).difference.lower


@pytest.mark.parametrize("number", [4, 101])
def test_too_few_or_too_many_parts_are_refused(number: int) -> None:
    with pytest.raises(StatisticRefused, match=f"over {number} parts"):
        slope_index(fifths([50.0] * number), seed=1)


@pytest.mark.parametrize(
    ("part", "scale", "says"),
    [
        (Quantile(0, 50, 49, 51), Scale.PLAIN, "Part 3 has nobody in it"),
        (Quantile(9, 50, 51, 52), Scale.PLAIN, "Part 3 has no interval around its value"),
        (Quantile(9, float("nan"), 1, 2), Scale.PLAIN, "Part 3 has no interval"),
        (Quantile(9, 0.1, 0.0, 0.2), Scale.LOG, "Part 3 reaches nought"),
        (Quantile(9, 0.9, 0.8, 1.0), Scale.LOGIT, "Part 3 reaches 1"),
    ],
)
def test_a_part_that_cannot_be_is_refused(part: Quantile, scale: Scale, says: str) -> None:
    quantiles = [replace(Quantile(9, 0.5, 0.4, 0.6)) for _ in range(5)]
    quantiles[2] = part
    with pytest.raises(StatisticRefused, match=says):
        slope_index(quantiles, seed=1, scale=scale)
