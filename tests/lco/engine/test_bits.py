"""Bits are counted and gathered alike on both engines."""

from __future__ import annotations

import ibis
import pytest

from lco.engine import EngineName, bit_count, bit_or
from tests.support.engines import ENGINES, connected

MASKS = [0, 1, 5, 2**61, 2**62 - 1]


@pytest.mark.parametrize("engine_name", ENGINES)
def test_bits_are_counted_and_gathered(engine_name: EngineName) -> None:
    con = connected(engine_name)
    table = ibis.memtable({"mask": MASKS}, schema={"mask": "int64"})
    counted = con.to_pyarrow(table.select("mask", n=bit_count(table.mask))).to_pylist()
    assert {row["mask"]: row["n"] for row in counted} == {mask: mask.bit_count() for mask in MASKS}
    some = table.filter(table.mask.isin([1, 5, 2**61]))
    assert con.to_pyarrow(some.agg(mask=bit_or(some.mask)))["mask"].to_pylist() == [2**61 + 5]
