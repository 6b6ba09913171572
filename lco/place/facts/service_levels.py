"""At which level each service in scope is delivered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class ServiceLevel(Fact):
    """The level of a service in scope and why it is not more local. Nothing is filled in that no source says.

    Fields:
        service: service in scope
        levels: levels the source names; more than one where it names several
        reading: whether the source prints the level of this service, or only the rule for all
        reason: why it is not more local, as the source says; blank: reason not printed
        note: what a reader should know
    """

    FILE: ClassVar[str] = "service_levels.csv"
    KEY: ClassVar[tuple[str, ...]] = ("service",)
    TITLE: ClassVar[str] = "Levels of the services in scope"

    service: Annotated[str, Ref("services")]
    levels: tuple[Annotated[str, Ref("levels")], ...]
    reading: Literal["printed", "by_rule"]
    reason: str | None = None
    note: str | None = None
