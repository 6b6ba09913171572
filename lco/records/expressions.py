"""Expressions every source uses to read text that may be anything."""

from __future__ import annotations

from typing import Any, Literal

import ibis
from ibis.expr.types import Value

from lco.records.reasons import NUMBER


def day(text: Any) -> Any:
    """Return the day a text such as ``2017-04-01T10:00:00+01:00`` begins with; null when it is none.

    A year or a month alone, as FHIR allows, stands for its first day. An instant written in UTC late in
    the evening of a summer day belongs to the next day in London, so it is moved there.
    """
    written = ibis.cases(
        (text.length() >= 10, text.substr(0, 10)),
        (text.length() == 7, text.concat("-01")),
        (text.length() == 4, text.concat("-01-01")),
        else_=ibis.null("string"),
    )
    on = written.try_cast("date")
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
    march, october = _last_sunday(on, 3), _last_sunday(on, 10)
    return (on >= march) & (on < october)


def _last_sunday(on: Any, month: int) -> Any:
    last = ibis.date(on.year(), ibis.literal(month), ibis.literal(31))
    # Monday is 0, Sunday 6: go back as many days as have passed since Sunday.
    return (last - ibis.interval(days=1) * ((last.day_of_week.index() + 1) % 7)).cast("date")


def fault(*found: tuple[Any, str]) -> Any:
    """Return the number of the first reason whose condition holds; 0 when none does."""
    if not found:
        return ibis.literal(0, type="int8")
    branches = [
        (condition.fill_null(False), ibis.literal(NUMBER[code], type="int8")) for condition, code in found
    ]
    return ibis.cases(*branches, else_=ibis.literal(0, type="int8"))


def is_unread(text: Any, value: Value) -> Any:
    """Say whether there was a text but no value could be read from it."""
    return text.notnull() & value.isnull()


def first_of(
    values: Any, *fields: Literal["system", "code", "display", "value", "start", "end"] | str
) -> Any:
    """Return a field inside the first element of an array of structs."""
    found = values[0]
    for name in fields:
        found = found[name]
    return found


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
