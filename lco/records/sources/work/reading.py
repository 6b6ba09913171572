"""Read the work a web application sent: files of CSV or Parquet in a folder or zip, or one by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import ibis
import pyarrow.parquet as pq
from ibis.expr.types import Table as Expression

from lco.records.container import SourceFile, SourceRefused
from lco.records.delimited import FAULT, read_delimited
from lco.records.extract import Extraction, Locate, Place
from lco.records.sources.work.extracting import extract_of
from lco.records.sources.work.format import FILES, WorkFile


def read(con: Any, files: Sequence[SourceFile], *, scratch: Path) -> Extraction:
    """Return the work on people the store knows by the pseudonyms in the files.

    Raises:
        SourceRefused: when no file is one of `FILES`, one stands twice, or a column is missing or unknown.
    """
    found = {name: _only_one(name, files) for name in FILES}
    chosen = {name: file for name, file in found.items() if file is not None}
    if not chosen:
        raise SourceRefused(
            "There is no judgements.csv, cases.csv or other file of the teams' work: have the web "
            "application write them with 'manage.py send_work'."
        )
    events, places = [], {}
    for name, file in chosen.items():
        rows, places[str(file.path)] = _rows(con, file, name, scratch)
        _refuse_columns(file, FILES[name], [each for each in rows.columns if each not in {FAULT, "rid"}])
        events.append(extract_of(FILES[name], rows, file))

    def locate(path: str, wanted: Iterator[tuple[int, int]]) -> Iterator[tuple[Place, int]]:
        return places[path](path, wanted)

    unused = {f"file {each.name}": 1 for each in files if each not in chosen.values()}
    return Extraction(None, tuple(events), locate, unused, has_pseudonyms=True)


def _only_one(name: str, files: Sequence[SourceFile]) -> SourceFile | None:
    readable = [file for file in files if file.stem == name and file.ending in {".csv", ".parquet"}]
    if len(readable) > 1:
        raise SourceRefused(f"{readable[0].name} and {readable[1].name} are both there: keep one of them.")
    return readable[0] if readable else None


def _rows(con: Any, file: SourceFile, name: str, scratch: Path) -> tuple[Expression, Locate]:
    if file.ending == ".parquet":
        return _parquet(con, file)
    found = read_delimited(con, file, name=f"work_{name}", scratch=scratch)
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


def _refuse_columns(file: SourceFile, work: WorkFile, columns: Sequence[str]) -> None:
    missing = [name for name in work.columns if name not in columns]
    if missing:
        raise SourceRefused(f"{file.name} has no column '{missing[0]}': send the work again.")
    unknown = [name for name in columns if name not in work.columns]
    if unknown:
        raise SourceRefused(
            f"{file.name} has a column '{unknown[0][:40]}', which {work.table.name} do not have: it may have "
            f"{', '.join(work.columns)}, and nothing that says who a person is."
        )
