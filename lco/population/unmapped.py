"""Codes of the records that belong to no condition: counted and shown, never silently dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import ibis

from lco.population.codelist import bits_of_codes
from lco.population.conditions import condition_codes
from lco.population.tables import Code, Records


@dataclass(frozen=True)
class Coverage:
    """How much of what was diagnosed the conditions of the catalogue cover.

    Attributes:
        codes: different codes of diagnoses in the records.
        unmapped_codes: those in no condition.
        rows: diagnoses recorded.
        unmapped_rows: those with a code in no condition.
        commonest: the codes in no condition that were recorded most, each with its rows.
    """

    codes: int
    unmapped_codes: int
    rows: int
    unmapped_rows: int
    commonest: tuple[tuple[Code, int], ...]


def coverage(records: Records, *, most: int = 20) -> Coverage:
    """Return how many codes and rows of diagnoses belong to no condition.

    Only codes are told and how often each was recorded: nothing about a person.
    """
    counted = _rows_by_code(records)
    mapped = bits_of_codes(records, condition_codes())
    unmapped = {code: rows for code, rows in counted.items() if code not in mapped}
    entries = {each.code: each for each in records.dictionary}
    ordered = sorted(unmapped, key=lambda code: (-unmapped[code], code))
    return Coverage(
        codes=len(counted),
        unmapped_codes=len(unmapped),
        rows=sum(counted.values()),
        unmapped_rows=sum(unmapped.values()),
        commonest=tuple((entries[code], unmapped[code]) for code in ordered[:most]),
    )


def _rows_by_code(records: Records) -> Mapping[int, int]:
    diagnoses, stays = records["conditions"], records["admissions"]
    coded = diagnoses.select("code").union(stays.filter(stays.code.notnull()).select("code"))
    counted = coded.group_by("code").agg(rows=ibis._.count())
    found = records.con.to_pyarrow(counted).to_pylist()
    return {row["code"]: row["rows"] for row in found}
