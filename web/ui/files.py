"""Lists as files: CSV and XLSX that say where they come from and cannot run a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone

from web.ui import formats
from web.ui.tables import Listing

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Head:
    """What stands above an exported list."""

    title: str
    filter: str
    at: datetime
    user: str
    purpose: str

    def lines(self) -> list[tuple[str, str]]:
        """Return the lines as label and words."""
        return [
            ("List", self.title),
            ("Filter", self.filter),
            ("Time", formats.instant(self.at)),
            ("User", self.user),
            ("Purpose", self.purpose),
        ]


def safe(value: Any) -> Any:
    """Return `value` so that no spreadsheet takes it for a formula; numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return formats.yes_no(value)
    if isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, datetime):
        return (
            timezone.localtime(value).isoformat(timespec="seconds")
            if timezone.is_aware(value)
            else str(value)
        )
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).replace("\x00", "")
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def csv_bytes(titles: list[str], rows: Iterable[list[Any]], head: Head) -> bytes:
    """Return the list as CSV in UTF-8 with a byte-order mark, which spreadsheets need to see accents."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([label, safe(words)] for label, words in head.lines())
    writer.writerow([])
    writer.writerow([safe(title) for title in titles])
    writer.writerows([safe(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def xlsx_bytes(titles: list[str], rows: Iterable[list[Any]], head: Head) -> bytes:
    """Return the list as a spreadsheet; texts are typed as text: nothing is read as a formula or a link."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("List")
        bold = book.add_format({"bold": True})
        for line, (label, words) in enumerate(head.lines()):
            sheet.write_string(line, 0, label, bold)
            sheet.write_string(line, 1, words)
        first = len(head.lines()) + 1
        for column, title in enumerate(titles):
            sheet.write_string(first, column, title, bold)
        for line, row in enumerate(rows, start=first + 1):
            _write_row(sheet, line, row)
        sheet.freeze_panes(first + 1, 1)
        sheet.set_column(0, max(len(titles) - 1, 1), 22)
    return file.getvalue()


def _write_row(sheet: Any, line: int, row: list[Any]) -> None:
    for column, value in enumerate(row):
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and isfinite(value):
            sheet.write_number(line, column, value)
        else:
            # A cell typed as text runs nothing, so it needs no sign before it.
            written = safe(value)
            is_marked = isinstance(value, str) and str(written).startswith("'") and not value.startswith("'")
            sheet.write_string(line, column, str(written)[1:] if is_marked else str(written))


WRITERS: dict[str, tuple[Callable[..., bytes], str]] = {
    "csv": (csv_bytes, "text/csv; charset=utf-8"),
    "xlsx": (xlsx_bytes, _XLSX),
}


def response(listing: Listing, head: Head) -> HttpResponse:
    """Return the whole list as the file its address asks for.

    Raises:
        KeyError: when the address asks for a kind of file there is none of.
    """
    write, kind = WRITERS[listing.export]
    titles = [column.title for column in listing.table.columns if column.is_exported]
    name = f"{listing.table.name}-{timezone.localtime(head.at):%Y-%m-%d}.{listing.export}"
    return HttpResponse(
        write(titles, listing.values(), head),
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
