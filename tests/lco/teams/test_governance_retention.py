"""How long records are kept: the rule of each, and the day it is due."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.periods import months_after
from lco.teams.governance.retention import KeptRecord, due_of_care_record, kept_until, rules
from lco.teams.standard import Own
from lco.teams.standards import standards

BORN = date(1950, 5, 1)
KNOWN = standards()


@pytest.mark.parametrize(
    ("record", "rule", "due_on"),
    [
        (KeptRecord(BORN, date(2018, 4, 1)), "adult_care", date(2026, 4, 1)),
        (KeptRecord(BORN, date(2016, 2, 29)), "adult_care", date(2024, 2, 29)),
        (KeptRecord(BORN, date(2018, 4, 1), date(2018, 3, 1)), "after_death", date(2026, 3, 1)),
        (KeptRecord(date(2010, 5, 1), date(2018, 4, 1)), "child_care", date(2035, 5, 1)),
        (KeptRecord(date(2000, 5, 1), date(2018, 4, 30)), "child_care", date(2026, 4, 30)),
        (KeptRecord(date(2000, 5, 1), date(2018, 5, 1)), "adult_care", date(2026, 5, 1)),
        (KeptRecord(date(2010, 5, 1), date(2018, 4, 1), date(2018, 4, 2)), "after_death", date(2026, 4, 2)),
    ],
    ids=["adult", "leap day", "died", "child", "child's last day", "eighteenth birthday", "child who died"],
)
def test_the_rule_and_its_day(record: KeptRecord, rule: str, due_on: date) -> None:
    found, day = due_of_care_record(record, known=KNOWN)
    assert (found.id, day) == (rule, due_on)


_days = st.dates(date(1950, 1, 1), date(2030, 1, 1))


@given(_days, _days, st.none() | _days)
def test_no_record_is_due_before_eight_years_after_the_last_entry_or_the_death(
    born: date, last: date, died: date | None
) -> None:
    rule, due_on = due_of_care_record(KeptRecord(born, last, died), known=KNOWN)
    assert due_on >= months_after(died or last, 12 * rules(KNOWN)["adult_care"].years)
    if rule.id == "child_care":
        assert due_on >= months_after(born, 12 * 25)


@pytest.mark.parametrize("rule", rules(KNOWN).values(), ids=lambda rule: rule.id)
def test_every_rule_says_what_how_long_and_where_from(rule: object) -> None:
    assert rule.source.startswith("[M]")  # type: ignore[attr-defined]
    assert rule.length.startswith(("until the birthday at 25", f"{rule.years} years after"))  # type: ignore[attr-defined]
    assert rule.holds[0].islower()  # type: ignore[attr-defined]


def test_years_are_counted_to_the_day() -> None:
    assert kept_until(rules(KNOWN)["subject_access"], date(2024, 2, 29)) == date(2027, 2, 28)
    assert kept_until(rules(KNOWN)["child_care"], date(2004, 2, 29)) == date(2029, 2, 28)


def test_a_place_keeps_records_by_its_own_schedule() -> None:
    paper = "Records schedule, section 2"
    own = {"years_adult_care": Own(10, paper, ""), "age_child_care": Own(26, paper, "")}
    known = standards(own)
    adult, day = due_of_care_record(KeptRecord(BORN, date(2018, 4, 1)), known=known)
    assert (adult.length, adult.source, day) == ("10 years after the last entry", paper, date(2028, 4, 1))
    child, day = due_of_care_record(KeptRecord(date(2010, 5, 1), date(2018, 4, 1)), known=known)
    assert (child.length, child.source, day) == ("until the birthday at 26", paper, date(2036, 5, 1))
    assert rules(known)["after_death"] == rules(KNOWN)["after_death"]
