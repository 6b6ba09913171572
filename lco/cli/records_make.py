"""``lco records make``: make the people of a place up, with years of care, to try everything on."""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import psutil
import typer
from rich.table import Table

from lco.cli.say import Refused, console, errors, print_json, progress
from lco.engine import connect
from lco.place.pack import Place, load_place
from lco.place.refusal import PackRefused
from lco.records.linkage import KeyRefused, read_key
from lco.records.synthetic.facts import PlaceLacksFacts
from lco.records.synthetic.make import MakeRefused, make_place
from lco.store.layout import StoreRefused
from lco.store.manifest import BatchManifest
from lco.store.place_store import open_store

ENVIRONMENT_KEY = "LCO_PSEUDONYM_KEY"
_DEFAULT_END = date(2018, 4, 1)


def make(
    place: Annotated[str, typer.Argument(help="Place to make, such as manchester.")],
    *,
    store: Annotated[Path, typer.Option(help="Folder for the records.")],
    people: Annotated[
        int | None, typer.Option(help="Residents at the end. Default: those of the pack.")
    ] = None,
    years: Annotated[int, typer.Option(help="Years of records.")] = 10,
    seed: Annotated[int, typer.Option(help="The same seed and key make the same files.")] = 1,
    ends_before: Annotated[
        str | None, typer.Option(help="Day the records end before. Default: the place's index day.")
    ] = None,
    key_file: Annotated[
        Path | None, typer.Option(help="Key of the pseudonyms. Default: beside the store, made when missing.")
    ] = None,
    processes: Annotated[int, typer.Option(min=1, help="Processes side by side.")] = os.cpu_count() or 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
) -> None:
    """Make up the people of PLACE and their care, calibrated to published figures, and store them.

    No real person is in it. It can show how everything works; what is true of a single ward cannot be
    learnt from it.

    Example: lco records make manchester --store build/manchester --people 20000
    """
    began = time.monotonic()
    try:
        facts = load_place(place)
        records = open_store(store, place=place, create=True)
        chosen = key_file or store.parent / f"{store.name}.key"
        key = read_key(key_file=chosen, from_environment=os.environ.get(ENVIRONMENT_KEY), store=store)
        with PeakMemory() as memory:
            with progress() as bar:
                task = bar.add_task("making people", total=None)
                manifest = make_place(
                    facts,
                    people=people,
                    years=years,
                    seed=seed,
                    ends_before=_end(ends_before, facts),
                    store=records,
                    key=key,
                    con=connect(),
                    now=lambda: datetime.now(UTC),
                    processes=processes,
                    progress=lambda done, of: bar.update(task, completed=done, total=of),
                )
    except (PackRefused, StoreRefused, KeyRefused, PlaceLacksFacts, MakeRefused) as refusal:
        raise Refused(str(refusal)) from refusal
    _say(manifest, time.monotonic() - began, memory.peak, as_json=as_json)


def _end(text: str | None, facts: Place) -> date:
    if text is None:
        return facts.settings.index_on or _DEFAULT_END
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"'{text}' is no day for --ends-before: write it like 2018-04-01.") from error


def _say(manifest: BatchManifest, seconds: float, peak: int, *, as_json: bool) -> None:
    rows = {row.table: row.kept for row in manifest.rows}
    total = sum(rows.values())
    if as_json:
        print_json(
            {
                "batch": manifest.batch,
                "rows": rows,
                "rows_in_all": total,
                "seconds": round(seconds, 2),
                "peak_memory_bytes": peak,
                "fingerprint": manifest.fingerprint,
            }
        )
        return
    table = Table("table", "rows", title=f"batch {manifest.batch}")
    table.columns[1].justify = "right"
    for name, count in rows.items():
        table.add_row(name, f"{count:,}")
    console.print(table)
    console.print(
        f"{total:,} rows in {seconds:.1f} s, {total / seconds / 1e6:.2f} million rows a second, "
        f"peak memory {peak / 2**30:.2f} GiB over all processes."
    )
    errors.print("Made-up people: do not learn from them what is true of a ward.")


class PeakMemory:
    """Watches the resident memory of this process and all it starts, five times a second."""

    def __init__(self) -> None:
        self.peak = 0
        self._done = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> PeakMemory:
        self._watcher.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._done.set()
        self._watcher.join()

    def _watch(self) -> None:
        me = psutil.Process()
        while True:
            total = 0
            with suppress(psutil.Error):
                for one in (me, *me.children(recursive=True)):
                    with suppress(psutil.Error):
                        total += one.memory_info().rss
            self.peak = max(self.peak, total)
            if self._done.wait(0.2):
                return
