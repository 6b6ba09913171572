"""Reading a page as a person does: its words, its tables, its links."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

_SILENT = {"script", "style", "head"}
# What a table repeats or adds for its own working: column heads in narrow windows, sort marks, counts.
_ASIDE = {"nhsuk-table__heading", "lco-sort__mark", "lco-count"}


@dataclass
class Page:
    """What stands on a page: all words, each table by its caption, each link by its words."""

    words: str = ""
    tables: dict[str, list[list[str]]] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)

    def column(self, caption: str, title: str) -> list[str]:
        """Return the cells of one column of a table, by its head."""
        head, *rows = self.tables[caption]
        return [row[head.index(title)] for row in rows]

    def row(self, caption: str, first: str) -> list[str]:
        """Return the row of a table whose first cell begins with `first`."""
        return next(row for row in self.tables[caption] if row[0].startswith(first))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._parts: list[str] = []
        self._silent = 0
        self._until: list[str] = []
        self._caption: list[str] | None = None
        self._table: list[list[str]] | None = None
        self._cell: list[str] | None = None
        self._link: tuple[str, list[str]] | None = None
        self._name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = set((dict(attrs).get("class") or "").split())
        if tag in _SILENT or classes & _ASIDE:
            self._silent += 1
            self._until.append(tag)
        elif tag == "table":
            self._table, self._name = [], ""
        elif tag == "caption":
            self._caption = []
        elif tag == "tr" and self._table is not None:
            self._table.append([])
        elif tag in {"td", "th"}:
            self._cell = []
        elif tag == "a":
            self._link = (dict(attrs).get("href") or "", [])

    def handle_endtag(self, tag: str) -> None:
        if self._until and tag == self._until[-1]:
            self._until.pop()
            self._silent -= 1
        elif tag == "caption" and self._caption is not None:
            self._name, self._caption = _joined(self._caption), None
        elif tag in {"td", "th"} and self._cell is not None and self._table:
            self._table[-1].append(_joined(self._cell).removesuffix(" (sort)"))
            self._cell = None
        elif tag == "table" and self._table is not None:
            self.page.tables[self._name] = self._table
            self._table = None
        elif tag == "a" and self._link is not None:
            self.page.links.append((_joined(self._link[1]), self._link[0]))
            self._link = None

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self._parts.append(data)
        for part in (self._caption, self._cell, self._link[1] if self._link else None):
            if part is not None:
                part.append(data)

    def done(self) -> Page:
        self.page.words = _joined(self._parts)
        return self.page


def _joined(parts: list[str]) -> str:
    return " ".join(" ".join(parts).split())


def read(response: Any) -> Page:
    """Return what stands on the page of a response."""
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader.done()
