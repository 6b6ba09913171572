"""All reads of the board pages: partners, the place pack as printed, figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from lco.board.open_book import Entry, UnknownFigure, explain
from lco.place.fact import Fact, Row, row_types
from lco.place.facts.inconsistencies import Inconsistency
from lco.place.reconcile import Reconciliation, Report, Verdict, reconcile
from lco.store.figures import Figure
from web.ui import place
from web.ui.published import published


@dataclass(frozen=True)
class PackFile:
    """One file of the place pack: the class of its rows, and the rows."""

    row_type: type[Row]
    rows: tuple[Row, ...]

    @property
    def stem(self) -> str:
        """Name of the file without its ending."""
        return self.row_type.stem()

    @property
    def title(self) -> str:
        """Title of the table."""
        return str(getattr(self.row_type, "TITLE", self.stem.replace("_", " ").capitalize()))

    @property
    def about(self) -> str:
        """What a row is, in a sentence or two."""
        words = (self.row_type.__doc__ or "").partition("Fields:")[0]
        return " ".join(words.split()).replace("`", "'")

    @property
    def has_sources(self) -> bool:
        """Say whether its rows name the paper they come from."""
        return issubclass(self.row_type, Fact)


def pack_files() -> Sequence[PackFile]:
    """Return the files of the place pack that hold anything, by title."""
    pack = place.current()
    files = [PackFile(row_type, pack.tables[row_type.stem()]) for row_type in row_types().values()]
    return sorted((file for file in files if file.rows), key=lambda file: file.title)


def pack_file(stem: str) -> PackFile | None:
    """Return one file of the place pack; None when the platform knows no such file."""
    pack = place.current()
    found = next((each for each in row_types().values() if each.stem() == stem), None)
    return PackFile(found, pack.tables[stem]) if found else None


def rows_saying(file: PackFile, text: str = "", line: int | None = None) -> Sequence[Row]:
    """Return the rows in which every word of `text` stands, in any column, or the one on a `line`."""
    words = text.casefold().split()
    return tuple(
        row
        for row in file.rows
        if (line is None or row.line == line) and all(word in _everything(row) for word in words)
    )


def report() -> Report:
    """Return every printed total beside its parts, and what the papers contradict."""
    return _report(place.identifier())


@cache
def _report(place_id: str) -> Report:
    return reconcile(place.current())


def disagreements() -> Sequence[Reconciliation]:
    """Return the printed totals that are others than their parts make, or add unlike units."""
    return report().having(Verdict.WITHIN_ROUNDING, Verdict.DOES_NOT_ADD, Verdict.UNLIKE_UNITS)


def inconsistencies() -> Sequence[Inconsistency]:
    """Return what in the papers must not be taken at face value."""
    return report().inconsistencies


def figures(text: str = "", definition: str = "", area: str = "") -> Sequence[Figure]:
    """Return the figures of the published run whose label or id holds every word of `text`."""
    run = published()
    words = text.casefold().split()
    return tuple(
        figure
        for figure in (run.figures.values() if run else ())
        if (not definition or figure.definition == definition)
        and (not area or figure.area == area)
        and all(word in f"{figure.label} {figure.figure}".casefold() for word in words)
    )


def figure_choices() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the definitions and the areas the published figures have, as codes and words."""
    found = figures()
    definitions = sorted({figure.definition for figure in found})
    areas = sorted({figure.area for figure in found})
    names = area_names()
    return (
        [(each, each.replace("_", " ").capitalize()) for each in definitions],
        sorted(((each, names.get(each, each)) for each in areas), key=lambda area: area[1]),
    )


def area_names() -> dict[str, str]:
    """Return the names of the place, its localities and its neighbourhoods by id."""
    pack = place.current()
    rows: list[Any] = [*pack.localities, *pack.neighbourhoods]
    return {pack.id: pack.name, "not_placed": "Not placed", **{row.id: row.name for row in rows}}


def _everything(row: Row) -> str:
    return " ".join(str(value) for value in vars(row).values()).casefold()


def open_book(figure: str) -> Entry | None:
    """Return how a figure of the published run came about; None when the run has no such figure."""
    run = published()
    if run is None:
        return None
    try:
        return explain(run.run, figure)
    except UnknownFigure:
        return None
