"""The asset map of a neighbourhood: its venues as numbered points, drawn here, no tile from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from lco.teams.directory.entries import Entry, Venue

_WIDTH, _MARGIN = 600.0, 40.0
_FOOT = 30.0  # below the southernmost point: there stands the scale, and no point covers it
_METRES_A_DEGREE = 111_320.0
_LEAST_SPAN = 0.004  # degrees: one venue alone is not drawn over the whole map
_SCALES = (100, 200, 500, 1000, 2000, 5000, 10000)


@dataclass(frozen=True)
class Spot:
    """A venue with its number and what is held there; `x` and `y` are None where it is not placed."""

    number: int
    venue: Venue
    entries: tuple[Entry, ...]
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True)
class PointMap:
    """A map ready for a page. `metres` long is the line of `scale` units that says how far is how far."""

    spots: tuple[Spot, ...]
    width: int
    height: int
    metres: int
    scale: float

    @property
    def drawn(self) -> tuple[Spot, ...]:
        """The venues that have a point."""
        return tuple(spot for spot in self.spots if spot.x is not None)


def point_map(entries: Sequence[Entry], neighbourhood: str) -> PointMap:
    """Return the venues of a neighbourhood with what is held there, numbered by name; north is up."""
    held: dict[Venue, list[Entry]] = {}
    for entry in entries:
        for sitting in entry.sittings:
            if sitting.venue.neighbourhood == neighbourhood:
                held.setdefault(sitting.venue, []).append(entry)
    venues = sorted(held, key=lambda venue: venue.name.casefold())
    placed = [venue for venue in venues if venue.latitude is not None and venue.longitude is not None]
    frame = _Frame(placed)
    spots = [
        Spot(number, venue, tuple(held[venue]), *(frame.at(venue) if venue in placed else (None, None)))
        for number, venue in enumerate(venues, start=1)
    ]
    return PointMap(tuple(spots), round(_WIDTH), frame.height, *frame.scale())


class _Frame:
    """Where a degree stands on the map; a degree of longitude is shorter by the cosine of the latitude."""

    def __init__(self, venues: Sequence[Venue]) -> None:
        norths = [venue.latitude or 0.0 for venue in venues] or [0.0]
        easts = [venue.longitude or 0.0 for venue in venues] or [0.0]
        self._north, self._west = max(norths), min(easts)
        self._narrow = cos(radians(sum(norths) / len(norths)))
        across = max((max(easts) - self._west) * self._narrow, _LEAST_SPAN)
        self._units = (_WIDTH - 2 * _MARGIN) / across
        down = (self._north - min(norths)) * self._units
        self.height = round(down + 2 * _MARGIN + _FOOT)

    def at(self, venue: Venue) -> tuple[float, float]:
        east = ((venue.longitude or 0.0) - self._west) * self._narrow * self._units
        south = (self._north - (venue.latitude or 0.0)) * self._units
        return round(east + _MARGIN, 1), round(south + _MARGIN, 1)

    def scale(self) -> tuple[int, float]:
        """Return a round length in metres that fills at most a quarter of the map, and how long that is."""
        a_metre = self._units / _METRES_A_DEGREE
        fitting = [metres for metres in _SCALES if metres * a_metre <= _WIDTH / 4]
        metres = fitting[-1] if fitting else _SCALES[0]
        return metres, round(metres * a_metre, 1)
