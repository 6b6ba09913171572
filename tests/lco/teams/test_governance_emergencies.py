"""When the glass may be broken, how long a review may wait, and which looks the officer is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.teams.governance.alerts import Named, alert_of, plain, rules, surname_of
from lco.teams.governance.emergencies import (
    IN_WORDS,
    REASONS,
    REOPENING_REASONS,
    BreakRefused,
    Wish,
    after_working_days,
    check,
)

AUGUST_BANK_HOLIDAY = date(2026, 8, 31)
CHRISTMAS = {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}


@pytest.mark.parametrize("reason", [code for code, _ in REASONS])
def test_every_reason_of_the_list_with_words_passes(reason: str) -> None:
    check(Wish(reason, "She cannot speak", unreviewed=2, most_unreviewed=2))


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish("curiosity", "I wondered", 0, 2), "from the list"),
        (Wish("", "I wondered", 0, 2), "from the list"),
        (Wish("emergency", "  ", 0, 2), "in your own words"),
        (Wish("emergency", "She cannot speak", 3, 2), "telephone the privacy officer"),
    ],
)
def test_what_does_not_pass_says_what_to_do(wish: Wish, words: str) -> None:
    with pytest.raises(BreakRefused, match=words):
        check(wish)


def test_every_reason_has_words() -> None:
    assert set(IN_WORDS) == {code for code, _ in (*REASONS, *REOPENING_REASONS)}
    assert all(IN_WORDS.values())


@pytest.mark.parametrize(
    ("day", "count", "holidays", "expected"),
    [
        (date(2026, 8, 3), 5, set(), date(2026, 8, 10)),
        (date(2026, 8, 7), 1, set(), date(2026, 8, 10)),
        (date(2026, 8, 8), 1, set(), date(2026, 8, 10)),
        (date(2026, 8, 28), 5, {AUGUST_BANK_HOLIDAY}, date(2026, 9, 7)),
        (date(2026, 12, 24), 5, CHRISTMAS, date(2027, 1, 5)),
        (date(2028, 2, 28), 2, set(), date(2028, 3, 1)),
        (date(2026, 8, 6), 0, set(), date(2026, 8, 6)),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(
    day: date, count: int, holidays: set[date], expected: date
) -> None:
    assert after_working_days(day, count, holidays=holidays) == expected


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 30), st.sets(st.dates(), max_size=5))
def test_as_many_working_days_lie_between_as_were_asked_for(
    day: date, count: int, holidays: set[date]
) -> None:
    end = after_working_days(day, count, holidays=holidays)
    between = [day + timedelta(days=number) for number in range(1, (end - day).days + 1)]
    assert sum(each.weekday() < 5 and each not in holidays for each in between) == count


def _person(given: str, family: str, address: str = "", postcode: str = "") -> Named:
    return Named(f"{given} {family}", family, address, postcode)


def _staff(name: str, address: str = "", postcode: str = "") -> Named:
    return Named(name, surname_of(name), address, postcode)


@pytest.mark.parametrize(
    ("staff", "person", "rule"),
    [
        (_staff("Grace Adeyemi"), _person("Grace", "Adeyemi"), "own_record"),
        (_staff("GRACE ADÉYEMI"), _person("grace", "Adeyemi"), "own_record"),
        (_staff("Grace Adeyemi"), _person("Tunde", "Adeyemi"), "same_surname"),
        (_staff("Mary O'Neill"), _person("Sean", "ONeill"), "same_surname"),
        (_staff("Grace Adeyemi"), _person("Tunde", "Baker"), None),
        (_staff("Adeyemi"), _person("Tunde", "Adeyemi"), None),
        (_staff("Grace Adeyemi"), _person("", ""), None),
        (_staff("Ann Bell", "1 High St", "M1 1AA"), _person("Bo", "Cox", "1 HIGH ST", "m11a"), None),
        (_staff("Ann Bell", "1 High St", "M1 1A"), _person("Bo", "Cox", "1 high st", "m11a"), "same_address"),
        (_staff("Ann Bell", "1 High St", "M1 1AA"), _person("Bo", "Cox", "1 High St", "M2 2BB"), None),
        (_staff("Ann Bell"), _person("Bo", "Cox"), None),
    ],
)  # fmt: skip
def test_a_look_meets_the_gravest_rule_that_fits(staff: Named, person: Named, rule: str | None) -> None:
    found = alert_of(staff, person)
    assert (found.id if found else None) == rule


def test_the_own_record_is_known_by_its_number_where_staff_give_one() -> None:
    numbered = replace(_person("Bo", "Cox"), nhs_number="999 000 0018")
    staff = replace(_staff("Ann Bell"), nhs_number="9990000018")
    found = alert_of(staff, numbered)
    assert found is not None
    assert (found.id, found.title) == ("own_record", "Looked at their own record")
    assert alert_of(_staff("Ann Bell"), numbered) is None
    assert alert_of(staff, _person("Bo", "Cox")) is None


def test_a_colleague_is_told_before_a_surname_and_after_oneself() -> None:
    staff = replace(_staff("Ann Bell"), colleagues=frozenset({"Bo Cox", "Ann Bell", "Tom Bell"}))
    found = {
        name: alert_of(staff, _person(*name.split())) for name in ("Bo Cox", "Ann Bell", "Tom Bell", "Bo Fox")
    }
    assert {name: rule.id if rule else None for name, rule in found.items()} == {
        "Bo Cox": "colleague",
        "Ann Bell": "own_record",
        "Tom Bell": "colleague",
        "Bo Fox": None,
    }
    assert alert_of(staff, _person("", "")) is None


def test_a_rule_that_is_off_fits_nothing() -> None:
    own = next(rule for rule in rules() if rule.staff == ("name",))
    off = type(own)(**{**own.__dict__, "is_on": False})
    assert own.fits(_staff("Grace Adeyemi"), _person("Grace", "Adeyemi"))
    assert not off.fits(_staff("Grace Adeyemi"), _person("Grace", "Adeyemi"))


@given(st.text(max_size=20))
def test_names_are_compared_by_letters_and_digits_alone(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert plain(f" {text} ") == plain(text)
