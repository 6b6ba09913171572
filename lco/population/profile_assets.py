"""What a neighbourhood has: its practices, their registered people and how much care these need."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lco.place.facts.practices import Practice
from lco.place.pack import Place
from lco.population.areas import Areas
from lco.quantities import Kind
from lco.store.figures import Figure

_PERIOD = "2024/25"
_PRACTICES = ("practices", "General practices", "practices")
_REGISTERED = ("registered", "People registered with its practices", "people")
_WEIGHT = ("need_weight", "Need of registered people, England being 100", "per cent of England's average")


def asset_figures(place: Place, areas: Areas) -> Iterator[Figure]:
    """Yield practices, their registered people and the weight of their need, by neighbourhood and place.

    ``asset/practices/<area>``, ``asset/registered/<area>`` and ``asset/need_weight/<area>``. People may
    live elsewhere than where they are registered.
    """
    practices = place.rows(Practice)
    if not practices:
        return
    for area in (areas.place, *areas.neighbourhoods):
        inside = [each for each in practices if area == areas.place or areas.wards.get(each.ward) == area]
        yield from _of_area(place, areas, area, inside)


def _of_area(place: Place, areas: Areas, area: str, inside: list[Practice]) -> Iterator[Figure]:
    registered = sum((each.list_size for each in inside), Decimal(0))
    weighted = sum((each.weighted_overall for each in inside), Decimal(0))
    weight = 100 * weighted / registered if registered else None
    rows = (
        (_PRACTICES, Decimal(len(inside)), "Main sites in its wards."),
        (_REGISTERED, registered, "The lists of its practices added up, on average of the year."),
        (_WEIGHT, weight, f"{weighted:,} people weighted by need / {registered:,} registered people x 100."),
    )
    for (key, title, unit), value, working in rows:
        is_share = value is not None and key == _WEIGHT[0]
        yield Figure(
            figure=f"asset/{key}/{area}",
            definition="asset",
            label=f"{title}, {areas.names[area]}",
            area=area,
            period=_PERIOD,
            value=None if value is None else round(float(value), 1),
            numerator=float(weighted) if is_share else None,
            denominator=float(registered) if is_share else None,
            unit=unit,
            kind=Kind.STOCK.value,
            source="practices.csv of the place pack: NHS England, lists and weights",
            working=working,
            inputs=tuple(place.cite(each) for each in inside),
        )
