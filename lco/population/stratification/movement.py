"""Cells and words of the movement between tiers: a matrix of former tier and tier in every area."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lco.disclosure import Sum
from lco.population.movement import LEFT, NEW, TIERS
from lco.population.stratification.cells import Cells, Published
from lco.population.stratification.groups import Gone, Group, homes

ALL = "all"
FROM = (*TIERS, NEW)


def add_movement(cells: Cells, found: Sequence[Group], left: Iterable[Gone], published: Published) -> None:
    """Add ``movement/<from>/<to>/<area>``, and for the whole place the totals of the rows.

    The totals of the columns are the tiers as they are published. Who left counts where they lived.
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
    _add_totals(cells)


def _add_totals(cells: Cells) -> None:
    """Add the totals of the rows for the whole place alone.

    In every area they would cost much: each is one more sum from which a small cell could be worked out,
    and to prevent it two cells in three of the matrix would be withheld instead of one in six.
    """
    place = cells.areas.place
    rows = {former: [*TIERS, *((LEFT,) if former != NEW else ())] for former in FROM}
    totals = {
        f"movement/{former}/{ALL}": [f"movement/{former}/{to}" for to in rows[former]] for former in FROM
    }
    totals[f"movement/{ALL}/{LEFT}"] = [f"movement/{former}/{LEFT}" for former in TIERS]
    for key, keys in totals.items():
        parts = tuple(f"{part}/{place}" for part in keys)
        cells.counts[f"{key}/{place}"] = sum(cells.counts[part] for part in parts)
        cells.sums.append(Sum(f"{key}/{place}", parts))


def label(former: str, tier: str) -> str:
    """Return what a cell counts, in words."""
    if former == ALL:
        return "People who were in the place a month ago and are no more"
    if former == NEW:
        now = "" if tier == ALL else f", now in the {tier} tier"
        return f"People new in the place{now}"
    if tier == ALL:
        return f"People in the {former} tier a month ago"
    if tier == LEFT:
        return f"People in the {former} tier a month ago who are in the place no more"
    if tier == former:
        return f"People who stayed in the {tier} tier"
    direction = "up" if TIERS.index(tier) < TIERS.index(former) else "down"
    return f"People who went {direction} from the {former} tier to the {tier} tier"
