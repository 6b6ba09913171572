"""What a field of a criterion is: its kind, its unit, and the values it may have.

A number in a criterion is in the unit of the column (pence, tenths); `Field.shown` and `Field.entered`
turn it into the unit people read and back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)


class CriteriaRefused(ValueError):
    """A criterion or a definition that cannot be used; the message says which and what to do."""


class Comparison(StrEnum):
    """How a field is held against a value."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    IS = "is"
    IS_NOT = "is_not"
    ONE_OF = "one_of"
    HAS = "has"
    HAS_NOT = "has_not"


class FieldKind(StrEnum):
    """What sort of value a field holds."""

    NUMBER = "number"
    CHOICE = "choice"
    FLAG = "flag"
    MEMBERSHIP = "membership"


COUNTED = (Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.IS, Comparison.IS_NOT)
MEASURED = (Comparison.AT_LEAST, Comparison.AT_MOST)
CHOSEN = (Comparison.IS, Comparison.IS_NOT, Comparison.ONE_OF)
HELD = (Comparison.HAS, Comparison.HAS_NOT)


@dataclass(frozen=True)
class Field:
    """One field.

    Attributes:
        id: its name in criteria.
        label: how pages and sentences name it.
        kind: what sort of value it holds.
        comparisons: how it may be compared.
        columns: columns of the table that may hold it; the first that is there is read.
        unit: unit of a shown number, empty for points and the like.
        scale: what one shown unit is in the column: 100 for pounds held in pence.
        lowest, highest: smallest and largest number in the column's unit.
        choices: value to label; empty where the place decides (its neighbourhoods, its cohorts).
        codes: value to the whole number the column holds for it, where it holds numbers.
        of: pack file or list whose ids are the values, where the place decides.
        is_listed: whether the people list holds it; else only the table of features does.
    """

    id: str
    label: str
    kind: FieldKind
    comparisons: tuple[Comparison, ...]
    columns: tuple[str, ...]
    unit: str = ""
    scale: Decimal = Decimal(1)
    lowest: Decimal = Decimal(0)
    highest: Decimal = Decimal(10**12)
    choices: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, int] = field(default_factory=dict)
    of: str = ""
    is_listed: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether the column holds whole numbers."""
        return self.comparisons == COUNTED

    def shown(self, stored: Decimal | int) -> str:
        """Return a number of the column as people read it: ``15.5`` for 155 tenths."""
        return f"{(Decimal(stored) / self.scale).normalize():,f}"

    def entered(self, text: str) -> Decimal | int:
        """Return the number of the column for what somebody entered in the shown unit.

        Raises:
            CriteriaRefused: when it is no number the field can hold.
        """
        plain = text.strip().replace(",", "").removeprefix("£")
        if not _NUMBER.fullmatch(plain):
            raise CriteriaRefused(f"'{text[:40]}' is no {self.label.lower()}: give a number.")
        return self.number(Decimal(plain) * self.scale)

    def number(self, value: object) -> Decimal | int:
        """Return a value in the column's unit, checked.

        Raises:
            CriteriaRefused: when it is no number, or outside what the field can be.
        """
        if isinstance(value, str) and _NUMBER.fullmatch(value):
            value = Decimal(value)
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
            raise CriteriaRefused(f"'{str(value)[:40]}' is no {self.label.lower()}: give a number.")
        if not self.lowest <= value <= self.highest:
            raise CriteriaRefused(
                f"{self.label} of {self.shown(value)} cannot be: give a number from "
                f"{self.shown(self.lowest)} to {self.shown(self.highest)}."
            )
        if self.is_whole and value != int(value):
            raise CriteriaRefused(f"{self.label} is counted in whole numbers: '{value}' is none.")
        return int(value) if self.is_whole else Decimal(value)
