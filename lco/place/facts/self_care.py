"""What people can do for themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class SelfCare(Fact):
    """A short text on what a person can do, printable as a sheet. General advice, for low risk.

    Fields:
        id: short name
        title: title of the sheet
        needs: needs it answers
        text: why it helps, in a sentence or two
        steps: what to do, one after the other
        get_help: when to ask for help instead
        link: address of a public page that says more
        link_title: its title
        checked_on: day on which somebody with the knowledge last checked it; blank: nobody yet
    """

    FILE: ClassVar[str] = "self_care.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Self-management sheets"

    id: str
    title: str
    needs: tuple[Annotated[str, Ref("community_needs")], ...]
    text: str
    steps: tuple[str, ...]
    get_help: str
    link: str | None = None
    link_title: str | None = None
    checked_on: date | None = None
