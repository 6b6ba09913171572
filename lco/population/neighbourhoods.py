"""Who lives in the place on a day, and in which neighbourhood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import ibis
from ibis.expr.types import IntegerValue, Table

from lco.population.tables import Records, is_open

_CODE_SPAN = 2**31  # codes are int32: a day and a code fit side by side into one int64


def residents(records: Records, on: date, *, areas: Sequence[str] = ("ward",)) -> Table:
    """Return the people of the place on the day `on`, one row each.

    Somebody counts who was born by then, has not died before, and lives at an address or is registered
    with a practice of the place on that day. A person of whom the source gives neither addresses nor
    registrations counts too: nothing says that they left.

    Args:
        records: the records.
        on: the day.
        areas: columns of the address to give: ward, lsoa or both.

    Returns:
        person, born_on, sex, ethnicity, `areas` (code or null), practice (code or null).
    """
    people = _people(records)
    addresses = open_codes(records["addresses"], areas, on)
    registrations = open_codes(records["registrations"], ("practice",), on)
    deaths = records["deaths"]
    dead = deaths.filter(deaths.died_on < ibis.literal(on)).select("person").distinct()
    joined = (
        people.filter(people.born_on <= ibis.literal(on))
        .anti_join(dead, "person")
        .left_join(addresses, "person")
        .select(people, lives=addresses.is_open, **{name: addresses[name] for name in areas})
    )
    joined = joined.left_join(registrations, "person").select(
        joined, practice=registrations.practice, registered=registrations.is_open
    )
    stays = joined.lives | joined.registered
    unknown = joined.lives.isnull() & joined.registered.isnull()
    return joined.filter(stays.fill_null(False) | unknown).drop("lives", "registered")


def _people(records: Records) -> Table:
    """Return one row per person: where two sources differ, what is known beats what is not."""
    people = records["people"]
    return people.group_by("person").agg(
        born_on=people.born_on.min(), sex=people.sex.max(), ethnicity=people.ethnicity.max()
    )


def open_codes(table: Table, columns: Sequence[str], on: date) -> Table:
    """Return person, the codes open on a day, and whether any row is open then: one row per person.

    Should two sources overlap, the row that began last counts, then the greater code: a day and a code
    side by side in one whole number make the greatest of them the answer on every engine.
    """
    held = is_open(table, on)
    nothing = ibis.null("int64")
    keys = {name: held.ifelse(_key(table, name, ibis.literal(on)), nothing) for name in columns}
    keyed = table.select("person", is_open=held.fill_null(False), **keys)
    last = keyed.group_by("person").agg(
        is_open=keyed.is_open.any(), **{name: keyed[name].max() for name in columns}
    )
    return last.select("person", "is_open", **{name: _code_of(last[name]) for name in columns})


def placed(people: Table, records: Records) -> Table:
    """Return `people` with `neighbourhood`: the id, or null for those whose ward is in none of them.

    Args:
        people: a table with `ward`.
        records: the records, which know the neighbourhood of each ward.
    """
    areas = records.ward_areas
    return people.left_join(areas, "ward").select(people, neighbourhood=areas.neighbourhood)


def events_placed(events: Table, day: str, records: Records) -> Table:
    """Return events with the `neighbourhood` their person lived in on the day of the event.

    People move: an event counts where the person lived then, also when they have died or left since.
    Events of people who lived nowhere known have a null.

    Args:
        events: rows with `person` and the column named `day`.
        day: name of the column with the day.
        records: the records, for the addresses.
    """
    days = events.select("person", on=events[day]).distinct()
    addresses = records["addresses"].select("person", "ward", "starts_on", "ends_before")
    candidates = days.join(addresses, "person")
    held = candidates.filter(is_open(candidates, candidates.on))
    last = held.group_by("person", "on").agg(key=_key(held, "ward", held.on).max())
    wards = last.select("person", "on", ward=_code_of(last.key))
    dated = events.mutate(on=events[day])
    joined = dated.left_join(wards, ["person", "on"]).select(dated, ward=wards.ward)
    return placed(joined, records).drop("on", "ward")


def _key(table: Table, column: str, on: Any) -> IntegerValue:
    # Days up to a row's beginning, none or fewer, stay in order; the code keeps the lower bits to itself.
    began = table.starts_on.delta(on, unit="day").cast("int64")
    key: IntegerValue = began * _CODE_SPAN + table[column].coalesce(0).cast("int64")
    return key


def _code_of(key: Any) -> Any:
    return (key & ibis.literal(_CODE_SPAN - 1, "int64")).nullif(0).cast("int32")
