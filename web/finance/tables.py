"""Lists of the finance pages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from lco.place.reconcile import Reconciliation, Verdict, shown
from lco.store.figures import Figure
from web.finance.queries import ClaimRow, ShiftRow
from web.outcomes.grids import figured, open_book, plain_number
from web.records.facts import fact_url, in_words, source_of
from web.ui import formats
from web.ui.tables import Column, Table, Tag

VERDICT_TAGS = {
    Verdict.AGREES: Tag("Agrees", "green", "="),
    Verdict.WITHIN_ROUNDING: Tag("Within rounding", "grey", "≈"),
    Verdict.DOES_NOT_ADD: Tag("Does not add", "red", "≠"),
    Verdict.UNLIKE_UNITS: Tag("Adds unlike units", "orange", "⚠"),
    Verdict.NOT_PRINTED: Tag("Not printed", "white", "–"),
}
_MINUS = "\u2212"


def exact(value: Decimal | None) -> str:
    """Return a number with the decimals it has, at most three, and a true minus sign."""
    return formats.NOTHING if value is None else shown(value).replace("-", _MINUS)


def unit_of(held: Reconciliation) -> str:
    """Return the unit of a total as a table shows it: ``£ thousand``."""
    return _pounds(held.total.unit)


def _pounds(unit: str) -> str:
    return unit.replace("GBP ", "£\u00a0").replace("GBP", "£")


def why(held: Reconciliation) -> str:
    """Return in a sentence why a printed total is another than its parts make."""
    match held.verdict:
        case Verdict.WITHIN_ROUNDING:
            return (
                f"Rounding of {held.addends} figures and of the total explains up to {exact(held.allowance)}."
            )
        case Verdict.DOES_NOT_ADD:
            return f"Rounding explains {exact(held.allowance)} at most, and this is more."
        case Verdict.UNLIKE_UNITS:
            return f"It adds {', '.join(held.units)}, which have no sum."
        case _:
            return ""


def _change(figure: Figure) -> str:
    text = plain_number(figure)
    return f"+{text}" if figure.value and figure.value > 0 else text


def savings_columns(years: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of the savings table: years, then printed sum, computed sum and difference."""

    def of_year(year: str) -> Column:
        return figured(f"year-{year}", year, lambda row: row.years.get(year), show=plain_number)

    return (
        Column("title", "Benefit", lambda row: row.title),
        *(of_year(year) for year in years),
        figured("printed", "Sum, printed", lambda row: row.printed, show=plain_number),
        figured("computed", "Sum, computed", lambda row: row.computed, show=plain_number),
        figured("difference", "Differ\u00adence", lambda row: row.difference, show=_change),
    )


HELD = (
    Column("title", "What is added", lambda held: held.total.title, note=lambda held: held.total.note or ""),
    Column(
        "printed",
        "Printed",
        lambda held: held.total.printed,
        show=lambda held: exact(held.total.printed),
        link=lambda held: fact_url(held.total),
        kind="number",
    ),
    Column(
        "computed",
        "Computed",
        lambda held: held.computed,
        show=lambda held: exact(held.computed),
        kind="number",
    ),
    Column(
        "difference",
        "Difference",
        lambda held: held.difference,
        show=lambda held: exact(held.difference),
        kind="number",
    ),
    Column("unit", "Unit", unit_of),
    Column(
        "verdict",
        "Result",
        lambda held: str(held.verdict),
        show=lambda held: VERDICT_TAGS[held.verdict],
        note=why,
    ),
)

DERIVED = (
    Column("title", "What follows", lambda held: held.total.title, note=lambda held: held.total.note or ""),
    Column("computed", "Computed", lambda held: held.computed, show=lambda held: held.figures, kind="number"),
    Column("unit", "Unit", unit_of),
    Column(
        "source",
        "Where in the papers",
        lambda held: source_of(held.total),
        show=lambda held: held.total.section,
        link=lambda held: fact_url(held.total),
    ),
)


def _saving(row: ShiftRow) -> str:
    if row.saving is None:
        return "No saving is printed for it"
    return formats.thousands(row.saving.value)


SHIFTS = Table(
    name="activity-shifts",
    caption="Activity shifts, each in its own unit",
    columns=(
        Column("title", "Shift", lambda row: row.fact.title, note=lambda row: row.fact.note or ""),
        figured("value", "Fewer", lambda row: row.figure, show=plain_number),
        Column("unit", "Unit its title means", lambda row: row.fact.unit),
        Column("unit_printed", "Unit as printed", lambda row: row.fact.unit_printed),
        Column("year", "By", lambda row: row.fact.year),
        Column("saving", "Saving over four years", _saving, link=lambda row: open_book(row.saving)),
        Column(
            "source",
            "Source",
            lambda row: source_of(row.fact),
            link=lambda row: fact_url(row.fact),
            is_shown=False,
        ),
    ),
    empty="The papers of this place print no activity shifts.",
    per_page=100,
)


def _value(row: ClaimRow) -> str:
    # With the decimals it is printed with: 6.0 is no 6.
    return f"{row.fact.value:,}"


def _verdicts(row: ClaimRow) -> str:
    return "; ".join(sorted({str(held.verdict) for held in row.held}))


def _verdict_tag(row: ClaimRow) -> Any:
    if not row.held:
        return formats.NOTHING
    worst = max(row.held, key=lambda held: list(VERDICT_TAGS).index(held.verdict))
    return VERDICT_TAGS[worst.verdict]


def _held_figures(row: ClaimRow) -> str:
    return "; ".join(f"{held.total.title}: {held.figures}" for held in row.held)


CLAIMS = Table(
    name="claims",
    caption="Figures stated in running text",
    columns=(
        Column("title", "Claim", lambda row: row.fact.title, note=lambda row: row.fact.note or ""),
        Column(
            "value",
            "As printed",
            lambda row: row.fact.value,
            show=_value,
            link=lambda row: fact_url(row.fact),
            kind="number",
        ),
        Column("unit", "Unit", lambda row: _pounds(row.fact.unit)),
        Column("kind", "Over time", lambda row: in_words(row.fact.kind), note=lambda row: row.fact.as_at),
        Column("held", "Against the tables", _verdicts, show=_verdict_tag, note=_held_figures),
        Column(
            "source",
            "Source",
            lambda row: source_of(row.fact),
            show=lambda row: row.fact.section,
            link=lambda row: fact_url(row.fact),
        ),
    ),
    empty="No claim says this.",
    per_page=50,
)
