"""``sources.csv``: where the facts of the place come from."""

from __future__ import annotations

from dataclasses import dataclass

from lco.place.fact import Row


@dataclass(frozen=True, kw_only=True)
class Source(Row):
    """A paper, data set or choice of ours that rows name in their `source` column.

    Fields:
        id: short name
        title, publisher: as printed
        dated: date as the source prints it, which may be a season or a span
        licence: licence of the source
        locator: where the source can be found: repository and commit, or file
        note: what a reader should know
    """

    FILE = "sources.csv"
    KEY = ("id",)
    TITLE = "Sources"

    id: str
    title: str
    publisher: str
    dated: str | None = None
    licence: str | None = None
    locator: str | None = None
    note: str | None = None
