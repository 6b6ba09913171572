"""Load a source into the store: read, judge, number, write, check, publish - or change nothing.

For every table of a source holds: rows read = rows kept + rows quarantined + rows unchanged. The load
counts read rows before it judges any, and refuses to publish when the sum or a written file disagrees.
"""

from __future__ import annotations

import importlib
import pkgutil
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from lco import engine
from lco.records import sources
from lco.records.container import SourceFile, SourceRefused, open_container
from lco.records.counting import Counts, count_rows, refuse_lost_lines
from lco.records.dictionary import Staged, number_codes, stage
from lco.records.events import Judged, against_store, judge
from lco.records.extract import Extraction
from lco.records.files import Fingerprint, count_lines, fingerprint
from lco.records.job import Job, Report, few_collections, silent
from lco.records.known import links_of_load
from lco.records.people import Settled, settle_people
from lco.records.quarantine import Quarantine
from lco.records.writing import (
    check_written,
    event_parts,
    people_codes,
    people_parts,
    write_identities,
    write_tables,
)
from lco.store import BatchManifest, NewBatch, RowCount, Store


@dataclass(frozen=True)
class Loaded:
    """What became of a source: by its tables, by reason, by record table; and the batch if one was made."""

    rows: tuple[RowCount, ...]
    reasons: tuple[tuple[str, str, int], ...]
    written: dict[str, int]
    unused: dict[str, int]
    batch: str | None
    seconds: float

    @property
    def new_rows(self) -> int:
        """How many rows were kept that the store did not hold."""
        return sum(row.kept for row in self.rows)


