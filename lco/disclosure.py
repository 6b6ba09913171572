"""The one door for place figures: small counts are withheld, and so is what would give them away.

A count from 1 to one below the smallest that may be shown is withheld (primary). Since tables carry
totals, a withheld count could be found by subtraction; further cells are withheld until none can
(complementary). What is withheld is null with a flag, never 0, and a true 0 is shown.

The default, which withholds 1 to 7, follows the practice of hospital statistics from memory and is not
confirmed: it is configuration (``lco run --smallest-shown``), for the place to set with its own adviser.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

SMALLEST_SHOWN = 8
_NOTHING = 1e-9  # below this a coefficient of the null space is rounding


class DisclosureRefused(ValueError):
    """Counts and totals that do not agree; the message says where."""


@dataclass(frozen=True)
class Sum:
    """A published total and the published parts it is the sum of, by cell id."""

    total: str
    parts: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """The total and its parts."""
        return (self.total, *self.parts)


def withheld(
    counts: Mapping[str, int], sums: Iterable[Sum], *, smallest: int = SMALLEST_SHOWN
) -> frozenset[str]:
    """Return the cells to withhold.

    Args:
        counts: every cell that would be published, totals among them.
        sums: how totals follow from parts; all cells must be in `counts`.
        smallest: smallest count shown; 1 withholds nothing.

    Returns:
        Ids of the small cells and of those that would give a small one away: afterwards no withheld
        cell follows from the shown ones, and the withheld parts of a total do not make a small sum.

    Raises:
        DisclosureRefused: when a total is not the sum of its parts or a cell is missing.
    """
    known = list(sums)
    _refuse_disagreement(counts, known)
    hidden = {cell for cell, count in counts.items() if 0 < count < smallest}
    if not hidden:
        return frozenset()
    while True:
        while added := _given_away_by_one_sum(counts, known, hidden, smallest):
            hidden.add(added)
        if (found := _given_away_by_all(known, hidden)) is None:
            return frozenset(hidden)
        hidden.add(_another(counts, [each for each in known if found in each.cells], hidden))


def _refuse_disagreement(counts: Mapping[str, int], sums: Sequence[Sum]) -> None:
    for each in sums:
        if missing := [cell for cell in each.cells if cell not in counts]:
            raise DisclosureRefused(
                f"The total {each.total} names {missing[0]}, which is no cell of the table."
            )
        parts = sum(counts[cell] for cell in each.parts)
        if counts[each.total] != parts:
            raise DisclosureRefused(
                f"The total {each.total} is {counts[each.total]:,} and its parts make {parts:,}: "
                "they must agree before anything is shown."
            )


def _given_away_by_one_sum(
    counts: Mapping[str, int], sums: Sequence[Sum], hidden: set[str], smallest: int
) -> str | None:
    """Return a further cell to withhold, where one sum alone gives something away."""
    for each in sums:
        parts = [cell for cell in each.parts if cell in hidden]
        is_total_shown = each.total not in hidden
        is_alone = len(parts) + (not is_total_shown) == 1
        is_small_together = is_total_shown and 0 < sum(counts[cell] for cell in parts) < smallest
        if is_alone or is_small_together:
            return _another(counts, [each], hidden)
    return None


def _another(counts: Mapping[str, int], sums: Sequence[Sum], hidden: set[str]) -> str:
    """Choose what to withhold next: the smallest count shown, parts before totals, nought last."""
    totals = {each.total for each in sums}
    shown = {cell for each in sums for cell in each.cells if cell not in hidden}
    return min(shown, key=lambda cell: (cell in totals, counts[cell] == 0, counts[cell], cell))


def _given_away_by_all(sums: Sequence[Sum], hidden: set[str]) -> str | None:
    """Return a withheld cell that follows from all sums together, or None.

    Withheld cells are unknowns and each sum an equation between them. A cell is known exactly when it
    cannot vary: when its row in the null space of the equations is nought.
    """
    cells = sorted(hidden)
    column = {cell: number for number, cell in enumerate(cells)}
    equations = np.zeros((len(sums), len(cells)))
    for row, each in enumerate(sums):
        for cell in each.parts:
            if cell in column:
                equations[row, column[cell]] += 1
        if each.total in column:
            equations[row, column[each.total]] -= 1
    equations = equations[np.abs(equations).sum(axis=1) > 0]
    if not len(equations):
        return None
    fixed = np.abs(_null_space(equations)).max(axis=1, initial=0.0) < _NOTHING
    return next((cell for cell, is_fixed in zip(cells, fixed, strict=True) if is_fixed), None)


def _null_space(equations: np.ndarray) -> np.ndarray:
    """Return an orthonormal basis of what leaves every equation as it is, one column each."""
    _, sizes, directions = np.linalg.svd(equations)
    rank = int((sizes > max(equations.shape) * np.finfo(float).eps * sizes.max(initial=0.0)).sum())
    basis: np.ndarray = directions[rank:].T
    return basis
