"""Weighed sums of terms in the engine: what the arrays say, for every value a feature may take."""

from __future__ import annotations

import math
from pathlib import Path

import ibis
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from lco import engine
from lco.population.risk.expressions import weighed_sum
from lco.population.risk.terms import Term, Transform, design, spline
from tests.support.engines import ENGINES, connected

# Beyond what is looked up on both sides, at its edges, and null.
NUMBERS = [None, -3, -1, 0, 1, 4, 5, 64, 65, 126, 127, 128, 129, 300, 32_767]
MASKS = [None, 0, 1, 255, 256, 2**44, 2**62 - 1, 2**61, 0b1011 << 13, 3, 2**56, 5, 9, 17, 33]
CON = engine.connect("duckdb")


def by_arrays(terms: list[tuple[Term, float]], table: pa.Table, start: float) -> np.ndarray:
    columns = {}
    for name in table.column_names:
        values = table[name].to_pylist()
        whole = [0 if each is None else each for each in values]
        gone = [np.nan if each is None else each for each in values]
        columns[name] = np.array(whole, np.int64) if name == "mask" else np.array(gone, np.float64)
    weights = np.array([weight for _, weight in terms])
    answer: np.ndarray = start + design([term for term, _ in terms], columns) @ weights
    return answer


def drawn(seed: int) -> list[tuple[Term, float]]:
    """Return weighed terms of every kind: a spline, all bits, and each transform beside others or alone."""
    draw = np.random.default_rng(seed)
    terms = [
        *spline("count", [1, 5, 64.5]),
        Term("count", "count", Transform.EQUALS, 4),
        Term("half", "share", Transform.ABOVE, 0.25),
        *(Term("share", "share", each, 0.5, 2.0) for each in (Transform.LINEAR, Transform.LOG1P)),
        *(Term("few", "few", each, 3) for each in (Transform.AT_LEAST, Transform.ABSENT)),
        Term("none", "other", Transform.AT_LEAST, 2, when_absent=7),
        Term("none", "other", Transform.EQUALS, 4, when_absent=4),
        Term("uses", "uses", Transform.LOG1P),
        Term("flag", "flag", Transform.AT_LEAST, 1),
        Term("flag", "flag"),
        *(Term(f"bit_{at}", "mask", Transform.BIT, at) for at in range(62) if at % 9 or at == 18),
    ]
    return [(term, float(draw.normal() * 10.0 ** draw.integers(-6, 3))) for term in terms]


def features() -> pa.Table:
    small = [each if each is None or each >= 0 else 0 for each in NUMBERS]
    return pa.table(
        {
            "count": pa.array(NUMBERS, pa.int16()),
            "share": pa.array([None if each is None else abs(each) / 7 for each in NUMBERS], pa.float64()),
            "few": pa.array(NUMBERS[::-1], pa.int32()),
            "other": pa.array(NUMBERS, pa.int16()),
            "uses": pa.array(small, pa.int16()),
            "flag": pa.array([None if each is None else each % 2 == 1 for each in NUMBERS], pa.bool_()),
            "mask": pa.array(MASKS, pa.int64()),
        }
    )


@pytest.mark.parametrize("engine_name", ENGINES)
def test_every_kind_of_term_is_what_the_arrays_say(engine_name: engine.EngineName, tmp_path: Path) -> None:
    con = connected(engine_name)
    rows = features().append_column("row", pa.array(range(len(NUMBERS)), pa.int32()))
    parquet.write_table(rows, tmp_path / "rows.parquet")
    table = engine.read_parquet(con, tmp_path / "rows.parquet")
    terms = drawn(3)
    found = con.to_pyarrow(table.select("row", x=weighed_sum(terms, table, start=-2.5)).order_by("row"))
    expected = by_arrays(terms, features(), -2.5)
    assert found["x"].to_numpy() == pytest.approx(expected, rel=1e-12, abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 90))
def test_any_terms_and_weights_are_what_the_arrays_say(seed: int, some: int) -> None:
    terms = drawn(seed)
    kept = [
        terms[at]
        for at in sorted(np.random.default_rng(seed).choice(len(terms), min(some, len(terms)), False))
    ]
    table = engine_table()
    found = CON.to_pyarrow(table.select("row", x=weighed_sum(kept, table)).order_by("row"))
    assert found["x"].to_numpy() == pytest.approx(by_arrays(kept, features(), 0.0), rel=1e-12, abs=1e-9)


def engine_table() -> ibis.Table:
    return ibis.memtable(features().append_column("row", pa.array(range(len(NUMBERS)), pa.int32())))


def test_a_term_of_a_bit_counts_only_where_its_bit_is_set() -> None:
    table = ibis.memtable(pa.table({"mask": pa.array([0, 0b100, 0b111, 1 << 40], pa.int64())}))
    bits = [(Term(f"b{at}", "mask", Transform.BIT, at), 10.0**at) for at in (0, 1, 2)]
    found = CON.to_pyarrow(
        table.select(x=weighed_sum([*bits, (Term("far", "mask", Transform.BIT, 40), 0.5)], table))
    )
    assert found["x"].to_pylist() == [0.0, 100.0, 111.0, 0.5]


def test_a_logarithm_is_of_one_more_than_the_count_and_null_is_none() -> None:
    table = ibis.memtable(pa.table({"uses": pa.array([None, 0, 1, 32_767], pa.int16())}))
    found = CON.to_pyarrow(table.select(x=weighed_sum([(Term("u", "uses", Transform.LOG1P), 2.0)], table)))
    assert found["x"].to_pylist() == pytest.approx([0, 0, 2 * math.log(2), 2 * math.log(32_768)])
