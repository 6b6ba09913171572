"""Figures of a neighbourhood as its profile page shows them; every number is read from the published run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lco.outcomes.register import indicators
from lco.place.facts.wards import age_band_labels
from lco.store.figures import Figure
from web.population.models import Tier
from web.ui import place
from web.ui.published import published

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Compared:
    """A figure of a neighbourhood beside that of the whole place; either may not be published."""

    title: str
    here: Figure | None
    whole: Figure | None


def figure(name: str) -> Figure | None:
    """Return a published figure by its id, or None."""
    run = published()
    return run.figure(name) if run else None


def pyramid(area: str) -> Sequence[tuple[str, Figure | None, Figure | None]]:
    """Return age band, women and men of an area, oldest first."""
    return [
        (band, figure(f"population/{area}/{band}/female"), figure(f"population/{area}/{band}/male"))
        for band in reversed(age_band_labels())
    ]


def tiers(area: str) -> Sequence[tuple[str, Figure | None]]:
    """Return tier and people of an area, those most in need first."""
    return [(str(tier.label), figure(f"tier/{tier.value}/{area}")) for tier in Tier]


def compared(prefix: str, area: str) -> Sequence[Compared]:
    """Return every figure ``<prefix><name>/<area>`` beside that of the place, in the order of their ids."""
    run, whole = published(), place.identifier()
    found = [each for each in (run.under(prefix) if run else []) if each.figure.endswith(f"/{area}")]
    return [
        Compared(
            each.label.removesuffix(f", {area_name(area)}"), each, figure(f"{_stem(each.figure)}/{whole}")
        )
        for each in found
    ]


def conditions(area: str) -> Sequence[Compared]:
    """Return conditions people of an area live with, the commonest first; withheld ones last."""
    return sorted(compared("condition/", area), key=lambda each: -(_value(each.here) or 0))


def utilisation(area: str) -> Sequence[Compared]:
    """Return the indicators and the cost per head of an area beside those of the place."""
    whole = place.identifier()
    rows = [
        Compared(each.title, figure(f"indicator/{name}/{area}"), figure(f"indicator/{name}/{whole}"))
        for name, each in indicators().items()
    ]
    cost = Compared(
        "Cost of care per head", figure(f"cost_per_head/{area}"), figure(f"cost_per_head/{whole}")
    )
    return [*rows, cost]


def area_name(area: str) -> str:
    """Return the name of the place, a locality or a neighbourhood, or the id when the pack has no such."""
    pack = place.current()
    rows: list[Any] = [pack, *pack.localities, *pack.neighbourhoods]
    return next((str(row.name) for row in rows if row.id == area), area)


def by_neighbourhood(prefix: str) -> Mapping[str, Figure | None]:
    """Return figure ``<prefix>/<neighbourhood>`` of every neighbourhood, by its id."""
    return {area.id: figure(f"{prefix}/{area.id}") for area in place.current().neighbourhoods}


def _stem(name: str) -> str:
    return name.rpartition("/")[0]


def _value(found: Figure | None) -> float | None:
    return found.value if found else None
