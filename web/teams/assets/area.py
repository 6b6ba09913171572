"""What the place pack knows of the place for the directory: names, localities, needs, bank holidays."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from lco.teams.directory.matching import Area
from web.teams.cases import standards
from web.ui import place


def area() -> Area:
    """Return the names and days of the place shown."""
    return _area(place.identifier())


@cache
def _area(identifier: str) -> Area:
    # A pack is read once and never changes while the web runs.
    pack: Any = place.current()
    return Area(
        names=MappingProxyType({each.id: each.name for each in pack.neighbourhoods}),
        locality_of=MappingProxyType({each.id: each.locality or "" for each in pack.neighbourhoods}),
        needs=MappingProxyType({each.id: each.title for each in pack.community_needs}),
        bank_holidays=frozenset(each.day for each in pack.bank_holidays),
        look_ahead=standards.current()["days_look_ahead"],
    )


def need_choices() -> list[tuple[str, str]]:
    """Return code and title of every need, by title."""
    return sorted(area().needs.items(), key=lambda need: need[1].casefold())


def condition_choices() -> list[tuple[str, str]]:
    """Return code and title of the needs that are conditions, by title."""
    rows = [(each.id, each.title) for each in place.current().community_needs if each.is_condition]
    return sorted(rows, key=lambda need: need[1].casefold())


def neighbourhood_choices() -> list[tuple[str, str]]:
    """Return id and name of every neighbourhood, by name."""
    return sorted(area().names.items(), key=lambda each: each[1].casefold())


def level_choices() -> list[tuple[str, str]]:
    """Return id and name of every level of service, the most local first."""
    return [(each.id, each.name) for each in sorted(place.current().levels, key=lambda it: it.rank)]


def offer_choices() -> list[tuple[str, str]]:
    """Return id and title of every mental health offer of the place."""
    return [(each.id, each.title) for each in place.current().mental_health_offers]


def titles(codes: Sequence[str]) -> list[str]:
    """Return the words of needs, in the order given."""
    return [area().needs.get(code, code) for code in codes]
