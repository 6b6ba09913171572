"""Terms of the contract."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class ContractTerm(Fact):
    """A term or component of the contract, shortened.

    Fields:
        id: short name
        kind: what sort of term
        title: short title
        text: in our words
        value: figure as printed, in `unit`
        unit: unit of the value
    """

    FILE: ClassVar[str] = "contract_terms.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Terms of the contract"

    id: str
    kind: Literal["term", "component", "payment", "reporting"]
    title: str
    text: str
    value: Decimal | None = None
    unit: str | None = None
