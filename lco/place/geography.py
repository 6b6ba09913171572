"""How a place is parted: wards make neighbourhoods, neighbourhoods localities, localities the place.

A place whose papers name no neighbourhoods (Rochdale) has wards only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from lco.place.fact import Row
from lco.place.facts.localities import Locality
from lco.place.facts.neighbourhood_wards import NeighbourhoodWard
from lco.place.facts.neighbourhoods import Neighbourhood
from lco.place.facts.wards import Ward
from lco.place.pack import Place
from lco.place.refusal import Findings, PackRefused


class Level(StrEnum):
    """The four sizes of area, the largest first."""

    PLACE = "place"
    LOCALITY = "locality"
    NEIGHBOURHOOD = "neighbourhood"
    WARD = "ward"


@dataclass(frozen=True)
class Area:
    """One area. `persons` are residents (stock) counted ward by ward; `within` is the next larger area."""

    level: Level
    id: str
    name: str
    within: str | None
    wards: tuple[str, ...]
    persons: int


@dataclass(frozen=True)
class Geography:
    """All areas of a place, the place first, then level by level in the order of the pack."""

    areas: tuple[Area, ...]

    @cached_property
    def _by_id(self) -> Mapping[tuple[Level, str], Area]:
        return {(area.level, area.id): area for area in self.areas}

    def at(self, level: Level) -> tuple[Area, ...]:
        """Return the areas of one level."""
        return tuple(area for area in self.areas if area.level is level)

    def area(self, level: Level, id: str) -> Area:
        """Return one area.

        Raises:
            KeyError: when the place has no such area.
        """
        if (level, id) not in self._by_id:
            raise KeyError(f"There is no {level} '{id}': this place has {len(self.at(level))} of that level.")
        return self._by_id[level, id]

    def neighbourhood_of(self, ward: str) -> str | None:
        """Return the neighbourhood that holds a ward; None where the place names no neighbourhoods.

        Raises:
            KeyError: when the place has no such ward.
        """
        return self._above(self.area(Level.WARD, ward), Level.NEIGHBOURHOOD)

    def locality_of(self, ward: str) -> str | None:
        """Return the locality that holds a ward; None where the place names no neighbourhoods.

        Raises:
            KeyError: when the place has no such ward.
        """
        neighbourhood = self.neighbourhood_of(ward)
        if neighbourhood is None:
            return None
        return self._above(self.area(Level.NEIGHBOURHOOD, neighbourhood), Level.LOCALITY)

    def _above(self, area: Area, level: Level) -> str | None:
        return area.within if area.within and (level, area.within) in self._by_id else None


def geography(place: Place) -> Geography:
    """Return how `place` is parted.

    Raises:
        PackRefused: when the place names neighbourhoods and a ward is in none, or a neighbourhood holds
            a ward that is not in ``wards.csv``, or none at all.
    """
    homes = {row.ward: row.neighbourhood for row in place.rows(NeighbourhoodWard)}
    neighbourhoods = place.rows(Neighbourhood)
    if neighbourhoods:
        _refuse_stray_wards(place, homes)
    wards = [
        Area(Level.WARD, ward.ward, ward.name, homes.get(ward.ward, place.id), (ward.ward,), ward.persons)
        for ward in place.rows(Ward)
    ]
    middle = [
        _sum(Level.NEIGHBOURHOOD, row.id, row.name, row.locality or place.id, wards) for row in neighbourhoods
    ]
    upper = [_sum(Level.LOCALITY, row.id, row.name, place.id, middle) for row in place.rows(Locality)]
    whole = Area(
        Level.PLACE,
        place.id,
        place.name,
        None,
        tuple(ward.id for ward in wards),
        sum(ward.persons for ward in wards),
    )
    return Geography((whole, *upper, *middle, *wards))


def _sum(level: Level, id: str, name: str, within: str | None, parts: list[Area]) -> Area:
    inside = [part for part in parts if part.within == id]
    wards = tuple(ward for part in inside for ward in part.wards)
    return Area(level, id, name, within, wards, sum(part.persons for part in inside))


def _refuse_stray_wards(place: Place, homes: Mapping[str, str]) -> None:
    findings = Findings(f"places/{place.id}")
    known = {ward.ward for ward in place.rows(Ward)}
    for home in place.rows(NeighbourhoodWard):
        if home.ward not in known:
            _note(
                findings, home, f"ward '{home.ward}' is not in wards.csv", "correct the code or add the ward"
            )
    for ward in place.rows(Ward):
        if ward.ward not in homes:
            _note(
                findings,
                ward,
                f"ward '{ward.ward}' is in no neighbourhood",
                "add it to neighbourhood_wards.csv",
            )
    for neighbourhood in place.rows(Neighbourhood):
        if neighbourhood.id not in homes.values():
            what = f"neighbourhood '{neighbourhood.id}' holds no ward"
            _note(findings, neighbourhood, what, "add its wards to neighbourhood_wards.csv")
    if findings.problems:
        raise PackRefused(place.id, findings.problems)


def _note(findings: Findings, row: Row, what: str, remedy: str) -> None:
    findings.add(row.FILE, row.line, what, remedy)
