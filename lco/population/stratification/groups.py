"""The people list counted once by everything that figures of tiers, segments and cohorts look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ibis.expr.types import Table

from lco.population.movement import NEW
from lco.population.movement import left as no_longer_here
from lco.population.tables import NOT_PLACED

_COLUMNS = (
    "neighbourhood",
    "tier",
    "former_tier",
    "segment",
    "cohorts",
    "has_mental_health_need",
    "is_priority",
)


@dataclass(frozen=True)
class Group:
    """People who are alike in all of this, and how many they are.

    Attributes:
        former_tier: tier on the former day; `NEW` for who was not in the place then.
        segment: None in a place without segments.
        cohorts: ids of their cohorts.
    """

    neighbourhood: str
    tier: str
    former_tier: str
    segment: str | None
    cohorts: frozenset[str]
    has_mental_health_need: bool
    is_priority: bool
    people: int


@dataclass(frozen=True)
class Gone:
    """People who were in a tier on the former day and are in the place no more, where they lived then."""

    neighbourhood: str
    tier: str
    people: int


def groups(con: Any, people: Table) -> tuple[Group, ...]:
    """Return the people list counted: one pass, a few thousand rows."""
    counted = people.group_by(*_COLUMNS).agg(people=lambda t: t.count())
    return tuple(
        Group(
            neighbourhood=row["neighbourhood"] or NOT_PLACED,
            tier=row["tier"],
            former_tier=row["former_tier"] or NEW,
            segment=row["segment"],
            cohorts=frozenset((row["cohorts"] or "").split(";")) - {""},
            has_mental_health_need=bool(row["has_mental_health_need"]),
            is_priority=bool(row["is_priority"]),
            people=int(row["people"]),
        )
        for row in con.to_pyarrow(counted).to_pylist()
    )


def gone(con: Any, people: Table, former: Table) -> tuple[Gone, ...]:
    """Return those who left the place, counted.

    Args:
        con: the engine.
        people: the people list.
        former: person, tier and neighbourhood on the former day.
    """
    who = no_longer_here(people, former).group_by("neighbourhood", "tier").agg(people=lambda t: t.count())
    return tuple(
        Gone(row["neighbourhood"] or NOT_PLACED, row["tier"], int(row["people"]))
        for row in con.to_pyarrow(who).to_pylist()
    )


def homes(found: Iterable[Group], keep: Callable[[Group], bool]) -> dict[str, int]:
    """Return people by neighbourhood, of the groups that `keep` accepts."""
    by_home: dict[str, int] = {}
    for each in found:
        if keep(each):
            by_home[each.neighbourhood] = by_home.get(each.neighbourhood, 0) + each.people
    return by_home
