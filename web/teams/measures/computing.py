"""A team's own work measured now: the definitions of the runs, computed over the rows the team wrote.

The indicators of `lco.outcomes.indicators` read record tables; here those tables are made of the team's rows
of the web, so that a page and a run can never follow two definitions. A case counts for the team that has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

import ibis
import pyarrow as pa

from lco.engine import connect
from lco.outcomes.register import indicators
from lco.outcomes.results import neighbourhood_counts
from lco.periods import Period
from lco.population.definition import Definition
from lco.population.tables import Records
from lco.store.tables import CODES, TABLES, Table
from lco.store.vocabulary import CaseAct, CaseState, TaskState

_HERE, _WARD, _LONG_AGO = "here", 1, date(1900, 1, 1)
Counts = tuple[int, int]


@cache
def measures() -> dict[str, Definition]:
    """Return the indicators that measure the work of teams: those that need its record tables."""
    return {name: each for name, each in indicators().items() if each.details["needs"]}


def computed(rows: dict[str, Sequence[dict[str, Any]]], *, period: Period) -> dict[str, Counts]:
    """Return numerator and denominator of every measure, by id.

    Args:
        rows: ``cases``, ``case_events`` and ``tasks`` with the columns of their record tables that are read.
            A case has ``is_ours``: those of others are read for who came back alone.
        period: the days measured.
    """
    con = connect(memory_limit="256MB", threads=1)
    try:
        ours = [case for case in rows["cases"] if case["is_ours"]]
        found = {}
        for name, definition in measures().items():
            cases = rows["cases"] if name == "back_within_90_days" else ours
            records = _records(con, {**rows, "cases": cases})
            found[name] = neighbourhood_counts(definition, records, period).get(_HERE, (0, 0))
        return found
    finally:
        con.disconnect()


def _records(con: Any, rows: dict[str, Sequence[dict[str, Any]]]) -> Records:
    people = {row["person"] for each in rows.values() for row in each}
    filled: dict[str, Iterable[dict[str, Any]]] = {
        **rows,
        "addresses": [{"person": person, "ward": _WARD, "starts_on": _LONG_AGO} for person in sorted(people)],
    }
    tables = {name: _table(table, filled.get(name, ())) for name, table in TABLES.items()}
    codes = _table(CODES, [{"code": _WARD, "system": "ward", "text": _HERE, "label": None}])
    return Records(con, tables, codes, areas={_HERE: _HERE})


def _table(table: Table, rows: Iterable[dict[str, Any]]) -> Any:
    schema = ibis.schema(table.schema()).to_pyarrow()
    loose = pa.schema([pa.field(each.name, each.type) for each in schema])
    listed = [{name: row.get(name) for name in loose.names} for row in rows]
    return ibis.memtable(pa.Table.from_pylist(listed, schema=loose))


def code_of(words: type[CaseAct] | type[CaseState] | type[TaskState], word: str) -> int:
    """Return the code of the records for a word of the web."""
    return int(words[word.upper()])
