"""An attacker on published tables: knows every shown cell, every total, that nobody counts below nought.

He has two ways. Elimination in fractions, without rounding, tells which withheld cells the equations fix.
Bounds, by linear and where they are tight by integer programming, tell which are left one whole number.
With two releases he takes it that some of what both withhold did not change in between.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from lco.disclosure import Sum

_ROUNDING = 1e-6


@dataclass(frozen=True)
class Release:
    """A table as it was published: `counts` holds the truth, of which only what is not hidden was shown."""

    counts: Mapping[str, int]
    sums: Sequence[Sum]
    hidden: Collection[str]


@dataclass
class Attack:
    """Unknown cells, by name, and the equations known between them."""

    unknown: list[str] = field(default_factory=list)
    rows: list[dict[str, int]] = field(default_factory=list)
    right: list[int] = field(default_factory=list)

    def knows(self, release: Release, *, called: str = "") -> Attack:
        """Add the equations of a release; its cells are named with `called` before their id."""
        self.unknown += sorted(f"{called}{cell}" for cell in release.hidden)
        for each in release.sums:
            row: dict[str, int] = {}
            right = 0
            for cell, sign in [(part, 1) for part in each.parts] + [(each.total, -1)]:
                if cell in release.hidden:
                    row[f"{called}{cell}"] = row.get(f"{called}{cell}", 0) + sign
                else:
                    right -= sign * release.counts[cell]
            if row:
                self.rows.append(row)
                self.right.append(right)
        return self

    def assumes(self, one: str, other: str) -> Attack:
        """Take it that two cells hold the same count."""
        self.rows.append({one: 1, other: -1})
        self.right.append(0)
        return self

    def assumes_value(self, cell: str, value: int) -> Attack:
        """Take it that a cell holds a value shown elsewhere."""
        self.rows.append({cell: 1})
        self.right.append(value)
        return self

    def solved(self) -> dict[str, Fraction]:
        """Return the cells the equations fix, by elimination without rounding."""
        table = [
            {name: Fraction(value) for name, value in row.items()} | {"": Fraction(right)}
            for row, right in zip(self.rows, self.right, strict=True)
        ]
        done: list[tuple[str, dict[str, Fraction]]] = []
        while table:
            row = table.pop()
            names = sorted(name for name, value in row.items() if name and value)
            if not names:
                continue
            pivot = names[0]
            row = {name: value / row[pivot] for name, value in row.items() if value}
            table = [_less(other, row, pivot) for other in table]
            done = [(name, _less(other, row, pivot)) for name, other in done] + [(pivot, row)]
        return {
            pivot: row.get("", Fraction(0))
            for pivot, row in done
            if not [name for name, value in row.items() if name not in {"", pivot} and value]
        }

    def confined(self) -> dict[str, int]:
        """Return the cells that can hold one whole number only."""
        matrix = self._matrix()
        lowest = np.full(len(self.unknown), np.inf)
        highest = -lowest
        for at in range(len(self.unknown)):
            for sign in (1, -1):
                # Tables seen on the way to other cells' ends count for this cell too.
                if highest[at] - lowest[at] < 2:
                    seen = self._end(matrix, at, sign)
                    lowest, highest = np.minimum(lowest, seen), np.maximum(highest, seen)
        found: dict[str, int] = {}
        for at in np.flatnonzero(highest - lowest < 2 - _ROUNDING):
            least, most = (self._whole_end(matrix, int(at), sign) for sign in (1, -1))
            if most - least < 1 - _ROUNDING:
                found[self.unknown[at]] = round(least)
        return found

    def _matrix(self) -> np.ndarray:
        column = {cell: number for number, cell in enumerate(self.unknown)}
        matrix = np.zeros((len(self.rows), len(self.unknown)))
        for number, row in enumerate(self.rows):
            for cell, value in row.items():
                matrix[number, column[cell]] = value
        return matrix

    def _aim(self, at: int, sign: int) -> np.ndarray:
        aim = np.zeros(len(self.unknown))
        aim[at] = sign
        return aim

    def _end(self, matrix: np.ndarray, at: int, sign: int) -> np.ndarray:
        """Return a table that fits, with a cell as low (1) or as high (-1) as can be."""
        most = 2 * sum(abs(number) for number in self.right) + 10
        found = linprog(
            self._aim(at, sign),
            A_eq=matrix if self.rows else None,
            b_eq=self.right if self.rows else None,
            bounds=(0, most),
            method="highs",
        )
        assert found.x is not None, f"what is known of {self.unknown[at]} contradicts itself"
        return found.x

    def _whole_end(self, matrix: np.ndarray, at: int, sign: int) -> float:
        found = milp(
            self._aim(at, sign),
            integrality=np.ones(len(self.unknown)),
            bounds=Bounds(0, np.inf),
            constraints=LinearConstraint(matrix, self.right, self.right),
        )
        return sign * float(found.fun)


def _less(row: dict[str, Fraction], pivot_row: dict[str, Fraction], pivot: str) -> dict[str, Fraction]:
    """Return a row without the pivot's cell."""
    factor = row.get(pivot, Fraction(0))
    if not factor:
        return row
    names = row.keys() | pivot_row.keys()
    found = {name: row.get(name, Fraction(0)) - factor * pivot_row.get(name, Fraction(0)) for name in names}
    return {name: value for name, value in found.items() if value}
