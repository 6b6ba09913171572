"""The adult Local Care Organisation and the Family Services Model, aspect by aspect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class ModelAspect(Fact):
    """One aspect in which the two models are compared: what each says, and what the paper concludes.

    Fields:
        id: short name, unique in the file
        position: order of printing, from 1
        aspect: aspect compared
        lco: what holds for the adult Local Care Organisation
        fsm: what holds for the Family Services Model
        summary: what the paper concludes
    """

    FILE: ClassVar[str] = "model_comparison.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Adult and family models compared"

    id: str
    position: int
    aspect: str
    lco: str
    fsm: str
    summary: str
