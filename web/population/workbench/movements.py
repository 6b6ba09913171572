"""Figures of movement between tiers, as the published run counted them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from lco.store.figures import Figure
from web.population.figures import area_name, figure
from web.ui import place
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
    """What a team can take on against those who need it."""

    name: str
    need: Figure | None
    slots: Figure | None
    over: Figure | None


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


def leading() -> Sequence[tuple[str, Figure | None]]:
    """Return how many of those who were rising stood in the high tier later."""
    return [(f"{months} months later", figure(f"rising_became_high/{months}")) for months in ("6", "12")]


def capacities() -> Sequence[Capacity]:
    """Return what each team can take on against its list; empty while nothing is published."""
    run = published()
    known = run.under("capacity/need/") if run else []
    found = [each.figure.removeprefix("capacity/need/") for each in known]
    return [
        Capacity(area_name(area), *(figure(f"capacity/{what}/{area}") for what in ("need", "slots", "over")))
        for area in found
    ]


def concentrations() -> tuple[Figure | None, Figure | None]:
    """Return the share of cost of the costliest looking back, and that of those flagged looking ahead."""
    return figure("concentration/top5"), figure("concentration/prospective")
