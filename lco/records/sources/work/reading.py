"""Read the judgements a web application sent: a file of CSV or Parquet in a folder or zip, or by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any

import ibis
import pyarrow.parquet as pq
from ibis.expr.types import Table as Expression

from lco.records.container import SourceFile, SourceRefused
from lco.records.delimited import FAULT, Delimited, read_delimited
from lco.records.expressions import fault, text_of
from lco.records.extract import EventExtract, Extraction, Locate, Place, Target
from lco.records.sources.work.format import COLUMNS, JUDGEMENTS, codes_of


def read(con: Any, files: Sequence[SourceFile], *, scratch: Path) -> Extraction:
    """Return the judgements of people the store knows by the pseudonyms in the file.

    Raises:
        SourceRefused: when there is no such file or there are two, or a column is missing or unknown.
    """
    file = _only_one([each for each in files if each.stem == JUDGEMENTS])
    rows, locate = _parquet(con, file) if file.ending == ".parquet" else _csv(con, file, scratch)
    _refuse_columns(file, [name for name in rows.columns if name not in {FAULT, "rid"}])
    unused = {f"file {each.name}": 1 for each in files if each is not file}
    return Extraction(None, (_judgements(rows, file),), locate, unused, has_pseudonyms=True)


def _only_one(found: Sequence[SourceFile]) -> SourceFile:
    readable = [file for file in found if file.ending in {".csv", ".parquet"}]
    if not readable:
        raise SourceRefused(
            f"There is no {JUDGEMENTS}.csv or {JUDGEMENTS}.parquet: have the web application write one."
        )
    if len(readable) > 1:
        raise SourceRefused(f"{readable[0].name} and {readable[1].name} are both there: keep one of them.")
    return readable[0]


def _csv(con: Any, file: SourceFile, scratch: Path) -> tuple[Expression, Locate]:
    found: Delimited = read_delimited(con, file, name="work_judgements", scratch=scratch)
    return found.rows, lambda _, rows: found.locate(rows)


def _parquet(con: Any, file: SourceFile) -> tuple[Expression, Locate]:
    try:
        pq.read_metadata(file.path)
    except (OSError, ValueError) as error:
        raise SourceRefused(f"{file.name} is no Parquet file or is damaged: export it again.") from error
    rows = con.read_parquet(str(file.path), file_row_number=True).rename(rid="file_row_number")
    texts = {name: rows[name].cast("string") for name in rows.columns if name != "rid"}
    rows = rows.select(**texts, rid=rows.rid, **{FAULT: ibis.literal(0, type="int8")})

    def locate(_: str, wanted: Iterator[tuple[int, int]]) -> Iterator[tuple[Place, int]]:
        return ((Place(file.name, None, row + 1), number) for row, number in wanted)

    return rows, locate


def _refuse_columns(file: SourceFile, columns: Sequence[str]) -> None:
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        raise SourceRefused(f"{file.name} has no column '{missing[0]}': send the judgements again.")
    unknown = [name for name in columns if name not in COLUMNS]
    if unknown:
        raise SourceRefused(
            f"{file.name} has a column '{unknown[0][:40]}', which judgements do not have: it may have "
            f"{', '.join(COLUMNS)}, and nothing that says who a person is."
        )


def _judgements(rows: Expression, file: SourceFile) -> EventExtract:
    texts = {name: text_of(rows[name]) for name in COLUMNS}
    person, judged_on = texts["person"].try_cast("int64"), texts["judged_on"].try_cast("date")
    ends_on = texts["ends_before"].try_cast("date")
    words = {name: _code(texts[name], known) for name, known in COLUMNS.items() if known is not None}
    values = {"person": person, "judged_on": judged_on, "ends_before": ends_on}
    unread = [(texts[name].notnull() & value.isnull(), "wrong_type") for name, value in values.items()]
    found = fault(*unread, *((value.isnull(), "unknown_word") for value in words.values()))
    own = rows[FAULT]
    return EventExtract(
        JUDGEMENTS,
        rows.select(
            fault=ibis.ifelse(own > 0, own, found).cast("int8"),
            rid=rows.rid,
            person_ref=person,
            # Of one person on one day there is one judgement: a second that says otherwise is refused.
            own_id=texts["person"] + "|" + texts["judged_on"],
            starts_on=judged_on,
            ends_on=ends_on,
            tier=words["tier"],
            judged_because=words["reason"],
        ),
        files=(str(file.path),),
        targets=(Target(JUDGEMENTS, _columns),),
        carry=("starts_on", "ends_on", "tier", "judged_because"),
        is_numbered=True,
    )


def _code(text: Any, words: type[IntEnum]) -> Any:
    branches = [
        (text.lower() == word, ibis.literal(code, type="int8")) for word, code in codes_of(words).items()
    ]
    return ibis.cases(*branches, else_=ibis.null("int8"))


def _columns(row: Expression) -> Mapping[str, Any]:
    return {
        "judged_on": row.starts_on,
        "ends_before": row.ends_on,
        "tier": row.tier,
        "reason": row.judged_because,
    }
