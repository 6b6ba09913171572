"""Read the platform's own CSV files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import ibis
from ibis.expr.types import Table as Expression

from lco.records.container import SourceFile, SourceRefused
from lco.records.delimited import FAULT, Delimited, read_delimited
from lco.records.expressions import fault, words
from lco.records.extract import Coded, EventExtract, Extraction, PeopleExtract, Place, Target
from lco.records.sources.csv.format import DAY_OF, FILES, Cell, words_of
from lco.records.systems import coded_as_written, written_code

_AREA_SYSTEMS = {"practice": "ods", "lsoa": "lsoa", "ward": "ward", "unit": "ucum"}
_PERIODS = {"registrations", "addresses"}


def read(con: Any, files: Sequence[SourceFile], *, scratch: Path) -> Extraction:
    """Return the people and events of CSV files named like the record tables.

    Raises:
        SourceRefused: when no file is named like a record table, or a column is missing or unknown.
    """
    found = {file.stem: file for file in files if file.ending == ".csv" and file.stem in FILES}
    if not found:
        raise SourceRefused(
            "There is no file named like a record table, such as people.csv: see 'lco records template'."
        )
    tables: dict[str, Delimited] = {}
    for name, file in found.items():
        tables[name] = read_delimited(con, file, name=f"csv_{name}", scratch=scratch)
        _refuse_columns(file, name, [one for one in tables[name].rows.columns if one not in {FAULT, "rid"}])
    by_path = {str(table.file.path): table for table in tables.values()}

    def locate(file: str, rows: Iterator[tuple[int, int]]) -> Iterator[tuple[Place, int]]:
        return by_path[file].locate(rows)

    unused = {f"file {file.name}": 1 for file in files if file not in found.values()}
    people = (
        PeopleExtract("people", _people(tables["people"]), (str(tables["people"].file.path),))
        if "people" in tables
        else None
    )
    events = tuple(_event(name, tables[name]) for name in FILES if name in tables and name != "people")
    return Extraction(people, events, locate, unused)


def _refuse_columns(file: SourceFile, table: str, columns: Sequence[str]) -> None:
    known = FILES[table]
    missing = [name for name, cell in known.items() if cell.is_required and name not in columns]
    if missing:
        raise SourceRefused(f"{file.name} has no column '{missing[0]}': see 'lco records template'.")
    unknown = [name for name in columns if name not in known]
    if unknown:
        raise SourceRefused(
            f"{file.name} has a column '{unknown[0][:40]}', which {table} does not know: "
            f"it may have {', '.join(known)}."
        )


def _cells(table: str, read_rows: Delimited) -> tuple[dict[str, Any], Any]:
    """Return the columns of a table as values, and the fault of each row."""
    rows = read_rows.rows
    values, found = {}, []
    for name, cell in FILES[table].items():
        text = words(rows[name]) if name in rows.columns else ibis.null("string")
        values[name], unread = _value(text, cell)
        found += [(unread, "unknown_word" if cell.words else "wrong_type")] if unread is not None else []
    own = rows[FAULT]
    return values, ibis.ifelse(own > 0, own, fault(*found)).cast("int8")


def _value(text: Any, cell: Cell) -> tuple[Any, Any]:
    """Return a cell as its value, and when it cannot be read; None when it always can."""
    if cell.words is not None:
        return _word(text, words_of(cell), is_required=cell.is_required)
    if cell.kind == "text":
        return text, None
    if cell.kind == "yes_no":
        return _word(text, {"no": 0, "yes": 1, "false": 0, "true": 1}, is_required=cell.is_required)
    reads: dict[str, Any] = {
        "day": lambda: text.try_cast("date"),
        "whole": lambda: text.try_cast("int16"),
        "number": lambda: text.try_cast("float64"),
        "pounds": lambda: (text.try_cast("decimal(18, 4)") * 100).round(0).try_cast("int64"),
    }
    value = reads[cell.kind]()
    return value, text.notnull() & value.isnull()


def _word(text: Any, known: Mapping[str, int], *, is_required: bool) -> tuple[Any, Any]:
    written = text.lower().replace(" ", "_")
    branches = [(written == word, ibis.literal(code, type="int8")) for word, code in known.items()]
    value = ibis.cases(*branches, else_=ibis.null("int8"))
    # Where nothing means 'not known', an empty cell is no word either.
    may_be_empty = 0 in known.values() and not is_required
    return value.fill_null(0), (text.notnull() & value.isnull()) if may_be_empty else value.isnull()


def _people(read_rows: Delimited) -> Expression:
    values, found = _cells("people", read_rows)
    return read_rows.rows.select(
        fault=found,
        person_ref=values["person_id"],
        nhs_text=values["nhs_number"],
        given_name=values["given_name"],
        family_name=values["family_name"],
        born_on=values["born_on"],
        sex=values["sex"],
        ethnicity=values["ethnicity"],
        died_on=ibis.null("date"),
        address=values["address"],
        postcode=values["postcode"],
        lsoa=ibis.null("string"),
        ward=ibis.null("string"),
        lives_from=ibis.null("date"),
        practice=ibis.null("string"),
        registered_from=ibis.null("date"),
        is_synthetic=ibis.literal(False),
    )


def _event(table: str, read_rows: Delimited) -> EventExtract:
    values, found = _cells(table, read_rows)
    shared = {
        "fault": found,
        "rid": read_rows.rows.rid,
        "person_ref": values["person_id"],
        "own_id": _own_id(table, values),
        "starts_on": values[DAY_OF[table]],
    }
    if "ends_before" in values:
        shared["ends_on"] = values["ends_before"]
    codes, coded = _codes(table, values)
    carried = {column: values[name] for name, column in _CARRIED.items() if name in values}
    carry = ["starts_on", *carried]
    if "spell_id" in values:
        shared["spell_ref"] = values["spell_id"]
        carry.append("spell")
    if "ends_on" in shared:
        carry.append("ends_on")
    return EventExtract(
        table,
        read_rows.rows.select(**shared, **codes, **carried),
        files=(str(read_rows.file.path),),
        targets=(Target(table, lambda row: _columns(table, row)),),
        carry=tuple(carry),
        coded=coded,
        may_outlive=table in {"costs", "registrations", "addresses"},
        is_period_of_person=table in _PERIODS,
        is_numbered=True,
    )


def _codes(table: str, values: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Coded, ...]]:
    """Return the columns of codes of a table, and how each becomes an integer."""
    columns: dict[str, Any] = {}
    coded: list[Coded] = []
    if "code" in values:
        system = values["system"].fill_null("local")
        columns |= written_code("code", system=system, text=values["code"], label=values["label"])
        coded.append(coded_as_written("code", is_required=FILES[table]["code"].is_required))
    for name in _AREA_SYSTEMS:
        if name in values:
            columns[f"{name}_text"] = values[name]
            coded.append(_area(name, is_required=FILES[table][name].is_required))
    return columns, tuple(coded)


_CARRIED = {
    **{
        name: name
        for name in ("setting", "method", "kind", "is_admitted", "items", "value", "tier", "is_out")
    },
    "weekly_pounds": "weekly_pence",
    "pounds": "pence",
    "reason": "judged_because",  # a judged row has a reason of its own: why it cannot be used
}


def _own_id(table: str, values: Mapping[str, Any]) -> Any:
    if table == "admissions":
        return values["spell_id"]
    return values["person_id"] if table == "deaths" else ibis.null("string")


def _area(column: str, *, is_required: bool) -> Coded:
    def names(found: Expression) -> Expression:
        return found.mutate(
            system=ibis.literal(_AREA_SYSTEMS[column]),
            text=found[f"{column}_text"],
            label=ibis.null("string"),
        )

    return Coded(column, f"{column}_text", names, is_required=is_required)


def _columns(table: str, row: Expression) -> dict[str, Any]:
    """Return the columns of a record table from a judged row."""
    values = {name: row[name] for name in row.columns}
    values[DAY_OF[table]] = row.starts_on
    renamed = {"ends_before": "ends_on", "reason": "judged_because"}
    for name, source in renamed.items():
        if source in values:
            values[name] = values[source]
    for name in {"is_admitted", "is_out"} & values.keys():
        values[name] = values[name].cast("boolean")
    if "items" in values:
        values["items"] = values["items"].fill_null(1)
    return values
