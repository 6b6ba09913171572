"""The guard against leakage: features must not know what was recorded on or after the index day.

It looks into no feature. It computes all of them twice for a sample of people, from the records as they
are and from the records as they stood the evening before the index day, and refuses any that differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import ibis
import numpy as np
import pyarrow as pa
from ibis.expr.types import Table

from lco.population.neighbourhoods import residents
from lco.population.risk.model import ModelRefused
from lco.population.tables import Records
from lco.records.tables import TABLES

SAMPLE = 2_000  # people a leak must touch one of; computed twice, so not everybody

FeaturesOf = Callable[[Records, date], Table]
# What is known of the index day itself: where somebody lives, who gives them care. Of all else, what was
# recorded on the day belongs to the outcome.
_KNOWN_ON_THE_DAY = frozenset({"addresses", "registrations", "care_packages"})


def before(records: Records, index_on: date) -> Records:
    """Return the records as they stood before `index_on`: later rows gone, later ends not yet known."""
    return replace(
        records, tables={name: _before(name, table, index_on) for name, table in records.tables.items()}
    )


def _before(name: str, table: Table, index_on: date) -> Table:
    day, on = _day_of(name), ibis.literal(index_on)
    if day is None:
        return table
    is_state = name in _KNOWN_ON_THE_DAY
    kept = table.filter(table[day] <= on if is_state else table[day] < on)
    if "ends_before" not in table.columns:
        return kept
    is_later = kept.ends_before > on if is_state else kept.ends_before >= on
    return kept.mutate(ends_before=is_later.ifelse(ibis.null("date"), kept.ends_before))


def _day_of(name: str) -> str | None:
    """Return the column that says when a row of a record table was recorded; people are of no day."""
    days = [column for column, about in TABLES[name].columns.items() if about.type == "!date"]
    return next((column for column in days if column != "born_on"), None)


def leaks(
    records: Records, index_on: date, features_of: FeaturesOf, *, sample: int = SAMPLE
) -> Mapping[str, int]:
    """Return each feature that knows what came later, with how many of the sample it differs for.

    Args:
        records: the records of the place.
        index_on: day the features are of.
        features_of: computes `person` and features of each resident on a day.
        sample: most people looked at, drawn from all residents.
    """
    some = _some(records, index_on, sample)
    as_is = _computed(some, index_on, features_of)
    as_was = _computed(before(some, index_on), index_on, features_of)
    if not as_is["person"].equals(as_was["person"]):
        return {"person": abs(len(as_is) - len(as_was)) or 1}
    differ = {
        name: int(np.sum([one != other for one, other in zip(*_lists(as_is, as_was, name), strict=True)]))
        for name in as_is.column_names
    }
    return {name: count for name, count in differ.items() if count}


def refuse_leaks(records: Records, index_on: date, features_of: FeaturesOf, *, sample: int = SAMPLE) -> None:
    """Refuse features that know what was recorded on or after the index day.

    Raises:
        ModelRefused: naming each such feature.
    """
    found = leaks(records, index_on, features_of, sample=sample)
    if found:
        raise ModelRefused(
            f"Features know what was recorded on or after {index_on}: {', '.join(found)}. "
            "Compute them from what came before, or take them out."
        )


def _some(records: Records, index_on: date, sample: int) -> Records:
    """Return the records of some residents: those whose pseudonyms, which are random, are the lowest."""
    people = residents(records, index_on)
    chosen = records.con.to_pyarrow(people.select("person").order_by("person").limit(sample))
    # A join with the few chosen reads each table once; a list of thousands in a filter would be slow.
    few = ibis.memtable(pa.table({"person": chosen["person"]}))
    tables = {
        name: table.semi_join(few, "person") if "person" in table.columns else table
        for name, table in records.tables.items()
    }
    return replace(records, tables=tables)


def _computed(records: Records, index_on: date, features_of: FeaturesOf) -> pa.Table:
    computed: pa.Table = records.con.to_pyarrow(features_of(records, index_on).order_by("person"))
    return computed


def _lists(one: pa.Table, other: pa.Table, name: str) -> tuple[list[object], list[object]]:
    return one[name].to_pylist(), other[name].to_pylist()
