"""Find the OMOP tables of a source and read each with typed columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import ibis
import pyarrow.parquet as pq
from ibis.common.exceptions import IbisError
from ibis.expr.types import Table as Expression

from lco import engine
from lco.records.container import SourceFile, SourceRefused
from lco.records.delimited import FAULT, Delimited, read_delimited
from lco.records.expressions import fault
from lco.records.extract import Extraction, Place
from lco.records.sources.omop import events, people
from lco.records.sources.omop.columns import COLUMNS


def read(con: Any, files: Sequence[SourceFile], *, scratch: Path) -> Extraction:
    """Return the people and events of an OMOP source.

    Raises:
        SourceRefused: when the table person or a column that must be there is missing.
    """
    found = _tables_of(files, scratch)
    if "person" not in found:
        raise SourceRefused(
            "There is no OMOP table 'person': give a folder or zip with person.parquet or person.csv, "
            "or a DuckDB file."
        )
    delimited: dict[str, Delimited] = {}
    tables: dict[str, Expression] = {}
    names: dict[str, str] = {}
    paths: dict[str, str] = {}
    for table, file in found.items():
        if table in COLUMNS:
            raw = _raw(con, table, file, scratch, delimited)
            tables[table] = _typed(table, raw, file)
            names[str(file.path)] = file.name
            paths[table] = str(file.path)

    def locate(file: str, rows: Iterator[tuple[int, int]]) -> Iterator[tuple[Place, int]]:
        if file in delimited:
            yield from delimited[file].locate(rows)
            return
        for row, number in rows:
            yield Place(names[file], None, row + 1), number

    persons = people.people(tables, paths["person"])
    return Extraction(persons, events.extracts(tables, paths), locate, _unused(found))


def _unused(found: dict[str, SourceFile]) -> dict[str, int]:
    counts = {f"of table {name}": _count(file) for name, file in found.items() if name not in COLUMNS}
    return {name: count for name, count in counts.items() if count}


def _count(file: SourceFile) -> int:
    """Return how many rows a table that is not used has; of a CSV file only that it is there."""
    try:
        return int(pq.read_metadata(file.path).num_rows) if file.ending == ".parquet" else 1
    except (OSError, ValueError):
        return 1


def _tables_of(files: Sequence[SourceFile], scratch: Path) -> dict[str, SourceFile]:
    found: dict[str, SourceFile] = {}
    for file in files:
        if file.ending in {".duckdb", ".db"}:
            entries = _unpack_database(file, scratch)
        elif file.ending in {".parquet", ".csv", ".tsv"}:
            entries = {file.stem: file}
        else:
            continue
        for table, entry in entries.items():
            if table in found:
                raise SourceRefused(
                    f"The OMOP table '{table}' is there twice, as {entry.name} and {found[table].name}."
                )
            found[table] = entry
    return found


def _unpack_database(file: SourceFile, scratch: Path) -> dict[str, SourceFile]:
    """Copy the tables of a DuckDB file to Parquet through an engine that can reach nothing else."""
    folder = scratch / "database"
    folder.mkdir(exist_ok=True)
    try:
        database = engine.open_duckdb_file(file.path)
        entries = {}
        for name in _table_names(database):
            target = folder / f"{name.lower()}.parquet"
            batches = database.table(name).to_pyarrow_batches(chunk_size=engine.ROW_GROUP_ROWS)
            with pq.ParquetWriter(target, batches.schema) as writer:
                for batch in batches:
                    writer.write_batch(batch)
            entries[name.lower()] = SourceFile(target, f"{file.name}:{name}")
        database.disconnect()
    except (*engine.errors(), IbisError) as error:
        raise SourceRefused(
            f"{file.name} is no DuckDB file this version can read: export Parquet instead."
        ) from error
    return entries


def _table_names(database: Any) -> list[str]:
    """Return the tables that are read; a view is none, since it may say anything."""
    tables = database.table("tables", database=("system", "information_schema"))
    found = tables.filter(tables.table_type == "BASE TABLE").select("table_name").to_pyarrow()
    return [name for name in found["table_name"].to_pylist() if name.lower() in COLUMNS]


def _raw(
    con: Any, table: str, file: SourceFile, scratch: Path, delimited: dict[str, Delimited]
) -> Expression:
    if file.ending in {".csv", ".tsv"}:
        read_rows = read_delimited(con, file, name=f"omop_{table}", scratch=scratch)
        delimited[str(file.path)] = read_rows
        return read_rows.rows
    try:
        pq.read_metadata(file.path)
    except (OSError, ValueError) as error:
        raise SourceRefused(f"{file.name} is no Parquet file or is damaged: export it again.") from error
    rows: Expression = con.read_parquet(str(file.path), file_row_number=True)
    rows = rows.rename(rid="file_row_number")
    return rows.rename({name.lower(): name for name in rows.columns if name != name.lower()})


def _typed(table: str, raw: Expression, file: SourceFile) -> Expression:
    """Return a table's columns with their types, ``rid``, and ``fault`` where one cannot be read."""
    missing = [
        name for name, type_ in COLUMNS[table].items() if type_.startswith("!") and name not in raw.columns
    ]
    if missing:
        raise SourceRefused(f"{file.name} has no column '{missing[0]}', which OMOP CDM 5.4 asks for: add it.")
    values, unread = {}, []
    for name, type_ in COLUMNS[table].items():
        wanted = type_.lstrip("!")
        if name not in raw.columns:
            values[name] = ibis.null(wanted)
            continue
        value, is_fault = _value(raw[name], wanted)
        values[name] = value
        unread += [(is_fault, "wrong_type")] if is_fault is not None else []
    own = raw[FAULT] if FAULT in raw.columns else ibis.literal(0, type="int8")
    found = fault(*unread)
    return raw.select(
        **values,
        fault=ibis.ifelse(own > 0, own, found).cast("int8"),
        rid=raw.rid,
    )


def _value(column: Any, wanted: str) -> tuple[Any, Any]:
    """Return a column as the type wanted, and when it cannot be read; None when it always can."""
    type_ = column.type()
    is_number = type_.is_numeric() and not type_.is_boolean()
    is_sure = {
        "int64": type_.is_integer(),
        "float64": is_number,
        "date": type_.is_date() or type_.is_timestamp(),
        "string": False,
    }
    if is_sure[wanted]:
        return column.cast(wanted), None
    if wanted == "string" and type_.is_string():
        return column.strip().nullif(""), None
    if not (type_.is_string() or is_number or type_.is_date()):
        return ibis.null(wanted), column.notnull()
    text = column.cast("string").strip().nullif("")
    # '12.0' is how a spreadsheet writes an integer.
    read_value = (
        text.re_replace(r"\.0+$", "").try_cast("int64") if wanted == "int64" else text.try_cast(wanted)
    )
    if wanted == "string":
        return text, None
    return read_value, text.notnull() & read_value.isnull()
