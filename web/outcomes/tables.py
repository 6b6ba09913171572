"""Lists of the outcomes pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from lco.outcomes.comparison import Standing
from lco.population.definition import Definition
from lco.store.figures import Figure
from web.outcomes.grids import SECTION, figured
from web.outcomes.queries import Aim, Area
from web.records.facts import fact_url, in_words
from web.ui import formats
from web.ui.tables import Column, Table, Tag

# Words and a shape first; the colour only repeats them.
STANDING_TAGS = {
    Standing.BETTER: Tag("Better", "blue", "▲"),
    Standing.SIMILAR: Tag("No difference", "grey", "●"),
    Standing.WORSE: Tag("Worse", "orange", "▼"),
    Standing.WITHHELD: Tag("Withheld", "white", "□"),
    Standing.NO_VALUE: Tag("No value", "white", "–"),
}


def interval(area: Any) -> str:
    """Return the interval of an area's figure in words, ``88.1 to 97.0``."""
    return _interval_of(area.figure)


def standing_of(area: Area) -> Tag:
    """Return how an area stands against the place, as a word with its shape."""
    return STANDING_TAGS[area.compared.standing]


RESULTS = (
    Column("area", "Area", lambda area: area.name, note=lambda area: area.locality),
    Column("locality", "Locality", lambda area: area.locality, is_shown=False),
    figured("value", "Value", lambda area: area.figure),
    Column("interval", "95% interval", interval, kind="number", is_exported=False),
    Column("lower", "95% from", lambda area: area.figure.lower, is_shown=False),
    Column("upper", "95% to", lambda area: area.figure.upper, is_shown=False),
    Column(
        "events",
        "Counted",
        lambda area: area.figure.numerator,
        show=lambda area: formats.number(area.figure.numerator),
        kind="number",
    ),
    Column(
        "people",
        "Among",
        lambda area: area.figure.denominator,
        show=lambda area: formats.number(area.figure.denominator),
        kind="number",
    ),
    Column("standing", "Against the place", lambda area: str(area.compared.standing), show=standing_of),
    Column("unit", "Unit", lambda area: area.figure.unit, is_shown=False),
    Column("period", "Period", lambda area: area.figure.period, is_shown=False),
)


def results_table(indicator: str, caption: str) -> Table:
    """Return the list of one indicator's results by area."""
    return Table(
        name=f"indicator-{indicator.replace('_', '-')}",
        caption=caption,
        columns=RESULTS,
        empty="The published run has no figure of this indicator.",
        per_page=50,
    )


def _measured_by(aim: Aim) -> str:
    return aim.definition.title if aim.definition else "No definition in the platform yet"


def _measured_url(aim: Aim) -> str:
    return reverse("outcomes:indicator", args=[aim.definition.id]) if aim.definition else ""


def _measured_from(aim: Aim) -> str:
    if aim.definition or not aim.measure:
        return ""
    return f"Results would come from: {aim.measure.data}"


TARGETS = (
    Column("title", "Outcome", lambda aim: aim.target.title, note=lambda aim: aim.target.note or ""),
    Column(
        "value",
        "Change as printed",
        lambda aim: aim.target.value,
        show=lambda aim: formats.number(aim.target.value),
        note=lambda aim: f"{aim.target.direction} {aim.target.unit} by {aim.target.by_year}",
        link=lambda aim: fact_url(aim.target),
        kind="number",
    ),
    Column("measured", "Measured by", _measured_by, link=_measured_url, note=_measured_from),
)


def year_columns(labels: tuple[str, ...]) -> tuple[Column, ...]:
    """Return the list of targets by year: one column a year, and the sum, which is the printed target."""

    def of_year(position: int) -> Column:
        return Column(
            labels[position],
            labels[position],
            lambda aim: aim.years[position].change,
            kind="number",
        )

    return (
        Column("title", "Outcome", lambda aim: aim.target.title, note=_shape),
        *(of_year(position) for position in range(len(labels))),
        Column("sum", "Together", lambda aim: aim.years[-1].so_far, kind="number"),
        Column("unit", "Unit", lambda aim: f"{aim.target.direction} {aim.target.unit}"),
    )


def _shape(aim: Aim) -> str:
    if aim.target.is_shape_printed:
        return (
            "First and last year as printed" if aim.is_as_printed else "First and last year differ from print"
        )
    return "Yearly shape is our choice, not printed"


DOMAINS = (
    Column("title", "Domain", lambda row: f"{row.number}. {row.title}"),
    Column("expectation", "What is expected", lambda row: row.expectation),
    SECTION,
)

DOMAIN_FIGURES = (
    Column("title", "Measured", lambda row: row.title, note=lambda row: row.note or ""),
    Column(
        "baseline",
        "When printed",
        lambda row: row.baseline,
        show=lambda row: f"{row.baseline}%",
        kind="number",
    ),
    Column("aim", "To approach", lambda row: row.aim, show=lambda row: f"{row.aim}%", kind="number"),
    Column("unit", "Unit", lambda row: row.unit),
    SECTION,
)

EXPERIENCE = (
    Column("title", "Measure", lambda row: row.title, note=lambda row: row.note or ""),
    Column("level", "About", lambda row: in_words(row.level)),
    Column("kind", "What it is", lambda row: _KINDS[row.kind]),
    Column("agreed_by", "Baseline and target agreed by", lambda row: row.agreed_by),
    SECTION,
)
_KINDS = {
    "valued": "Something people value",
    "i_statement": "A statement in the first person",
    "measure": "A measure",
    "rule": "A rule on measures",
}

PERFORMANCE = (
    Column("title", "Reported as well", lambda row: row.title, note=lambda row: row.text),
    Column("kind", "Why", lambda row: in_words(row.kind)),
    Column("agreed_by", "Settled by", lambda row: row.agreed_by),
    SECTION,
)


def by_group(
    definition: Definition, dimension: str, figures: Sequence[Figure]
) -> tuple[str, tuple[str, ...], list[tuple[Any, ...]]]:
    """Return caption, heads and rows of an indicator by the groups of a dimension; cells may be figures."""
    rows = [
        (
            each.label.removeprefix(f"{definition.title}, "),
            each,
            _interval_of(each),
            formats.number(each.numerator),
            formats.number(each.denominator),
        )
        for each in figures
    ]
    return f"By {dimension}", ("Group", "Value", "95% interval", "Counted", "Among"), rows


def _interval_of(figure: Figure) -> str:
    if figure.lower is None or figure.upper is None:
        return formats.NOTHING
    return f"{formats.number(figure.lower, 1)} to {formats.number(figure.upper, 1)}"
