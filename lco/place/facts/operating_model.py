"""Operating model from day one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class OperatingModelElement(Fact):
    """An element of what the organisation does from 1 April 2018.

    Fields:
        id: short name
        order: position as printed
        part: part of the model
        title: short title
        text: in our words
    """

    FILE: ClassVar[str] = "operating_model.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Operating model from day one"

    id: str
    order: int
    part: Literal["neighbourhood_working", "organisation", "transformation"]
    title: str
    text: str
