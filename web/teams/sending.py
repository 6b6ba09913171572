"""The folder of work the analysis loads (`lco records load ... --from work`): whole, or not there."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lco.records.sources.work.format import FILES
from lco.store.layout import sync_file, sync_folder

Rows = Iterable[Sequence[Any]]


class SendingRefused(ValueError):
    """A folder that cannot be written; the message says why and what to do."""


def write_folder(folder: Path, tables: Mapping[str, Rows]) -> dict[str, int]:
    """Write `tables`, rows by file, into the new `folder`: aside, forced to disk, then renamed.

    Returns how many rows each file holds.

    Raises:
        SendingRefused: when the folder exists already, or its place cannot be written.
    """
    if folder.exists():
        raise SendingRefused(f"{folder} is there already: give a new folder, so that nothing is overwritten.")
    aside = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        counts = {name: _write(aside / f"{name}.csv", name, rows) for name, rows in tables.items()}
        sync_folder(aside)
        aside.rename(folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise SendingRefused(f"{folder} cannot be written ({error.strerror}): choose another.") from error
    finally:
        if aside is not None and aside.exists():
            shutil.rmtree(aside, ignore_errors=True)
    return counts


def _write(path: Path, name: str, rows: Rows) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(FILES[name].columns)
        for count, row in enumerate(rows, start=1):  # noqa: B007 - the last number is how many there are
            writer.writerow(row)
    sync_file(path)
    return count
