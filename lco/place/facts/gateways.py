"""The gateways through which contracts and services pass to a Local Care Organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Gateway(Fact):
    """One gateway: a dated step that lets a bundle of contracts and services in.

    `timeline_printed` is the date as the paper words it; `due_on` is that date, or the first day of the
    month where only a month is printed (`precision`). `condition` is the proviso printed beside it.

    Fields:
        id: short name, unique in the file
        number: number of the gateway, as printed
        title: short title, ours
        timeline_printed: date as the paper words it
        due_on: that date, or the first day of the month where only a month is printed
        precision: whether a day or a month is printed
        condition: proviso printed beside the date
        state_printed: whether the paper calls it completed
    """

    FILE: ClassVar[str] = "gateways.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Gateways"

    id: str
    number: int
    title: str
    timeline_printed: str
    due_on: date
    precision: Literal["day", "month"]
    condition: str | None
    state_printed: Literal["completed", "planned"]
