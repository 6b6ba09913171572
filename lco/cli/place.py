"""``lco place``: look at a place pack, check it, compute the parts that come from open data."""

from __future__ import annotations

import pkgutil
from pathlib import Path
from typing import Annotated

import typer

import lco.outcomes.indicators
from lco.cli.place_check import as_json, print_report
from lco.cli.say import Refused, console, print_json
from lco.place.derive import DataRefused
from lco.place.derive import derive as compute
from lco.place.fact import Row
from lco.place.facts.settings import Settings
from lco.place.facts.sources import Source
from lco.place.geography import geography
from lco.place.pack import Place, load_place, place_ids, read_rows, write_rows
from lco.place.reconcile import reconcile
from lco.place.refusal import PackRefused
from lco.place.writing import cell_text, column_names
from lco.teams.hospital_flags import flag_rules_of
from lco.teams.place_standards import quorum_of, standards_of

app = typer.Typer(no_args_is_help=True, help="Look at the facts of a place, check them, derive its wards.")

PlaceId = Annotated[str, typer.Argument(metavar="PLACE", help="Id of the place: manchester, rochdale, bury.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a machine to read.")]
PlacesFolder = Annotated[
    Path | None, typer.Option("--places", help="Folder of packs; by default the platform's.")
]


def known_indicators() -> frozenset[str]:
    """Return the ids of the platform's indicators, by their files."""
    return frozenset(found.name for found in pkgutil.iter_modules(lco.outcomes.indicators.__path__))


def loaded(place: str, places: Path | None) -> Place:
    """Return the pack, or refuse it with every problem it has."""
    try:
        return load_place(place, root=places, indicators=known_indicators())
    except PackRefused as refusal:
        raise Refused(str(refusal)) from refusal


def checked(place: str, places: Path | None = None) -> Place:
    """Return the pack when pages can be made of it: its areas, and what its teams work to, hold together."""
    facts = loaded(place, places)
    folder = "" if places is None else str(places / place)
    try:
        geography(facts)
        standards_of(facts, folder=folder)
        quorum_of(facts, folder=folder)
        flag_rules_of(facts, folder=folder)
    except PackRefused as refusal:
        raise Refused(str(refusal)) from refusal
    return facts


@app.command("list")
def list_places(places: PlacesFolder = None, is_json: AsJson = False) -> None:
    """List the places there are packs of."""
    found = [loaded(place, places) for place in place_ids(root=places)]
    if is_json:
        print_json([{"id": place.id, "name": place.name, "title": place.settings.title} for place in found])
    for place in () if is_json else found:
        console.print(f"{place.id:<12} {place.settings.title}", markup=False)


@app.command("check")
def check(
    place: PlaceId,
    places: PlacesFolder = None,
    is_full: Annotated[bool, typer.Option("--all", help="Show what agrees or is left open too.")] = False,
    is_json: AsJson = False,
) -> None:
    """Check the pack of PLACE, then hold every printed total of its papers against its parts.

    A pack that cannot be used is refused (exit code 2) with file and line of everything wrong in it.
    Totals that disagree are the papers' own: they are printed and change nothing (exit code 0).
    """
    facts = checked(place, places)
    try:
        report = reconcile(facts)
    except PackRefused as refusal:
        raise Refused(str(refusal)) from refusal
    if is_json:
        print_json(as_json(facts, report))
    else:
        print_report(facts, report, is_full=is_full)


@app.command("show")
def show(
    place: PlaceId,
    file: Annotated[str | None, typer.Argument(help="File of the pack without its ending: savings.")] = None,
    places: PlacesFolder = None,
    is_json: AsJson = False,
) -> None:
    """Show which files the pack of PLACE has, or the rows of one FILE, each with its line and source."""
    facts = loaded(place, places)
    if file is not None and not facts.tables.get(file):
        raise Refused(f"The pack of {place} has no '{file}': see lco place show {place}.")
    if file is None:
        counts = {stem: len(rows) for stem, rows in sorted(facts.tables.items()) if rows}
        if is_json:
            print_json(counts)
        for stem, count in () if is_json else counts.items():
            console.print(f"{count:>6,}  {stem}", markup=False)
        return
    rows = facts.tables[file]
    cells = [{name: cell_text(getattr(row, name)) for name in column_names(type(row))} for row in rows]
    if is_json:
        print_json([{"line": row.line, **cell} for row, cell in zip(rows, cells, strict=True)])
    for row, cell in () if is_json else zip(rows, cells, strict=True):
        console.print(facts.cite(row), markup=False)
        console.print("".join(f"    {name}: {text}\n" for name, text in cell.items() if text), markup=False)


@app.command("derive")
def derive(
    place: PlaceId,
    data: Annotated[Path, typer.Option(help="Folder of the open data sets.")] = Path("../shared/data"),
    places: PlacesFolder = None,
) -> None:
    """Compute wards.csv, lsoas.csv and practices.csv of PLACE from open data.

    The three files are replaced whole; sources they name are added to sources.csv where missing.
    """
    try:
        (settings,) = read_rows(place, Settings, root=places)
        known = read_rows(place, Source, root=places)
        derived = compute(data, settings.area_code)
    except (PackRefused, DataRefused) as refusal:
        raise Refused(str(refusal)) from refusal
    ours = {source.id: source for source in derived.sources}
    kept = [ours.pop(source.id, source) for source in known]
    write_rows(place, Source, [*kept, *ours.values()], root=places)
    files: list[tuple[type[Row], list[Row]]] = [
        (type(rows[0]), list(rows)) for rows in (derived.wards, derived.lsoas, derived.practices)
    ]
    for row_type, rows in files:
        path = write_rows(place, row_type, rows, root=places)
        console.print(f"{len(rows):,} rows written to {path}", markup=False)
