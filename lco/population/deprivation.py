"""Deprivation of each neighbourhood, from the wards of the place pack."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lco.place.facts.wards import Ward
from lco.place.pack import Place
from lco.population.areas import Areas
from lco.quantities import Kind
from lco.store.figures import Figure

_MEASURES = (
    (
        "most_deprived_tenth",
        "most_deprived_tenth_percent",
        "Residents in England's most deprived tenth",
        "per cent of residents",
    ),
    ("decile", "imd_2019_decile", "Mean decile of deprivation, 1 most deprived", "decile"),
)


def deprivation_figures(place: Place, areas: Areas) -> Iterator[Figure]:
    """Yield the share of residents in England's most deprived tenth, and the mean decile, by neighbourhood.

    A neighbourhood's figure is the mean of its wards weighted by their residents.
    """
    for area in areas.neighbourhoods:
        wards = [ward for ward in place.rows(Ward) if areas.wards.get(ward.ward) == area]
        if wards:
            yield from (_mean(place, areas, area, wards, measure) for measure in _MEASURES)


def _mean(place: Place, areas: Areas, area: str, wards: list[Ward], measure: tuple[str, ...]) -> Figure:
    key, column, title, unit = measure
    values: list[Decimal] = [getattr(ward, column) for ward in wards]
    residents = sum(ward.persons for ward in wards)
    weighted = sum(value * ward.persons for value, ward in zip(values, wards, strict=True))
    terms = " + ".join(f"{ward.persons:,} x {value}" for value, ward in zip(values, wards, strict=True))
    return Figure(
        figure=f"deprivation/{key}/{area}",
        definition="deprivation",
        label=f"{title}, {areas.names[area]}",
        area=area,
        period="2019",
        value=float(weighted / residents),
        numerator=float(weighted),
        denominator=float(residents),
        unit=unit,
        kind=Kind.STOCK.value,
        source="; ".join(f"{place.cite(ward)} {ward.section}" for ward in wards),
        working=f"({terms}) / {residents:,} residents of mid-2016.",
        inputs=tuple(place.cite(ward) for ward in wards),
    )
