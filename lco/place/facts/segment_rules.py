"""Rules of the segments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from lco.place.fact import Fact, Ref
from lco.place.facts.rule import Comparison


@dataclass(frozen=True, kw_only=True)
class SegmentRule(Fact):
    """A criterion of a segment. All criteria of one alternative must be met; one alternative is enough.

    Fields:
        segment: segment in question
        alternative: number of the alternative
        field: field of a person
        comparison: how the field is held against the value
        value: value in the field's unit; several are parted by semicolons
        note: what a reader should know
    """

    FILE: ClassVar[str] = "segment_rules.csv"
    KEY: ClassVar[tuple[str, ...]] = ("segment", "alternative", "field", "comparison", "value")
    TITLE: ClassVar[str] = "Rules of the segments"

    segment: Annotated[str, Ref("segments")]
    alternative: int
    field: str
    comparison: Comparison
    value: str
    note: str | None = None
