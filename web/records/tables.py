"""Lists of the records pages."""

from __future__ import annotations

from django.urls import reverse

from lco.records.quality import QualityRow
from web.records.facts import in_words
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


def _count(row: QualityRow) -> str:
    return f"{formats.number(row.count)} days" if row.check == "timeliness" else formats.number(row.count)


QUALITY = Table(
    name="data-quality",
    caption="Checks of the records",
    columns=(
        Column(
            "table", "Table", lambda row: in_words(row.table), note=lambda row: row.column.replace("_", " ")
        ),
        Column("column", "Column", lambda row: row.column, is_shown=False),
        Column("check", "Check", lambda row: in_words(row.check)),
        Column("meaning", "What is counted", lambda row: row.meaning),
        Column("count", "Found", lambda row: row.count, kind="number", show=_count),
        Column("of", "Of rows", lambda row: row.of, kind="number"),
        Column(
            "share",
            "Share",
            lambda row: row.share,
            kind="number",
            show=lambda row: formats.percent(row.share, 2),
        ),
    ),
    default_sort="-share",
    empty="Nothing meets this filter.",
    per_page=25,
)
