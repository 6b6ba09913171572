"""Lists of the records pages."""

from __future__ import annotations

from django.urls import reverse

from web.ui import formats
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

QUARANTINE = Table(
    name="quarantine",
    caption="Rows that could not be used, by reason",
    columns=(
        Column("table", "Table", lambda row: row.table.replace("_", " ")),
        Column("reason", "Why", lambda row: row.reason),
        Column("rows", "Rows", lambda row: row.rows, kind="number"),
    ),
    default_sort="-rows",
    empty="Every row that was read could be used.",
    per_page=50,
)
