"""Worked examples: a small text table in, the answer out, the working shown.

An example is the test of its definition on every engine and its page in the open book. Tables are
written with a bar between cells::

    person | attended_on | kind
    1      | 2017-05-02  | emergency_department

Codes are written as their system does (``I21``; ``local:diabetes`` where the system is not the usual
one), enumerations by name, an empty cell is null. Columns left out take the defaults of `_DEFAULTS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from pathlib import Path
from textwrap import dedent
from typing import Any

import ibis
import pyarrow as pa
from pyarrow import parquet

from lco import engine
from lco.population.tables import Records
from lco.population.terminology import FOLDER, read_terminology
from lco.records.tables import (
    CODES,
    TABLES,
    AdmissionMethod,
    AttendanceKind,
    Ethnicity,
    PackageKind,
    Setting,
    Sex,
    Table,
)
from lco.store.work_tables import SYSTEMS, WORDS


class ExampleRefused(ValueError):
    """A worked example that cannot be read; the message says which cell and why."""


@dataclass(frozen=True)
class Example:
    """A worked example.

    Attributes:
        given: record tables as text; a table left out is empty.
        expect: the answer by person or by area.
        working: how the answer comes about, in a sentence a reader can follow.
        index_on: day the definition looks back from.
        areas: ward to neighbourhood; each ward is its own area when empty.
        codelists: files of a place's own terminology, by file name.
    """

    given: Mapping[str, str]
    expect: Mapping[Any, Any]
    working: str
    index_on: date = date(2018, 4, 1)
    areas: Mapping[str, str] = field(default_factory=dict)
    codelists: Mapping[str, str] = field(default_factory=dict)


_ENUMERATIONS: Mapping[tuple[str, str], type[IntEnum]] = {
    ("people", "sex"): Sex,
    ("people", "ethnicity"): Ethnicity,
    ("conditions", "setting"): Setting,
    ("contacts", "setting"): Setting,
    ("costs", "setting"): Setting,
    ("admissions", "method"): AdmissionMethod,
    ("attendances", "kind"): AttendanceKind,
    ("care_packages", "kind"): PackageKind,
    **WORDS,
}
_SYSTEMS: Mapping[tuple[str, str], str] = {
    ("registrations", "practice"): "ods",
    ("addresses", "lsoa"): "lsoa",
    ("addresses", "ward"): "ward",
    ("conditions", "code"): "icd10",
    ("admissions", "code"): "icd10",
    ("prescriptions", "code"): "local",
    **SYSTEMS,
}
_DEFAULTS: Mapping[str, Any] = {
    "born_on": date(1950, 1, 1),
    "starts_on": date(2000, 1, 1),
    "sex": 0,
    "ethnicity": 0,
    "setting": 0,
    "method": 0,
    "kind": 0,
    "reason": 0,
    "items": 1,
    "weekly_pence": 0,
    "pence": 0,
    "is_admitted": False,
    "practice": "ods:X00001",
    "code": "local:any",
    "area": "any",
    "source": 1,
    "opened_on": date(2000, 1, 1),
    "made_on": date(2000, 1, 1),
}


def text_rows(text: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a text table, by column.

    Raises:
        ExampleRefused: when a row has more or fewer cells than the header.
    """
    lines = [line.strip() for line in text.strip().splitlines()]
    lines = [line for line in lines if line and not set(line) <= set("-+|= ")]
    if not lines:
        return
    header = [cell.strip() for cell in lines[0].split("|")]
    for line in lines[1:]:
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != len(header):
            raise ExampleRefused(f"The row '{line}' has {len(cells)} cells, its header has {len(header)}.")
        yield dict(zip(header, cells, strict=True))


