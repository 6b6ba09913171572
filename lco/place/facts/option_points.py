"""What speaks for and against each appraised option."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class OptionPoint(Fact):
    """One point for or against an option; `voice` says whose view it is (`paper` where no body is named).

    Fields:
        id: short name, unique in the file
        option: option it speaks to
        side: for or against
        voice: whose view it is; paper where no body is named
        position: order within option, side and voice, from 1
        text: the point
    """

    FILE: ClassVar[str] = "option_points.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "What speaks for and against each option"

    id: str
    option: Annotated[str, Ref("options")]
    side: Literal["pro", "con"]
    voice: Literal["paper", "lco", "commissioner"]
    position: int
    text: str
