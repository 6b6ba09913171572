"""A made place for the tests: 20,000 people of Manchester, and its tables as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lco import engine
from lco.place.pack import load_place
from lco.records.synthetic.arrays import day_number
from lco.records.synthetic.make import make_place
from lco.store import BatchManifest, Store, open_store

KEY = b"a key for tests, sixteen bytes or more"
INDEX_ON = date(2018, 4, 1)
DAY = np.int32
OPEN = day_number(date(2999, 1, 1))


@dataclass(frozen=True)
class Made:
    """A made place: its store and what its manifest says."""

    store: Store
    manifest: BatchManifest

    @property
    def folder(self) -> Path:
        return self.store.layout.batches / self.manifest.batch

    def read(self, table: str) -> pa.Table:
        return pq.read_table(self.folder / f"{table}.parquet")

    def identities(self) -> pa.Table:
        return pq.read_table(self.store.layout.identities / f"{self.manifest.batch}.parquet")

    def column(self, table: str, name: str) -> np.ndarray:
        """Return a column as numbers; days as day numbers, an open end as a day far away."""
        return values(self.read(table)[name])

    def code(self, system: str, text: str) -> int:
        codes = self.read("codes")
        found = codes.filter(pc.and_(pc.equal(codes["system"], system), pc.equal(codes["text"], text)))
        return int(found["code"][0].as_py())


def values(column: pa.ChunkedArray) -> np.ndarray:
    if pa.types.is_date32(column.type):
        column = column.cast(pa.int32()).fill_null(OPEN)
    elif pa.types.is_integer(column.type):
        column = column.fill_null(-1)
    return column.to_numpy()


def made(
    folder: Path,
    *,
    people: int = 20_000,
    years: int = 10,
    seed: int = 1,
    key: bytes = KEY,
    processes: int = 1,
    ends_before: date = INDEX_ON,
) -> Made:
    """Make people of Manchester in a new store."""
    store = open_store(folder, place="manchester", create=True)
    manifest = make_place(
        load_place("manchester"),
        people=people,
        years=years,
        seed=seed,
        ends_before=ends_before,
        store=store,
        key=key,
        con=engine.connect(memory_limit="1GB"),
        now=lambda: datetime(2018, 4, 2, tzinfo=UTC),
        processes=processes,
    )
    return Made(store, manifest)
