"""The gap and how it closes: from the whole gap, step by step, to what remains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lco.finance.figures import Named, computed, difference, printed, sum_in_words
from lco.place.facts.gap import GapStep
from lco.place.pack import Place
from lco.quantities import Kind, Quantity, total
from lco.store.figures import Figure


@dataclass(frozen=True)
class Bar:
    """One bar of the waterfall.

    Attributes:
        row: the row of the pack.
        change: its amount as printed, signed.
        after: what is left of the gap once this step is taken.
    """

    row: GapStep
    change: Quantity
    after: Quantity


@dataclass(frozen=True)
class Gap:
    """The waterfall: its bars, and the row that prints what remains, where the paper has one."""

    bars: tuple[Bar, ...]
    end: GapStep | None

    @property
    def remaining(self) -> Quantity:
        """What remains by computing."""
        return total(bar.change for bar in self.bars)


def gap_of(place: Place) -> Gap | None:
    """Return the gap of a place, or None where its papers print none.

    Raises:
        UnlikeQuantities: when a step differs from the gap in unit or kind.
    """
    rows = sorted(place.rows(GapStep), key=lambda row: row.order)
    bars: list[Bar] = []
    for row in rows:
        if row.row_kind != "remaining":
            change = quantity_of(row)
            bars.append(Bar(row, change, bars[-1].after + change if bars else change))
    end = next((row for row in rows if row.row_kind == "remaining"), None)
    return Gap(tuple(bars), end) if bars else None


def quantity_of(row: GapStep) -> Quantity:
    """Return the amount of a row with its unit and kind."""
    return Quantity(Decimal(row.thousands), row.unit, Kind(row.kind))


def gap_figures(place: Place) -> Iterator[Figure]:
    """Yield the printed rows of the gap, what remains by computing, and the difference."""
    gap = gap_of(place)
    if gap is None:
        return
    for row in place.rows(GapStep):
        named = Named(f"finance/gap/{row.id}", "gap", row.title, row.year)
        yield printed(place, row, quantity_of(row), named)
    year, found = gap.bars[0].row.year, "finance/gap/computed_remaining"
    yield computed(
        place,
        gap.remaining,
        Named(found, "gap", "Remaining gap, computed from the steps", year),
        working=sum_in_words([bar.change for bar in gap.bars]),
        inputs=tuple(f"finance/gap/{bar.row.id}" for bar in gap.bars),
    )
    if gap.end is not None:
        yield difference(
            place,
            of_printed=quantity_of(gap.end),
            of_computed=gap.remaining,
            named=Named("finance/gap/difference", "gap", "Remaining gap, printed less computed", year),
            inputs=(f"finance/gap/{gap.end.id}", found),
        )
