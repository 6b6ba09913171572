"""The folder of judgements the analysis loads (`lco records load ... --from work`): whole, or not there."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from lco.records.sources.work.format import COLUMNS, JUDGEMENTS
from lco.store.layout import sync_file, sync_folder
from web.teams.judgements import Sent


class SendingRefused(ValueError):
    """A folder that cannot be written; the message says why and what to do."""


def write_folder(folder: Path, rows: Sequence[Sent]) -> None:
    """Write `rows` into the new `folder`: aside, forced to disk, then renamed.

    Raises:
        SendingRefused: when the folder exists already, or its place cannot be written.
    """
    if folder.exists():
        raise SendingRefused(f"{folder} is there already: give a new folder, so that nothing is overwritten.")
    aside = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        _write(aside / f"{JUDGEMENTS}.csv", rows)
        sync_folder(aside)
        aside.rename(folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise SendingRefused(f"{folder} cannot be written ({error.strerror}): choose another.") from error
    finally:
        if aside is not None and aside.exists():
            shutil.rmtree(aside, ignore_errors=True)


def _write(path: Path, rows: Sequence[Sent]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([getattr(row, name) for name in COLUMNS] for row in rows)
    sync_file(path)
