"""How long the priority list is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class PriorityList(Fact):
    """How many people a priority list holds: of those its rules admit, the first by rank. In a population
    smaller than `of_people` the list shortens in proportion; it never grows beyond `people`.

    Fields:
        priority: priority the list serves
        people: length of the list, people (stock)
        of_people: population the length is meant for, people (stock)
        note: what a reader should know
    """

    FILE: ClassVar[str] = "priority_lists.csv"
    KEY: ClassVar[tuple[str, ...]] = ("priority",)
    TITLE: ClassVar[str] = "Length of the priority list"

    priority: Annotated[str, Ref("priorities")]
    people: int
    of_people: int
    note: str | None = None
