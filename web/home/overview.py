"""The place at a glance, put together from the published run: nothing is computed here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lco.store.figures import Figure
from web.ui.published import Published


@dataclass(frozen=True)
class Measure:
    """Something every neighbourhood has a figure of: id in the address, title, prefix of its figures."""

    id: str
    title: str
    prefix: str
    definition: str = ""


@dataclass(frozen=True)
class Row:
    """One neighbourhood: its figures by measure."""

    id: str
    name: str
    locality: str
    figures: tuple[Figure | None, ...]


COUNTS = (
    Measure("people", "People", "population/"),
    Measure("high", "People at high risk", "tier/high/"),
    Measure("rising", "People at rising risk", "tier/rising/"),
    Measure("cost", "Cost of care per head", "cost_per_head/"),
)


def measures(run: Published, area: str) -> tuple[Measure, ...]:
    """Return what can be shown on the map: counts, cost, and every indicator of the run."""
    indicators = tuple(
        Measure(figure.definition, figure.label.rsplit(",", 1)[0], f"indicator/{figure.definition}/")
        for figure in run.under("indicator/")
        if figure.area == area
    )
    return tuple(each for each in (*COUNTS, *indicators) if run.figure(f"{each.prefix}{area}") is not None)


def rows(run: Published, place: Any, shown: Sequence[Measure]) -> tuple[Row, ...]:
    """Return one row per neighbourhood of the pack, with its figures."""
    localities = {each.id: each.name for each in place.localities}
    return tuple(
        Row(
            each.id,
            each.name,
            localities.get(each.locality or "", ""),
            tuple(run.figure(f"{measure.prefix}{each.id}") for measure in shown),
        )
        for each in place.neighbourhoods
    )


def headlines(run: Published, area: str) -> list[tuple[str, Figure]]:
    """Return the figures of the whole place that stand at the top, those the run has."""
    asked = (
        ("People", f"population/{area}"),
        ("High risk", f"tier/high/{area}"),
        ("Rising risk", f"tier/rising/{area}"),
        ("Cost of care per head", f"cost_per_head/{area}"),
        ("Cost of the costliest 5%", "concentration/top5"),
        ("Remaining gap", "finance/gap/remaining"),
    )
    found = ((label, run.figure(figure_id)) for label, figure_id in asked)
    return [(label, figure) for label, figure in found if figure is not None]
