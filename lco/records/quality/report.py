"""The quality report: each line counts rows of one table that fail one check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from ibis.expr.types import Table as Expression

from lco.records.quality.checks import Check, checks_of, first_day
from lco.records.reasons import REASONS
from lco.store import Store
from lco.store.tables import IDENTITIES, TABLES

Dimension = Literal["completeness", "validity", "timeliness", "duplicates", "unlinked", "quarantine"]


@dataclass(frozen=True)
class QualityRow:
    """One line of the report.

    `count` rows of `of` fail the check; `share` is their quotient, null when there is nothing to divide.
    For timeliness `count` is the days from the latest row to the day of the report and `share` is null.
    `column` is empty when the check is about whole rows; `reason` is the short name of the check.
    """

    table: str
    check: Dimension
    column: str
    reason: str
    count: int
    of: int
    share: float | None
    meaning: str


def quality_report(store: Store, con: Any, as_of: date) -> tuple[QualityRow, ...]:
    """Return the quality of a store's records on the day `as_of`, table by table, quarantine last.

    Shares are of the rows of the table, for quarantine of the rows read. Tables without a row are left out.
    """
    rows: list[QualityRow] = []
    people = store.table(con, "people")
    for name in TABLES:
        rows += _of_table(store.table(con, name), name, people, as_of)
    identities = store.identities(con)
    rows += _of_table(identities, IDENTITIES.name, people, as_of)
    rows += _unlinked_people(store, con, people)
    rows += _quarantine(store, con)
    return tuple(rows)


def _of_table(table: Expression, name: str, people: Expression, as_of: date) -> Iterator[QualityRow]:
    checks = checks_of(name)
    day = first_day(name)
    figures = {str(at): check.fails(table, as_of).sum() for at, check in enumerate(checks)}
    asked = {"rows": table.count(), **figures}
    if day is not None:
        asked["latest"] = table[day].max()
    found = table.aggregate(**asked).to_pyarrow().to_pylist()[0]
    total = int(found["rows"])
    if not total:
        return
    for at, check in enumerate(checks):
        yield _row(name, check, int(found[str(at)] or 0), total)
    if day is not None and found["latest"] is not None:
        days = max((as_of - found["latest"]).days, 0)
        meaning = "days from the latest row to the day of the report"
        yield QualityRow(name, "timeliness", day, "latest", days, total, None, meaning)
    yield _doubles(table, name, total)
    if name not in {"people"}:
        strangers = int(table.anti_join(people, "person").count().execute())
        check = Check(
            "unlinked", "person", "stranger", "rows of a person who is not among the people", _never
        )
        yield _row(name, check, strangers, total)


def _never(table: Expression, as_of: date) -> Any:
    raise NotImplementedError("counted by a join, not row by row")


def _row(table: str, check: Check, count: int, total: int) -> QualityRow:
    return QualityRow(
        table, check.dimension, check.column, check.reason, count, total, count / total, check.meaning
    )


def _doubles(table: Expression, name: str, total: int) -> QualityRow:
    distinct = int(table.distinct().count().execute())
    meaning = "rows that say the same as another in every column"
    return QualityRow(
        name, "duplicates", "", "identical", total - distinct, total, (total - distinct) / total, meaning
    )


def _unlinked_people(store: Store, con: Any, people: Expression) -> Iterator[QualityRow]:
    total = int(people.count().execute())
    if not total:
        return
    asked = {
        "addresses": (store.table(con, "addresses"), "no_address", "people without any address"),
        "registrations": (
            store.table(con, "registrations"),
            "no_practice",
            "people without any registration",
        ),
        "identities": (store.identities(con), "no_identity", "people whom no identity is known of"),
    }
    for table, reason, meaning in asked.values():
        without = int(people.anti_join(table, "person").count().execute())
        yield QualityRow("people", "unlinked", "person", reason, without, total, without / total, meaning)


def _quarantine(store: Store, con: Any) -> Iterator[QualityRow]:
    read: Counter[str] = Counter()
    for batch in store.batches():
        for row in batch.rows:
            read[row.table] += row.read
    sentence: Mapping[str, str] = {reason.code: reason.sentence for reason in REASONS}
    quarantine = store.quarantine(con)
    found = quarantine.group_by("table", "reason_code").agg(rows=quarantine.count())
    for row in found.order_by("table", found["rows"].desc(), "reason_code").to_pyarrow().to_pylist():
        table, reason, count = row["table"], row["reason_code"], row["rows"]
        total = read[table]
        share = count / total if total else None
        yield QualityRow(table, "quarantine", "", reason, count, total, share, sentence.get(reason, reason))
