"""Cells and words of the movement between tiers: a matrix of former tier and tier in every area."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lco.population.movement import LEFT, NEW, TIERS
from lco.population.stratification.cells import Cells, Published
from lco.population.stratification.groups import Gone, Group, homes

FROM = (*TIERS, NEW)


def add_movement(cells: Cells, found: Sequence[Group], left: Iterable[Gone], published: Published) -> None:
    """Add ``movement/<from>/<to>/<area>``. Who left counts where they lived.

    The columns add up to the tiers as they are published. Totals of the rows are not published: each would
    be one more sum to work a small cell out from, and many more cells would have to be withheld for it.
    """
    departed = list(left)
    for tier in TIERS:
        cells.take(f"tier/{tier}", published)
        for former in FROM:
            cells.add(
                f"movement/{former}/{tier}",
                homes(found, lambda g, f=former, t=tier: (g.former_tier, g.tier) == (f, t)),  # type: ignore[misc]
            )
        by_home: dict[str, int] = {}
        for each in departed:
            if each.tier == tier:
                by_home[each.neighbourhood] = by_home.get(each.neighbourhood, 0) + each.people
        cells.add(f"movement/{tier}/{LEFT}", by_home)
    for tier in TIERS:
        cells.total(f"tier/{tier}", [f"movement/{former}/{tier}" for former in FROM])


def label(former: str, tier: str) -> str:
    """Return what a cell counts, in words."""
    if former == NEW:
        return f"People new in the place, now in the {tier} tier"
    if tier == LEFT:
        return f"People in the {former} tier a month ago who are in the place no more"
    if tier == former:
        return f"People who stayed in the {tier} tier"
    direction = "up" if TIERS.index(tier) < TIERS.index(former) else "down"
    return f"People who went {direction} from the {former} tier to the {tier} tier"
