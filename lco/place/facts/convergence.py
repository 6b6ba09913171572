"""What must be settled for the adult and family models to become one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class ConvergenceRequirement(Fact):
    """One thing to settle, or to keep in mind, on the way to a single all-age organisation.

    `kind` tells a requirement from a risk to be managed and from a rule of the transition.

    Fields:
        id: short name, unique in the file
        position: order of printing, from 1
        kind: requirement, risk to manage, or rule of the transition
        title: short title, ours
        requirement: what is to be settled or kept in mind
        owner: who answers for it, where the paper says
    """

    FILE: ClassVar[str] = "convergence.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Requirements for converging the two models"

    id: str
    position: int
    kind: Literal["requirement", "risk", "transition"]
    title: str
    requirement: str
    owner: str | None
