"""Charts and maps as data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from web.ui import charts, maps
from web.ui.charts import Bar
from web.ui.maps import Area

AREAS = [
    Area("a", "Ardwick", 10.0, "10"),
    Area("b", "Burnage", 20.0, "20"),
    Area("c", "Clayton", None, "suppressed"),
    Area("d", "Didsbury", 30.0, "30"),
]
SQUARE = [[0, 53], [1, 53], [1, 54], [0, 54], [0, 53]]


def test_a_value_that_is_withheld_is_no_zero() -> None:
    spec = charts.bars([Bar("A", 3.0, "3"), Bar("B", None, "suppressed")], unit="people")
    assert spec is not None
    withheld = spec["data"]["values"][1]
    assert withheld["value"] is None
    assert withheld["shown"] == "suppressed"


def test_nothing_to_draw_is_no_picture() -> None:
    assert charts.bars([Bar("A", None, "suppressed")], unit="people") is None
    assert charts.columns([], unit="people") is None


def test_an_interval_and_a_reference_add_their_layers() -> None:
    plain = charts.bars([Bar("A", 3.0, "3")], unit="people")
    more = charts.bars([Bar("A", 3.0, "3", 2.0, 4.0)], unit="people", reference=2.5)
    assert plain is not None and more is not None
    assert len(more["layer"]) == len(plain["layer"]) + 2


def test_levels_run_from_least_to_greatest_and_none_has_none() -> None:
    assert maps.levels(AREAS) == {"a": 1, "b": 3, "c": 0, "d": 5}
    assert maps.levels([AREAS[2]]) == {"c": 0}
    assert maps.levels([AREAS[0]]) == {"a": 5}


def test_a_tile_map_places_each_area_once() -> None:
    drawn = maps.tile_map("People", AREAS, {"a": (0, 1), "b": (1, 0), "c": (0, 0), "d": (1, 1)})
    assert [(tile.area.id, tile.column, tile.row) for tile in drawn.tiles] == [
        ("c", 1, 1), ("b", 2, 1), ("a", 1, 2), ("d", 2, 2),
    ]  # fmt: skip
    assert drawn.columns == 2
    assert drawn.tiles[0].marks == ""
    assert drawn.tiles[3].marks == "■■■■■"
    assert drawn.key == (("■□□□□", "10"), ("■■■□□", "20"), ("■■■■■", "30"))


def test_boundaries_are_drawn_where_the_file_knows_the_area(tmp_path: Path) -> None:
    file = tmp_path / "areas.geojson"
    feature = {
        "type": "Feature",
        "properties": {"id": "a"},
        "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
    }
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    drawn = maps.boundary_map("People", AREAS, file)
    assert drawn is not None
    assert [shape.area.id for shape in drawn.shapes] == ["a"]
    assert drawn.shapes[0].path.startswith("M0.0")
    # One degree of latitude is longer than one of longitude at 53 degrees north, by 1 / cos 53.5 = 1.68.
    assert drawn.height == pytest.approx(1681, abs=3)
    assert maps.boundary_map("People", AREAS[1:], file) is None
