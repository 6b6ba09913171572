"""What went into a run: batches of records, rows of tables, the rows of the pack that figures name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date, timedelta
from functools import reduce
from typing import Any

import ibis
import pyarrow as pa

from lco.place.fact import Row
from lco.place.pack import Place
from lco.population.tables import Records
from lco.quantities import Kind
from lco.records.tables import TABLES
from lco.store import Store
from lco.store.figures import Figure
from lco.store.run_manifest import BatchUsed, PackUsed
from lco.store.runs import FACTS, sha256_of

_EVENT_DAYS = (("admissions", "starts_on"), ("attendances", "attended_on"), ("contacts", "contacted_on"))


def batches_used(store: Store) -> tuple[BatchUsed, ...]:
    """Return the batches of the store as a run's manifest keeps them."""
    return tuple(
        BatchUsed(
            batch=each.batch,
            kind=each.kind,
            loaded_at=each.loaded_at,
            sha256=sha256_of(store.layout.batches / each.batch / "manifest.json"),
            files=each.files,
            rows=each.rows,
        )
        for each in store.batches()
    )


def pack_used(place: Place) -> PackUsed:
    """Return the pack as a run's manifest keeps it: its checksum is over every typed row, in order."""
    digest = hashlib.sha256()
    for stem in sorted(place.tables):
        for row in place.tables[stem]:
            digest.update(repr(row).encode())
    checksum = digest.hexdigest()
    return PackUsed(place=place.id, title=place.name, version=checksum[:12], sha256=checksum)


def row_counts(records: Records) -> dict[str, int]:
    """Return the rows of every record table."""
    counted = [
        records[name].agg(rows=lambda table: table.count()).mutate(name=ibis.literal(name)) for name in TABLES
    ]
    found = records.con.to_pyarrow(reduce(lambda one, other: one.union(other), counted)).to_pylist()
    rows = {row["name"]: int(row["rows"]) for row in found}
    return {name: rows[name] for name in TABLES}


def day_after_last_event(records: Records) -> date | None:
    """Return the day after the last admission, attendance or contact; None where there is none.

    The records say it, not the clock, so the same records give the same run.
    """
    last = [records[name].agg(last=records[name][day].max()) for name, day in _EVENT_DAYS]
    found = records.con.to_pyarrow(reduce(lambda one, other: one.union(other), last)).to_pylist()
    days = [row["last"] for row in found if row["last"] is not None]
    return max(days) + timedelta(days=1) if days else None


def day_most_were_registered(records: Records) -> date | None:
    """Return the last day on which half of all registrations were still open; None without any.

    Some sources, OMOP among them, end each person's registration with their last record: on the day
    after the last event nobody is left. This day looks back on people whose records are whole.
    """
    registrations = records["registrations"]
    count = int(records.con.execute(registrations.count()))
    if count == 0:
        return None
    ends = registrations.order_by(registrations.ends_before.desc()).select("ends_before")
    found = records.con.to_pyarrow(ends.limit(1, offset=count // 2))["ends_before"].to_pylist()
    return found[0] - timedelta(days=1) if found[0] is not None else None


def record_figures(rows: dict[str, int], place: Place, *, on: str) -> Iterator[Figure]:
    """Yield the number of rows of each record table: ``records/<table>/rows``."""
    for name, count in rows.items():
        yield Figure(
            figure=f"records/{name}/rows",
            definition="records",
            label=f"Rows of {name}",
            area=place.id,
            period=on,
            value=float(count),
            unit="rows",
            kind=Kind.STOCK.value,
            source=f"record table {name}",
            working="Counted over every batch.",
            inputs=(f"records/{name}",),
        )


def facts_named(place: Place, figures: Iterable[Figure]) -> pa.Table:
    """Return the rows of the pack that figures name as inputs, in words, with paper and section."""
    named = {each for figure in figures for each in figure.inputs if each.startswith("places/")}
    titles = {source.id: source.title for source in place.sources}
    rows: list[dict[str, Any]] = []
    for table in place.tables.values():
        for row in table:
            if (fact := place.cite(row)) in named:
                source = str(getattr(row, "source", ""))
                says = {"fact": fact, "says": _in_words(row), "source": titles.get(source, source)}
                rows.append({**says, "section": str(getattr(row, "section", ""))})
    return pa.Table.from_pylist(rows, schema=FACTS)


def _in_words(row: Row) -> str:
    left_out = {"line", "source", "section"}
    said = ((each.name, getattr(row, each.name)) for each in fields(row) if each.name not in left_out)
    return "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in said if value not in {None, ()})
