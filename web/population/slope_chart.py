"""The line of inequality: emergency admissions of the five fifths of deprivation, most deprived first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lco.population.profile_tally import FIFTHS
from lco.statistics.inequality import ranks
from lco.store.figures import Figure
from web.population.figures import figure
from web.population.interval_charts import framed, interval
from web.ui import charts, formats
from web.ui.charts import Chart

_INDICES = {
    "inequality": "More admissions per 1,000 people at the most deprived end than at the least",
    "inequality_ratio": "Times as many at the most deprived end as at the least",
}


def slope_chart(area: str, *, names: tuple[str, str], place_id: str) -> Chart:
    """Return the admissions of the five fifths of deprivation of the place, with the line through them."""
    name, place_name = names
    fifths = [figure(f"admissions_by_deprivation/{fifth}/{place_id}") for fifth in FIFTHS]
    ends = [figure(f"inequality_line/{end}/{place_id}") for end in ("most_deprived", "least_deprived")]
    both = {
        index: [figure(f"{index}/emergency_admissions/{each}") for each in (area, place_id)]
        for index in _INDICES
    }
    indices = tuple((_INDICES[index], *map(_with_interval, found)) for index, found in both.items())
    by_fifth = tuple(
        (f"Fifth {fifth} of deprivation", formats.NOTHING, _with_interval(each))
        for fifth, each in zip(FIFTHS, fifths, strict=True)
    )
    return Chart(
        id="slope",
        title=f"Emergency admissions by deprivation, {place_name} and {name}",
        sentence=_slope_sentence(*both["inequality"], name, place_name),
        spec=_slope_spec(fifths, ends),
        heads=("Inequality", name, place_name),
        rows=(*indices, *by_fifth),
        note=(
            f"The picture is of {place_name}: dots are the national fifths of deprivation, 1 the most "
            "deprived, each in the middle of its people; thin lines are 95% intervals. Standardised for age."
        ),
    )


def _with_interval(found: Figure | None) -> str:
    if found is None:
        return formats.NOTHING
    if found.is_suppressed:
        return formats.SUPPRESSED
    if found.value is None:
        return found.working.rstrip(".")
    return f"{formats.number(found.value, 2 if found.unit == 'times' else 1)} ({interval(found)})"


def _slope_sentence(here: Figure | None, whole: Figure | None, name: str, place_name: str) -> str:
    if whole is None or whole.value is None or whole.lower is None or whole.upper is None:
        return f"No line of inequality can be drawn for {place_name}: {_with_interval(whole).lower()}."
    if whole.lower > 0:
        said = "more people from deprived areas are admitted as emergencies than from others of the same age"
    elif whole.upper < 0:
        said = "fewer people from deprived areas are admitted as emergencies than from others of the same age"
    else:
        said = "no slope of emergency admissions from deprived areas to others can be told from chance"
    own = "" if here and here.value is not None else f" {name} alone has no line of its own."
    return f"In {place_name} {said}.{own}"


def _slope_spec(fifths: Sequence[Figure | None], ends: Sequence[Figure | None]) -> dict[str, Any] | None:
    known = [each for each in fifths if each and each.value is not None and each.denominator]
    if len(known) != len(FIFTHS) or not all(end and end.value is not None for end in ends):
        return None
    _, middles = ranks([each.denominator or 0.0 for each in known])
    values: list[dict[str, Any]] = [
        {"rank": middle, "value": each.value, "lower": each.lower, "upper": each.upper, "fifth": str(fifth)}
        for fifth, middle, each in zip(FIFTHS, middles, known, strict=True)
    ]
    x = {
        "field": "rank",
        "type": "quantitative",
        "scale": {"domain": [0, 1]},
        "axis": {
            "title": "most deprived   |   least deprived",
            "labels": False,
            "ticks": False,
            "grid": False,
        },
    }
    y = {"field": "value", "type": "quantitative", "title": "per 1,000", "scale": {"zero": True}}
    line = {"values": [{"rank": at, "value": end.value} for at, end in enumerate(ends) if end]}
    dashed = {"type": "line", "color": charts.WARM, "strokeDash": [5, 4]}
    return framed(
        [{"data": line, "mark": dashed, "encoding": {"x": x, "y": y}}, *_dots(x, y)], values, height=260
    )


def _dots(x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the layers of the fifths: interval, dot and number."""
    bounds = {"x": x, "y": {**y, "field": "lower"}, "y2": {"field": "upper"}}
    dot = {"type": "point", "filled": True, "size": 90, "color": charts.STRONG, "opacity": 1}
    number = {"type": "text", "dx": 12, "color": charts.INK, "fontWeight": "bold"}
    return [
        {"mark": {"type": "rule", "color": charts.INK}, "encoding": bounds},
        {"mark": dot, "encoding": {"x": x, "y": y}},
        {"mark": number, "encoding": {"x": x, "y": y, "text": {"field": "fifth"}}},
    ]
