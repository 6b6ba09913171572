"""What the adult Local Care Organisation and the Family Services Model are each there to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class ModelFunction(Fact):
    """One function of a model, in the order printed.

    Fields:
        id: short name, unique in the file
        model: model whose function it is
        number: order in the model's list, from 1
        title: short title, ours
        function: what the model does
    """

    FILE: ClassVar[str] = "model_functions.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Functions of each model"

    id: str
    model: Literal["lco", "fsm"]
    number: int
    title: str
    function: str
