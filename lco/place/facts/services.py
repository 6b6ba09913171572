"""Services in scope."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Service(Fact):
    """A service in scope with the year it joins and how it is provided. The table reached us as text:
    `reading` says how sure its column is. Funders were printed as colours, which are lost. Budgets were
    under review when printed and are blank.

    Fields:
        id: short name
        name: name, shortened
        examples: examples printed with it
        first_year: financial year in which it joins; 2019/20 means that year or later
        route: provided directly, through a sub-contract, or not clear from the text
        sector: heading it stands under
        audience: block of the table it stands in
        funder: who pays, as printed
        funder_likely: who pays, our reading of the heading, to be confirmed by the place
        budget_thousands: yearly budget, thousands of pounds (flow); blank while under review
        reading: how the column was read from the text
        note: what a reader should know
    """

    FILE: ClassVar[str] = "services.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Services in scope"

    id: str
    name: str
    examples: tuple[str, ...]
    first_year: Literal["2017/18", "2018/19", "2019/20"]
    route: Literal["direct", "subcontract", "not_clear"]
    sector: str
    audience: Literal["adult", "child", "other"]
    funder: Literal["nhs", "council", "tbc", "not_printed"]
    funder_likely: Literal["nhs", "council", "not_known"]
    budget_thousands: Decimal | None = None
    reading: Literal["as_placed", "moved_one_column", "not_clear"]
    note: str | None = None
