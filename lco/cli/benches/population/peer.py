"""What the hand-written query is filled with: the masks of codes, and the points of each score."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from string import Template
from typing import Any

import pyarrow as pa

from lco.population.codelist import CodeList, bits_of_codes, load, split
from lco.population.conditions import CATALOGUE, LONG_TERM, condition_codes
from lco.population.cut_offs import cut_off
from lco.population.features.table import READ
from lco.population.scores import charlson, cmms, elixhauser, hfrs
from lco.population.tables import Records
from lco.population.weights import Weights

_QUERY = Path(__file__).with_name("features.sql")
_LISTS: Mapping[str, CodeList] = {
    "charlson": charlson.GROUPS,
    "elixhauser": elixhauser.GROUPS,
    "illnesses": condition_codes(),
    "hfrs": hfrs.GROUPS,
    "fall": load("falls"),
    "medicine": cmms.MEDICINES,
}


def prepare(records: Records, deprivation: Mapping[str, int]) -> None:
    """Give the engine the tables the query names: views of the records, masks of codes, fifths of areas."""
    con = records.con
    for name in READ:
        con.create_view(name, records[name], overwrite=True)
    con.create_table("codes", codes_of(records), overwrite=True)
    areas = [each for each in records.dictionary if each.system == "lsoa" and each.text in deprivation]
    schema = pa.schema([("lsoa", pa.int32()), ("deprivation", pa.int8())])
    columns = [[each.code for each in areas], [deprivation[each.text] for each in areas]]
    con.create_table("fifths", pa.table(columns, schema=schema), overwrite=True)


def codes_of(records: Records) -> pa.Table:
    """Return every code in any group of any list with its masks, one column each."""
    found = {name: bits_of_codes(records, codelist) for name, codelist in _LISTS.items()}
    codes = sorted(set().union(*found.values()))
    columns: dict[str, Any] = {"code": pa.array(codes, pa.int32())}
    for name, codelist in _LISTS.items():
        rows = [split(found[name].get(code, 0), codelist) for code in codes]
        for number in range(len(codelist.columns)):
            column = f"{name}_{number}" if len(codelist.columns) > 1 else name
            columns[column] = pa.array([row[number] for row in rows], pa.int64())
    return pa.table(columns)


def query(index_on: date) -> str:
    """Return the hand-written query of the feature table as of a day."""
    counted = _counted_illnesses()
    return Template(_QUERY.read_text(encoding="utf-8")).substitute(
        day=f"DATE '{index_on}'",
        cancer=CATALOGUE["cancer"].bit,
        cancer_days=cut_off("cmms_cancer_days"),
        long_term=LONG_TERM,
        adult=cut_off("cmms_age_from"),
        often=" | ".join(_often(kind) for kind in cmms.MEDICINES.groups),
        charlson=_points(charlson.WEIGHTS, charlson.GROUPS, "quan_2011", ["charlson"]),
        charlson_1987=_points(charlson.WEIGHTS, charlson.GROUPS, "original_1987", ["charlson"]),
        elixhauser=_points(elixhauser.WEIGHTS, elixhauser.GROUPS, "van_walraven", ["elixhauser"]),
        hfrs=_points(hfrs.WEIGHTS, hfrs.GROUPS, "tenths", ["hfrs_0", "hfrs_1"]),
        cmms=_points(cmms.WEIGHTS, cmms.GROUPS, "general", [f"({counted})"]),
    )


def _often(kind: str) -> str:
    _, bit = cmms.MEDICINES.place(kind)
    issues = f"sum(CASE WHEN medicine & {bit} <> 0 THEN issues ELSE 0 END)"
    return f"(CASE WHEN {issues} >= {cut_off('cmms_issues')} THEN {bit} ELSE 0 END)"


def _counted_illnesses() -> str:
    """Return the bits the multimorbidity score counts, as its own file does."""
    bit = {each.id: each.bit for each in CATALOGUE.values()}
    said = "coalesce(often, 0)"
    alone = sum(bit[each] for each in cmms.BY_MEDICINE_ALONE) | bit["cancer"]
    parts = [f"(held & {~alone & (1 << 62) - 1})", "coalesce(lately, 0)"]
    for condition, kinds in cmms.BY_MEDICINE.items():
        some = sum(cmms.MEDICINES.place(kind)[1] for kind in kinds)
        parts.append(f"(CASE WHEN {said} & {some} <> 0 THEN {bit[condition]} ELSE 0 END)")
    for condition, other in cmms.COUNTED_AS.items():
        parts.append(f"(CASE WHEN held & {bit[condition]} <> 0 THEN {bit[other]} ELSE 0 END)")
    return " | ".join(parts)


def _points(weights: Weights, codelist: CodeList, edition: str, columns: list[str]) -> str:
    """Return the points of a score: a count of bits for each weight, the milder forms cleared first."""
    kept = [f"coalesce({column}, 0)" for column in columns]
    for mild, severe in weights.yields_to.items():
        (column, bit), (other, severe_bit) = codelist.place(mild), codelist.place(severe)
        clear = f"CASE WHEN coalesce({columns[other]}, 0) & {severe_bit} <> 0 THEN {bit} ELSE 0 END"
        kept[column] = f"({kept[column]} & ~({clear}))"
    alike: dict[tuple[int, int], int] = {}
    for group, weight in weights.editions[edition].items():
        column, bit = codelist.place(group)
        if weight:
            alike[weight, column] = alike.get((weight, column), 0) | bit
    terms = [
        f"bit_count({kept[column]} & {bits})::int * {weight}" for (weight, column), bits in alike.items()
    ]
    return " + ".join(terms)
