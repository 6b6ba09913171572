"""What a neighbourhood has, as the place pack knows it: practices, and what is delivered at its level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lco.place.pack import Place
from lco.store.figures import Figure
from web.population.figures import figure
from web.ui import formats

_LEVEL = "neighbourhood"


@dataclass(frozen=True)
class Assets:
    """Assets of a neighbourhood.

    Attributes:
        practices: its practices, as rows of the pack.
        offers: mental health offers given in every neighbourhood.
        rule: when a service is delivered in neighbourhoods, in the paper's sense; empty where none says.
        figures: counts published beside those of the place.
    """

    practices: Sequence[Any]
    offers: Sequence[Any]
    rule: str
    figures: Sequence[tuple[str, Figure | None, Figure | None]]

    @property
    def practice_rows(self) -> Sequence[tuple[str, str, str]]:
        """Practice, registered people and network, ready for a table."""
        return [
            (row.name, formats.number(row.list_size), row.network or formats.NOTHING)
            for row in self.practices
        ]


def assets_of(pack: Place, area: str) -> Assets:
    """Return what the pack knows of a neighbourhood."""
    wards = {row.ward for row in pack.neighbourhood_wards if row.neighbourhood == area}
    levels = [row for row in pack.levels if row.id == _LEVEL]
    titles = {
        "practices": "General practices",
        "registered": "People registered with them",
        "need_weight": "Need of these people, England being 100",
    }
    return Assets(
        practices=[row for row in pack.practices if row.ward in wards],
        offers=[row for row in pack.mental_health_offers if _LEVEL in row.levels],
        rule=levels[0].rule if levels else "",
        figures=[
            (title, figure(f"asset/{key}/{area}"), figure(f"asset/{key}/{pack.id}"))
            for key, title in titles.items()
        ],
    )
