"""Write what a load keeps: record tables in order of person, identities and links apart."""

from __future__ import annotations

from functools import reduce
from pathlib import Path
from typing import Any

import ibis
import pyarrow.parquet as pq
from ibis.expr.types import Table as Expression

from lco import engine
from lco.records.events import Judged
from lco.records.expressions import exactly, first_of_month
from lco.records.job import Job
from lco.records.people import Settled
from lco.records.reasons import ADDS, GOOD
from lco.store import NewBatch, StoreRefused
from lco.store.tables import IDENTITIES, LINKS, TABLES, Table


def write_tables(job: Job, batch: NewBatch, parts: dict[str, list[Expression]]) -> dict[str, int]:
    """Write each record table from its parts, sorted by person; return the rows of each written."""
    written = {}
    for name, tables in parts.items():
        parts_of = (rows.mutate(part=ibis.literal(at).cast("int64")) for at, rows in enumerate(tables))
        rows = reduce(lambda one, other: one.union(other), parts_of)
        written[name] = write_sorted(job, rows, TABLES[name], batch.path(name))
        job.report("Writing", len(written), len(parts))
    return written


def write_sorted(job: Job, rows: Expression, table: Table, path: Path) -> int:
    """Write rows ordered by person, then as they stand in the source; return how many there are.

    So the same source always makes the same file. No file is left when there is no row.
    """
    order = [name for name in ("person", "part", "rid") if name in rows.columns]
    engine.write_parquet(job.con, rows.order_by(order).select(*table.columns), path)
    count = int(pq.read_metadata(path).num_rows)
    if not count:
        path.unlink()
    return count


def typed(rows: Expression, table: str, columns: dict[str, Any]) -> Expression:
    """Return `rows` with the columns and types of a record table, and ``rid``."""
    values = {"person": rows.person, **columns}
    return rows.select(
        "rid", **{name: exactly(values[name], column.type) for name, column in TABLES[table].columns.items()}
    )


def event_parts(judged: list[Judged]) -> dict[str, list[Expression]]:
    """Return the good rows of every extract by record table."""
    parts: dict[str, list[Expression]] = {}
    for one in judged:
        for at, target in enumerate(one.extract.targets):
            rows = one.rows.filter((one.rows.reason == GOOD) & (one.rows.target == at))
            parts.setdefault(target.table, []).append(typed(rows, target.table, dict(target.columns(rows))))
    return parts


def people_parts(settled: Settled, codes: Expression) -> dict[str, list[Expression]]:
    """Return the record tables that follow from people: people, deaths, addresses, registrations."""
    new = settled.rows.filter(settled.rows.reason == GOOD)
    more = settled.rows.filter(settled.rows.reason.isin([GOOD, ADDS]))
    month = first_of_month(new.born_on)
    people = typed(new, "people", {"born_on": month, "sex": new.sex, "ethnicity": new.ethnicity})
    dead = more.filter(more.died_on.notnull() & more.stored_died.isnull())
    return {
        "people": [people],
        "deaths": [typed(dead, "deaths", {"died_on": dead.died_on})],
        "addresses": [_addresses(more.filter(more.has_addresses.isnull()), codes)],
        "registrations": [_registrations(more.filter(more.has_registrations.isnull()), codes)],
    }


def _code(codes: Expression, system: str, column: str) -> Expression:
    return codes.filter(codes.system == system).select(
        codes.text.name(column), codes.code.name(f"{column}_code")
    )


def _addresses(new: Expression, codes: Expression) -> Expression:
    rows = new.filter(new.lives_from.notnull())
    rows = rows.left_join(_code(codes, "lsoa", "lsoa"), "lsoa").drop("lsoa_right")
    rows = rows.left_join(_code(codes, "ward", "ward"), "ward").drop("ward_right")
    columns = {
        "lsoa": rows.lsoa_code,
        "ward": rows.ward_code,
        "starts_on": rows.lives_from,
        "ends_before": ibis.null("date"),
    }
    return typed(rows, "addresses", columns)


def _registrations(new: Expression, codes: Expression) -> Expression:
    rows = new.filter(new.registered_from.notnull() & new.practice.notnull())
    rows = rows.join(_code(codes, "ods", "practice"), "practice")
    columns = {
        "practice": rows.practice_code,
        "starts_on": rows.registered_from,
        "ends_before": ibis.null("date"),
    }
    return typed(rows, "registrations", columns)


def people_codes(rows: Expression) -> list[Expression]:
    """Return the codes people carry: areas and practices, as ``system``, ``text``, ``label``."""
    tables = []
    for column, system in (("lsoa", "lsoa"), ("ward", "ward"), ("practice", "ods")):
        found = rows.filter(rows[column].notnull()).select(text=rows[column]).distinct()
        tables.append(found.select(system=ibis.literal(system), text=found.text, label=ibis.null("string")))
    return tables


def write_identities(job: Job, batch: NewBatch, settled: Settled) -> None:
    """Write who the new people are and which ids belong to whom, apart from the records."""
    rows = settled.rows.filter(settled.rows.reason == GOOD)
    write_sorted(job, rows, IDENTITIES, batch.identities_path)
    links = settled.rows.filter(settled.rows.person.notnull() & (settled.rows.reason <= GOOD))
    links = links.mutate(born_on=first_of_month(links.born_on))
    known = job.store.links(job.con).select("alias")
    write_sorted(job, links.anti_join(known, "alias"), LINKS, batch.path("links"))


def check_written(expected: dict[str, int], written: dict[str, int]) -> None:
    """Refuse to publish a batch whose files hold other rows than were counted as kept.

    Raises:
        StoreRefused: naming the first table that differs.
    """
    for table, count in expected.items():
        if written.get(table, 0) != count:
            raise StoreRefused(
                f"{count:,} rows of {table} were kept but {written.get(table, 0):,} were written: nothing "
                "was stored, report this as a fault of lco."
            )
