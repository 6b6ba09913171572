"""Lists of the board pages."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

from django.urls import reverse

from lco.place.reconcile import Reconciliation
from web.board.queries import PackFile, area_names
from web.records.facts import SOURCE, exact, fact_url, in_words, source_of
from web.ui import formats
from web.ui.links import figure_url
from web.ui.tables import Column, Table, Tag

MEMBERSHIP_TAGS = {
    "full": Tag("Full", "green", "●"),
    "associate": Tag("Associate", "blue", "◐"),
    "commissioner": Tag("Commissioner", "purple", "◆"),
    "oversight": Tag("Oversight", "grey", "○"),
}

_VERDICT_TAGS = {
    "differs within rounding": Tag("Within rounding", "grey", "≈"),
    "does not add": Tag("Does not add", "red", "≠"),
    "adds unlike units": Tag("Adds unlike units", "orange", "⚠"),
}


def _verdict(held: Reconciliation) -> Tag:
    return _VERDICT_TAGS.get(str(held.verdict), Tag(in_words(str(held.verdict))))


PARTNERS = Table(
    name="partners",
    caption="Partners",
    columns=(
        Column("name", "Partner", lambda row: row.name, note=lambda row: in_words(row.kind)),
        Column(
            "membership",
            "Takes part as",
            lambda row: in_words(row.membership),
            show=lambda row: MEMBERSHIP_TAGS.get(row.membership, Tag(in_words(row.membership))),
        ),
        Column(
            "printed",
            "Membership printed",
            lambda row: row.is_membership_printed,
            note=lambda row: "" if row.is_membership_printed else "our configuration",
        ),
        Column("role", "What it does", lambda row: row.role, note=lambda row: row.note or ""),
        SOURCE,
    ),
    empty="The papers of this place name no partners.",
    per_page=50,
)

PACK = Table(
    name="place-pack",
    caption="Tables of the place pack",
    columns=(
        Column(
            "title",
            "Table",
            lambda file: file.title,
            link=lambda file: reverse("board:pack_table", args=[file.stem]),
        ),
        Column("about", "What a row is", lambda file: file.about),
        Column("rows", "Rows", lambda file: len(file.rows), kind="number"),
        Column("file", "File", lambda file: file.row_type.FILE, kind="key"),
    ),
    empty="The place pack holds no table.",
    per_page=100,
)

TOTALS = Table(
    name="printed-totals",
    caption="Printed totals that differ from their parts",
    columns=(
        Column("title", "Total", lambda held: held.total.title, note=lambda held: held.total.note or ""),
        Column(
            "printed",
            "Printed",
            lambda held: held.total.printed,
            kind="number",
            show=lambda held: exact(held.total.printed),
        ),
        Column(
            "computed",
            "Its parts make",
            lambda held: held.computed,
            kind="number",
            show=lambda held: exact(held.computed),
        ),
        Column(
            "difference",
            "Difference",
            lambda held: held.difference,
            kind="number",
            show=lambda held: exact(held.difference),
        ),
        Column("unit", "Unit", lambda held: held.total.unit),
        Column(
            "verdict",
            "What that means",
            lambda held: in_words(str(held.verdict)),
            show=_verdict,
        ),
        Column(
            "source",
            "Source",
            lambda held: source_of(held.total),
            show=lambda held: in_words(held.total.source),
            link=lambda held: fact_url(held.total),
            note=lambda held: f"{held.total.section}; {held.total.FILE} line {held.total.line}",
        ),
    ),
    empty="Every printed total is what its parts make.",
    per_page=100,
)

INCONSISTENCIES = Table(
    name="inconsistencies",
    caption="What the papers contradict or leave open",
    columns=(
        Column("title", "What is wrong", lambda row: row.title),
        Column("sort", "Sort", lambda row: in_words(row.sort)),
        Column("treatment", "How it is treated here", lambda row: row.treatment or "Shown as printed"),
        SOURCE,
    ),
    empty="Nothing in the papers of this place is known to contradict itself.",
    per_page=100,
)

FIGURES = Table(
    name="figures",
    caption="Published figures",
    columns=(
        Column(
            "label",
            "Figure",
            lambda figure: figure.label,
            link=lambda figure: figure_url(figure.figure),
            note=lambda figure: figure.figure,
        ),
        Column(
            "value",
            "Value",
            lambda figure: figure.value,
            kind="number",
            show=lambda figure: formats.bare(figure.value, figure.unit, is_suppressed=figure.is_suppressed),
            note=lambda figure: figure.unit,
        ),
        Column("unit", "Unit", lambda figure: figure.unit, is_shown=False),
        Column("period", "Period", lambda figure: formats.period(figure.period)),
        Column("area", "Area", lambda figure: area_names().get(figure.area, figure.area)),
        Column("definition", "Definition", lambda figure: in_words(figure.definition)),
        Column("figure", "Id", lambda figure: figure.figure, is_shown=False),
        Column("source", "Source", lambda figure: figure.source, is_shown=False),
        Column("working", "Working", lambda figure: figure.working, is_shown=False),
    ),
    empty="No published figure meets this.",
    per_page=50,
)


def pack_table(file: PackFile) -> Table:
    """Return the list of one pack file: its own columns, then where each row stands in the papers."""
    hidden = {"line", "source", "section", "id"}
    own = [each.name for each in fields(file.row_type) if each.name not in hidden]
    columns = [_column(name, file) for name in own]
    key = [Column("id", "Id", lambda row: row.id, is_shown=False)] if hasattr(file.row_type, "id") else []
    line = Column("line", "Line", lambda row: row.line, kind="number")
    return Table(
        name=f"place-pack-{file.stem}",
        caption=file.title,
        columns=(*columns, *key, *((SOURCE,) if file.has_sources else (line,))),
        empty="No row says this.",
        per_page=25,
    )


def _column(name: str, file: PackFile) -> Column:
    values = [getattr(row, name) for row in file.rows]
    is_number = any(isinstance(value, (int, Decimal)) and not isinstance(value, bool) for value in values)
    return Column(
        name,
        in_words(name),
        lambda row: _value(getattr(row, name)),
        show=(lambda row: exact(getattr(row, name))) if is_number else None,
        kind="number" if is_number else "text",
    )


def _value(value: Any) -> Any:
    return "; ".join(str(each) for each in value) if isinstance(value, tuple) else value
