"""Figures of movement between tiers, as the published run counted them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from lco.store.figures import Figure
from web.population.figures import figure
from web.ui import formats, place
from web.ui.published import published

# Where people come from and where they go to, the most urgent first, and how a page names it.
FROM: Mapping[str, str] = MappingProxyType(
    {"high": "High", "rising": "Rising", "low": "Low", "new": "New in the place"}
)
TO: Mapping[str, str] = MappingProxyType(
    {"high": "High", "rising": "Rising", "low": "Low", "left": "Left the place"}
)
_URGENCY = ("high", "rising", "low")


@dataclass(frozen=True)
class Flow:
    """People by tier a month ago and tier now; `figure` is None where it is not published."""

    start: str
    end: str
    figure: Figure | None

    @property
    def title(self) -> str:
        """The flow in words."""
        ended = TO[self.end].lower()
        return f"{FROM[self.start]}, {ended}" if self.end == "left" else f"{FROM[self.start]} to {ended}"

    @property
    def way(self) -> str:
        """Say whether it leads ``up``, ``down``, nowhere (``same``), or in or out of the place (``edge``)."""
        if self.start not in _URGENCY or self.end not in _URGENCY:
            return "edge"
        if self.start == self.end:
            return "same"
        return "up" if _URGENCY.index(self.end) < _URGENCY.index(self.start) else "down"


@dataclass(frozen=True)
class Capacity:
    """The list of a team against its places; `over` is below 0 where places are left."""

    name: str
    listed: Figure | None
    slots: Figure | None
    over: Figure | None

    @property
    def is_published(self) -> bool:
        """Say whether the run has a figure of the list."""
        return self.listed is not None


@dataclass(frozen=True)
class CapacityLevel:
    """The teams of one level, a neighbourhood or a locality each, and the whole place as the last row."""

    title: str
    rows: tuple[Capacity, ...]

    @property
    def lines(self) -> list[tuple[Any, ...]]:
        """Return the cells of the table, row by row."""
        return [(each.name, each.listed, each.slots, each.over) for each in self.rows]


@dataclass(frozen=True)
class Lead:
    """Shares of people who stood in the high tier some months later: of the rising, the low, all not high."""

    months: str
    rising: Figure | None
    low: Figure | None
    chance: Figure | None

    @property
    def beside(self) -> str:
        """The interval, and what the low and chance alone came to, in words."""
        interval = ""
        if self.rising is not None and self.rising.lower is not None and self.rising.upper is not None:
            interval = f"95% interval {_percent(self.rising.lower)} to {_percent(self.rising.upper)}; "
        low, chance = (_percent(each.value if each else None) for each in (self.low, self.chance))
        return f"{interval}of the low {low}, of all not high {chance}"


def _percent(value: float | None) -> str:
    return formats.NOTHING if value is None else f"{formats.number(value, 1)}%"


def is_published() -> bool:
    """Say whether the published run has figures of movement."""
    run = published()
    return bool(run and run.under("movement/"))


def flows(area: str) -> Sequence[Flow]:
    """Return every flow of an area, those who need most first. Nobody goes from outside to outside."""
    pairs = [(start, end) for start in FROM for end in TO if (start, end) != ("new", "left")]
    return [Flow(start, end, figure(f"movement/{start}/{end}/{area}")) for start, end in pairs]


def areas() -> Sequence[tuple[str, str]]:
    """Return id and name of the place and of each of its parts that has figures of movement."""
    pack = place.current()
    rows: list[Any] = [pack, *pack.localities, *pack.neighbourhoods]
    return [(row.id, str(row.name)) for row in rows if figure(f"movement/high/high/{row.id}")]


def leading() -> Sequence[Lead]:
    """Return how many of those who were rising stood in the high tier later, beside the others."""
    return [
        Lead(
            months,
            *(figure(f"{who}_became_high/{months}") for who in ("rising", "low", "chance")),
        )
        for months in ("6", "12")
    ]


def capacity_levels() -> Sequence[CapacityLevel]:
    """Return the lists of teams against their places, neighbourhoods apart from localities, which hold them.

    Each level closes with the whole place as it was published: both come to the same, so none is added to
    the other. Empty while nothing is published.
    """
    pack = place.current()
    levels = (("neighbourhood", pack.neighbourhoods), ("locality", pack.localities))
    found = (
        (title, [row for area in areas if (row := _capacity(area)).is_published]) for title, areas in levels
    )
    whole = _capacity(pack)
    return [
        CapacityLevel(
            title, (*rows, *([replace(whole, name=f"{pack.name}, all")] if whole.is_published else []))
        )
        for title, rows in found
        if rows
    ]


def _capacity(area: Any) -> Capacity:
    values = (figure(f"capacity/{what}/{area.id}") for what in ("listed", "slots", "over"))
    return Capacity(str(area.name), *values)


def concentrations() -> tuple[Figure | None, Figure | None]:
    """Return the share of cost of the costliest looking back, and that of those flagged looking ahead."""
    return figure("concentration/top5"), figure("concentration/prospective")