def kinds() -> tuple[str, ...]:
    """Return the kinds of source there are, found by looking in their folder."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(sources.__path__)))


@few_collections()
def load_source(
    path: Path,
    *,
    kind: str,
    store: Store,
    key: bytes,
    loaded_at: datetime,
    source: str | None = None,
    is_dry_run: bool = False,
    memory_limit: str = "2GB",
    report: Report = silent,
) -> Loaded:
    """Load the source at `path` into the store as one batch.

    Args:
        path: folder, file or zip.
        kind: format of the source, one of `kinds`.
        store: where the batch goes.
        key: pseudonym key.
        loaded_at: the instant of loading, with its time zone; later days are in the future.
        source: name that tells this source's ids of people from another's; `kind` when None.
        is_dry_run: do everything but publish.
        memory_limit: most memory the engine takes before it spills to disk.
        report: told the step, how much is done and how much there is.

    Raises:
        SourceRefused: when the source cannot be read at all.
        StoreRefused: when another load runs, or the rows do not add up.
    """
    if kind not in kinds():
        raise SourceRefused(f"There is no kind of source '{kind}': choose one of {', '.join(kinds())}.")
    started = time.perf_counter()
    source, today = source or kind, loaded_at.astimezone(ZoneInfo("Europe/London")).date()
    with store.new_batch(kind=kind, fingerprint="") as batch, ThreadPoolExecutor(1) as beside:
        files = open_container(path, scratch=batch.scratch)
        # The bytes are read for the fingerprint beside the load, unless it may show there is nothing to do.
        marking = beside.submit(fingerprint, files, kind=kind, source=source)
        is_first = not store.batches()
        before = None if is_first else store.batch_with(marking.result().sha256)
        if before is not None:
            return _nothing_new(before, seconds=time.perf_counter() - started)
        con = engine.connect(memory_limit=memory_limit, scratch=batch.scratch / "spill")
        job = Job(con, store, key=key, source=source, today=today, is_first=is_first, report=report)
        loaded = _read_and_judge(job, batch, kind, files, marking)
        loaded = replace(loaded, seconds=time.perf_counter() - started)
        return loaded if is_dry_run else _publish(store, batch, loaded, marking.result(), loaded_at=loaded_at)


def _read_and_judge(
    job: Job, batch: NewBatch, kind: str, files: Sequence[SourceFile], marking: Future[Fingerprint]
) -> Loaded:
    """Do everything up to publishing.

    What the engine says is not passed on: it may quote a row.
    """
    try:
        extraction = importlib.import_module(f"lco.records.sources.{kind}").read(
            job.con, files, scratch=batch.scratch
        )
        return _Load(job, batch, extraction, marking).run()
    except engine.errors() as error:
        raise SourceRefused(
            f"The {kind} source cannot be read by the engine ({type(error).__name__}): check for a damaged "
            "file, a line longer than 16 MB or too little memory (--memory)."
        ) from error
    finally:
        job.con.disconnect()


def _nothing_new(before: BatchManifest, *, seconds: float) -> Loaded:
    rows = tuple(RowCount(row.table, row.read, kept=0, unchanged=row.read) for row in before.rows)
    return Loaded(rows, reasons=(), written={}, unused={}, batch=None, seconds=seconds)


def _publish(
    store: Store, batch: NewBatch, loaded: Loaded, mark: Fingerprint, *, loaded_at: datetime
) -> Loaded:
    if not loaded.new_rows and _is_quarantine_known(store, loaded):
        return loaded
    batch.fingerprint = mark.sha256
    manifest = BatchManifest(
        loaded_at=loaded_at, seconds=round(loaded.seconds, 3), rows=loaded.rows, files=mark.files
    )
    return replace(loaded, batch=batch.publish(manifest).batch)


def _is_quarantine_known(store: Store, loaded: Loaded) -> bool:
    """Say whether one earlier batch quarantined at least as many rows of each table as this load."""
    refused = {row.table: row.quarantined for row in loaded.rows if row.quarantined}
    if not refused:
        return True
    earlier = ({row.table: row.quarantined for row in batch.rows} for batch in store.batches())
    return any(all(one.get(table, 0) >= count for table, count in refused.items()) for one in earlier)


class _Load:
    """The steps of one load, in order."""

    def __init__(
        self, job: Job, batch: NewBatch, extraction: Extraction, marking: Future[Fingerprint]
    ) -> None:
        self._job, self._batch, self._extraction, self._marking = job, batch, extraction, marking

    def run(self) -> Loaded:
        """Do every step up to publishing."""
        job, batch, extraction = self._job, self._batch, self._extraction
        settled = settle_people(job, extraction.people) if extraction.people else None
        staged = stage(job, extraction.events)
        refuse_lost_lines(settled, staged, self._lines())
        extra = people_codes(settled.rows) if settled else []
        codes = number_codes(job, staged, extra, batch.path("codes"))
        judged = self._judge(settled, staged, codes)
        counts = count_rows(settled, staged, judged)
        refused = self._quarantine(settled, staged, judged, counts)
        written = self._write(settled, judged, codes, counts)
        return Loaded(counts.rows, refused, written, dict(extraction.unused), batch=None, seconds=0.0)

    def _lines(self) -> dict[str, int]:
        """Return the lines of the files whose rows are lines; spooled ones are counted now."""
        counted = self._marking.result().lines
        return {
            path: counted[path] if path in counted else count_lines(Path(path))
            for path in self._extraction.line_files
        }

    def _judge(self, settled: Settled | None, staged: list[Staged], codes: Any) -> list[Judged]:
        pseudonyms = self._extraction.has_pseudonyms
        links = links_of_load(self._job, settled, staged, has_pseudonyms=pseudonyms)
        self._job.report("Checking", 0, 1)
        judged = judge(self._job, staged, links, codes)
        if not self._job.is_first:
            judged = [against_store(self._job, found) for found in judged]
        self._job.report("Checking", 1, 1)
        return judged

    def _quarantine(
        self, settled: Settled | None, staged: list[Staged], judged: list[Judged], counts: Counts
    ) -> tuple[tuple[str, str, int], ...]:
        quarantine = Quarantine(self._batch.path("quarantine"))
        locate = self._extraction.locate
        bad = {row.table for row in counts.rows if row.quarantined}
        if settled is not None and settled.table in bad:
            quarantine.add(settled.table, settled.rows, settled.files, settled.rows, locate)
        for read, found in zip(staged, judged, strict=True):
            if found.extract.table in bad:
                quarantine.add(found.extract.table, read.rows, read.extract.files, found.rows, locate)
        quarantine.close()
        largest = sorted(quarantine.counts.items(), key=lambda item: (-item[1], item[0]))
        return tuple((table, reason, count) for (table, reason), count in largest)

    def _write(
        self, settled: Settled | None, judged: list[Judged], codes: Any, counts: Counts
    ) -> dict[str, int]:
        parts = event_parts(judged)
        if settled is not None:
            for table, rows in people_parts(settled, codes).items():
                parts.setdefault(table, []).extend(rows)
            write_identities(self._job, self._batch, settled)
        written = write_tables(self._job, self._batch, parts)
        check_written(counts.by_record_table, written)
        return {table: count for table, count in written.items() if count}