class Dictionary:
    """Gives each code of a set of text tables its integer, in the order they are met."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}

    def number(self, system: str, text: str) -> int:
        """Return the integer of a code."""
        return self._numbers.setdefault((system, text), len(self._numbers) + 1)

    def rows(self) -> list[dict[str, Any]]:
        """Return the dictionary as rows of the table `codes`; a local code is its own label."""
        return [
            {"code": code, "system": system, "text": text, "label": text if system == "local" else None}
            for (system, text), code in self._numbers.items()
        ]


def typed_table(table: Table, text: str, codes: Dictionary) -> pa.Table:
    """Return a text table with the types of a record table.

    Raises:
        ExampleRefused: when a column is unknown or a cell cannot be read.
    """
    rows = []
    for number, row in enumerate(text_rows(text), start=1):
        if unknown := row.keys() - table.columns.keys():
            raise ExampleRefused(f"{table.name} has no column '{sorted(unknown)[0]}'.")
        cells = {name: _cell(table, name, row.get(name), codes) for name in table.columns}
        if "spell" in cells and cells["spell"] is None:
            cells["spell"] = number
        rows.append(cells)
    return _arrow(table, rows)


def _arrow(table: Table, rows: list[dict[str, Any]]) -> pa.Table:
    schema = ibis.schema(table.schema()).to_pyarrow()
    # Spark tells a null from a value by the data alone: one nullability for both engines.
    schema = pa.schema([pa.field(each.name, each.type) for each in schema])
    return pa.Table.from_pylist(rows, schema=schema)


def _cell(table: Table, name: str, text: str | None, codes: Dictionary) -> Any:
    column = table.columns[name]
    if not text:
        default = _DEFAULTS.get(name) if column.is_required else None
        if default is None and column.is_required and name != "spell":
            raise ExampleRefused(f"{table.name}.{name} must not be empty.")
        if not isinstance(default, str):
            return default
        text = default
    where = (table.name, name)
    try:
        if where in _SYSTEMS:
            system, _, code = text.rpartition(":")
            return codes.number(system or _SYSTEMS[where], code)
        if where in _ENUMERATIONS:
            return int(text) if text.isdigit() else int(_ENUMERATIONS[where][text.upper()])
        return _plain(column.type.lstrip("!"), text)
    except (KeyError, ValueError) as error:
        raise ExampleRefused(f"'{text}' cannot stand in {table.name}.{name}: {error}.") from error


def _plain(kind: str, text: str) -> Any:
    if kind == "date":
        return date.fromisoformat(text)
    if kind == "boolean":
        return {"true": True, "false": False, "yes": True, "no": False}[text.lower()]
    return int(text)


def write_tables(given: Mapping[str, str], folder: Path) -> None:
    """Write text tables as the Parquet files of a batch: one per record table, and ``codes.parquet``.

    Raises:
        ExampleRefused: when a table is unknown or cannot be read.
    """
    codes = Dictionary()
    if unknown := given.keys() - TABLES.keys():
        raise ExampleRefused(f"There is no record table '{sorted(unknown)[0]}'.")
    for name, table in TABLES.items():
        typed = typed_table(table, given.get(name, ""), codes)
        parquet.write_table(typed.sort_by("person"), folder / f"{name}.parquet")
    parquet.write_table(_arrow(CODES, codes.rows()), folder / "codes.parquet")


def example_records(con: Any, example: Example, folder: Path) -> Records:
    """Return the records of an example on the backend `con`, written into the empty `folder` first."""
    write_tables(example.given, folder)
    tables = {name: engine.read_parquet(con, folder / f"{name}.parquet") for name in TABLES}
    codes = engine.read_parquet(con, folder / "codes.parquet")
    records = Records(con, tables, codes)
    wards = {each.text: each.text for each in records.dictionary if each.system == "ward"}
    own = folder / FOLDER
    for name, text in example.codelists.items():
        own.mkdir(exist_ok=True)
        (own / name).write_text(dedent(text).lstrip(), encoding="utf-8")
    return Records(con, tables, codes, areas=example.areas or wards, terminology=read_terminology(folder))
