"""On what ground a person is discussed, and with what they leave the meeting."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.meetings import BASES, Basis, Leaving, bases_open, basis_lacks, lacking

ON = date(2026, 8, 6)
LATEST = ON + timedelta(weeks=12)


def leaving(**changes: Any) -> Leaving:
    """Return somebody who may leave, but for what is changed."""
    values: dict[str, Any] = {
        "has_coordinator": True,
        "actions": 1,
        "no_action_reason": "",
        "review_on": ON + timedelta(weeks=6),
    }
    return Leaving(**{**values, **changes})


def lacks(**changes: Any) -> dict[str, str]:
    return lacking(leaving(**changes), on=ON, latest=LATEST)


def test_who_has_coordinator_action_and_review_leaves() -> None:
    assert lacks() == {}
    assert lacks(actions=0, no_action_reason="The plan stands") == {}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"has_coordinator": False}, "coordinator", "nobody leaves the meeting without one"),
        ({"actions": 0}, "no_action_reason", "at least one action with owner and day"),
        ({"actions": 0, "no_action_reason": "  "}, "no_action_reason", "or say why there is none"),
        ({"no_action_reason": "Nothing to do"}, "no_action_reason", "take out the reason"),
        ({"review_on": None}, "review_on", "Set the day of the next review"),
        ({"review_on": ON}, "review_on", "a day after the meeting"),
        ({"review_on": ON - timedelta(days=1)}, "review_on", "a day after the meeting"),
        ({"review_on": LATEST + timedelta(days=1)}, "review_on", "within 12 weeks"),
    ],
)
def test_nobody_leaves_without(changes: dict[str, Any], field: str, words: str) -> None:
    found = lacks(**changes)
    assert set(found) == {field}
    assert words in found[field]


def test_the_last_day_of_the_standard_is_early_enough() -> None:
    assert lacks(review_on=LATEST) == {}
    assert (
        "26 weeks"
        in lacking(leaving(review_on=date(2028, 1, 1)), on=ON, latest=ON + timedelta(weeks=26))["review_on"]
    )


def test_everything_that_is_missing_is_said_at_once() -> None:
    assert set(lacks(has_coordinator=False, actions=0, review_on=None)) == {
        "coordinator",
        "no_action_reason",
        "review_on",
    }


@given(st.booleans(), st.integers(0, 5), st.sampled_from(["", " ", "None"]), st.none() | st.dates())
def test_who_leaves_has_all_three(has: bool, actions: int, reason: str, review_on: date | None) -> None:
    asked = Leaving(has, actions, reason, review_on)
    if not lacking(asked, on=ON, latest=LATEST):
        assert asked.has_coordinator
        assert bool(asked.actions) != bool(asked.no_action_reason.strip())
        assert asked.review_on is not None
        assert ON < asked.review_on <= LATEST


def test_consent_and_best_interests_are_recorded_not_claimed() -> None:
    assert [each.basis for each in bases_open(None)] == [Basis.DIRECT_CARE, Basis.SAFEGUARDING]
    assert bases_open(Basis.CONSENT)[0].basis == Basis.CONSENT
    for basis in (Basis.CONSENT, Basis.BEST_INTERESTS):
        assert basis_lacks(basis, "", recorded=basis) == ""
        assert "is not recorded on the case" in basis_lacks(basis, "They said yes", recorded=None)
    assert "is not recorded" in basis_lacks(Basis.CONSENT, "", recorded=Basis.BEST_INTERESTS)


@pytest.mark.parametrize("basis", [Basis.DIRECT_CARE, Basis.SAFEGUARDING])
def test_any_other_ground_is_said_in_words(basis: Basis) -> None:
    assert basis_lacks(basis, " ", recorded=None) == f"{BASES[basis].asks}."
    assert basis_lacks(basis, "The district nurse visits weekly", recorded=None) == ""


@pytest.mark.parametrize("basis", ["", "curiosity", "Consent"])
def test_the_list_of_grounds_is_closed(basis: str) -> None:
    assert basis_lacks(basis, "Words", recorded=Basis.CONSENT).startswith("Choose the ground")


def test_each_ground_says_what_it_means() -> None:
    assert set(BASES) == set(Basis)
    assert all(each.title and each.about.endswith(".") for each in BASES.values())
