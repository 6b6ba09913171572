"""The checklist of implications that a decision paper carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class ImplicationQuestion(Fact):
    """One question of the checklist and the boxes ticked in print.

    `form` is `boxes` where yes, no and not applicable are offered, `text` where a written answer is asked.
    Every flag is as printed, also where a question has more than one box ticked.

    Fields:
        id: short name, unique in the file
        position: order of printing, from 1
        question: question, shortened
        form: boxes offered, or a written answer asked
        is_yes: box yes ticked in print
        is_no: box no ticked in print
        is_not_applicable: box not applicable ticked in print
    """

    FILE: ClassVar[str] = "implications.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Implications checklist"

    id: str
    position: int
    question: str
    form: Literal["boxes", "text"]
    is_yes: bool
    is_no: bool
    is_not_applicable: bool
