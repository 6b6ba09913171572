"""Lists of the population pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from lco.store.figures import Figure
from web.population.charts import shown
from web.population.comparing import Line, admissions
from web.population.figures import figure
from web.ui.links import figure_url
from web.ui.tables import Column, Table


@dataclass(frozen=True)
class Neighbourhood:
    """A neighbourhood with the figures its row shows."""

    id: str
    name: str
    locality: str
    people: Figure | None
    high: Figure | None
    rising: Figure | None
    admissions: Line | None
    deprivation: Figure | None


def neighbourhood(area: str, name: str, locality: str, deprivation: str) -> Neighbourhood:
    """Return the row of one neighbourhood; `deprivation` is the figure shown, without its area."""
    return Neighbourhood(
        id=area,
        name=name,
        locality=locality,
        people=figure(f"population/{area}"),
        high=figure(f"tier/high/{area}"),
        rising=figure(f"tier/rising/{area}"),
        admissions=admissions(area),
        deprivation=figure(f"{deprivation}/{area}"),
    )


def _column(name: str, title: str) -> Column:
    def found(row: Neighbourhood) -> Figure | None:
        here: Figure | None = getattr(row, name)
        return here

    return Column(
        name,
        title,
        lambda row: found(row).value if found(row) else None,  # type: ignore[union-attr]
        show=lambda row: shown(found(row)),
        link=lambda row: figure_url(found(row).figure) if found(row) else "",  # type: ignore[union-attr]
        kind="number",
    )


def _standardised(row: Neighbourhood) -> Figure | None:
    return row.admissions.here if row.admissions else None


NEIGHBOURHOODS = Table(
    name="neighbourhoods",
    caption="Neighbourhoods",
    columns=(
        Column(
            "name",
            "Neighbourhood",
            lambda row: row.name,
            link=lambda row: reverse("population:neighbourhood", args=[row.id]),
            note=lambda row: row.locality,
        ),
        Column("locality", "Locality", lambda row: row.locality, is_shown=False),
        _column("people", "People"),
        _column("high", "High tier"),
        _column("rising", "Rising tier"),
        Column(
            "admissions",
            "Emergency admissions, for age",
            lambda row: _standardised(row).value if _standardised(row) else None,  # type: ignore[union-attr]
            show=lambda row: shown(_standardised(row)),
            link=lambda row: figure_url(_standardised(row).figure) if _standardised(row) else "",  # type: ignore[union-attr]
            note=lambda row: str(row.admissions.word) if row.admissions else "",
            kind="number",
        ),
        Column(
            "against",
            "Emergency admissions against the place",
            lambda row: row.admissions.word.text if row.admissions else "",
            is_shown=False,
        ),
        _column("deprivation", "Deprivation"),
    ),
    default_sort="name",
    empty="The papers of this place name no neighbourhoods, so figures are given for the whole place.",
    per_page=50,
)

WARDS = Table(
    name="wards",
    caption="Wards",
    columns=(
        Column("name", "Ward", lambda row: row.name),
        Column("persons", "Residents, mid-2016", lambda row: row.persons, kind="number"),
        Column(
            "imd",
            "Deprivation decile, 2019 (1 most deprived)",
            lambda row: row.imd_2019_decile,
            kind="number",
        ),
        Column(
            "deprived",
            "In England's most deprived tenth, %",
            lambda row: row.most_deprived_tenth_percent,
            kind="number",
        ),
        Column("white", "White, %", lambda row: row.white_percent, kind="number"),
        Column("asian", "Asian, %", lambda row: row.asian_percent, kind="number"),
        Column("black", "Black, %", lambda row: row.black_percent, kind="number"),
        Column("mixed", "Mixed, %", lambda row: row.mixed_percent, kind="number"),
        Column("other", "Other, %", lambda row: row.other_percent, kind="number"),
    ),
    default_sort="name",
    empty="The place pack names no wards of this neighbourhood.",
    per_page=50,
)
