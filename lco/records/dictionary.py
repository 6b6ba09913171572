"""Turn the codes of a load into the small integers of the store's dictionary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from ibis.expr.types import Table as Expression

from lco import engine
from lco.records.extract import Coded, EventExtract
from lco.records.job import Job
from lco.store.codes import new_codes

LONGEST_CODE = 255  # no clinical or geographical system writes a longer code


@dataclass(frozen=True)
class Staged:
    """An extract whose rows have been read once: `rows` has its columns and ``rid``."""

    extract: EventExtract
    rows: Expression


def stage(job: Job, extract: EventExtract) -> Staged:
    """Read the rows of an extract once and number them from 0 as ``rid``."""
    held = job.keep(extract.rows)
    return Staged(extract, held.mutate(rid=held.rowid()))


def number_codes(job: Job, staged: list[Staged], extra: list[Expression], path: Path) -> Expression:
    """Give every code of the load its integer, write those the store does not know to `path`.

    `extra` are tables of ``system``, ``text`` and ``label`` needed besides. Returns the dictionary.
    """
    tables = [named(one, coded) for one in staged for coded in one.extract.coded] + extra
    fresh = ["system", "text", "label"]
    codes = job.store.codes(job.con)
    if tables:
        wanted = reduce(lambda one, other: one.union(other), (table.select(*fresh) for table in tables))
        added = job.keep(new_codes(job.store, job.con, wanted))
        if added.count().execute():
            engine.write_parquet(job.con, added.order_by("code"), path)
        codes = codes.union(added)
    return job.keep(codes.select("code", "system", "text"))


def named(staged: Staged, coded: Coded) -> Expression:
    """Return the distinct codes of a column: `coded.on`, ``system``, ``text`` and ``label``."""
    rows = staged.rows.filter([staged.rows[name].notnull() for name in coded.on])
    if coded.label is None:
        distinct = rows.select(*coded.on).distinct()
    else:
        distinct = rows.group_by(list(coded.on)).agg(label=rows[coded.label].min())
    names = coded.names(distinct)
    is_code = (names.text.length() <= LONGEST_CODE) & names.text.re_search(r"^[^\x00-\x1f]+$")
    usable = names.filter(names.system.notnull() & is_code)
    return usable.select(*coded.on, "system", "text", usable.label.cast("string").name("label"))


def numbered(job: Job, staged: Staged, coded: Coded, codes: Expression) -> Expression:
    """Return `coded.on` with the integer of each code, named as the column."""
    names = named(staged, coded)
    joined = names.join(codes, ["system", "text"])
    return job.keep(joined.select(*coded.on, joined.code.name(coded.column)))
