"""Settle who the people of a load are: refuse rows that cannot be, join rows that are one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr.types import Table as Expression

from lco.records.expressions import first_of_month, unread
from lco.records.extract import PEOPLE_COLUMNS, PeopleExtract
from lco.records.job import Job
from lco.records.linkage import pseudonyms
from lco.records.nhs_number import normal_nhs_number
from lco.records.reasons import ADDS, GOOD, NUMBER, UNCHANGED
from lco.store.vocabulary import Sex

EARLIEST_BIRTH = date(1880, 1, 1)


@dataclass(frozen=True)
class Settled:
    """The people of a load.

    `read` counts the rows before any was judged.
    `rows` has the columns of the extract, ``rid`` (row of the extract from 0), ``reason``, ``person``,
    ``alias`` and ``nhs_number``. `links` tells by ``person_ref`` the person, the birth and the death
    that rows of events are judged by.
    """

    table: str
    files: tuple[str, ...]
    read: int
    rows: Expression
    links: Expression


def settle_people(job: Job, extract: PeopleExtract) -> Settled:
    """Judge the people of a source, give them pseudonyms and say which rows are new."""
    staged = job.keep(extract.rows)
    read = int(staged.count().execute())
    staged = staged.mutate(rid=staged.rowid())
    judged = staged.mutate(reason=_own_faults(staged, today=job.today))
    judged = _without_doubles(job, judged)
    named = _named(job, judged)
    linked = job.keep(judged.left_join(named, "rid").drop("rid_right"))
    linked = _one_row_a_person(job, linked)
    linked = _against_store(job, linked) if not job.is_first else _alone(linked)
    return Settled(extract.table, extract.files, read, linked, _links(linked))


def _own_faults(rows: Expression, *, today: date) -> Any:
    def number(code: str) -> Any:
        return ibis.literal(NUMBER[code], type="int8")

    return ibis.cases(
        (rows.fault > 0, rows.fault),
        *[(is_unread, number("wrong_type")) for is_unread in unread(rows)],
        (rows.person_ref.isnull(), number("missing_person")),
        (rows.born_on.isnull(), number("missing_birth")),
        (rows.born_on > today, number("birth_in_future")),
        (rows.born_on < EARLIEST_BIRTH, number("out_of_range")),
        (rows.died_on < rows.born_on, number("before_birth")),
        (rows.died_on > today, number("in_future")),
        else_=ibis.literal(GOOD, type="int8"),
    ).cast("int8")


def _without_doubles(job: Job, rows: Expression) -> Expression:
    """The first row of an id stands; a second one is unchanged when it says the same, else a duplicate."""
    good = rows.filter(rows.reason == GOOD)
    counts = good.aggregate(rows=good.count(), ids=good.person_ref.nunique()).to_pyarrow().to_pylist()[0]
    if counts["rows"] == counts["ids"]:
        return rows
    says = ibis.struct({name: rows[name] for name in PEOPLE_COLUMNS})
    of_id = ibis.window(group_by=[rows.person_ref, rows.reason == GOOD], order_by=rows.rid)
    doubled = rows.mutate(says=says).mutate(
        at=ibis.row_number().over(of_id), says_first=says.first().over(of_id)
    )
    is_second = (doubled.reason == GOOD) & (doubled["at"] > 0)
    reason = ibis.cases(
        (is_second & doubled.says.identical_to(doubled.says_first), UNCHANGED),
        (is_second, NUMBER["duplicate"]),
        else_=doubled.reason,
    )
    return job.keep(doubled.mutate(reason=reason.cast("int8")).drop("at", "says", "says_first"))


def _named(job: Job, rows: Expression) -> Expression:
    """Return ``rid``, ``alias``, ``person`` and ``nhs_number`` of the rows that are good."""
    good = rows.filter(rows.reason == GOOD).order_by("rid")
    read = good.select("rid", good.person_ref.cast("string").name("ref"), "nhs_text").to_pyarrow()
    numbers = [normal_nhs_number(text) for text in read["nhs_text"].to_pylist()]
    aliases = alias_of(job, read["ref"].to_pylist())
    people = aliases.copy()
    known = [at for at, number in enumerate(numbers) if number is not None]
    people[known] = pseudonyms([f"nhs|{numbers[at]}" for at in known], key=job.key)
    named = {
        "rid": read["rid"],
        "alias": aliases,
        "person": people,
        "nhs_number": pa.array(numbers, pa.string()),
    }
    return ibis.memtable(pa.table(named))


def alias_of(job: Job, references: list[str]) -> Any:
    """Return the pseudonyms of a source's own ids of people."""
    return pseudonyms([f"{job.source}|{reference}" for reference in references], key=job.key)


