"""Find the people of rows that arrive after them: what earlier loads know of ids, births and deaths."""

from __future__ import annotations

from functools import reduce
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr.types import Table as Expression

from lco.records.dictionary import Staged
from lco.records.job import Job
from lco.records.people import Settled, alias_of


def links_of_load(
    job: Job, settled: Settled | None, staged: list[Staged], *, has_pseudonyms: bool = False
) -> Expression:
    """Return ``person_ref``, ``person``, ``born_on`` and ``died_on`` for all people rows can be about.

    Where the source `has_pseudonyms` of the store, those are the people the store holds.
    """
    links = settled.links.drop("alias") if settled is not None else _none(staged)
    if has_pseudonyms:
        links = _people_of_store(job)
    elif not job.is_first:
        links = _with_earlier(job, links, staged)
    deaths = [_deaths(one, links) for one in staged if _is_of_deaths(one)]
    if not job.is_first:
        deaths.append(job.store.table(job.con, "deaths").select("person", later="died_on"))
    if not deaths:
        return job.keep(links)
    died = reduce(lambda one, other: one.union(other), deaths)
    died = died.group_by("person").agg(later=died.later.min())
    known = links.left_join(died, "person").drop("person_right")
    return job.keep(known.mutate(died_on=ibis.coalesce(known.died_on, known.later)).drop("later"))


def _none(staged: list[Staged]) -> Expression:
    kind = staged[0].rows.person_ref.type()
    schema = {"person_ref": kind, "person": "int64", "born_on": "date", "died_on": "date"}
    return ibis.memtable(ibis.schema(schema).to_pyarrow().empty_table(), schema=schema)


def _people_of_store(job: Job) -> Expression:
    people = job.store.table(job.con, "people")
    return people.select(person_ref="person", person="person", born_on="born_on", died_on=ibis.null("date"))


def _is_of_deaths(staged: Staged) -> bool:
    return any(target.table == "deaths" for target in staged.extract.targets)


def _deaths(staged: Staged, links: Expression) -> Expression:
    rows = staged.rows.filter(staged.rows.fault == 0)
    # A death before birth is refused later; it must not make the person's other rows look late.
    found = rows.select("person_ref", later="starts_on").join(links, "person_ref")
    return found.filter(found.later >= found.born_on).select("person", "later")


def _with_earlier(job: Job, links: Expression, staged: list[Staged]) -> Expression:
    """Add people of earlier loads whom rows of this one are about."""
    if not staged:
        return links
    refs: list[Any] = [one.rows.filter(one.rows.person_ref.notnull()).select("person_ref") for one in staged]
    asked = reduce(lambda one, other: one.union(other), refs).distinct().anti_join(links, "person_ref")
    found = asked.order_by("person_ref").to_pyarrow()
    texts = [str(ref) for ref in found["person_ref"].to_pylist()]
    table = pa.table({"person_ref": found["person_ref"], "alias": alias_of(job, texts)})
    earlier = ibis.memtable(table).join(job.store.links(job.con), "alias")
    earlier = earlier.select("person_ref", "person", "born_on", died_on=ibis.null("date"))
    return job.keep(links.union(earlier))
