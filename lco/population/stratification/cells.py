"""Cells of people by area, how they add up, and which of them are withheld."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from lco.disclosure import Before, Sum, withheld
from lco.population.areas import Areas
from lco.population.movement import LEFT


@dataclass(frozen=True)
class Published:
    """Cells that other figures of the same release are made of.

    Attributes:
        counts: cell to people; ``population/<area>`` and ``tier/<tier>/<area>`` are looked at.
        hidden: those withheld.
    """

    counts: Mapping[str, int]
    hidden: AbstractSet[str]


@dataclass
class Cells:
    """Cells by area, gathered key by key.

    Attributes:
        areas: the areas of the place.
        counts: cell ``<key>/<area>`` to people.
        sums: how cells add up, from area to area and from key to key.
    """

    areas: Areas
    counts: dict[str, int] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)

    def add(self, key: str, by_home: Mapping[str, int]) -> None:
        """Add the cells of a key in every area.

        Args:
            key: what is counted, such as ``segment/healthy``.
            by_home: people by neighbourhood; who is in none of them stands under ``not_placed``.
        """
        for area, inside in self.areas.members.items():
            self.counts[f"{key}/{area}"] = sum(by_home.get(home, 0) for home in inside)
        self.sums += self.areas.sums(f"{key}/")

    def total(self, key: str, parts: Sequence[str]) -> None:
        """Say that in every area a key is the sum of other keys."""
        self.sums += [
            Sum(f"{key}/{area}", tuple(f"{part}/{area}" for part in parts)) for area in self.areas.members
        ]

    def take(self, key: str, published: Published) -> None:
        """Take in a key that other figures publish, so that nothing follows from both together."""
        for area in self.areas.members:
            self.counts[f"{key}/{area}"] = published.counts[f"{key}/{area}"]
        self.sums += self.areas.sums(f"{key}/")


def _says_who_stayed_or_left(cell: str) -> bool:
    topic, *key, _ = cell.split("/")
    return topic == "movement" and (key[0] == key[1] or key[1] == LEFT)


def hidden_cells(
    cells: Cells, published: Published, *, smallest: int, former: AbstractSet[str] | Before = frozenset()
) -> AbstractSet[str]:
    """Return which cells are withheld, such that nothing published elsewhere gives one away.

    Args:
        cells: the cells, with those taken from `published`.
        published: what other figures of this release show and withhold.
        smallest: smallest count shown.
        former: cells the release before withheld.
    """
    shown = (cells.counts.keys() & published.counts.keys()) - published.hidden
    # Beside a small count of a neighbourhood another's is withheld, rather than the whole place's; and of
    # the whole place's how many stayed or left, rather than how many moved up or down.
    whole = {cell for cell in cells.counts if cell.rpartition("/")[2] == cells.areas.place}
    whole = {cell for cell in whole if not _says_who_stayed_or_left(cell)}
    fine = {cell for cell in cells.counts if cell.rpartition("/")[2] not in cells.areas.parents}
    for held in (frozenset[str](), fine - published.counts.keys()):
        found = withheld(
            cells.counts,
            cells.sums,
            smallest=smallest,
            former=former,
            already=published.hidden | held,
            shown=shown | whole,
        )
        if found.isdisjoint(shown):
            return found
    # What is shown elsewhere cannot be taken back here: then none of these cells may be shown.
    return frozenset(cells.counts)
