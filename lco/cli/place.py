"""``lco place``: look at a place pack, check it, compute the parts that come from open data."""

from __future__ import annotations

import pkgutil
from pathlib import Path
from typing import Annotated

import typer

import lco.outcomes.indicators
from lco.cli.say import Refused, console
from lco.place.derive import DataRefused
from lco.place.derive import derive as compute
from lco.place.fact import Row
from lco.place.facts.settings import Settings
from lco.place.facts.sources import Source
from lco.place.pack import Place, load_place, place_ids, read_rows, write_rows
from lco.place.refusal import PackRefused

app = typer.Typer(no_args_is_help=True, help="Look at the facts of a place, check them, derive its wards.")

PlaceId = Annotated[str, typer.Argument(metavar="PLACE", help="Id of the place: manchester, rochdale, bury.")]
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
        (settings,) = read_rows(place, Settings, root=places) or (None,)
        if settings is None:
            raise Refused(f"There is no place '{place}': choose one of {', '.join(place_ids(root=places))}.")
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
