"""Outcomes: what may happen to a resident in the twelve months from a day on, one file each.

The function of an outcome takes the records and the index day and returns `person` and `happened` for
every resident of that day it could happen to. Nothing before the index day goes into it, as nothing from
that day on goes into a feature.

Who dies or leaves within the twelve months stays counted: what happened to them before counts, what
never came to be recorded did not happen. The risk is therefore that of an event the place will see, not
that of an event if everybody lived on.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, Unpack

from ibis.expr.types import Table

from lco.periods import Period, months_after
from lco.population.definition import Definition, Says, define, found_in
from lco.population.example import Example
from lco.population.neighbourhoods import residents
from lco.population.tables import Records

Compute = Callable[[Records, date], Table]


def outcome(
    *, happens: str, example: Example | None = None, **says: Unpack[Says]
) -> Callable[[Compute], Definition]:
    """Declare the outcome a function computes.

    Args:
        happens: the outcome as the end of a sentence that begins "the chance of", such as
            ``an emergency admission in the next 12 months``.
        example: its worked example; the answer is whether it happened, by person.
        says: title, why, source, owner, next_review and unit of the outcome.

    Raises:
        DefinitionRefused: when something is missing, the worked example above all.
    """

    def declare(function: Compute) -> Definition:
        return define(function, kind="outcome", example=example, details={"happens": happens}, **says)

    return declare


@cache
def outcomes() -> dict[str, Definition]:
    """Return every outcome by id, found by looking in ``lco/population/risk/outcomes``."""
    from lco.population.risk import outcomes as package

    return found_in(package)


def twelve_months_from(index_on: date) -> Period:
    """Return the twelve months that begin on `index_on`; 29 February runs to 28 February."""
    return Period(index_on, months_after(index_on, 12))


def among_residents(records: Records, index_on: date, affected: Table) -> Table:
    """Return `person` and `happened` for each resident on the day: whether they are in `affected`.

    Args:
        records: the records of the place.
        index_on: the day.
        affected: a table with `person`, any number of rows each.
    """
    return marked(residents(records, index_on).select("person"), affected)


def marked(people: Table, affected: Table) -> Table:
    """Return `person` and `happened` for each of `people`: whether they are in `affected`."""
    once: Any = affected.select("person").distinct().mutate(is_affected=True)
    joined = people.left_join(once, "person")
    return joined.select(people.person, happened=once.is_affected.fill_null(False))
