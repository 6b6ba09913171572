"""Goal attainment scaling: the worked example, the middle, and what weights do."""

from __future__ import annotations

from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.plans.attainment import LEVELS, Attained, level_in_words, t_score
from lco.teams.plans.schema import default_schema

GOALS = st.lists(
    st.builds(Attained, st.integers(1, 3).map(float), st.sampled_from(LEVELS)), min_size=1, max_size=6
)


def test_the_worked_example() -> None:
    # two goals of weight 1, one reached by one level more than expected, one as expected
    score = t_score([Attained(1, 1), Attained(1, 0)], correlation=0.3)
    assert score is not None
    assert round(score, 2) == 56.20
    assert isclose(score, 50 + 10 / sqrt(0.7 * 2 + 0.3 * 4))


def test_the_correlation_is_a_figure_of_the_schema_with_its_source() -> None:
    assert default_schema().correlation == 0.3
    assert "to be checked" in default_schema().correlation_source


def test_one_goal_moves_ten_points_a_level() -> None:
    assert [t_score([Attained(2, level)], correlation=0.3) for level in LEVELS] == [30, 40, 50, 60, 70]


def test_no_goal_has_no_score() -> None:
    assert t_score([], correlation=0.3) is None


@given(GOALS)
def test_as_expected_is_fifty_and_turned_round_is_mirrored(goals: list[Attained]) -> None:
    middle = [Attained(goal.weight, 0) for goal in goals]
    turned = [Attained(goal.weight, -goal.level) for goal in goals]
    there, back = t_score(goals, correlation=0.3), t_score(turned, correlation=0.3)
    assert t_score(middle, correlation=0.3) == 50
    assert there is not None
    assert back is not None
    assert isclose(there + back, 100)


@given(GOALS, st.integers(2, 9))
def test_only_the_proportion_of_the_weights_counts(goals: list[Attained], factor: int) -> None:
    scaled = [Attained(goal.weight * factor, goal.level) for goal in goals]
    one, other = t_score(goals, correlation=0.3), t_score(scaled, correlation=0.3)
    assert one is not None
    assert other is not None
    assert isclose(one, other)


@pytest.mark.parametrize(
    ("goals", "correlation", "sentence"),
    [
        ([Attained(0, 1)], 0.3, "a weight above 0"),
        ([Attained(1, 3)], 0.3, "a level from -2 to"),
        ([Attained(1, 1)], 1.3, "between 0 and 1"),
    ],
)
def test_what_cannot_be_scored_is_refused(goals: list[Attained], correlation: float, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        t_score(goals, correlation=correlation)


def test_a_level_is_written_with_a_true_minus() -> None:
    assert [level_in_words(level) for level in (-2, 0, 1)] == [
        "Much less than expected (\u22122)",
        "As expected (0)",
        "More than expected (+1)",
    ]
