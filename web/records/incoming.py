"""The people of a run with their names, as one table in memory: what publishing loads."""

from __future__ import annotations

from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _

from lco.engine import connect
from lco.store.layout import StoreRefused
from web.records.names import searchable

UNLISTED = "unlisted"
_IDENTITY_TEXTS = ("nhs_number", "given_name", "family_name", "address", "postcode")


def people_with_identities(run: Any, store: Any) -> pa.Table:
    """Return the people of `run`, each once, with identity columns; texts are never null.

    A person whose identity was not loaded keeps the first of the month of birth and has no name. Rows
    are in the order of the pages: neighbourhood, then rank.
    """
    con = connect(memory_limit="1GB")
    try:
        people = run.table(con, "people")
        joined = people.left_join(_one_each(store.identities(con)), "person").drop("person_right")
        ordered = joined.order_by(_.neighbourhood.fill_null(""), _["rank"])
        return _with_searched(_without_nulls(ordered.to_pyarrow()))
    finally:
        con.disconnect()


def unlisted_with_identities(run: Any, store: Any) -> pa.Table | None:
    """Return those whom `run` left out of its list at their own wish, with identity columns; None without."""
    con = connect(memory_limit="1GB")
    try:
        try:
            left_out = run.table(con, UNLISTED)
        except StoreRefused:
            return None
        joined = left_out.left_join(_one_each(store.identities(con)), "person").drop("person_right")
        return _without_nulls(joined.order_by("person").to_pyarrow())
    finally:
        con.disconnect()


def _one_each(identities: Any) -> Any:
    """Return one identity a person, whole: where sources differ, the one that says most, then the first.

    Name and address of two sources are never mixed into one.
    """
    order = [*(_[text].isnull() for text in _IDENTITY_TEXTS), *(_[text] for text in _IDENTITY_TEXTS)]
    place = ibis.row_number().over(group_by="person", order_by=order)
    one = identities.mutate(place=place).filter(_.place == 0)
    return one.select("person", *_IDENTITY_TEXTS, "is_synthetic", identity_born_on=one.born_on)


def _without_nulls(people: pa.Table) -> pa.Table:
    texts = (*_IDENTITY_TEXTS, "neighbourhood", "locality", "practice", "reasons")
    for name in (each for each in texts if each in people.column_names):
        # PostgreSQL holds every character but NUL.
        text = pc.replace_substring(pc.fill_null(people[name].cast(pa.string()), ""), "\x00", "")
        people = _replaced(people, name, text)
    born_on = pc.coalesce(people["identity_born_on"], people["born_on"])
    people = _replaced(people, "born_on", born_on).drop_columns(["identity_born_on"])
    return _replaced(people, "is_synthetic", pc.fill_null(people["is_synthetic"], False))


def _with_searched(people: pa.Table) -> pa.Table:
    given = people["given_name"].to_pylist()
    family = people["family_name"].to_pylist()
    searched = [searchable(f"{last} {first}") for first, last in zip(given, family, strict=True)]
    return people.append_column("searched", pa.array(searched, pa.string()))


def _replaced(table: pa.Table, name: str, column: Any) -> pa.Table:
    return table.set_column(table.schema.get_field_index(name), name, column)


def renamed(people: pa.Table, **columns: str) -> pa.Table:
    """Return `people` with only the columns asked for: new name = name in `people`."""
    return pa.table({new: people[old] for new, old in columns.items()})
