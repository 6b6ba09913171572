"""Judge rows about people: each is good, unchanged, or has the one reason why it cannot be used."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr.types import Table as Expression

from lco.records.dictionary import Staged, numbered
from lco.records.expressions import exactly, unread
from lco.records.extract import EventExtract
from lco.records.job import Job
from lco.records.linkage import pseudonyms
from lco.records.reasons import GOOD, NUMBER, UNCHANGED

EARLIEST_EVENT = date(1900, 1, 1)
DAYS_AFTER_DEATH = 30  # letters and coding of the last spell arrive after a death


@dataclass(frozen=True)
class Judged:
    """Rows of an extract as integers: ``rid``, ``reason``, ``target`` (its place in the extract's targets),
    ``person`` and what the targets carry."""

    extract: EventExtract
    rows: Expression


def judge(job: Job, staged: Sequence[Staged], links: Expression, codes: Expression) -> list[Judged]:
    """Judge the rows of staged extracts against people and dictionary.

    The engine judges one extract while the next is put into words.
    """
    planned = []
    with ThreadPoolExecutor(1) as beside:
        filling: list[Future[None]] = []
        joined = [_joined(job, one, links, codes) for one in staged]
        for one, rows in zip(staged, joined, strict=True):
            held, fill = job.plan(_judged(one.extract, rows, today=job.today))
            filling.append(beside.submit(fill))
            planned.append(held)
        for done in filling:
            done.result()
    return [_alone(job, one, held) for one, held in zip(staged, planned, strict=True)]


def _judged(extract: EventExtract, rows: Expression, *, today: date) -> Expression:
    return rows.select(
        "rid",
        "person",
        *extract.carry,
        *[coded.column for coded in extract.coded],
        reason=_reason(rows, extract, today=today),
        target=_target(rows, extract),
    )


def _alone(job: Job, staged: Staged, held: Expression) -> Judged:
    """Look at what rows say of each other: ids that stand twice, periods that overlap."""
    held = _without_doubles(job, staged, held)
    if staged.extract.is_period_of_person:
        held = _without_overlaps(job, held)
    return Judged(staged.extract, held)


def _joined(job: Job, staged: Staged, links: Expression, codes: Expression) -> Expression:
    rows = staged.rows.left_join(links, "person_ref").drop("person_ref_right")
    for coded in staged.extract.coded:
        integers = numbered(staged, coded, codes)
        rows = rows.left_join(integers, coded.key).drop(f"{coded.key}_right")
    if "spell" in staged.extract.carry:
        rows = rows.left_join(_spells(job, staged), "spell_ref").drop("spell_ref_right")
    return rows


def _spells(job: Job, staged: Staged) -> Expression:
    """Number spells by a pseudonym of the source's own id, so that a second load gives the same number."""
    rows = staged.rows
    refs = (
        rows.filter(rows.spell_ref.notnull())
        .select("spell_ref")
        .distinct()
        .order_by("spell_ref")
        .to_pyarrow()
    )
    texts = [f"{job.source}|spell|{ref}" for ref in refs["spell_ref"].to_pylist()]
    spells = pa.table({"spell_ref": refs["spell_ref"], "spell": pseudonyms(texts, key=job.key)})
    return job.keep(ibis.memtable(spells))


def _reason(rows: Expression, extract: EventExtract, *, today: date) -> Any:
    def number(code: str) -> Any:
        return ibis.literal(NUMBER[code], type="int8")

    branches = [
        (rows.fault > 0, rows.fault),
        *[(is_unread, number("wrong_type")) for is_unread in unread(rows)],
        (rows.person_ref.isnull(), number("missing_person")),
        (rows.person.isnull(), number("unknown_person")),
        (rows.starts_on.isnull(), number("missing_date")),
        (rows.starts_on < EARLIEST_EVENT, number("out_of_range")),
        (rows.starts_on > today, number("in_future")),
        (rows.starts_on < rows.born_on, number("before_birth")),
    ]
    if not extract.may_outlive:
        latest = rows.died_on + ibis.interval(days=DAYS_AFTER_DEATH)
        branches.append((rows.starts_on > latest, number("after_death")))
    if "ends_on" in rows.columns:
        branches.append((rows.ends_on < rows.starts_on, number("ends_before_start")))
    required = (coded.column for coded in extract.coded if coded.is_required)
    branches += [(rows[column].isnull(), number("unknown_code")) for column in required]
    return ibis.cases(*branches, else_=ibis.literal(GOOD, type="int8")).cast("int8")


def _target(rows: Expression, extract: EventExtract) -> Any:
    if len(extract.targets) == 1:
        return ibis.literal(0, type="int8")
    branches = [
        (target.where(rows), ibis.literal(at, type="int8"))
        for at, target in enumerate(extract.targets)
        if target.where is not None
    ]
    last = next(at for at, target in enumerate(extract.targets) if target.where is None)
    return ibis.cases(*branches, else_=ibis.literal(last, type="int8"))


def _without_doubles(job: Job, staged: Staged, held: Expression) -> Expression:
    """The first row with an own id stands; a second is unchanged when it says the same, else a duplicate."""
    rows = staged.rows
    if staged.extract.is_numbered and _rise(rows):
        return held
    counts = (
        rows.aggregate(ids=rows.own_id.count(), distinct=rows.own_id.nunique()).to_pyarrow().to_pylist()[0]
    )
    if counts["ids"] == counts["distinct"]:
        return held
    says = ibis.struct({name: rows[name] for name in rows.columns if name not in {"rid", "file"}})
    of_id = ibis.window(group_by=rows.own_id, order_by=rows.rid)
    seconds = rows.select(
        "rid", "own_id", at=ibis.row_number().over(of_id), is_same=says.first().over(of_id).identical_to(says)
    )
    seconds = seconds.filter((seconds["at"] > 0) & seconds.own_id.notnull()).select("rid", "is_same")
    marked = held.left_join(seconds, "rid").drop("rid_right")
    reason = ibis.cases(
        (marked.reason != GOOD, marked.reason),
        (marked.is_same, UNCHANGED),
        (marked.is_same == False, NUMBER["duplicate"]),  # noqa: E712  an expression, not a truth value
        else_=GOOD,
    )
    return job.keep(marked.mutate(reason=reason.cast("int8")).drop("is_same"))


def _rise(rows: Expression) -> bool:
    """Say whether own ids rise from row to row, as they mostly do: then none can stand twice.

    Each row is compared with the one before in the order of the file, which takes a tenth of the time of
    counting different ids.
    """
    pairs = rows.select(this="own_id", before=rows.own_id.lag(), is_first=rows.rid == 0)
    falls = pairs.filter(~pairs.is_first & ~(pairs.this > pairs.before).fill_null(False))
    return int(falls.count().to_pyarrow().as_py()) == 0


def _without_overlaps(job: Job, held: Expression) -> Expression:
    """Periods of a person do not overlap: one that begins before an earlier one ended is refused."""
    of_person = ibis.window(
        group_by=[held.person, held.reason == GOOD], order_by=[held.starts_on, held.rid], preceding=(None, 1)
    )
    forever = ibis.date("9999-12-31")
    until = held.ends_on.fill_null(forever).max().over(of_person)
    reason = ibis.ifelse((held.reason == GOOD) & (until > held.starts_on), NUMBER["overlap"], held.reason)
    return job.keep(held.mutate(reason=reason.cast("int8")))


def against_store(job: Job, judged: Judged) -> Judged:
    """Mark the rows which the store holds already as unchanged, as often as it holds them."""
    rows = judged.rows
    for at, target in enumerate(judged.extract.targets):
        rows = _against_table(job, rows, at=at, table=target.table, columns=target.columns)
    return Judged(judged.extract, rows)


def _against_table(job: Job, rows: Expression, *, at: int, table: str, columns: Any) -> Expression:
    stored = job.store.table(job.con, table)
    names = [name for name in stored.columns if name != "person"]
    mine = rows.filter((rows.reason == GOOD) & (rows.target == at))
    schema, values = stored.schema(), columns(mine)
    mine = mine.select("rid", "person", **{name: exactly(values[name], str(schema[name])) for name in names})
    key = ibis.struct({name: mine[name] for name in ["person", *names]})
    nth = ibis.row_number().over(ibis.window(group_by=key, order_by=mine.rid))
    mine = mine.mutate(says=key).mutate(nth=nth)
    held = stored.mutate(says=ibis.struct({name: stored[name] for name in ["person", *names]}))
    held = held.group_by("says").agg(times=held.count())
    same = mine.join(held, mine.says.identical_to(held.says))
    same = same.filter(same.nth < same.times).select("rid", verdict=ibis.literal(UNCHANGED))
    if "spell" in names:
        # A spell of the same number that says something else is no second spell.
        other = mine.semi_join(stored, "spell").anti_join(same, "rid")
        same = same.union(other.select("rid", verdict=ibis.literal(NUMBER["duplicate"], type="int8")))
    marked = rows.left_join(same, "rid").drop("rid_right")
    reason = ibis.coalesce(marked.verdict, marked.reason)
    return job.keep(marked.mutate(reason=reason.cast("int8")).drop("verdict"))
