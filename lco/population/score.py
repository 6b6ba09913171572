"""Scores: one number or a few for each person, as of a day, from the records before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal, Unpack

from ibis.expr.types import Table

from lco.population.definition import Definition, DefinitionRefused, Says, define, found_in
from lco.population.example import Example
from lco.population.tables import Records

Compute = Callable[[Records, date], Table]
Absent = Literal[0] | None


def score(
    *, example: Example | None = None, when_absent: Mapping[str, Absent], **says: Unpack[Says]
) -> Callable[[Compute], Definition]:
    """Declare the score a function computes.

    The function takes the records and the day the score is of, reads nothing recorded on or after that
    day, and returns a table with `person` and one column for each number. What it means that a person has
    no row is declared for each column: 0, or null where the score does not apply to such people. Null is
    not zero: nobody can be compared with a person the score says nothing about.

    Args:
        example: its worked example.
        when_absent: column to what a person without a row has, 0 or null.
        says: title, why, source, owner, next_review and unit of the score.

    Raises:
        DefinitionRefused: when something is missing, the worked example above all.
    """

    def declare(function: Compute) -> Definition:
        if not when_absent:
            raise DefinitionRefused(
                f"The score {function.__name__} has no when_absent: say what its columns are without a row."
            )
        details = {"when_absent": dict(when_absent)}
        return define(function, kind="score", example=example, details=details, **says)

    return declare


def columns_of(definition: Definition) -> Mapping[str, Absent]:
    """Return the columns of a score, each with what a person without a row has: 0 or null."""
    columns: Mapping[str, Absent] = definition.details["when_absent"]
    return columns


def with_score(people: Table, scored: Table, definition: Definition) -> Table:
    """Return `people` with the columns of a score, filled where a person has no row and 0 is meant.

    Args:
        people: a table with `person`, one row each.
        scored: what the score computed.
        definition: the score.
    """
    columns = {
        name: scored[name] if absent is None else scored[name].coalesce(absent)
        for name, absent in columns_of(definition).items()
    }
    return people.left_join(scored, "person").select(people, **columns)


def scores() -> dict[str, Definition]:
    """Return every score, found by looking in ``lco/population/scores``."""
    from lco.population import scores as package

    return found_in(package)
