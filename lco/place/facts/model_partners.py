"""Which partners support the adult Local Care Organisation and which the Family Services Model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class ModelPartner(Fact):
    """One partner in one model's printed list, at its printed position.

    A partner in both lists has two rows, so the counts of each list and of the shared ones follow.

    Fields:
        partner: partner named
        model: model in whose list it stands
        position: order in that list, from 1
    """

    FILE: ClassVar[str] = "model_partners.csv"
    KEY: ClassVar[tuple[str, ...]] = ("partner", "model")
    TITLE: ClassVar[str] = "Partners of each model"

    partner: Annotated[str, Ref("partners")]
    model: Literal["lco", "fsm"]
    position: int
