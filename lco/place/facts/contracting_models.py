"""The contracting models compared for a partnership of providers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class ContractingModel(Fact):
    """One contracting model; `is_commissioner_member` says whether the commissioner is inside it.

    `note` is what the paper concludes of it, where it concludes anything.

    Fields:
        id: short name, unique in the file
        position: order of printing, from 1
        title: short title, ours
        description: how the model works
        is_commissioner_member: whether the commissioner is one of its members
        is_preferred: whether the paper prefers it
        note: what the paper concludes of it
    """

    FILE: ClassVar[str] = "contracting_models.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Contracting models compared"

    id: str
    position: int
    title: str
    description: str
    is_commissioner_member: bool
    is_preferred: bool
    note: str | None
