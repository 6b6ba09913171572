"""The additive model: one answer from arrays, from DuckDB and from Spark."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from lco import engine
from lco.population.risk.model import AdditiveModel, ModelRefused, Weighed
from lco.population.risk.terms import Term, Transform, design, spline
from tests.support.engines import ENGINES, connected

TERMS = (
    *spline("age", [18, 65], name="age"),
    Term("sex", "sex", Transform.EQUALS, 2),
    Term("asthma", "illnesses", Transform.BIT, 3),
    Term("top", "illnesses", Transform.BIT, 61),
    Term("attendances", "attendances", Transform.LOG1P),
    Term("frailty", "hfrs_tenths", Transform.LINEAR, when_absent=10),
    Term("no_frailty_score", "hfrs_tenths", Transform.ABSENT),
    Term("care", "has_care_package", Transform.AT_LEAST, 1),
)
MODEL = AdditiveModel(
    "m1",
    "emergency_admission",
    -3.25,
    tuple(Weighed(term, 0.1 * (-1) ** at * (at + 1) / 3, 0.3 + at) for at, term in enumerate(TERMS)),
)


def features(count: int = 500) -> pa.Table:
    """Return made-up features of the types of the feature table, nulls among them."""
    chance = np.random.default_rng(5)
    hfrs = [None if each < 0 else int(each) for each in chance.integers(-50, 400, count)]
    return pa.table(
        {
            "person": pa.array(range(count), pa.int64()),
            "age": pa.array(chance.integers(0, 105, count), pa.int16()),
            "sex": pa.array(chance.integers(0, 3, count), pa.int8()),
            "illnesses": pa.array(chance.integers(0, 2**62, count), pa.int64()),
            "attendances": pa.array(chance.integers(0, 9, count), pa.int16()),
            "hfrs_tenths": pa.array(hfrs, pa.int16()),
            "has_care_package": pa.array(chance.random(count) < 0.1, pa.bool_()),
        }
    )


def columns_of(table: pa.Table) -> dict[str, Any]:
    """Return the columns as models take them: a null is NaN, a mask is whole."""
    return {
        name: np.asarray(table[name].to_pylist(), dtype=np.int64 if name == "illnesses" else np.float64)
        for name in table.column_names
    }


def test_the_arithmetic_of_one_person() -> None:
    model = AdditiveModel(
        "m",
        "o",
        -2.0,
        (
            Weighed(Term("age", "age"), 0.01, 40.0),
            Weighed(Term("age", "age", Transform.ABOVE, 65), 0.05, 2.0),
            Weighed(Term("copd", "illnesses", Transform.BIT, 10), 0.7, 0.02),
        ),
    )
    person = {"age": np.array([75.0]), "illnesses": np.array([1 << 10])}
    assert model.log_odds_of(person)[0] == pytest.approx(-2 + 0.75 + 0.5 + 0.7)
    found = {name: values[0] for name, values in model.contributions_of(person).items()}
    assert found == pytest.approx({"age": 0.01 * 35 + 0.05 * 8, "copd": 0.7 * 0.98})


@pytest.mark.parametrize("engine_name", ENGINES)
def test_engines_and_arrays_give_one_answer(engine_name: engine.EngineName, tmp_path: Path) -> None:
    con = connected(engine_name)
    given = features()
    parquet.write_table(given, tmp_path / "features.parquet")
    table = engine.read_parquet(con, tmp_path / "features.parquet")
    scored = table.select(
        "person",
        risk=MODEL.probability(table),
        **{f"of_{name}": share for name, share in MODEL.contributions(table).items()},
    ).order_by("person")
    found = con.to_pyarrow(scored)
    arrays = columns_of(given)
    assert np.abs(found["risk"].to_numpy() - MODEL.probability_of(arrays)).max() < 1e-12
    for name, share in MODEL.contributions_of(arrays).items():
        assert np.abs(found[f"of_{name}"].to_numpy() - share).max() < 1e-12


def test_contributions_and_the_mean_person_make_the_log_odds() -> None:
    arrays = columns_of(features())
    mean = MODEL.intercept + sum(each.coefficient * each.mean for each in MODEL.terms)
    total = mean + sum(MODEL.contributions_of(arrays).values())
    assert np.abs(total - MODEL.log_odds_of(arrays)).max() < 1e-12


def test_a_null_counts_as_declared() -> None:
    term = Term("frailty", "hfrs", when_absent=7.0)
    assert design([term], {"hfrs": np.array([np.nan, 3.0])}).tolist() == [[7.0], [3.0]]
    table = ibis.memtable({"hfrs": [None, 3]}, schema={"hfrs": "int16"})
    model = AdditiveModel("m", "o", 0.0, (Weighed(term, 1.0, 0.0),))
    con = engine.connect("duckdb")
    assert con.to_pyarrow(table.select(x=model.log_odds(table)))["x"].to_pylist() == [7.0, 3.0]


def test_a_spline_bends_at_its_knots_and_nowhere_else() -> None:
    weights = [0.02, -0.05, 0.11]
    line = design(spline("age", [30, 60]), {"age": np.arange(0.0, 101.0)}) @ weights
    slopes = np.diff(line)
    assert slopes[:30] == pytest.approx(0.02)
    assert slopes[30:60] == pytest.approx(-0.03)
    assert slopes[60:] == pytest.approx(0.08)


def test_json_brings_every_number_back() -> None:
    assert AdditiveModel.from_json(MODEL.to_json()) == MODEL
    assert MODEL.features == ("age", "sex", "illnesses", "attendances", "hfrs_tenths", "has_care_package")
    assert MODEL.names[0] == "age"
    assert len(MODEL.names) == len(TERMS) - 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "not a model lco wrote"),
        ("[]", "not a model lco wrote"),
        ("{}", "not a model lco wrote"),
        ('{"format": 1, "terms": [{"term": {"transform": "cube"}}]}', "not a model lco wrote"),
        (
            json.dumps({**json.loads(MODEL.to_json()), "format": 9}),
            "has format 9, this version of lco knows 1",
        ),
    ],
)
def test_what_is_no_model_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(ModelRefused, match=sentence):
        AdditiveModel.from_json(text)


def test_a_table_without_a_feature_is_refused_by_name() -> None:
    given = features().drop_columns(["sex"])
    for scored in (
        lambda: MODEL.probability_of(columns_of(given)),
        lambda: MODEL.probability(ibis.memtable(given)),
        lambda: MODEL.contributions(ibis.memtable(given)),
    ):
        with pytest.raises(ModelRefused, match="no column 'sex'"):
            scored()
