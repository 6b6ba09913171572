"""Areas of polygons on the globe, and which polygon holds a point."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

Point = tuple[float, float]
Ring = Sequence[Point]
Shape = Sequence[Sequence[Ring]]

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (International Union of Geodesy and Geophysics, R1)."""


def area_km2(shape: Shape) -> float:
    """Return the area of polygons given as rings of (longitude, latitude); inner rings are holes.

    Each ring is projected with equal area (cylinder) and measured by the shoelace formula.
    """
    total = 0.0
    for rings in shape:
        outer, *holes = (abs(_ring_km2(ring)) for ring in rings)
        total += outer - sum(holes)
    return total


def _ring_km2(ring: Ring) -> float:
    # From the ring's first point, so that small rings far from the origin lose no digits.
    longitude, latitude = ring[0]
    flat = [
        (math.radians(x - longitude), math.sin(math.radians(y)) - math.sin(math.radians(latitude)))
        for x, y in ring
    ]
    twice = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(flat, flat[1:] + flat[:1], strict=True))
    return twice / 2 * EARTH_RADIUS_KM**2


def holds(shape: Shape, point: Point) -> bool:
    """Say whether the point lies in one of the polygons (and in none of its holes)."""
    return any(sum(_is_inside(ring, point) for ring in rings) % 2 == 1 for rings in shape)


def _is_inside(ring: Ring, point: Point) -> bool:
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def place_of(shapes: Mapping[str, Shape], point: Point) -> tuple[str, bool]:
    """Return the code of the shape that holds `point` and True, else of the nearest one and False."""
    for code, shape in shapes.items():
        if holds(shape, point):
            return code, True
    return min(shapes, key=lambda code: (_distance(shapes[code], point), code)), False


def _distance(shape: Shape, point: Point) -> float:
    """Return the least distance from the point to the shape's border, in degrees of latitude."""
    shrink = math.cos(math.radians(point[1]))
    least = math.inf
    for rings in shape:
        for ring in rings:
            for first, second in zip(ring, [*ring[1:], ring[0]], strict=True):
                least = min(least, _to_segment(point, first, second, shrink))
    return least


def _to_segment(point: Point, first: Point, second: Point, shrink: float) -> float:
    px, py = (point[0] - first[0]) * shrink, point[1] - first[1]
    sx, sy = (second[0] - first[0]) * shrink, second[1] - first[1]
    length = sx * sx + sy * sy
    along = 0.0 if length == 0 else max(0.0, min(1.0, (px * sx + py * sy) / length))
    return math.hypot(px - along * sx, py - along * sy)
