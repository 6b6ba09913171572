"""Lists of the records pages."""

from __future__ import annotations

from django.urls import reverse

from web.records.facts import in_words
from web.records.queries import Checked
from web.ui import formats
from web.ui.links import figure_url
from web.ui.tables import Column, Table

LOADS = Table(
    name="loads",
    caption="Loads of records, newest first",
    columns=(
        Column(
            "batch",
            "Load",
            lambda row: row.batch,
            link=lambda row: reverse("records:source", args=[row.batch]),
            note=lambda row: row.kind,
        ),
        Column("kind", "Kind", lambda row: row.kind, is_shown=False),
        Column(
            "loaded_at", "Loaded", lambda row: row.loaded_at, show=lambda row: formats.instant(row.loaded_at)
        ),
        Column("files", "Files", lambda row: len(row.files), kind="number"),
        Column("read", "Rows read", lambda row: sum(each.read for each in row.rows), kind="number"),
        Column("kept", "Kept", lambda row: sum(each.kept for each in row.rows), kind="number"),
        Column(
            "quarantined",
            "In quarantine",
            lambda row: sum(each.quarantined for each in row.rows),
            kind="number",
        ),
        Column(
            "unchanged", "Known already", lambda row: sum(each.unchanged for each in row.rows), kind="number"
        ),
    ),
    empty="Nothing has been loaded yet.",
)

ROWS = Table(
    name="rows-by-table",
    caption="What became of the rows of each table",
    columns=(
        Column("table", "Table", lambda row: row.rows.table.replace("_", " ")),
        Column("read", "Rows read", lambda row: row.rows.read, kind="number"),
        Column("kept", "Kept", lambda row: row.rows.kept, kind="number"),
        Column("quarantined", "In quarantine", lambda row: row.rows.quarantined, kind="number"),
        Column("unchanged", "Known already", lambda row: row.rows.unchanged, kind="number"),
    ),
    empty="This load read no table.",
    per_page=50,
)


def _found(row: Checked) -> str:
    return formats.quantity(row.figure.value, row.figure.unit, is_suppressed=row.figure.is_suppressed)


QUALITY = Table(
    name="data-quality",
    caption="Checks of the records",
    columns=(
        Column("table", "Table", lambda row: in_words(row.table)),
        Column("meaning", "What is counted", lambda row: row.meaning, note=lambda row: in_words(row.column)),
        Column("column", "Column", lambda row: row.column, is_shown=False),
        Column(
            "found",
            "Found",
            lambda row: row.figure.value,
            kind="number",
            show=_found,
            link=lambda row: figure_url(row.figure.figure),
        ),
        Column("unit", "Unit", lambda row: row.figure.unit, is_shown=False),
        Column("rows", "Rows", lambda row: _whole(row.figure.numerator), kind="number"),
        Column("of", "Of rows", lambda row: _whole(row.figure.denominator), kind="number"),
    ),
    default_sort="table",
    empty="Nothing meets this filter.",
    per_page=25,
)


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
