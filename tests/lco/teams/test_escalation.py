"""When a lead hears of a task, and when not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.escalation import (
    AGES,
    OTHERWISE,
    RULES,
    SnoozeRefused,
    age_of,
    grace,
    is_for_lead,
    quiet_after_acknowledging,
    quiet_after_snoozing,
)
from lco.teams.standards import standards

ON = date(2026, 11, 22)
KNOWN = standards()
LONGEST_SNOOZE_DAYS = KNOWN["days_snooze"]


@pytest.mark.parametrize("kind", RULES)
def test_a_task_comes_on_the_day_its_rule_says_and_not_before(kind: str) -> None:
    days = timedelta(days=RULES[kind].days)
    assert is_for_lead(kind, ON - days, has_owner=True, on=ON, known=KNOWN)
    assert not is_for_lead(kind, ON - days + timedelta(days=1), has_owner=True, on=ON, known=KNOWN)
    assert RULES[kind].why.endswith(".")


def test_nobodys_task_comes_after_a_day_whatever_its_kind() -> None:
    assert {grace(kind, has_owner=False, known=KNOWN) for kind in [*RULES, "other"]} == {1}
    assert grace("other", has_owner=True, known=KNOWN) == OTHERWISE.days


def test_what_was_dealt_with_comes_back_by_itself() -> None:
    due = ON - timedelta(days=30)
    quiet = quiet_after_acknowledging(on=ON, known=KNOWN)
    assert quiet == ON + timedelta(days=KNOWN["days_quiet"])
    assert not is_for_lead(
        "visit", due, has_owner=True, quiet_until=quiet, on=quiet - timedelta(days=1), known=KNOWN
    )
    assert is_for_lead("visit", due, has_owner=True, quiet_until=quiet, on=quiet, known=KNOWN)


@pytest.mark.parametrize("days", [-1, 0, LONGEST_SNOOZE_DAYS + 1])
def test_a_day_that_is_over_or_too_far_is_refused(days: int) -> None:
    with pytest.raises(SnoozeRefused):
        quiet_after_snoozing(ON + timedelta(days=days), on=ON, known=KNOWN)


@pytest.mark.parametrize("days", [1, LONGEST_SNOOZE_DAYS])
def test_a_day_ahead_is_kept(days: int) -> None:
    assert quiet_after_snoozing(ON + timedelta(days=days), on=ON, known=KNOWN) == ON + timedelta(days=days)


@given(st.integers(0, 400))
def test_every_age_has_one_band(days: int) -> None:
    age = age_of(ON - timedelta(days=days), on=ON)
    holding = [each for each in AGES if each.at_least <= days and (each.below is None or days < each.below)]
    assert holding == [age]


def test_what_is_not_yet_due_counts_as_youngest() -> None:
    assert age_of(ON + timedelta(days=3), on=ON) is AGES[-1]


@given(st.sampled_from([*RULES, "other"]), st.integers(-10, 90), st.booleans())
def test_waiting_a_day_longer_never_takes_a_task_off_the_queue(kind: str, days: int, has_owner: bool) -> None:
    due = ON - timedelta(days=days)
    now = is_for_lead(kind, due, has_owner=has_owner, on=ON, known=KNOWN)
    assert not now or is_for_lead(kind, due, has_owner=has_owner, on=ON + timedelta(days=1), known=KNOWN)
