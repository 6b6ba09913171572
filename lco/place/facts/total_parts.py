"""``total_parts.csv``: from which figures of the pack a total follows, and how."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from lco.place.fact import Ref, Row


@dataclass(frozen=True, kw_only=True)
class TotalPart(Row):
    """Some figures of one file that enter a total.

    Sums come first (plus, minus), then products (times, over). `printed` names where the pack holds the
    printed figure itself, which must be the same.

    Fields:
        total: the total they enter
        position: order of the parts of a total
        operation: how they enter
        file: pack file that holds them, without its ending
        column: column of the figures; empty to count rows
        where: which rows, as ``column=value`` parted by semicolons; empty for all
        factor: what each figure is multiplied by, as for another unit or for several years
        step: to what each figure is rounded: 1, 0.1 ...; 0 where it is exact
    """

    FILE = "total_parts.csv"
    KEY = ("total", "position")
    TITLE = "Parts of printed totals"

    total: Annotated[str, Ref("totals")]
    position: int
    operation: Literal["plus", "minus", "times", "over", "printed"]
    file: str
    column: str | None
    where: tuple[str, ...]
    factor: Decimal = Decimal(1)
    step: Decimal = Decimal(1)
