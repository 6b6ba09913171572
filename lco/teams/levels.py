"""The level rule: every service as local as it can be, or a reason why not. Nothing is filled in by us.

Source: the prospectus (``levels.csv``: neighbourhood, then specialist local, then citywide) as the pack holds
it. A service whose level or reason the source does not print is a gap, listed until the place fills it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from lco.place.facts.levels import Level
from lco.place.facts.mental_health_offers import MentalHealthOffer
from lco.place.facts.service_levels import ServiceLevel
from lco.place.facts.services import Service
from lco.place.pack import Place


class Gap(StrEnum):
    """What the source leaves open of a service's level."""

    LEVEL_NOT_PRINTED = "level_not_printed"
    REASON_NOT_PRINTED = "reason_not_printed"
    SEVERAL_LEVELS = "several_levels"
    NO_LEVEL = "no_level"


GAP_IN_WORDS = {
    Gap.LEVEL_NOT_PRINTED: "Level not printed: the rule puts it in the neighbourhood",
    Gap.REASON_NOT_PRINTED: "Reason not printed",
    Gap.SEVERAL_LEVELS: "More than one level named: which it is, is left open",
    Gap.NO_LEVEL: "No level at all",
}


@dataclass(frozen=True)
class Placed:
    """A service or mental health offer at its level.

    Attributes:
        kind: ``service`` or ``mental_health_offer``.
        level: the most local level named, None when none is.
        others: further levels named.
        is_printed: the source prints the level of this service, not only the rule for all.
        reason: why it is not more local, as the source says; empty where none is printed.
        cite: where it stands in the pack.
    """

    id: str
    title: str
    kind: str
    level: Level | None
    others: tuple[Level, ...]
    is_printed: bool
    reason: str
    note: str
    cite: str

    @property
    def is_most_local(self) -> bool:
        """Say whether it stands at the first level of the rule alone."""
        return self.level is not None and self.level.rank == 1 and not self.others

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Return what is left open of it."""
        if self.level is None:
            return (Gap.NO_LEVEL,)
        found = [Gap.LEVEL_NOT_PRINTED] if not self.is_printed else []
        if self.others:
            found.append(Gap.SEVERAL_LEVELS)
        if not self.is_most_local and not self.reason:
            found.append(Gap.REASON_NOT_PRINTED)
        return tuple(found)

    @property
    def keeps_the_rule(self) -> bool:
        """Say whether it is at the most local level, or says why not."""
        return self.is_most_local or (self.level is not None and bool(self.reason))


def placed(place: Place) -> tuple[Placed, ...]:
    """Return every service in scope and every mental health offer at its level, in the pack's order."""
    levels: dict[str, Level] = {each.id: each for each in place.rows(Level)}
    rows = {each.service: each for each in place.rows(ServiceLevel)}
    services = [_service(place, each, rows.get(each.id), levels) for each in place.rows(Service)]
    offers = [_offer(place, each, levels) for each in place.rows(MentalHealthOffer)]
    return (*services, *offers)


def counts(found: Sequence[Placed], levels: Sequence[Level]) -> tuple[tuple[Level, int, int], ...]:
    """Return each level, how many stand at it (the most local named) and how many of them keep the rule."""
    return tuple(
        (
            level,
            sum(each.level == level for each in found),
            sum(each.level == level and each.keeps_the_rule for each in found),
        )
        for level in sorted(levels, key=lambda it: it.rank)
    )


def _service(place: Place, service: Service, row: ServiceLevel | None, levels: dict[str, Level]) -> Placed:
    named = _ranked(row.levels if row else (), levels)
    return Placed(
        id=service.id,
        title=service.name,
        kind="service",
        level=named[0] if named else None,
        others=named[1:],
        is_printed=row is not None and row.reading == "printed",
        reason=(row.reason if row else None) or "",
        note=(row.note if row else None) or "",
        cite=place.cite(row or service),
    )


def _offer(place: Place, offer: MentalHealthOffer, levels: dict[str, Level]) -> Placed:
    named = _ranked(offer.levels, levels)
    return Placed(
        id=offer.id,
        title=offer.title,
        kind="mental_health_offer",
        level=named[0] if named else None,
        others=named[1:],
        is_printed=True,
        reason=offer.reason or "",
        note=offer.text,
        cite=place.cite(offer),
    )


def _ranked(ids: Sequence[str], levels: dict[str, Level]) -> tuple[Level, ...]:
    return tuple(sorted((levels[each] for each in ids), key=lambda level: level.rank))
