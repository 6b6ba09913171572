"""``lco records quality``: how good the records of a place are."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.table import Table

from lco import engine
from lco.cli.say import Refused, console, print_json
from lco.records.quality import QualityRow, quality_report
from lco.store import StoreRefused, open_store


def quality(
    store: Annotated[Path, typer.Option(help="Folder of the place's records.")],
    *,
    as_of: Annotated[
        str | None, typer.Option(help="Day of the report, as 2018-04-01. Default: today.")
    ] = None,
    show_all: Annotated[bool, typer.Option("--all", help="Show checks that nothing fails, too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print all checks as JSON.")] = False,
) -> None:
    """Say how good the records are - complete, valid, timely, linked - and what was refused.

    Example: lco records quality --store build/manchester
    """
    try:
        day = date.fromisoformat(as_of) if as_of else datetime.now(UTC).astimezone(_LONDON).date()
    except ValueError as error:
        raise Refused(f"'{as_of}' is no day for --as-of: write it like 2018-04-01.") from error
    try:
        rows = quality_report(open_store(store), engine.connect(), day)
    except StoreRefused as refusal:
        raise Refused(str(refusal)) from refusal
    if as_json:
        print_json({"as_of": day, "rows": [asdict(row) for row in rows]})
    else:
        _say(rows, show_all=show_all)


WIDE = 200  # columns of a table that goes to a file: nobody folds it there
_LONDON = ZoneInfo("Europe/London")


def _say(rows: tuple[QualityRow, ...], *, show_all: bool) -> None:
    table = Table("table", "check", "column", "count", "of", "share", "meaning", box=None)
    for column in table.columns[3:6]:
        column.justify = "right"
    shown = [row for row in rows if show_all or row.count]
    for row in shown:
        share = "" if row.share is None else f"{row.share:.1%}"
        cells = (row.table, row.check, row.column, f"{row.count:,}", f"{row.of:,}", share, row.meaning)
        table.add_row(*cells)
    console.print(table, width=None if console.is_terminal else WIDE)
    passed = len(rows) - len([row for row in rows if row.count])
    console.print(f"{len(rows)} checks, {passed} of them without a finding.")
