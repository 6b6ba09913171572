"""Turn the codes of a load into the small integers of the store's dictionary."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
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
    """An extract whose rows have been read once: `rows` has its columns and ``rid``; `names` has, by column
    of codes, the distinct codes with ``system``, ``text`` and ``label``."""

    extract: EventExtract
    rows: Expression
    names: dict[str, Expression]


def stage(job: Job, extracts: Sequence[EventExtract]) -> list[Staged]:
    """Hold the rows of extracts, numbered from 0 as ``rid``, and find their codes.

    The engine fills the tables of one extract while the next is put into words.
    """
    staged = []
    with ThreadPoolExecutor(1) as beside:
        filling: list[Future[None]] = []
        for at, extract in enumerate(extracts):
            rows, names = extract.rows, {}
            if not extract.is_numbered:
                held, fill = job.plan(rows)
                rows = held.mutate(rid=held.rowid())
                filling.append(beside.submit(fill))
            for coded in extract.coded:
                names[coded.column], fill = job.plan(_names(rows, coded))
                filling.append(beside.submit(fill))
            staged.append(Staged(extract, rows, names))
            job.report("Reading", at + 1, len(extracts))
        for done in filling:
            done.result()
    return staged


def number_codes(job: Job, staged: list[Staged], extra: list[Expression], path: Path) -> Expression:
    """Give every code of the load its integer, write those the store does not know to `path`.

    `extra` are tables of ``system``, ``text`` and ``label`` needed besides. Returns the dictionary.
    """
    tables = [names for one in staged for names in one.names.values()] + extra
    known = job.store.codes(job.con)
    if not tables:
        return job.keep(known.select("code", "system", "text"))
    fresh = ["system", "text", "label"]
    wanted = reduce(lambda one, other: one.union(other), (table.select(*fresh) for table in tables))
    added = job.keep(new_codes(job.store, job.con, wanted).order_by("code"))
    if added.count().to_pyarrow().as_py():
        engine.write_parquet(job.con, added, path)
    if job.is_first:
        return added.select("code", "system", "text")
    return job.keep(known.union(added).select("code", "system", "text"))


def _names(rows: Expression, coded: Coded) -> Expression:
    """Return the distinct codes of a column: its key, ``system``, ``text`` and ``label``."""
    key = coded.key
    found = rows.filter(rows[key].notnull())
    if coded.describe:
        # Only the first row of a code is asked for its words: grouping by texts costs ten times as much.
        first = found.group_by(key).agg(rid=found.rid.min()).select("rid")
        names = coded.names(first.join(rows.select("rid", key, *coded.describe), "rid").drop("rid"))
    else:
        names = coded.names(found.select(key).distinct())
    is_code = (names.text.length() <= LONGEST_CODE) & names.text.re_search(r"^[^\x00-\x1f]+$")
    usable = names.filter(names.system.notnull() & is_code)
    return usable.select(key, "system", "text", usable.label.cast("string").name("label"))


def numbered(staged: Staged, coded: Coded, codes: Expression) -> Expression:
    """Return the key of each code with its integer, named as the column."""
    joined = staged.names[coded.column].join(codes, ["system", "text"])
    return joined.select(coded.key, joined.code.name(coded.column))
