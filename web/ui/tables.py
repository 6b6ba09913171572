"""Lists: sorted, filtered and paged by the address alone, so that a link shows the same list to everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest, QueryDict

from web.ui import formats
from web.ui.forms import FilterForm

Rows = QuerySet[Any] | Sequence[Any]
Kind = Literal["text", "number", "nhs_number", "key"]


@dataclass(frozen=True)
class Tag:
    """A word with a colour and a shape before it: never colour alone."""

    text: str
    colour: str = "grey"
    shape: str = ""


@dataclass(frozen=True)
class Column:
    """One column of a list.

    `value` gives what is exported and sorted; `show` what the page shows, when that differs: a text, a Tag
    or Markup; `link` an address; `note` a second, smaller line; `order_by` the database fields to sort by,
    parted by commas, one that runs the other way with a minus before it. A column without `order_by` is not
    sortable in a list from the database.
    """

    name: str
    title: str
    value: Callable[[Any], Any]
    show: Callable[[Any], Any] | None = None
    link: Callable[[Any], str] | None = None
    note: Callable[[Any], str] | None = None
    kind: Kind = "text"
    order_by: str = ""
    is_exported: bool = True
    is_shown: bool = True


@dataclass(frozen=True)
class Table:
    """What a list is: its columns, its caption, and what an empty list says.

    `person` gives the pseudonym of whom a row is about, in lists that name people: the look is written.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    default_sort: str = ""
    empty: str = "Nothing to show."
    per_page: int = 25
    person: Callable[[Any], int | None] | None = None

    def column(self, name: str) -> Column | None:
        """Return the column `name`, if there is one."""
        return next((column for column in self.columns if column.name == name), None)


@dataclass(frozen=True)
class Cell:
    """One cell as the template shows it."""

    shown: Any
    kind: Kind = "text"
    link: str = ""
    note: str = ""
    is_tag: bool = False


@dataclass(frozen=True)
class Head:
    """The head of a column: its title, the address that sorts by it, and how it is sorted now."""

    title: str
    kind: Kind
    href: str = ""
    sorted: Literal["", "ascending", "descending"] = ""


@dataclass(frozen=True)
class Listing:
    """A list ready for a page or an export."""

    table: Table
    page: Page
    everything: Rows
    address: QueryDict
    filters: FilterForm | None
    sort: str
    export: str = ""
    caption: str = ""
    path: str = ""
    described: list[tuple[str, str]] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Rows of the whole list."""
        return self.page.paginator.count

    @property
    def heads(self) -> list[Head]:
        """The heads of the shown columns."""
        return [_head(self, column) for column in self.table.columns if column.is_shown]

    @property
    def rows(self) -> list[list[Cell]]:
        """The cells of this page."""
        shown = [column for column in self.table.columns if column.is_shown]
        return [[cell(column, row) for column in shown] for row in self.page]

    def people(self, rows: Iterable[Any]) -> list[int]:
        """Return the pseudonyms of those whom `rows` name, each once; none for a list that names nobody."""
        if self.table.person is None:
            return []
        return sorted({who for who in map(self.table.person, rows) if who is not None})

    @property
    def pages(self) -> list[int | str]:
        """Page numbers to link to, with an ellipsis for those left out."""
        return list(self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1))

    def values(self) -> Iterable[list[Any]]:
        """Yield the exported values of every row of the whole list."""
        exported = [column for column in self.table.columns if column.is_exported]
        rows = self.everything
        if isinstance(rows, QuerySet):
            rows = rows.iterator(chunk_size=2000)
        for row in rows:
            yield [column.value(row) for column in exported]


def listing(
    request: HttpRequest, rows: Rows, table: Table, *, filters: FilterForm | None = None, caption: str = ""
) -> Listing:
    """Sort and page `rows` by what stands in the address of `request`.

    `rows` are filtered already, by the queries of the app. ``sort`` is a column's name, with a minus for
    the other way round; an unknown sort or page falls back to the first.
    """
    sort = request.GET.get("sort", table.default_sort)
    if table.column(sort.lstrip("-")) is None:
        sort = table.default_sort
    rows = _sorted(rows, table, sort)
    return Listing(
        table=table,
        page=Paginator(rows, table.per_page).get_page(request.GET.get("page")),
        everything=rows,
        address=request.GET,
        filters=filters,
        sort=sort,
        export=request.GET.get("export", ""),
        caption=caption or table.caption,
        path=request.path,
        described=filters.described() if filters else [],
    )


def query(address: QueryDict, **changes: Any) -> str:
    """Return the query of an address with some values changed; None takes a value out."""
    changed = address.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"


def cell(column: Column, row: Any) -> Cell:
    """Return one cell of `row`."""
    value = column.value(row)
    shown = column.show(row) if column.show else _written(column, value)
    return Cell(
        shown=shown,
        kind=column.kind,
        link=(column.link(row) or "") if column.link else "",
        note=(column.note(row) or "") if column.note else "",
        is_tag=isinstance(shown, Tag),
    )


def _written(column: Column, value: Any) -> str:
    if column.kind == "nhs_number":
        return formats.nhs_number(value)
    return value if isinstance(value, str) and value else formats.plain(value)


def _in_order(name: str, *, is_descending: bool) -> OrderBy:
    field = F(name.removeprefix("-"))
    # A minus in the column turns a field round: the age is sorted by the day of birth, the latest first.
    is_last_first = is_descending != name.startswith("-")
    return field.desc(nulls_last=True) if is_last_first else field.asc(nulls_last=True)


def _sorted(rows: Rows, table: Table, sort: str) -> Rows:
    column = table.column(sort.lstrip("-"))
    if column is None:
        return rows
    is_descending = sort.startswith("-")
    if isinstance(rows, QuerySet):
        fields = [name.strip() for name in column.order_by.split(",") if name.strip()]
        order = [_in_order(name, is_descending=is_descending) for name in fields]
        # The key ends every order: rows that tie keep their page.
        return rows.order_by(*order, "pk") if order else rows
    known = [row for row in rows if column.value(row) is not None]
    unknown = [row for row in rows if column.value(row) is None]
    return sorted(known, key=column.value, reverse=is_descending) + unknown


def _head(listing: Listing, column: Column) -> Head:
    is_sortable = bool(column.order_by) or not isinstance(listing.everything, QuerySet)
    state: Literal["", "ascending", "descending"] = ""
    if listing.sort.lstrip("-") == column.name:
        state = "descending" if listing.sort.startswith("-") else "ascending"
    if not is_sortable:
        return Head(column.title, column.kind)
    target = f"-{column.name}" if state == "ascending" else column.name
    href = query(listing.address, sort=target, page=None)
    return Head(column.title, column.kind, href, state)
