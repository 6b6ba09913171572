"""Expressions every source uses to read text that may be anything."""

from __future__ import annotations

from typing import Any

import ibis
from ibis.expr.operations import Field

from lco.records.reasons import NUMBER


def day(text: Any) -> Any:
    """Return the day a text such as ``2017-04-01T10:00:00+01:00`` begins with; null when it is none.

    A year or a month alone, as FHIR allows, stands for its first day. An instant written in UTC late in
    the evening of a summer day belongs to the next day in London, so it is moved there.
    """
    # '2017' and '2017-05' grow to a day by the end of '2017-01-01'.
    grown = text.concat("-01-01").substr(0, 10)
    on = ibis.ifelse(text.length() >= 10, text.substr(0, 10), grown).try_cast("date")
    # Only the hour from 23 in UTC can belong to the next civil day, so the calendar is asked for few rows.
    is_late = (text.substr(10, 3) == "T23") & (text.endswith("Z") | text.endswith("+00:00"))
    return ibis.ifelse(is_late & is_summer_time(on), day_after(on), on)


def day_after(on: Any) -> Any:
    """Return the day after; through an instant, since DuckDB makes one of a day plus an interval."""
    return (on + ibis.interval(days=1)).cast("timestamp").cast("date")


def is_summer_time(on: Any) -> Any:
    """Say whether London is an hour ahead of UTC in the evening of the day `on`.

    Summer time runs from the last Sunday of March to the last Sunday of October (Summer Time Order 2002).
    """
    month = on.month()
    # Monday is 0, Sunday 6. The latest Sunday is the last of a month of 31 days from its 25th on.
    is_last_sunday_past = on.day() - (on.day_of_week.index() + 1) % 7 >= 25
    return month.between(4, 9) | ((month == 3) & is_last_sunday_past) | ((month == 10) & ~is_last_sunday_past)


def fault(*found: tuple[Any, str]) -> Any:
    """Return the number of the first reason whose condition holds; 0 when none does."""
    if not found:
        return ibis.literal(0, type="int8")
    branches = [(condition, ibis.literal(NUMBER[code], type="int8")) for condition, code in found]
    return ibis.cases(*branches, else_=ibis.literal(0, type="int8"))


def text_of(value: Any) -> Any:
    """Return a text without spaces around it; null when nothing is left."""
    return value.strip().nullif("")


def words(text: Any) -> Any:
    """Return a text people wrote, without control characters; null when nothing is left.

    PostgreSQL refuses the character NUL, so it must not enter by a name.
    """
    return text_of(text.re_replace(r"[\x00-\x1f\x7f]", ""))


def first_of_month(on: Any) -> Any:
    """Return the first day of the month of a day."""
    return ibis.date(on.year(), on.month(), ibis.literal(1))


def given(**texts: Any) -> dict[str, Any]:
    """Return ``<column>_given`` for each column: whether the source gave a text to read it from."""
    return {f"{column}_given": text.notnull() for column, text in texts.items()}


def unread(rows: Any) -> list[Any]:
    """Return, for each column with a ``<column>_given``, whether no value could be read from the text."""
    columns = [name.removesuffix("_given") for name in rows.columns if name.endswith("_given")]
    return [rows[f"{column}_given"] & rows[column].isnull() for column in columns]


def exactly(value: Any, type_: str) -> Any:
    """Return `value` cast to a column type.

    Ibis drops a cast to the type it believes a value has, and believes some engines wrongly: a literal 1
    is no int8 to DuckDB and a day plus days no date. Going through a wider type keeps the cast.
    """
    if not isinstance(value.op(), Field):
        if value.type().is_integer():
            value = value.cast("int64")
        elif value.type().is_date():
            value = value.cast("timestamp")
    return value.cast(type_.lstrip("!"))
