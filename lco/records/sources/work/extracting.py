"""The rows of one file of work as the load judges them: typed, with what cannot be read marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import reduce
from typing import Any

import ibis
from ibis.expr.types import Table as Expression

from lco.records.container import SourceFile
from lco.records.delimited import FAULT
from lco.records.expressions import fault, text_of
from lco.records.extract import Coded, EventExtract, Target
from lco.records.sources.work.format import WorkFile, codes_of
from lco.store.work_tables import SYSTEMS, WORDS

_YES_NO = {"true": True, "false": False, "1": True, "0": False}
_ENGINE_TYPES = {"int64": "int64", "date": "date"}


@dataclass(frozen=True)
class _Cell:
    """A column of a file: the value read from its text, and whether the text cannot be used."""

    value: Any
    is_unread: Any
    reason: str


def extract_of(work: WorkFile, rows: Expression, file: SourceFile) -> EventExtract:
    """Return the rows of `file` for the load to judge."""
    texts = {name: text_of(rows[name]) for name in work.columns}
    cells = {name: _cell(work, name, texts[name]) for name in work.columns if not _system(work, name)}
    found = fault(*((each.is_unread, each.reason) for each in cells.values()))
    own = rows[FAULT]
    # What a row carries has names of its own: `reason` is already why a row cannot be used.
    carried = {_carried(name): each.value for name, each in cells.items() if name not in _shared(work)}
    coded = {f"{_carried(name)}_text": texts[name] for name in work.columns if _system(work, name)}
    selected = rows.select(
        fault=ibis.ifelse(own > 0, own, found).cast("int8"),
        rid=rows.rid,
        person_ref=cells["person"].value,
        own_id=reduce(lambda one, other: one + "|" + other, (texts[name] for name in work.own)),
        starts_on=cells[work.day].value,
        **({"ends_on": cells[work.ends].value} if work.ends else {}),
        **carried,
        **coded,
    )
    return EventExtract(
        work.table.name,
        selected,
        files=(str(file.path),),
        targets=(Target(work.table.name, lambda row: _columns(work, row)),),
        carry=("starts_on", *(["ends_on"] if work.ends else []), *carried),
        coded=tuple(_coded(work, name) for name in work.columns if _system(work, name)),
        may_outlive=work.may_outlive,
        is_numbered=True,
    )


def _shared(work: WorkFile) -> set[str]:
    return {"person", work.day, work.ends}


def _carried(name: str) -> str:
    return f"its_{name}"


def _system(work: WorkFile, name: str) -> str:
    return SYSTEMS.get((work.table.name, name), "")


def _cell(work: WorkFile, name: str, text: Any) -> _Cell:
    column = work.table.columns[name]
    words = WORDS.get((work.table.name, name))
    if words is not None:
        value = _code(text, words)
        return _Cell(value, value.isnull(), "unknown_word")
    kind = column.type.lstrip("!")
    value = _flag(text) if kind == "boolean" else text.try_cast(_ENGINE_TYPES[kind])
    # Who and when may be missing for a reason of their own, which the load finds.
    is_unread = value.isnull() & (text.notnull() | _must(work, name))
    return _Cell(value, is_unread, "wrong_type")


def _must(work: WorkFile, name: str) -> Any:
    return ibis.literal(work.table.columns[name].is_required and name not in _shared(work))


def _flag(text: Any) -> Any:
    branches = [(text.lower() == word, ibis.literal(value)) for word, value in _YES_NO.items()]
    return ibis.cases(*branches, else_=ibis.null("boolean"))


def _code(text: Any, words: type[IntEnum]) -> Any:
    branches = [
        (text.lower() == word, ibis.literal(code, type="int8")) for word, code in codes_of(words).items()
    ]
    return ibis.cases(*branches, else_=ibis.null("int8"))


def _coded(work: WorkFile, name: str) -> Coded:
    key = f"{_carried(name)}_text"

    def names(found: Expression) -> Expression:
        system = ibis.literal(_system(work, name))
        return found.mutate(system=system, text=found[key], label=ibis.null("string"))

    return Coded(_carried(name), key, names, is_required=work.table.columns[name].is_required)


def _columns(work: WorkFile, row: Expression) -> Mapping[str, Any]:
    shared = {work.day: row.starts_on, **({work.ends: row.ends_on} if work.ends else {})}
    return {
        name: shared[name] if name in shared else row[_carried(name)]
        for name in work.columns
        if name != "person"
    }
