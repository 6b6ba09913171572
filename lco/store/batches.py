"""Batches: one load is one folder, which appears whole or not at all.

A batch is written in ``.incoming``, forced to disk and renamed into place. Killed at any moment it leaves
nothing that counts; what it left is swept when the next batch begins.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lco.store.layout import Layout, StoreRefused, sync_file, sync_folder, write_durably
from lco.store.manifest import BatchManifest
from lco.store.tables import CODES, IDENTITIES, LINKS, QUARANTINE, TABLES, Table

FILES = {**TABLES, "codes": CODES, "links": LINKS, "quarantine": QUARANTINE}


@dataclass
class NewBatch:
    """A batch being written. Write Parquet files to `path(...)`, then publish."""

    layout: Layout
    name: str
    kind: str
    fingerprint: str
    is_published: bool = False

    @property
    def folder(self) -> Path:
        """Folder the batch is written in."""
        return self.layout.incoming / self.name

    def path(self, table: str) -> Path:
        """Return where to write `table`: a record table, ``codes`` or ``quarantine``.

        Raises:
            StoreRefused: when there is no such table.
        """
        if table not in FILES:
            raise StoreRefused(f"There is no table '{table}': it must be one of {', '.join(FILES)}.")
        return self.folder / f"{table}.parquet"

    @property
    def scratch(self) -> Path:
        """Folder for what a load needs while it runs; it vanishes with the load, published or not."""
        path = self.layout.incoming / "scratch"
        path.mkdir(parents=True, exist_ok=True)
        return path

    @property
    def identities_path(self) -> Path:
        """Return where to write the identities; they are kept apart from the batch."""
        return self.layout.incoming / f"{self.name}.identities.parquet"

    def publish(self, manifest: BatchManifest) -> BatchManifest:
        """Check the files, force them to disk and rename the batch into place.

        Returns the manifest with the name, kind and fingerprint of the batch.

        Raises:
            StoreRefused: when a file has not the columns and types of its table; nothing is published.
        """
        whole = replace(manifest, batch=self.name, kind=self.kind, fingerprint=self.fingerprint)
        self._check()
        write_durably(self.folder / "manifest.json", whole.to_json())
        for file in self.folder.iterdir():
            sync_file(file)
        sync_folder(self.folder)
        # Identities go first: they are ignored until their batch stands, never the other way round.
        if self.identities_path.exists():
            self.identities_path.chmod(0o600)
            sync_file(self.identities_path)
            self.identities_path.replace(self.layout.identities / f"{self.name}.parquet")
            sync_folder(self.layout.identities)
        self.folder.rename(self.layout.batches / self.name)
        sync_folder(self.layout.batches)
        self.is_published = True
        return whole

    def _check(self) -> None:
        for file in self.folder.glob("*.parquet"):
            check_columns(file, FILES[file.stem])
        if self.identities_path.exists():
            check_columns(self.identities_path, IDENTITIES)


def check_columns(path: Path, table: Table) -> None:
    """Refuse a Parquet file whose columns and types are not those of `table`.

    Raises:
        StoreRefused: naming the first column that differs.
    """
    found = {field.name: field.type for field in pq.read_schema(path)}
    wanted = {name: arrow_type(column.type) for name, column in table.columns.items()}
    if list(found) != list(wanted):
        raise StoreRefused(
            f"{path.name} has columns {', '.join(found)}, {table.name} has {', '.join(wanted)}."
        )
    for name, type_ in wanted.items():
        if found[name] != type_:
            raise StoreRefused(f"Column {name} of {path.name} is {found[name]}, {table.name} has {type_}.")


_ARROW = {
    "int8": pa.int8(),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "date": pa.date32(),
    "string": pa.string(),
    "boolean": pa.bool_(),
}


def arrow_type(type_: str) -> pa.DataType:
    """Return the Arrow type of a column type such as ``!int32``."""
    return _ARROW[type_.removeprefix("!")]


def arrow_schema(table: Table) -> pa.Schema:
    """Return the Arrow schema of `table`; required columns are not nullable there either."""
    return pa.schema(
        [
            pa.field(name, arrow_type(column.type), nullable=not column.is_required)
            for name, column in table.columns.items()
        ]
    )


@contextmanager
def open_batch(layout: Layout, *, kind: str, fingerprint: str) -> Iterator[NewBatch]:
    """Lock the store, sweep what killed loads left, and open a new batch; unpublished, it vanishes.

    Raises:
        StoreRefused: when another load is writing to the store.
    """
    with _locked(layout):
        _sweep(layout)
        batch = NewBatch(layout=layout, name=_next_name(layout, kind), kind=kind, fingerprint=fingerprint)
        batch.folder.mkdir(parents=True)
        try:
            yield batch
        finally:
            shutil.rmtree(layout.incoming, ignore_errors=True)


@contextmanager
def _locked(layout: Layout) -> Iterator[None]:
    handle = os.open(layout.lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreRefused(
                f"Another load is writing to {layout.root}: wait until it is done and try again."
            ) from error
        yield
    finally:
        os.close(handle)


def _sweep(layout: Layout) -> None:
    shutil.rmtree(layout.incoming, ignore_errors=True)
    published = {folder.name for folder in layout.batches.iterdir()}
    for identities in layout.identities.glob("*.parquet"):
        if identities.stem not in published:
            identities.unlink()


def _next_name(layout: Layout, kind: str) -> str:
    numbers = [int(folder.name.split("-", 1)[0]) for folder in layout.batches.iterdir()]
    return f"{max(numbers, default=0) + 1:04d}-{kind}"
