"""The rules by which a Local Care Organisation passes, repeats or defers a gateway."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class GatewayRule(Fact):
    """One rule of the gateway process.

    `value` with `unit` is the rule's number (months of a cycle or a deferral, resubmissions allowed);
    both are empty where the rule has none. `decided_by` names who agrees, then who approves.

    Fields:
        id: short name, unique in the file
        position: order of printing, from 1
        subject: what the rule is about
        rule: the rule
        value: the rule's number, months or resubmissions; empty where it has none
        unit: unit of the number
        decided_by: who agrees, and who approves
    """

    FILE: ClassVar[str] = "gateway_rules.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Rules of the gateways"

    id: str
    position: int
    subject: Literal["cycle", "entry", "review", "returned", "deferred", "variation", "mobilisation", "ethos"]
    rule: str
    value: int | None
    unit: Literal["months", "resubmissions"] | None
    decided_by: str | None
