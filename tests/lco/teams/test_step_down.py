"""The test of stepping down: its legs, alone and together."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.step_down import is_lower_in_a_row, weighed

tiers = st.sampled_from(["high", "rising", "low", ""])
legs = st.fixed_dictionaries(
    {
        "are_goals_achieved": st.none() | st.booleans(),
        "tier_at_start": tiers,
        "tiers": st.lists(tiers, max_size=3),
        "is_agreed": st.none() | st.booleans(),
        "has_contingency": st.booleans(),
    }
)


@given(values=legs)
def test_it_passes_exactly_when_nothing_is_missing(values: dict[str, Any]) -> None:
    test = weighed(**values, refreshes=2)
    assert test.passes is (test.missing == ())
    need = bool(values["are_goals_achieved"]) or test.tier.holds
    assert test.passes is (need and bool(values["is_agreed"]) and values["has_contingency"])
    for leg in test.legs:
        assert f"{leg.title}: {'yes' if leg.holds else 'no'} ({leg.found})" in test.words


@pytest.mark.parametrize(
    ("refreshes", "title", "holds"),
    [(1, "Tier lower at the last refresh", True), (2, "Tier lower in 2 refreshes in a row", False)],
)
def test_the_place_says_how_many_refreshes_must_be_lower(refreshes: int, title: str, holds: bool) -> None:
    test = weighed(
        are_goals_achieved=None,
        tier_at_start="high",
        tiers=("rising", "high"),
        refreshes=refreshes,
        is_agreed=True,
        has_contingency=True,
    )
    assert (test.tier.title, test.tier.holds, test.passes) == (title, holds, holds)


@given(start=tiers, newest=st.lists(tiers, max_size=4))
def test_a_tier_that_rose_or_is_not_known_is_never_lower(start: str, newest: list[str]) -> None:
    order = {"high": 1, "rising": 2, "low": 3}
    is_lower = is_lower_in_a_row(start, newest, 2)
    known = start in order and len(newest) >= 2 and all(tier in order for tier in newest[:2])
    assert is_lower is (known and all(order[tier] > order[start] for tier in newest[:2]))


@pytest.mark.parametrize(
    ("start", "newest", "is_lower"),
    [
        ("high", ["rising", "rising"], True),
        ("high", ["low", "rising"], True),
        ("high", ["rising", "high"], False),
        ("rising", ["low", "low"], True),
        ("rising", ["low", "rising"], False),
        ("low", ["low", "low"], False),
        ("high", ["rising"], False),
        ("", ["low", "low"], False),
        ("high", ["rising", ""], False),
    ],
)
def test_worked_examples_of_a_lower_tier(start: str, newest: list[str], is_lower: bool) -> None:
    assert is_lower_in_a_row(start, newest, 2) is is_lower


def test_each_leg_says_what_was_found() -> None:
    test = weighed(
        are_goals_achieved=None,
        tier_at_start="high",
        tiers=["rising", ""],
        refreshes=2,
        is_agreed=None,
        has_contingency=False,
    )
    assert [leg.found for leg in test.legs] == [
        "no goal was agreed",
        "high when found, now rising, before that not known",
        "they were not asked yet",
        "the agreed plan has none",
    ]
    assert test.missing == ("the goals or a lower tier", "the person's agreement", "a contingency plan")
