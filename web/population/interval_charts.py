"""Dots with their intervals beside the place: what a profile compares, in words, picture and table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lco.outcomes.comparison import Standing
from lco.store.figures import Figure
from web.population.comparing import Line, tally
from web.ui import charts, formats
from web.ui.charts import Chart
from web.ui.words import phrase, plural

_STEP = 44
_MOST_DRAWN = 12  # more rows than a reader takes in; the table has all
_SAID = (Standing.WORSE, Standing.BETTER, Standing.SIMILAR)


def interval_chart(id: str, title: str, lines: Sequence[Line], *, one: str, names: tuple[str, str]) -> Chart:
    """Return a dot with its interval for each line, the value of the place as an upright mark.

    Args:
        id: of the chart.
        title: without the name of the area.
        lines: what is compared, in order.
        one: what a line is, in the singular: ``condition``.
        names: of the area and of the place.
    """
    name, place_name = names
    return Chart(
        id=id,
        title=f"{title}, {name}",
        sentence=_sentence(lines, one, place_name),
        spec=_spec([line for line in lines if line.here and line.here.lower is not None][:_MOST_DRAWN]),
        heads=(
            one.capitalize(),
            "Here, for age",
            "95% interval",
            f"{place_name}, for age",
            f"Against {place_name}",
            "Here as counted",
        ),
        rows=tuple(
            (line.title, line.here, interval(line.here), line.whole, str(line.word), line.crude)
            for line in lines
        ),
        note=_note(lines, place_name),
    )


def interval(found: Figure | None) -> str:
    """Return ``31.0 to 42.5``, or a dash."""
    if found is None or found.lower is None:
        return formats.NOTHING
    lower, upper = (formats.bare(bound, found.unit) for bound in (found.lower, found.upper))
    return f"{lower} to {upper}"


def _sentence(lines: Sequence[Line], one: str, place_name: str) -> str:
    if not lines:
        return f"No {one} is published."
    counted = tally(lines)
    words = lines[0].words
    said = [
        f"{plural(counted[each], f'{one} is', f'{one}s are' if one != 'use' else 'are')} {words[each].text}"
        for each in _SAID
        if counted[each]
    ]
    if counted[Standing.WITHHELD]:
        said.append(f"{plural(counted[Standing.WITHHELD], 'is', 'are')} withheld")
    if counted[Standing.NO_VALUE]:
        said.append(f"{plural(counted[Standing.NO_VALUE], 'has', 'have')} too few for a comparison")
    return f"Against {place_name}, once age is allowed for, {phrase(said)}."


def _note(lines: Sequence[Line], place_name: str) -> str:
    signs = (
        phrase([str(lines[0].words[each]) for each in (Standing.BETTER, Standing.SIMILAR, Standing.WORSE)])
        if lines
        else ""
    )
    return (
        f"{signs}: by 95% intervals that do not overlap. Lines are the intervals, the upright mark is "
        f"{place_name}. Per 1,000 people, as if all were as old as the European Standard Population. "
        "What is withheld or has no rate is in the table alone."
    )


def _spec(lines: Sequence[Line]) -> dict[str, Any] | None:
    if not lines:
        return None
    row = {"field": "label", "type": "nominal", "sort": None, "axis": None}
    rule = {"type": "rule", "color": charts.INK, "strokeWidth": 1.5, "yOffset": 9}
    place = {"type": "tick", "color": charts.WARM, "thickness": 2, "size": 22, "yOffset": 9}
    dot = {"type": "point", "filled": True, "size": 110, "opacity": 1, "yOffset": 9}
    label = {"align": "left", "dy": -8, "fontSize": 13.5}
    value = {"align": "left", "dx": 8, "dy": 9, "fontWeight": "bold"}
    layers = [
        _layer(rule, row, "lower", x2="upper"),
        _layer(place, row, "place"),
        _layer(dot, row, "value", marked=True),
        _text(row, label, "label", x={"value": 0}),
        _text(row, value, "shown", x=_along("upper")),
    ]
    return framed(layers, [_datum(line, line.here) for line in lines if line.here], height={"step": _STEP})


def _datum(line: Line, here: Figure) -> dict[str, Any]:
    return {
        "label": line.title,
        "value": here.value,
        "lower": here.lower,
        "upper": here.upper,
        "place": line.whole.value if line.whole else None,
        "shown": formats.bare(here.value, here.unit),
        "shape": line.word.mark,
        "colour": line.word.colour,
    }


def _layer(
    mark: dict[str, Any], row: dict[str, Any], field: str, *, x2: str = "", marked: bool = False
) -> dict[str, Any]:
    encoding: dict[str, Any] = {"y": row, "x": _along(field)}
    if x2:
        encoding["x2"] = {"field": x2}
    if marked:
        encoding["shape"] = {"field": "shape", "type": "nominal", "scale": None}
        encoding["color"] = {"field": "colour", "type": "nominal", "scale": None}
    return {"mark": mark, "encoding": encoding}


def _text(row: dict[str, Any], mark: dict[str, Any], field: str, *, x: dict[str, Any]) -> dict[str, Any]:
    return {
        "mark": {"type": "text", "color": charts.INK, **mark},
        "encoding": {"y": row, "x": x, "text": {"field": field}},
    }


def _along(field: str) -> dict[str, Any]:
    return {
        "field": field,
        "type": "quantitative",
        "axis": {
            "title": "per 1,000 people, standardised for age",
            "format": ",~f",
            "tickCount": 4,
            # Room beside the marks must not look like a rate below nought.
            "labelExpr": "datum.value < 0 ? '' : datum.label",
        },
        "scale": {"zero": True, "nice": True, "padding": 40},
    }


def framed(layers: list[dict[str, Any]], values: list[dict[str, Any]], *, height: Any) -> dict[str, Any]:
    """Return the picture in the manner of all others, with its own layers and height."""
    frame = charts.bars([charts.Bar("", 1.0, "")], unit="per 1,000 people, standardised for age") or {}
    return {**frame, "height": height, "data": {"values": values}, "layer": layers}
