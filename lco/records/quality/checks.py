"""The checks of the quality report, row by row: what fails, as an expression, and what that means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from ibis.expr.types import Table as Expression

from lco.store.tables import IDENTITIES, TABLES


@dataclass(frozen=True)
class Check:
    """A check: its dimension, the column, a short name, what a failing row means, and which rows fail."""

    dimension: Literal["completeness", "validity", "unlinked"]
    column: str
    reason: str
    meaning: str
    fails: Callable[[Expression, date], Any]


# An empty end says that something lasts, and many an act asks for no reason: neither is a gap in the data.
_MAY_BE_EMPTY = {"ends_before", "closed_on", "review_on", "reason"}
_NOT_KNOWN = {
    "sex": "people whose sex is not known",
    "ethnicity": "people whose ethnicity is not known",
    "setting": "rows that do not say where care was given",
    "method": "admissions that do not say how they began",
    "kind": "rows that do not say of which kind they are",
    "reason": "judgements that do not say why",
}
_LONGEST_STAY_DAYS = 365
_OLDEST_YEARS = 120


def first_day(table: str) -> str | None:
    """Return the column with the day a row of a table happened; None for people and identities."""
    if table in {"people", IDENTITIES.name}:
        return None
    return next(name for name, column in TABLES[table].columns.items() if column.type == "!date")


def checks_of(table: str) -> tuple[Check, ...]:
    """Return the checks of a record table, or of identities."""
    columns = (IDENTITIES if table == IDENTITIES.name else TABLES[table]).columns
    checks = [
        _empty(name)
        for name, column in columns.items()
        if not column.is_required and name not in _MAY_BE_EMPTY
    ]
    if table != IDENTITIES.name:
        checks += [
            _not_known(name) for name in columns if name in _NOT_KNOWN and columns[name].type == "!int8"
        ]
    day = first_day(table)
    if day is not None:
        checks.append(_in_future(day))
    if "ends_before" in columns:
        checks.append(_ends_early(day or "starts_on"))
    return tuple(checks + _OWN.get(table, []))


def _empty(column: str) -> Check:
    def fails(table: Expression, as_of: date) -> Any:  # noqa: ARG001
        return table[column].isnull()

    return Check("completeness", column, "empty", f"rows without {column.replace('_', ' ')}", fails)


def _not_known(column: str) -> Check:
    def fails(table: Expression, as_of: date) -> Any:  # noqa: ARG001
        return table[column] == 0

    return Check("completeness", column, "not_known", _NOT_KNOWN[column], fails)


def _in_future(column: str) -> Check:
    def fails(table: Expression, as_of: date) -> Any:
        return table[column] > as_of

    return Check("validity", column, "in_future", "rows dated after the day of the report", fails)


def _ends_early(day: str) -> Check:
    def fails(table: Expression, as_of: date) -> Any:  # noqa: ARG001
        return (table.ends_before < table[day]).fill_null(False)

    return Check("validity", "ends_before", "ends_before_start", "periods that end before they start", fails)


def _long_stay(table: Expression, as_of: date) -> Any:
    return table.ends_before.fill_null(as_of).delta(table.starts_on, unit="day") > _LONGEST_STAY_DAYS


def _too_old(table: Expression, as_of: date) -> Any:
    return table.born_on < as_of.replace(year=as_of.year - _OLDEST_YEARS, day=1)


def _negative(table: Expression, as_of: date) -> Any:  # noqa: ARG001
    return table.pence < 0


_OWN = {
    "admissions": [
        Check("validity", "ends_before", "long_stay", "stays of more than a year, ended or not", _long_stay)
    ],
    "people": [Check("validity", "born_on", "too_old", "people born more than 120 years ago", _too_old)],
    "costs": [Check("validity", "pence", "negative", "costs below nothing", _negative)],
}
