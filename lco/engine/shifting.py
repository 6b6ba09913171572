"""A query as of one day, moved to another: every date in it by the same number of days."""

from __future__ import annotations

from datetime import date, timedelta

import sqlglot.expressions as sge

MOST_DAYS = 3_660  # farther from its day than ten years, a date is more likely one of its own


class DateNotMovable(ValueError):
    """A date in a query that does not move with its day; the message names it."""


def shifted(query: sge.Select, day: date, to: date) -> sge.Select:
    """Return `query`, which is as of `day`, as of the day `to`.

    Raises:
        DateNotMovable: when a date is written as text, or lies farther than `MOST_DAYS` from `day`.
    """
    moved = query.copy()
    for node in list(moved.find_all(sge.DateFromParts)):
        old = date(*(int(node.args[part].name) for part in ("year", "month", "day")))
        if abs((old - day).days) > MOST_DAYS:
            raise DateNotMovable(
                f"{old} is more than {MOST_DAYS} days from {day}: it may be a date of its own."
            )
        new = old + timedelta(days=(to - day).days)
        for part, value in (("year", new.year), ("month", new.month), ("day", new.day)):
            node.set(part, sge.Literal.number(value))
    for cast in moved.find_all(sge.Cast):
        if isinstance(cast.this, sge.Literal) and cast.this.is_string and cast.is_type("date", "timestamp"):
            raise DateNotMovable(f"The date '{cast.this.name}' is written as text and cannot be moved.")
    return moved
