"""``lco records make``: make the people of a place up, with years of care, to try everything on."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from lco.cli.memory_of_all import PeakMemory
from lco.cli.records_calibration import (
    day_or_index,
    held_to_figures,
    measuring_engine,
    report_as_json,
    show_report,
)
from lco.cli.records_load import pseudonym_key
from lco.cli.say import Refused, console, print_json, progress
from lco.place.pack import Place, load_place
from lco.place.refusal import PackRefused
from lco.records.linkage import KeyRefused
from lco.records.synthetic.calibration import CalibrationReport
from lco.records.synthetic.facts import PlaceLacksFacts
from lco.records.synthetic.make import MakeRefused, make_place
from lco.records.synthetic.nhs_numbers import NUMBERS_IN_TEST_RANGE
from lco.store.layout import StoreRefused
from lco.store.manifest import BatchManifest
from lco.store.place_store import Store, open_store


def make(
    place: Annotated[str, typer.Argument(help="Place to make, such as manchester.")],
    *,
    store: Annotated[Path, typer.Option(help="Folder for the records.")],
    people: Annotated[int | None, typer.Option(help="Residents at the end. Default: the pack's.")] = None,
    years: Annotated[int, typer.Option(help="Years of records.")] = 10,
    seed: Annotated[int, typer.Option(help="The same seed and key make the same files.")] = 1,
    ends_before: Annotated[
        str | None, typer.Option(help="Day the records end before. Default: the place's index day.")
    ] = None,
    key_file: Annotated[
        Path | None, typer.Option(help="Key of the pseudonyms. Default: that of 'lco records load'.")
    ] = None,
    processes: Annotated[int, typer.Option(min=1, help="Processes side by side.")] = os.cpu_count() or 1,
    report: Annotated[bool, typer.Option(help="Hold the place to published figures.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
) -> None:
    """Make up the people of PLACE and their care, calibrated to published figures, and store them.

    No real person is in it. It shows how everything works; what is true of a ward cannot be learnt from it.

    Example: lco records make manchester --store build/manchester --people 20000
    """
    try:
        facts = load_place(place)
        end = day_or_index(ends_before, facts)
        order = _Order(people, years, seed, processes, end, pseudonym_key(store, key_file))
        records = open_store(store, place=place, create=True)
        outcome = _made(facts, records, order)
        held = held_to_figures(facts, records, end) if report else None
    except (PackRefused, StoreRefused, KeyRefused, PlaceLacksFacts, MakeRefused) as refusal:
        raise Refused(str(refusal)) from refusal
    _tell(outcome, held, as_json=as_json)


def _tell(outcome: Outcome, held: CalibrationReport | None, *, as_json: bool) -> None:
    if as_json:
        print_json(outcome.as_json() | ({"calibration": report_as_json(held)} if held else {}))
        return
    outcome.show()
    if held:
        show_report(held)


@dataclass(frozen=True)
class _Order:
    people: int | None
    years: int
    seed: int
    processes: int
    ends_before: date
    key: bytes


@dataclass(frozen=True)
class Outcome:
    """What was made: the manifest, wall seconds, and the peak memory of all processes together."""

    manifest: BatchManifest
    seconds: float
    peak: int

    def as_json(self) -> dict[str, Any]:
        """Return the outcome for a machine to read."""
        rows = {row.table: row.kept for row in self.manifest.rows}
        return {
            "batch": self.manifest.batch,
            "rows": rows,
            "rows_in_all": sum(rows.values()),
            "seconds": round(self.seconds, 2),
            "peak_memory_bytes": self.peak,
            "fingerprint": self.manifest.fingerprint,
        }

    def show(self) -> None:
        """Print the tables with their rows."""
        table = Table("table", "rows", title=f"batch {self.manifest.batch}")
        table.columns[1].justify = "right"
        table_rows = {row.table: row.kept for row in self.manifest.rows}
        for name, count in table_rows.items():
            table.add_row(name, f"{count:,}")
        total = sum(table_rows.values())
        console.print(table)
        console.print(
            f"{total:,} rows in {self.seconds:.1f} s, {total / self.seconds / 1e6:.2f} million a second, "
            f"peak memory {self.peak / 2**30:.2f} GiB over all processes."
        )
        if table_rows.get("people", 0) > NUMBERS_IN_TEST_RANGE:
            console.print(
                f"The test range holds {NUMBERS_IN_TEST_RANGE:,} NHS numbers: "
                f"{table_rows['people'] - NUMBERS_IN_TEST_RANGE:,} people and more have none."
            )


def _made(facts: Place, records: Store, order: _Order) -> Outcome:
    began = time.monotonic()
    with PeakMemory() as memory, progress() as bar:
        task = bar.add_task("making people", total=None)
        manifest = make_place(
            facts,
            people=order.people,
            years=order.years,
            seed=order.seed,
            ends_before=order.ends_before,
            store=records,
            key=order.key,
            con=measuring_engine(),
            now=lambda: datetime.now(UTC),
            processes=order.processes,
            progress=lambda done, of: bar.update(task, completed=done, total=of),
        )
    return Outcome(manifest, time.monotonic() - began, memory.peak)
