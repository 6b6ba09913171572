"""The store of one place: read its tables, open a new batch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import ibis
from ibis.expr.types import Table as Expression

from lco.store.batches import NewBatch, arrow_schema, open_batch
from lco.store.layout import Layout, StoreRefused, create_layout, read_place
from lco.store.manifest import BatchManifest, read_manifest
from lco.store.tables import CODES, IDENTITIES, LINKS, QUARANTINE, TABLES, Table


@dataclass(frozen=True)
class Store:
    """A store of records of one place."""

    path: Path
    place: str

    @property
    def layout(self) -> Layout:
        """Folders and files of the store."""
        return Layout(self.path)

    def batches(self) -> list[BatchManifest]:
        """Return the published batches, oldest first."""
        return [read_manifest(folder / "manifest.json") for folder in self._folders()]

    def batch_with(self, fingerprint: str) -> BatchManifest | None:
        """Return the batch that loaded the source with this fingerprint, or None."""
        return next((batch for batch in self.batches() if batch.fingerprint == fingerprint), None)

    def table(self, con: Any, name: str) -> Expression:
        """Return a record table over all batches; typed and empty when no batch has it.

        Raises:
            StoreRefused: when there is no table of that name.
        """
        if name not in TABLES:
            raise StoreRefused(f"There is no record table '{name}': it must be one of {', '.join(TABLES)}.")
        return self._union(con, TABLES[name])

    def codes(self, con: Any) -> Expression:
        """Return the dictionary of codes over all batches."""
        return self._union(con, CODES)

    def quarantine(self, con: Any) -> Expression:
        """Return the rows that could not be used, over all batches."""
        return self._union(con, QUARANTINE)

    def links(self, con: Any) -> Expression:
        """Return which person each source's own id belongs to, over all batches."""
        return self._union(con, LINKS)

    def identities(self, con: Any) -> Expression:
        """Return who the pseudonyms are, for published batches alone."""
        paths = [self.layout.identities / f"{folder.name}.parquet" for folder in self._folders()]
        return read_tables(con, [path for path in paths if path.exists()], IDENTITIES)

    def new_batch(self, *, kind: str, fingerprint: str) -> AbstractContextManager[NewBatch]:
        """Open a new batch of `kind` (such as ``omop``); it vanishes unless it is published.

        Raises:
            StoreRefused: when another load is writing to the store.
        """
        return open_batch(self.layout, kind=kind, fingerprint=fingerprint)

    def _folders(self) -> Iterator[Path]:
        return iter(sorted(folder for folder in self.layout.batches.iterdir() if folder.is_dir()))

    def _union(self, con: Any, table: Table) -> Expression:
        paths = [folder / f"{table.name}.parquet" for folder in self._folders()]
        return read_tables(con, [path for path in paths if path.exists()], table)


def read_tables(con: Any, paths: list[Path], table: Table) -> Expression:
    """Return the union of Parquet files of `table`; typed and empty when there is none."""
    if not paths:
        # What is read from Parquet may be null to the engine, so an empty table has the same types.
        schema = {name: column.type.removeprefix("!") for name, column in table.columns.items()}
        return ibis.memtable(arrow_schema(table).empty_table(), schema=schema)
    if con.name == "duckdb":
        read: Expression = con.read_parquet([str(path) for path in paths])
        return read
    return reduce(lambda one, other: one.union(other), (con.read_parquet(str(path)) for path in paths))


def open_store(path: Path, *, place: str | None = None, create: bool = False) -> Store:
    """Open the store at `path`.

    Args:
        path: folder of the store.
        place: id of the place the store must belong to; needed to create one.
        create: make the store when there is none.

    Raises:
        StoreRefused: when there is no store, or it belongs to another place or format.
    """
    layout = Layout(path)
    if not layout.about.exists():
        if not create or place is None:
            raise StoreRefused(
                f"There is no store at {path}: load records first, "
                "with 'lco records load' or 'lco records make'."
            )
        _refuse_strange_folder(path)
    if create and place is not None:
        create_layout(layout, place=place)
    owner = read_place(layout)
    if place is not None and owner != place:
        raise StoreRefused(f"The store at {path} belongs to {owner}, not to {place}: choose another folder.")
    return Store(path=path, place=owner)


def _refuse_strange_folder(path: Path) -> None:
    if path.exists() and not path.is_dir():
        raise StoreRefused(f"{path} is a file: give a folder for the store.")
    if path.is_dir():
        known = {"batches", "codelists", "identities", "models", "runs"}
        strange = sorted({entry.name for entry in path.iterdir() if entry.name[0] != "."} - known)
        if strange:
            raise StoreRefused(
                f"{path} holds other files ({strange[0]}): give an empty folder for the store."
            )
