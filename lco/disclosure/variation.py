"""Whether a withheld count could be another, every shown number being as it is.

Somebody who knows all that is shown, that totals are the sums of their parts and that nobody counts below
nought, can solve for what is withheld. A withheld cell is safe when a second table of whole numbers fits
all of that and differs there. Such tables are looked for; where there is none, the cell is confined.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import numpy as np

from lco.disclosure.sums import Sum

_ROUNDS = 6  # searches that move many cells at once, before cells are looked at one by one
_ROUNDING = 1e-6
_FARTHEST = 1_000  # how far a count is moved where steps of one are not enough


class Variation:
    """Remembers which cells were seen to vary: withholding more never takes that away."""

    def __init__(self, counts: Mapping[str, int], sums: Sequence[Sum]) -> None:
        self._counts = counts
        self._sums = sums
        self._varying: set[str] = set()

    def confined(self, hidden: AbstractSet[str]) -> str | None:
        """Return a withheld cell that can have one value only, or None."""
        if hidden <= self._varying:
            return None
        # Cells no sum speaks of and sums without a withheld cell take no part.
        equations = _Equations(self._counts, self._sums, sorted(hidden))
        random = np.random.default_rng(len(equations.cells))
        for _ in range(_ROUNDS):
            left = [cell for cell in equations.cells if cell not in self._varying]
            if not left:
                return None
            found = equations.moved(dict(zip(left, _signs(random, left), strict=True)))
            if not found - self._varying:
                break
            self._varying |= found
        for cell in equations.cells:
            if cell not in self._varying:
                found = equations.moved({cell: 1}) | equations.moved({cell: -1})
                if cell not in found:
                    found |= equations.moved_far(cell)
                if cell not in found:
                    return cell
                self._varying |= found
        return None

    def give_up(self, cell: str) -> None:
        """Take a cell for varying although it does not: there is nothing left to withhold beside it."""
        self._varying.add(cell)


def _signs(random: np.random.Generator, cells: Sequence[str]) -> list[int]:
    return [int(sign) for sign in random.choice((-1, 1), size=len(cells))]


class _Equations:
    """What is known of withheld cells: each sum that holds one, as coefficients 1 of parts, -1 of totals."""

    def __init__(self, counts: Mapping[str, int], sums: Sequence[Sum], cells: list[str]) -> None:
        from scipy.sparse import csr_matrix  # imported where withheld cells need it: it takes a while

        self.cells = cells
        self.column = {cell: number for number, cell in enumerate(cells)}
        self.counts = np.array([counts[cell] for cell in cells], dtype=float)
        rows, columns, values, height = [], [], [], 0
        for each in sums:
            held = [(cell, 1.0) for cell in each.parts if cell in self.column]
            held += [(each.total, -1.0)] if each.total in self.column else []
            rows += [height] * len(held)
            columns += [self.column[cell] for cell, _ in held]
            values += [sign for _, sign in held]
            height += bool(held)
        self.matrix = csr_matrix((values, (rows, columns)), shape=(height, len(cells)))

    def moved(self, wanted: Mapping[str, int]) -> set[str]:
        """Return the cells that a table moves which moves each by one at most, up or down as wanted."""
        from scipy.optimize import linprog

        found = linprog(
            -self._aim(wanted),
            A_eq=self.matrix if self.matrix.shape[0] else None,
            b_eq=np.zeros(self.matrix.shape[0]) if self.matrix.shape[0] else None,
            bounds=np.column_stack((-np.minimum(self.counts, 1), np.ones(len(self.cells)))),
            method="highs-ds",
        )
        return self._whole(found.x)

    def moved_far(self, cell: str) -> set[str]:
        """Return the cells moved by a table of whole numbers that moves `cell`, however far others go."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        for sign in (1, -1):
            aim = self._aim({cell: sign})
            constraints = [LinearConstraint(aim, 1, _FARTHEST)]
            if self.matrix.shape[0]:
                constraints.append(LinearConstraint(self.matrix, 0, 0))
            found = milp(
                aim,
                integrality=np.ones(len(self.cells)),
                bounds=Bounds(-np.minimum(self.counts, _FARTHEST), np.full(len(self.cells), _FARTHEST)),
                constraints=constraints,
            )
            if found.x is not None and (moved := self._whole(found.x)):
                return moved
        return set()

    def _aim(self, wanted: Mapping[str, int]) -> Any:
        aim = np.zeros(len(self.cells))
        for cell, sign in wanted.items():
            aim[self.column[cell]] = sign
        return aim

    def _whole(self, move: Any) -> set[str]:
        """Return the cells a move changes, nothing when it is not one of whole numbers that adds up."""
        if move is None:
            return set()
        whole = np.rint(move)
        is_exact = np.abs(move - whole).max(initial=0.0) < _ROUNDING and not (self.matrix @ whole).any()
        if not is_exact or (self.counts + whole < 0).any():
            return set()
        return {self.cells[at] for at in np.flatnonzero(whole)}
