"""A query as of one day, put into words as of any other: every date in it moves by as many days."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import sqlglot.expressions as sge

MOST_DAYS = 3_660  # farther from its day than ten years, a date is more likely one of its own
_MARK = "\ue000"  # a character for private use, which nobody's codes hold
_MARKED = re.compile(f"{_MARK}(-?[0-9]+){_MARK}")


class DateNotMovable(ValueError):
    """A date in a query that does not move with its day; the message names it."""


def in_words_as_of(query: sge.Select, day: date) -> Callable[[date], str]:
    """Return what says `query`, which is as of `day`, in DuckDB's words as of another day.

    The query is put into words once, which takes most of the time.

    Raises:
        DateNotMovable: when a date is written as text, or lies farther than `MOST_DAYS` from `day`.
    """
    marked = query.copy()
    for cast in marked.find_all(sge.Cast):
        if isinstance(cast.this, sge.Literal) and cast.this.is_string and cast.is_type("date", "timestamp"):
            raise DateNotMovable(f"The date '{cast.this.name}' is written as text and cannot be moved.")
    for node in list(marked.find_all(sge.DateFromParts)):
        found = date(*(int(node.args[part].name) for part in ("year", "month", "day")))
        days = (found - day).days
        if abs(days) > MOST_DAYS:
            raise DateNotMovable(
                f"{found} is more than {MOST_DAYS:,} days from {day}: it may be a date of its own."
            )
        node.replace(sge.Var(this=f"{_MARK}{days}{_MARK}"))
    words = marked.sql("duckdb")

    def as_of(other: date) -> str:
        return _MARKED.sub(lambda mark: _written(other + timedelta(days=int(mark[1]))), words)

    return as_of


def _written(day: date) -> str:
    return f"MAKE_DATE({day.year}, {day.month}, {day.day})"
