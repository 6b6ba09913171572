"""Finds the figures of a pack that enter a total."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lco.place.fact import Row
from lco.place.facts.total_parts import TotalPart
from lco.place.pack import Place
from lco.place.refusal import Findings
from lco.place.writing import cell_text
from lco.quantities import Kind, Quantity


@dataclass(frozen=True)
class Selected:
    """The figures one part stands for, as printed, before sign and factor."""

    part: TotalPart
    rows: tuple[Row, ...]
    values: tuple[Decimal, ...]

    def quantities(self, unit: str) -> list[Quantity]:
        """Return the figures with sign, factor, unit and kind.

        Figures converted by a factor, and rows that state no unit, are of the total's `unit`.
        """
        sign = -self.part.factor if self.part.operation == "minus" else self.part.factor
        if self.part.column is None:
            return [Quantity(value * sign, unit, Kind.STOCK) for value in self.values]
        return [
            Quantity(
                value * sign,
                unit if self.part.factor != 1 else str(getattr(row, "unit", unit)),
                Kind(getattr(row, "kind", Kind.STOCK)),
            )
            for row, value in zip(self.rows, self.values, strict=True)
        ]


def select(place: Place, part: TotalPart, findings: Findings) -> Selected:
    """Return the figures a part names; notes a file, column or row that is not there."""
    if part.file not in place.tables:
        findings.add(part.FILE, part.line, f"file '{part.file}' is unknown", "name a file of the pack")
        return Selected(part, (), ())
    wanted = dict(condition.split("=", 1) for condition in part.where if "=" in condition)
    if len(wanted) < len(part.where):
        findings.add(part.FILE, part.line, f"'{'; '.join(part.where)}' picks no rows", "write column=value")
        return Selected(part, (), ())
    rows = tuple(row for row in place.tables[part.file] if _matches(row, wanted))
    if part.column is None:
        return Selected(part, rows, (Decimal(len(rows)),))
    values = tuple(_number(getattr(row, part.column, None)) for row in rows)
    numbers = tuple(value for value in values if value is not None)
    if not numbers or len(numbers) < len(values):
        what = f"{part.file} has no figures in column '{part.column}' where {'; '.join(part.where) or 'all'}"
        findings.add(part.FILE, part.line, what, "check file, column and where")
        return Selected(part, (), ())
    return Selected(part, rows, numbers)


def _matches(row: Row, wanted: dict[str, str]) -> bool:
    return all(cell_text(getattr(row, column, None)) == value for column, value in wanted.items())


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Decimal(value)
