"""What the packs say of the community: bank holidays by rule, needs, sheets that say when to ask."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lco.place.pack import load_place, place_ids


def _easter(year: int) -> date:
    """Return Easter Sunday by the rule of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * week) // 451
    month, day = divmod(h + week - 7 * m + 114, 31)
    return date(year, month, day + 1)


@pytest.mark.parametrize("place", place_ids())
def test_bank_holidays_are_those_of_england_and_wales(place: str) -> None:
    days = {each.day: each.name for each in load_place(place).bank_holidays}
    assert not any(day.weekday() > 4 for day in days), "a substitute stands for a weekend"
    for year in range(2017, 2029):
        held = [day for day in days if day.year == year]
        extra = {2022: 2, 2023: 1}.get(year, 0)
        assert len(held) == 8 + extra, year
        assert days[_easter(year) - timedelta(days=2)] == "Good Friday"
        assert days[_easter(year) + timedelta(days=1)] == "Easter Monday"


@pytest.mark.parametrize("place", place_ids())
def test_every_sheet_says_what_to_do_and_when_to_ask_for_help(place: str) -> None:
    pack = load_place(place)
    for sheet in pack.self_care:
        assert len(sheet.steps) >= 3, sheet.id
        assert sheet.get_help, sheet.id
        assert sheet.link is None or sheet.link.startswith("https://"), sheet.id
        assert sheet.checked_on is None, "no clinician has checked it yet"


@pytest.mark.parametrize("place", place_ids())
def test_needs_are_of_all_kinds(place: str) -> None:
    kinds = {each.kind for each in load_place(place).community_needs}
    assert kinds == {"mental", "physical", "social", "practical"}


def test_every_service_in_scope_has_its_row_of_levels() -> None:
    pack = load_place("manchester")
    assert [each.service for each in pack.service_levels] == [each.id for each in pack.services]
