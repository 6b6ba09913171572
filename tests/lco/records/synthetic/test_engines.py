"""Either engine reads the tables of a made place and finds the same in them."""

from __future__ import annotations

from typing import Any

import pytest

from lco import engine
from tests.lco.records.synthetic.made import Made
from tests.support.engines import ENGINES, connected

SUMS = {"costs": "pence", "prescriptions": "items", "contacts": "setting", "care_packages": "weekly_pence"}


def found(place: Made, con: Any, table: str) -> tuple[int, int, str, str]:
    """Return rows, a sum, and the first and last day, so that every encoding is read."""
    rows = place.store.table(con, table)
    day = next(name for name, type_ in rows.schema().items() if type_.is_date())
    asked = rows.agg(
        n=rows.count(), total=rows[SUMS[table]].sum(), first=rows[day].min(), last=rows[day].max()
    )
    one = con.to_pyarrow(asked).to_pylist()[0]
    return int(one["n"]), int(one["total"]), str(one["first"])[:10], str(one["last"])[:10]


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("table", SUMS)
def test_both_engines_read_the_same(twenty_thousand: Made, name: engine.EngineName, table: str) -> None:
    expected = twenty_thousand.read(table)
    rows, total, _, _ = answer = found(twenty_thousand, connected(name), table)
    assert rows == expected.num_rows
    assert total == twenty_thousand.column(table, SUMS[table]).astype(int).sum()
    assert answer == found(twenty_thousand, connected("duckdb"), table)