def _one_row_a_person(job: Job, rows: Expression) -> Expression:
    """Two ids with one NHS number are one person, unless birth or sex speak against it."""
    good = rows.filter(rows.reason == GOOD)
    counts = good.aggregate(rows=good.count(), people=good.person.nunique()).to_pyarrow().to_pylist()[0]
    if counts["rows"] == counts["people"]:
        return rows
    of_person = ibis.window(group_by=[rows.person, rows.reason == GOOD], order_by=rows.rid)
    seen = rows.mutate(
        at=ibis.row_number().over(of_person),
        first_born=rows.born_on.first().over(of_person),
        first_sex=rows.sex.first().over(of_person),
    )
    is_second = (seen.reason == GOOD) & (seen["at"] > 0)
    agrees = (seen.born_on == seen.first_born) & _sexes_agree(seen.sex, seen.first_sex)
    reason = ibis.cases((is_second & agrees, UNCHANGED), (is_second, NUMBER["conflict"]), else_=seen.reason)
    return job.keep(seen.mutate(reason=reason.cast("int8")).drop("at", "first_born", "first_sex"))


def _sexes_agree(one: Any, other: Any) -> Any:
    unknown = int(Sex.NOT_KNOWN)
    return (one == other) | (one == unknown) | (other == unknown)


def _against_store(job: Job, rows: Expression) -> Expression:
    """Somebody the store knows is unchanged, unless birth, sex or death speak against it.

    Where the source tells of a death, an address or a practice and the store has none, the row adds it.
    """
    stored = job.store.table(job.con, "people").select("person", stored_born="born_on", stored_sex="sex")
    died = job.store.table(job.con, "deaths").select("person", stored_died="died_on")
    seen = (
        rows.left_join(stored, "person").drop("person_right").left_join(died, "person").drop("person_right")
    )
    for table in ("addresses", "registrations"):
        people = job.store.table(job.con, table).select("person").distinct()
        people = people.mutate(**{f"has_{table}": ibis.literal(True)})
        seen = seen.left_join(people, "person").drop("person_right")
    is_known = (seen.reason == GOOD) & seen.stored_born.notnull()
    agrees = (
        (first_of_month(seen.born_on) == seen.stored_born)
        & _sexes_agree(seen.sex, seen.stored_sex)
        & (seen.died_on == seen.stored_died).fill_null(True)
    )
    adds = (
        (seen.died_on.notnull() & seen.stored_died.isnull())
        | (seen.lives_from.notnull() & seen.has_addresses.isnull())
        | (seen.practice.notnull() & seen.has_registrations.isnull())
    )
    reason = ibis.cases(
        (is_known & ~agrees, NUMBER["conflict"]),
        (is_known & adds, ADDS),
        (is_known, UNCHANGED),
        else_=seen.reason,
    )
    return job.keep(seen.mutate(reason=reason.cast("int8")).drop("stored_born", "stored_sex").order_by("rid"))


def _alone(rows: Expression) -> Expression:
    return rows.mutate(
        stored_died=ibis.null("date"),
        has_addresses=ibis.null("boolean"),
        has_registrations=ibis.null("boolean"),
    )


def _links(rows: Expression) -> Expression:
    usable = rows.filter((rows.reason <= GOOD) & rows.person.notnull())
    return usable.select("person_ref", "person", "alias", "born_on", "died_on")
