"""Reasons: what counts most first, in plain words, the same on every engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest
from pyarrow import parquet

from lco import engine
from lco.population.conditions import CATALOGUE
from lco.population.features.declared import FEATURES
from lco.population.risk.model import AdditiveModel, Weighed
from lco.population.risk.predictors import PREDICTORS
from lco.population.risk.reasons import NO_REASON, change_reasons, changed, reasons
from lco.population.risk.terms import Term, Transform
from tests.support.engines import ENGINES, connected


def bit(name: str) -> int:
    return CATALOGUE[name].bit


MODEL = AdditiveModel(
    "m",
    "emergency_admission",
    -3.0,
    (
        Weighed(Term("age", "age"), 0.02, 40.0),
        Weighed(Term("sex", "sex", Transform.EQUALS, 2), 0.9, 0.5),
        Weighed(Term("dementia", "illnesses", Transform.BIT, bit("dementia").bit_length() - 1), 0.5, 0.0),
        Weighed(Term("asthma", "illnesses", Transform.BIT, bit("asthma").bit_length() - 1), 0.05, 0.0),
        Weighed(Term("copd", "illnesses", Transform.BIT, bit("copd").bit_length() - 1), -0.8, 0.9),
        Weighed(Term("emergency_admissions_0_90", "emergency_admissions_0_90"), 0.4, 0.0),
        Weighed(Term("attendances", "attendances", Transform.LOG1P), 0.3, 0.0),
        Weighed(Term("has_care_package", "has_care_package", Transform.AT_LEAST, 1), 0.3, 0.0),
    ),
)
TYPES = {
    "age": pa.int16(),
    "sex": pa.int8(),
    "illnesses": pa.int64(),
    "emergency_admissions_0_90": pa.int16(),
    "attendances": pa.int16(),
    "has_care_package": pa.bool_(),
}
NOBODY = {"age": 30, "sex": 1, "illnesses": 0, "emergency_admissions_0_90": 0, "attendances": 0}
NOBODY["has_care_package"] = False


def column(con: Any, folder: Path, rows: list[dict[str, Any]], words: Any) -> list[str]:
    """Return the words of each row, in order, computed by the engine."""
    types = {name: TYPES[name.removeprefix("before_")] for name in rows[0]}
    schema = pa.schema([("person", pa.int64()), *types.items()])
    numbered = [{"person": at, **row} for at, row in enumerate(rows)]
    parquet.write_table(pa.Table.from_pylist(numbered, schema=schema), folder / "rows.parquet")
    table = engine.read_parquet(con, folder / "rows.parquet")
    found = con.to_pyarrow(table.select("person", words=words(table)).order_by("person"))
    return [str(each) for each in found["words"].to_pylist()]


@pytest.mark.parametrize("engine_name", ENGINES)
def test_reasons_say_what_counts_most_first(engine_name: engine.EngineName, tmp_path: Path) -> None:
    rows = [
        {**NOBODY, "age": 80, "illnesses": bit("dementia") | bit("asthma"), "emergency_admissions_0_90": 2},
        {**NOBODY, "sex": 2},  # raises the chance most, and has no words
        {**NOBODY, "illnesses": bit("copd")},  # on record, and lowers the chance
        {**NOBODY, "attendances": 1, "has_care_package": True, "emergency_admissions_0_90": 1},
        {**NOBODY, "age": 90, "illnesses": bit("dementia"), "emergency_admissions_0_90": 1, "attendances": 5,
         "has_care_package": True},
    ]  # fmt: skip
    found = column(connected(engine_name), tmp_path, rows, lambda table: reasons(table, MODEL))
    assert found == [
        "aged 80; 2 emergency admissions in the last 3 months; dementia",
        NO_REASON,
        NO_REASON,
        "an emergency admission in the last 3 months; social care at home; "
        "an emergency attendance in 12 months",
        "aged 90; 5 emergency attendances in 12 months; dementia; "
        "an emergency admission in the last 3 months",
    ]


def before(row: dict[str, Any]) -> dict[str, Any]:
    return {f"before_{name}": value for name, value in row.items()}


@pytest.mark.parametrize("engine_name", ENGINES)
def test_changes_say_what_moved_the_chance_the_way_it_went(
    engine_name: engine.EngineName, tmp_path: Path
) -> None:
    ill = {**NOBODY, "illnesses": bit("dementia"), "emergency_admissions_0_90": 2, "has_care_package": True}
    rows = [
        {**ill, **before(NOBODY)},
        {**NOBODY, **before(ill)},
        {**NOBODY, **before(NOBODY)},
        {**ill, **before({**ill, "emergency_admissions_0_90": 1, "age": 20})},
        {**ill, "has_care_package": False, **before({**ill, "emergency_admissions_0_90": 1})},
    ]
    found = column(
        connected(engine_name), tmp_path, rows, lambda table: changed(table, MODEL, before="before_")
    )
    assert found == [
        "2 emergency admissions in the last 3 months, was none; new on record: dementia; "
        "now social care at home",
        "no emergency admissions in the last 3 months, was 2; no longer on record: dementia; "
        "no longer social care at home",
        "",
        "2 emergency admissions in the last 3 months, was 1; now aged 30",
        "2 emergency admissions in the last 3 months, was 1",  # the care that ended went the other way
    ]


def test_changes_are_of_people_of_both_days(tmp_path: Path) -> None:
    schema = pa.schema([("person", pa.int64()), *TYPES.items()])
    later = [{"person": 7, **NOBODY, "attendances": 3}, {"person": 8, **NOBODY}]
    earlier = [{"person": 9, **NOBODY}, {"person": 7, **NOBODY}]
    now, before = (ibis.memtable(pa.Table.from_pylist(rows, schema=schema)) for rows in (later, earlier))
    found = engine.connect("duckdb").to_pyarrow(change_reasons(now, before, MODEL)).to_pylist()
    assert found == [{"person": 7, "changed": "3 emergency attendances in 12 months, was none"}]


def test_no_more_reasons_than_asked_for(tmp_path: Path) -> None:
    row = {**NOBODY, "age": 90, "illnesses": bit("dementia"), "emergency_admissions_0_90": 1}
    con = engine.connect("duckdb")
    assert column(con, tmp_path, [row], lambda table: reasons(table, MODEL, most=1)) == ["aged 90"]


def test_every_condition_and_every_count_that_predicts_has_words_or_is_meant_to_have_none() -> None:
    names = {term.name for terms in PREDICTORS.values() for term in terms}
    silent = {name for name in names - set(CATALOGUE) if not (FEATURES[name].one or FEATURES[name].many)}
    assert silent == {"sex", "days_since_discharge", "hfrs_tenths", "charlson"}
    assert all(each.plain_words for each in CATALOGUE.values())


def test_reasons_never_speak_of_the_model() -> None:
    said = [NO_REASON, *(each.one + each.many for each in FEATURES.values())]
    assert not [each for each in said if "model" in each or "score" in each or "algorithm" in each]
