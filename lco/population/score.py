"""Scores: one number or a few for each person, as of a day, from the records before it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Unpack

from ibis.expr.types import Table

from lco.population.definition import Definition, Says, define, found_in
from lco.population.example import Example
from lco.population.tables import Records

Compute = Callable[[Records, date], Table]


def score(*, example: Example | None = None, **says: Unpack[Says]) -> Callable[[Compute], Definition]:
    """Declare the score a function computes.

    The function takes the records and the day the score is of, reads nothing recorded on or after that
    day, and returns a table with `person` and one column for each number. A person whom the records do
    not mention has no row and scores 0: the people list fills it in.

    Args:
        example: its worked example.
        says: title, why, source, owner, next_review and unit of the score.

    Raises:
        DefinitionRefused: when something is missing, the worked example above all.
    """

    def declare(function: Compute) -> Definition:
        return define(function, kind="score", example=example, details={}, **says)

    return declare


def scores() -> dict[str, Definition]:
    """Return every score, found by looking in ``lco/population/scores``."""
    from lco.population import scores as package

    return found_in(package)
