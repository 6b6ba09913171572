"""Rules of the priority list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from lco.place.fact import Fact, Ref
from lco.place.facts.rule import Comparison


@dataclass(frozen=True, kw_only=True)
class PriorityRule(Fact):
    """A criterion of who may stand on a priority list. All criteria of one alternative must be met; one
    alternative is enough.

    Fields:
        priority: priority the list serves
        alternative: number of the alternative
        field: field of a person
        comparison: how the field is held against the value
        value: value in the field's unit; several are parted by semicolons
        note: what a reader should know
    """

    FILE: ClassVar[str] = "priority_rules.csv"
    KEY: ClassVar[tuple[str, ...]] = ("priority", "alternative", "field", "comparison", "value")
    TITLE: ClassVar[str] = "Rules of the priority list"

    priority: Annotated[str, Ref("priorities")]
    alternative: int
    field: str
    comparison: Comparison
    value: str
    note: str | None = None
