"""Makes a synthetic place: people with ten years of care, written to a store as one batch."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import ibis

from lco import __version__
from lco.engine import write_parquet
from lco.place.pack import Place
from lco.records.linkage import check_key
from lco.records.synthetic.aims import aims_of
from lco.records.synthetic.arrays import day_number
from lco.records.synthetic.chunk import Recipe
from lco.records.synthetic.dictionary import CodeKey, coded, wanted_codes
from lco.records.synthetic.facts import PlaceFacts, place_facts
from lco.records.synthetic.joining import join
from lco.records.synthetic.model import calibrated
from lco.records.synthetic.plan import Plan, planned
from lco.records.synthetic.writing import part_path, parts_in, write_part
from lco.store.batches import NewBatch
from lco.store.codes import new_codes
from lco.store.manifest import BatchManifest, RowCount
from lco.store.place_store import Store

FEWEST_PEOPLE = 1_000
MOST_YEARS = 30
_WORTH_PROCESSES = 2
Progress = Callable[[int, int], None]


class MakeRefused(ValueError):
    """A place that cannot be made; the message is one sentence with what to do."""


@dataclass(frozen=True)
class Order:
    """What is asked for: residents on the day before `ends_before`, and `years` of records before it."""

    people: int
    years: int
    seed: int
    ends_before: date

    def __post_init__(self) -> None:
        if self.people < FEWEST_PEOPLE:
            raise MakeRefused(
                f"{self.people:,} people are too few to be calibrated: ask for {FEWEST_PEOPLE:,} or more."
            )
        if not 1 <= self.years <= MOST_YEARS:
            raise MakeRefused(f"{self.years} years of records cannot be made: ask for 1 to {MOST_YEARS}.")

    @property
    def starts_on(self) -> date:
        """First day of the records."""
        year = self.ends_before.year - self.years
        is_leap_day = (self.ends_before.month, self.ends_before.day) == (2, 29)
        return self.ends_before.replace(year=year, day=28 if is_leap_day else self.ends_before.day)

    def fingerprint(self, place: str) -> str:
        """Return what tells this order from every other one."""
        text = json.dumps(
            {"place": place, "version": __version__, **asdict(self)}, sort_keys=True, default=str
        )
        return hashlib.sha256(text.encode()).hexdigest()


def make_place(
    place: Place,
    *,
    people: int | None,
    years: int = 10,
    seed: int,
    ends_before: date,
    store: Store,
    key: bytes,
    con: Any,
    now: Callable[[], datetime],
    processes: int = 1,
    progress: Progress | None = None,
) -> BatchManifest:
    """Make the people of `place` and their records, and publish them in `store` as one batch.

    Args:
        place: facts of the place; it needs wards, small areas and practices.
        people: residents on the last day; those of the pack when None.
        years: years of records, which end before `ends_before`.
        seed: the same seed, key and order give the same files, whatever the number of processes.
        key: key of the pseudonyms.
        con: engine that numbers the codes.
        now: the clock.
        processes: processes that make chunks side by side.
        progress: told chunks done and chunks in all.

    Raises:
        MakeRefused: when the order cannot be made or stands in the store already.
        PlaceLacksFacts: when the pack has not what people can be made from.
        StoreRefused: when the key is another than the store's, or another load is writing to it.
    """
    begun = now()
    facts = place_facts(place)
    order = Order(people or facts.people, years, seed, ends_before)
    check_key(store.path, key=key)
    _refuse_second(store)
    plan = _planned(facts, order, key)
    model = calibrated(plan, aims_of(place))
    with store.new_batch(kind="synthetic", fingerprint=order.fingerprint(place.id)) as batch:
        numbers = _write_codes(batch, store, con, wanted_codes(facts))
        recipe = Recipe(plan, model, coded(facts, numbers))
        rows = _write_tables(batch, recipe, processes, progress or _silent)
        counted = tuple(RowCount(table, read=count, kept=count) for table, count in rows.items())
        ended = now()
        seconds = (ended - begun).total_seconds()
        return batch.publish(BatchManifest(loaded_at=ended, seconds=seconds, rows=counted))


def _planned(facts: PlaceFacts, order: Order, key: bytes) -> Plan:
    return planned(
        facts,
        people=order.people,
        starts=day_number(order.starts_on),
        ends=day_number(order.ends_before),
        years=order.years,
        seed=order.seed,
        key=key,
    )


def _silent(_done: int, _of: int) -> None:
    pass


def _refuse_second(store: Store) -> None:
    if any(batch.kind == "synthetic" for batch in store.batches()):
        raise MakeRefused(
            f"The store at {store.path} holds a synthetic place already: choose another folder, "
            "since a second one would add other people to the same place."
        )


def _write_codes(batch: NewBatch, store: Store, con: Any, wanted: dict[CodeKey, str]) -> dict[CodeKey, int]:
    rows = [{"system": system, "text": text, "label": label} for (system, text), label in wanted.items()]
    fresh = con.to_pyarrow(new_codes(store, con, ibis.memtable(rows)).order_by("code"))
    write_parquet(con, ibis.memtable(fresh), batch.path("codes"))
    known = con.to_pyarrow(store.codes(con)).to_pylist() + fresh.to_pylist()
    return {(row["system"], row["text"]): row["code"] for row in known}


def _write_tables(batch: NewBatch, recipe: Recipe, processes: int, progress: Progress) -> dict[str, int]:
    parts = batch.folder / ".parts"
    parts.mkdir()
    rows: dict[str, int] = {}
    for done, written in enumerate(_written(recipe, parts, processes), start=1):
        for table, count in written.items():
            rows[table] = rows.get(table, 0) + count
        progress(done, parts_in(recipe.plan.chunks))
    for table in rows:
        files = [part_path(parts, table, part) for part in range(parts_in(recipe.plan.chunks))]
        join(files, batch.identities_path if table == "identities" else batch.path(table))
        for file in files:
            file.unlink()
    shutil.rmtree(parts)
    return dict(sorted(rows.items()))


def _written(recipe: Recipe, parts: Path, processes: int) -> Iterator[dict[str, int]]:
    wanted = range(parts_in(recipe.plan.chunks))
    if processes <= 1 or len(wanted) < _WORTH_PROCESSES:
        for part in wanted:
            yield write_part(recipe, part, parts)
        return
    with _pool(recipe, parts, min(processes, len(wanted))) as pool:
        yield from pool.map(_write_one, wanted)


@contextmanager
def _pool(recipe: Recipe, parts: Path, processes: int) -> Iterator[ProcessPoolExecutor]:
    # Fresh processes, since forking one with threads of Arrow and DuckDB in it may hang.
    with ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(recipe, parts),
    ) as pool:
        yield pool


_WORK: list[tuple[Recipe, Path]] = []


def _begin(recipe: Recipe, parts: Path) -> None:
    _WORK.append((recipe, parts))


def _write_one(part: int) -> dict[str, int]:
    recipe, parts = _WORK[0]
    return write_part(recipe, part, parts)
