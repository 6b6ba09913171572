"""Maps: equal tiles, or real boundaries where a GeoJSON is given; words and marks, never colour alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from pathlib import Path
from typing import Any

LEVELS = 5
_WIDTH = 1000.0


@dataclass(frozen=True)
class Area:
    """An area to show: its value for the scale, and what is written on it."""

    id: str
    name: str
    value: float | None
    shown: str
    href: str = ""


@dataclass(frozen=True)
class Tile:
    """An area on the tile map; `column` and `row` count from 1, `level` from 0 (no value) to 5."""

    area: Area
    column: int
    row: int
    level: int

    @property
    def marks(self) -> str:
        """The level as filled and empty marks."""
        return "■" * self.level + "□" * (LEVELS - self.level) if self.level else ""


@dataclass(frozen=True)
class Shape:
    """An area on the map of boundaries."""

    area: Area
    path: str
    level: int


@dataclass(frozen=True)
class Map:
    """A map ready for a page: ``{{ map(it) }}`` of ui/charts.jinja."""

    title: str
    columns: int
    tiles: tuple[Tile, ...]
    key: tuple[tuple[str, str], ...]
    shapes: tuple[Shape, ...] = ()
    height: int = 0


def levels(areas: Sequence[Area]) -> dict[str, int]:
    """Return the level of each area: fifths of the way from the least to the greatest value, 0 for none."""
    known = [area.value for area in areas if area.value is not None]
    if not known:
        return {area.id: 0 for area in areas}
    least, span = min(known), max(known) - min(known)
    return {area.id: 0 if area.value is None else _level(area.value, least, span) for area in areas}


def _level(value: float, least: float, span: float) -> int:
    return LEVELS if not span else min(LEVELS, int((value - least) / span * LEVELS) + 1)


def tile_map(title: str, areas: Sequence[Area], places: dict[str, tuple[int, int]]) -> Map:
    """Return the tile map of `areas`; `places` says column and row of each from 0, by id."""
    of = levels(areas)
    tiles = tuple(
        Tile(area, places[area.id][0] + 1, places[area.id][1] + 1, of[area.id])
        for area in sorted(areas, key=lambda area: places.get(area.id, (0, 0))[::-1])
        if area.id in places
    )
    return Map(title, max((tile.column for tile in tiles), default=1), tiles, _key(areas, of))


def _key(areas: Sequence[Area], of: dict[str, int]) -> tuple[tuple[str, str], ...]:
    """Return each level that occurs as marks and the values it runs over."""
    found = []
    for level in range(1, LEVELS + 1):
        held = sorted(
            (area for area in areas if of[area.id] == level and area.value is not None),
            key=lambda area: area.value or 0,
        )
        if held:
            ends = (held[0].shown, held[-1].shown)
            found.append(
                ("■" * level + "□" * (LEVELS - level), ends[0] if ends[0] == ends[1] else " to ".join(ends))
            )
    return tuple(found)


def boundary_map(title: str, areas: Sequence[Area], file: Path) -> Map | None:
    """Return the map of real boundaries, or None when the file fits none of the areas.

    `file` is a GeoJSON whose features carry the area's id in ``id`` or in the property ``id``.
    """
    outlines = _outlines(file, file.stat().st_mtime_ns)
    of = levels(areas)
    shapes = tuple(Shape(area, outlines[1][area.id], of[area.id]) for area in areas if area.id in outlines[1])
    if not shapes:
        return None
    return Map(title, 1, (), _key(areas, of), shapes, outlines[0])


@lru_cache(maxsize=2)
def _outlines(file: Path, changed_ns: int) -> tuple[int, dict[str, str]]:
    content = json.loads(file.read_text(encoding="utf-8"))
    features = {_id(each): list(_rings(each["geometry"])) for each in content["features"]}
    points = [point for rings in features.values() for ring in rings for point in ring]
    if not points:
        return 0, {}
    west, east = min(point[0] for point in points), max(point[0] for point in points)
    south, north = min(point[1] for point in points), max(point[1] for point in points)
    # A degree of longitude is shorter than one of latitude by the cosine of the latitude.
    narrow = cos(radians((south + north) / 2))
    scale = _WIDTH / ((east - west) * narrow or 1.0)

    def drawn(ring: list[list[float]]) -> str:
        spots = " L".join(f"{(x - west) * narrow * scale:.1f} {(north - y) * scale:.1f}" for x, y, *_ in ring)
        return f"M{spots}Z"

    paths = {area: "".join(drawn(ring) for ring in rings) for area, rings in features.items()}
    return int((north - south) * scale) + 1, paths


def _id(feature: dict[str, Any]) -> str:
    return str(feature.get("id") or (feature.get("properties") or {}).get("id") or "")


def _rings(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    polygons = {"Polygon": [geometry.get("coordinates")], "MultiPolygon": geometry.get("coordinates")}
    for polygon in polygons.get(geometry["type"]) or []:
        yield from polygon or []
