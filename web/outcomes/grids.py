"""Tables read from top to bottom: not sorted, not paged, each number linked to where it is from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lco.store.figures import Figure
from web.records.facts import fact_url, source_of
from web.ui import formats
from web.ui.links import figure_url
from web.ui.published import published
from web.ui.tables import Cell, Column, cell

Getter = Callable[[Any], Figure | None]


# Where a fact stands: the page shows the section and leads to the row, an export names the paper as well.
SECTION = Column("source", "Where in the papers", source_of, show=lambda row: row.section, link=fact_url)


@dataclass(frozen=True)
class Grid:
    """A table ready for ``grid`` of outcomes/pieces.jinja."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    note: str = ""


def grid(caption: str, columns: Sequence[Column], rows: Iterable[Any], *, note: str = "") -> Grid:
    """Return a table of `rows`, in the order they come."""
    shown = [column for column in columns if column.is_shown]
    return Grid(caption, shown, [[cell(column, row) for column in shown] for row in rows], note)


def open_book(figure: Figure | None) -> str:
    """Return the address of the page that says how a figure came about; empty until it is published."""
    run = published()
    is_published = bool(figure and run and run.figure(figure.figure))
    return figure_url(figure.figure) if figure and is_published else ""


def linked(figure: Figure | None) -> Figure | str:
    """Return what a chart's table shows: the figure with its link, or until it is published its words."""
    return figure if figure is not None and open_book(figure) else written(figure)


def figured(
    name: str, title: str, get: Getter, *, show: Callable[[Figure], str] | None = None, note: Any = None
) -> Column:
    """Return a column of figures: exported as numbers, shown by `show`, linked to the open book."""

    def value(row: Any) -> float | None:
        figure = get(row)
        return figure.value if figure else None

    def shown(row: Any) -> str:
        figure = get(row)
        return written(figure) if figure is None or figure.is_suppressed or show is None else show(figure)

    return Column(
        name, title, value, show=shown, link=lambda row: open_book(get(row)), note=note, kind="number"
    )


def written(figure: Figure | None) -> str:
    """Return a figure without the words of its unit; ``suppressed`` is never a nought."""
    if figure is None:
        return "not published"
    return formats.bare(figure.value, figure.unit, is_suppressed=figure.is_suppressed)


def plain_number(figure: Figure) -> str:
    """Return the number alone, for a table whose caption says the unit."""
    return formats.number(figure.value)
