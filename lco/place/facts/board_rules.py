"""The rules by which the board of a Local Care Organisation is made up and decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class BoardRule(Fact):
    """One rule of the board.

    `code` is the name by which computing knows the rule; `rule` says it in words.

    Fields:
        id: short name, unique in the file
        position: order of printing, from 1
        subject: what the rule is about
        code: name by which computing knows the rule
        rule: the rule in words
    """

    FILE: ClassVar[str] = "board_rules.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Rules of the board"

    id: str
    position: int
    subject: Literal["membership", "chair", "voting", "mandate", "recommendations", "autonomy"]
    code: str
    rule: str
