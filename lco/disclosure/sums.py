"""Published totals and their parts, and what one of them alone gives away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass


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


def refuse_disagreement(counts: Mapping[str, int], sums: Sequence[Sum]) -> None:
    """Refuse sums that name an unknown cell or do not add up."""
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


def by_cell(sums: Sequence[Sum]) -> dict[str, list[Sum]]:
    """Return the sums each cell stands in."""
    found: dict[str, list[Sum]] = {}
    for each in sums:
        for cell in each.cells:
            found.setdefault(cell, []).append(each)
    return found


def gives_away(each: Sum, counts: Mapping[str, int], hidden: AbstractSet[str], smallest: int) -> bool:
    """Say whether one sum alone tells a withheld cell, or that withheld parts are few together."""
    parts = [cell for cell in each.parts if cell in hidden]
    is_total_shown = each.total not in hidden
    is_alone = len(parts) + (not is_total_shown) == 1
    return is_alone or (is_total_shown and 0 < sum(counts[cell] for cell in parts) < smallest)


def next_to_withhold(
    counts: Mapping[str, int],
    sums: Iterable[Sum],
    taken: AbstractSet[str],
    shown: AbstractSet[str] = frozenset(),
    preferred: AbstractSet[str] = frozenset(),
) -> str | None:
    """Choose what to withhold next: what is preferred, the smallest count, parts before totals, nought last.

    What is `shown` elsewhere comes after all else. None when there is nothing but what is `taken`.
    """
    known = list(sums)
    totals = {each.total for each in known}
    open_cells = {cell for each in known for cell in each.cells if cell not in taken}
    return min(
        open_cells,
        key=lambda cell: (
            cell in shown,
            cell not in preferred,
            cell in totals,
            counts[cell] == 0,
            counts[cell],
            cell,
        ),
        default=None,
    )
