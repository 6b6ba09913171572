"""Only intervals that do not overlap make a difference, and which way is better decides its name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.outcomes.comparison import Compared, ComparisonRefused, Standing, standing, tally
from lco.store.figures import Figure


def figure(lower: float | None, upper: float | None, *, area: str = "ardwick") -> Figure:
    return Figure(
        figure=f"indicator/falls/{area}",
        definition="falls",
        label="Falls",
        area=area,
        period="2017/18",
        value=None if lower is None else (lower + (upper or 0)) / 2,
        lower=lower,
        upper=upper,
        unit="per 1,000 people",
        kind="flow",
        source="records",
        working="counted",
        inputs=(),
    )


PLACE = figure(90, 100, area="manchester")


@pytest.mark.parametrize(
    ("interval", "lower_is_better", "expected"),
    [
        ((70, 80), True, Standing.BETTER),
        ((70, 80), False, Standing.WORSE),
        ((110, 130), True, Standing.WORSE),
        ((110, 130), False, Standing.BETTER),
        ((80, 95), True, Standing.SIMILAR),
        ((100, 120), True, Standing.SIMILAR),  # touching intervals overlap
        ((50, 150), False, Standing.SIMILAR),
    ],
)
def test_an_area_stands_where_its_interval_lies(
    interval: tuple[float, float], lower_is_better: bool, expected: Standing
) -> None:
    assert standing(figure(*interval), PLACE, lower_is_better=lower_is_better) == expected


def test_a_withheld_figure_is_never_compared() -> None:
    hidden = replace(figure(None, None), is_suppressed=True)
    assert standing(hidden, PLACE, lower_is_better=True) == Standing.WITHHELD


def test_no_value_is_no_difference() -> None:
    assert standing(figure(None, None), PLACE, lower_is_better=True) == Standing.NO_VALUE
    assert standing(figure(1, 2), None, lower_is_better=True) == Standing.NO_VALUE


@given(st.tuples(st.floats(0, 200), st.floats(0, 200)).map(lambda pair: tuple(sorted(pair))))
def test_turning_the_direction_swaps_better_and_worse_and_nothing_else(pair: tuple[float, float]) -> None:
    swapped = {Standing.BETTER: Standing.WORSE, Standing.WORSE: Standing.BETTER}
    one = standing(figure(*pair), PLACE, lower_is_better=True)
    other = standing(figure(*pair), PLACE, lower_is_better=False)
    assert other == swapped.get(one, one)


def test_a_place_is_similar_to_itself() -> None:
    assert standing(PLACE, PLACE, lower_is_better=True) == Standing.SIMILAR


def test_unlike_figures_are_refused() -> None:
    with pytest.raises(ComparisonRefused, match="differ in definition, unit or period"):
        standing(replace(figure(1, 2), period="2016/17"), PLACE, lower_is_better=True)


@given(st.lists(st.sampled_from(list(Standing)), max_size=30))
def test_a_tally_counts_every_area_once_and_names_every_standing(standings: list[Standing]) -> None:
    counted = tally(Compared(PLACE, each) for each in standings)
    assert sum(counted.values()) == len(standings)
    assert list(counted) == list(Standing)
    assert all(counted[each] == standings.count(each) for each in Standing)
