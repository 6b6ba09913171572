"""Movement between tiers as pictures: a table of flows shaded by size, and the moves as bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lco.store.figures import Figure
from web.population.charts import shown
from web.population.workbench.frames import frame
from web.population.workbench.movements import FROM, TO, Flow
from web.ui import charts, formats
from web.ui.charts import Bar, Chart

_TONES = {"up": "up", "down": "down", "edge": "end"}
# Words short enough for the narrowest window.
_SHORT = {"new": "New", "left": "Left"}
_WORDS = {"up": "▲", "down": "▼", "edge": "●"}


def matrix_chart(flows: Sequence[Flow], *, name: str) -> Chart:
    """Return where people stood a month ago against where they stand now, shaded by how many they are."""
    found = {(flow.start, flow.end): flow.figure for flow in flows}
    return Chart(
        id="movement",
        title=f"From the tier a month ago to the tier now, {name}",
        sentence=_sentence(flows, name),
        spec=_matrix(flows),
        heads=("A month ago", *(f"Now: {title.lower()}" for title in TO.values())),
        rows=tuple((title, *(_cell(found.get((start, end))) for end in TO)) for start, title in FROM.items()),
        note="Rows are the tier a month ago, columns the tier now; the darker, the more people.",
    )


def moves_chart(flows: Sequence[Flow], *, name: str) -> Chart:
    """Return the flows that changed tier as bars, marked by whether they lead up or down."""
    changed = [flow for flow in flows if flow.way != "same"]
    bars = [
        Bar(
            f"{_WORDS[flow.way]} {flow.title}",
            flow.figure.value if flow.figure else None,
            shown(flow.figure),
            tone=_TONES[flow.way],
        )
        for flow in changed
    ]
    return Chart(
        id="moves",
        title=f"People who changed tier, came or left in a month, {name}",
        sentence=f"Ways people moved in {name}: ▲ to more need, ▼ to less, ● in or out of the place.",
        spec=charts.bars([bar for bar in bars if bar.value is not None], unit="people"),
        heads=("Move", "People"),
        rows=tuple((flow.title, _cell(flow.figure)) for flow in changed),
        note="A move that is withheld has no bar.",
    )


def _cell(found: Figure | None) -> Any:
    return found if found is not None else formats.NOTHING


def _sentence(flows: Sequence[Flow], name: str) -> str:
    found = {(flow.start, flow.end): flow.figure for flow in flows}
    risen, fallen = found.get(("rising", "high")), found.get(("high", "rising"))
    if risen is None or fallen is None:
        return f"How people of {name} moved between tiers in a month is not published."
    if risen.is_suppressed or fallen.is_suppressed:
        return f"How many people of {name} moved between the rising and the high tier is withheld."
    return (
        f"In a month {shown(risen)} people of {name} moved from the rising tier to the high one, and "
        f"{shown(fallen)} the other way."
    )


def _matrix(flows: Sequence[Flow]) -> dict[str, Any] | None:
    values = [
        {
            "from": _SHORT.get(flow.start, FROM[flow.start]),
            "to": _SHORT.get(flow.end, TO[flow.end]),
            "people": flow.figure.value if flow.figure else None,
            "shown": shown(flow.figure),
        }
        for flow in flows
        if flow.figure is not None
    ]
    if not any(value["people"] is not None for value in values):
        return None
    there = {"x": _column(), "y": _row()}
    rect = {"type": "rect", "stroke": "#ffffff", "strokeWidth": 2}
    text = {"type": "text", "color": charts.INK, "fontSize": 12}
    layers = [
        {"mark": rect, "encoding": {**there, "color": _shade()}},
        {"mark": text, "encoding": {**there, "text": {"field": "shown"}}},
    ]
    return frame(layers, values, height=240)


def _column() -> dict[str, Any]:
    axis = {"ticks": False, "labelAngle": 0, "labelFontSize": 12, "labelLimit": 110, "orient": "top"}
    scale = {"domain": [_SHORT.get(id, title) for id, title in TO.items()]}
    return {"field": "to", "type": "nominal", "title": None, "sort": None, "axis": axis, "scale": scale}


def _row() -> dict[str, Any]:
    axis = {"ticks": False, "labelLimit": 90}
    scale = {"domain": [_SHORT.get(id, title) for id, title in FROM.items()]}
    return {"field": "from", "type": "nominal", "title": None, "sort": None, "axis": axis, "scale": scale}


def _shade() -> dict[str, Any]:
    # Those who stay outnumber those who move a thousand to one: shades follow the order of size.
    scale = {"type": "symlog", "range": ["#eef5f6", "#8cc3c9"]}
    return {"field": "people", "type": "quantitative", "legend": None, "scale": scale}
