"""The one door for place figures: small counts are withheld, and so is what would give them away.

A count from 1 to one below the smallest that may be shown is withheld (primary). Since tables carry
totals, a withheld count could be found by subtraction; further cells are withheld until none can
(complementary). What is withheld is null with a flag, never 0, and a true 0 is shown.

Two releases can be subtracted as well: what the one withholds and the other shows. So what the former
release withheld stays withheld, and what is withheld anew is protected as if the former cells were known.

The default, which withholds 1 to 7, follows the practice of hospital statistics from memory and is not
confirmed: it is configuration (``lco run --smallest-shown``), for the place to set with its own adviser.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from lco.disclosure.sums import (
    DisclosureRefused,
    Sum,
    by_cell,
    gives_away,
    next_to_withhold,
    refuse_disagreement,
)
from lco.disclosure.variation import Variation

__all__ = ["SMALLEST_SHOWN", "Before", "DisclosureRefused", "Sum", "withheld", "withheld_alike"]

SMALLEST_SHOWN = 8


@dataclass(frozen=True)
class Before:
    """What the published release before withheld.

    Attributes:
        same: cells of a release of the same day: they stay withheld.
        preferred: cells of a release of another day, whose counts differ, so that the two cannot be solved
            together: where a cell must be chosen to protect another, one of these is.
    """

    same: AbstractSet[str] = frozenset()
    preferred: AbstractSet[str] = frozenset()

    def below(self, prefix: str) -> Before:
        """Return the cells whose name begins with `prefix`, by the rest of their names."""
        same, preferred = (
            frozenset(cell.removeprefix(prefix) for cell in cells if cell.startswith(prefix))
            for cells in (self.same, self.preferred)
        )
        return Before(same, preferred)


def withheld(
    counts: Mapping[str, int],
    sums: Iterable[Sum],
    *,
    smallest: int = SMALLEST_SHOWN,
    former: AbstractSet[str] | Before = frozenset(),
    already: AbstractSet[str] = frozenset(),
    shown: AbstractSet[str] = frozenset(),
) -> frozenset[str]:
    """Return the cells to withhold.

    Args:
        counts: every cell that would be published, totals among them.
        sums: how totals follow from parts; all cells must be in `counts`.
        smallest: smallest count shown; 1 withholds nothing.
        former: what the release before withheld; cells that are none of this table do not matter.
        already: cells that another table of this release withholds.
        shown: cells that another table of this release shows: taken only when nothing else is left. If
            the answer holds one, withhold it there too or do not publish this table.

    Returns:
        Ids of the small cells and of those that would give a small one away: afterwards no withheld cell
        is confined to one value by the shown ones, and the withheld parts of a total do not make a small
        sum. Neither is, of what is withheld anew, any confined for somebody who holds the former release
        and takes it that what was withheld then is the same now.

    Raises:
        DisclosureRefused: when a total is not the sum of its parts or a cell is missing.
    """
    before = former if isinstance(former, Before) else Before(same=former)
    table = _Table(counts, list(sums), smallest, shown, before.preferred)
    stays = {cell for cell in before.same if cell in counts}
    hidden = {cell for cell, count in counts.items() if 0 < count < smallest}
    hidden |= {cell for cell in already if cell in counts}
    if stays and hidden <= stays and table.is_protected(stays):
        # What the release before withheld covers what is small and gives nothing away: nothing is new.
        return frozenset(stays)
    while True:
        anew = table.protected(hidden - stays, known=stays) if stays else set()
        found = table.protected(hidden | stays | anew)
        if found == hidden:
            return frozenset(hidden)
        hidden = found


def withheld_alike(
    tables: Sequence[Mapping[str, int]],
    sums: Sequence[Sum],
    *,
    smallest: int = SMALLEST_SHOWN,
    former: AbstractSet[str] | Before = frozenset(),
    already: AbstractSet[str] = frozenset(),
) -> frozenset[str]:
    """Return the cells to withhold where several tables have the same cells, as events and their people.

    A cell withheld in one is withheld in all, and each stays protected with what the others add.
    """
    hidden, waiting = frozenset(already), list(tables)
    while waiting:
        counts = waiting.pop(0)
        found = withheld(counts, sums, smallest=smallest, former=former, already=hidden)
        if found | hidden != hidden:
            # The others must be looked at again with what this one adds; this one is well protected.
            waiting = [each for each in tables if each is not counts]
        hidden |= found
    return hidden


class _Table:
    """A table with its sums, for which cells are chosen to be withheld."""

    def __init__(
        self,
        counts: Mapping[str, int],
        sums: list[Sum],
        smallest: int,
        shown: AbstractSet[str],
        preferred: AbstractSet[str],
    ) -> None:
        refuse_disagreement(counts, sums)
        self._counts = counts
        self._sums = sums
        self._smallest = smallest
        self._shown = shown
        self._preferred = preferred
        self._sums_of = by_cell(sums)

    def is_protected(self, hidden: AbstractSet[str]) -> bool:
        """Say whether no withheld cell is given away as it is."""
        is_open = any(gives_away(each, self._counts, hidden, self._smallest) for each in self._sums)
        return not is_open and Variation(self._counts, self._sums).confined(hidden) is None

    def protected(self, cells: AbstractSet[str], *, known: AbstractSet[str] = frozenset()) -> set[str]:
        """Return the cells with those that must be withheld beside them, for whom `known` ones are known."""
        hidden = set(cells)
        if not hidden:
            return hidden
        variation = Variation(self._counts, self._sums)
        self._close(hidden, known, [each for each in self._sums if not hidden.isdisjoint(each.cells)])
        while (found := variation.confined(hidden)) is not None:
            added = self._beside(found, hidden | known)
            if added is None:
                variation.give_up(found)
                continue
            hidden.add(added)
            self._close(hidden, known, self._sums_of[added])
        return hidden

    def _close(self, hidden: set[str], known: AbstractSet[str], sums: list[Sum]) -> None:
        """Withhold further cells until no sum alone gives something away."""
        waiting = list(sums)
        while waiting:
            each = waiting.pop(0)
            while gives_away(each, self._counts, hidden, self._smallest):
                added = next_to_withhold(self._counts, [each], hidden | known, self._shown, self._preferred)
                if added is None:
                    break
                hidden.add(added)
                waiting += self._sums_of[added]

    def _beside(self, confined: str, taken: AbstractSet[str]) -> str | None:
        """Choose a cell to withhold beside one that can have one value only: as near to it as there is."""
        reached, near = {confined}, self._sums_of.get(confined, [])
        while True:
            if (
                added := next_to_withhold(self._counts, near, taken, self._shown, self._preferred)
            ) is not None:
                return added
            wider = {cell for each in near for cell in each.cells}
            if wider <= reached:
                return None
            reached |= wider
            near = [each for each in self._sums if not reached.isdisjoint(each.cells)]
