"""The stepped mental health offer in every neighbourhood: which offer is there, at which level, by whom.

An offer is there for a neighbourhood when a service of the directory gives it: one held in the neighbourhood
or for its people, one of its locality at the level of the locality, or one at the level of the city.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lco.place.facts.mental_health_offers import MentalHealthOffer
from lco.teams.directory.entries import Entry, Status

NEIGHBOURHOOD, LOCALITY, CITY = "neighbourhood", "locality", "city"


@dataclass(frozen=True)
class GridCell:
    """One offer in one neighbourhood: the services that give it, the nearest level first."""

    offer: MentalHealthOffer
    neighbourhood: str
    services: tuple[Entry, ...]

    @property
    def is_gap(self) -> bool:
        """Say whether nothing of the directory gives the offer here."""
        return not self.services


@dataclass(frozen=True)
class GridRow:
    """One offer in every neighbourhood."""

    offer: MentalHealthOffer
    cells: tuple[GridCell, ...]

    @property
    def gaps(self) -> int:
        """Neighbourhoods in which nothing gives it."""
        return sum(cell.is_gap for cell in self.cells)


def grid(
    entries: Iterable[Entry], offers: Sequence[MentalHealthOffer], locality_of: Mapping[str, str]
) -> tuple[GridRow, ...]:
    """Return a row for each offer, the most local first, with a cell for each neighbourhood.

    `locality_of` holds every neighbourhood, in order, with its locality.
    """
    given: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.offer and entry.status is Status.ACTIVE:
            given.setdefault(entry.offer, []).append(entry)
    ordered = sorted(offers, key=lambda offer: _step(offer.levels))
    return tuple(
        GridRow(
            offer, tuple(_cell(offer, here, given.get(offer.id, []), locality_of) for here in locality_of)
        )
        for offer in ordered
    )


def reaches(entry: Entry, neighbourhood: str, locality_of: Mapping[str, str]) -> bool:
    """Say whether a service gives what it gives to the people of a neighbourhood."""
    if entry.eligibility.areas:
        return neighbourhood in entry.eligibility.areas
    if entry.level == CITY or neighbourhood in entry.neighbourhoods:
        return True
    localities = {locality_of.get(each) for each in entry.neighbourhoods}
    return entry.level == LOCALITY and locality_of.get(neighbourhood) in localities


def _cell(
    offer: MentalHealthOffer, here: str, given: Sequence[Entry], locality_of: Mapping[str, str]
) -> GridCell:
    found = [each for each in given if reaches(each, here, locality_of)]
    found.sort(key=lambda each: (_step((each.level,)), each.name.casefold()))
    return GridCell(offer, here, tuple(found))


def _step(levels: Sequence[str]) -> int:
    steps = {NEIGHBOURHOOD: 1, LOCALITY: 2, CITY: 3}
    return min((steps.get(each, 4) for each in levels), default=4)
