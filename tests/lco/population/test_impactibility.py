"""Expected net value of case management, in pence."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lco import engine
from lco.place.facts.impactibility import Impactibility
from lco.place.pack import load_place, place_ids
from lco.population.impactibility import ImpactibilityRefused, expected_net_value
from tests.support.engines import ENGINES, connected

SCHEMA = pa.schema(
    [("person", pa.int64()), ("risk", pa.float64()), ("segment", pa.string()), ("cohorts", pa.string())]
)


def people(*rows: tuple[float | None, str | None, str]) -> Any:
    columns = [list(range(len(rows))), *(list(column) for column in zip(*rows, strict=True))]
    return ibis.memtable(pa.table(columns, schema=SCHEMA))


def parameter(
    order: int,
    reduction: str,
    *,
    segment: str | None = None,
    cohort: str | None = None,
    avoidable: str = "2500",
    programme: str = "150",
) -> Impactibility:
    return Impactibility(
        id=f"row_{order}",
        order=order,
        segment=segment,
        cohort=cohort,
        relative_reduction_percent=Decimal(reduction),
        avoidable_cost_pounds=Decimal(avoidable),
        programme_cost_pounds=Decimal(programme),
        source="invented",
        section="tests",
        line=order + 1,
    )


def values(con: Any, table: Any, parameters: list[Impactibility]) -> list[int | None]:
    found = table.select("person", pence=expected_net_value(table, parameters)).order_by("person")
    return [row["pence"] for row in con.to_pyarrow(found).to_pylist()]


@pytest.mark.parametrize("engine_name", ENGINES)
def test_the_published_example_puts_b_before_the_riskiest(engine_name: engine.EngineName) -> None:
    """A: 60% and 5%; B: 30% and 20%; C: 10% and 25%; 2,500 pounds avoidable, 150 pounds of programme."""
    parameters = [
        parameter(1, "5", segment="a"),
        parameter(2, "20", segment="b"),
        parameter(3, "25", segment="c"),
    ]
    table = people((0.60, "a", ""), (0.30, "b", ""), (0.10, "c", ""), (None, "b", ""), (0.5, "d", ""))
    found = values(connected(engine_name), table, parameters)
    assert found == [-7_500, 0, -8_750, None, None]


@pytest.mark.parametrize("engine_name", ENGINES)
def test_the_first_row_that_speaks_of_somebody_counts(engine_name: engine.EngineName) -> None:
    parameters = [
        parameter(9, "0", programme="9"),  # everybody else, tried last
        parameter(1, "0", cohort="frail", segment="old", programme="1"),
        parameter(2, "0", cohort="frail", programme="2"),
        parameter(3, "0", segment="old", programme="3"),
    ]
    table = people(
        (0.1, "old", "young;frail"),
        (0.1, None, "frail"),
        (0.1, "old", "frailer"),
        (0.1, None, ""),
        (0.1, "x", ""),
    )
    assert values(connected(engine_name), table, parameters) == [-100, -200, -300, -900, -900]


@settings(deadline=None, max_examples=60)  # each example asks an engine
@given(
    risk=st.integers(0, 1_000_000),
    reduction=st.integers(0, 10_000),
    avoidable=st.integers(0, 10_000_000),
    programme=st.integers(0, 10_000_000),
)
def test_it_is_exact_to_the_penny(risk: int, reduction: int, avoidable: int, programme: int) -> None:
    row = parameter(
        1,
        str(Decimal(reduction) / 100),
        avoidable=str(Decimal(avoidable) / 100),
        programme=str(Decimal(programme) / 100),
    )
    exact = Decimal(risk) / 1_000_000 * Decimal(reduction) / 10_000 * avoidable + Decimal("0.5")
    expected = int(exact.to_integral_value(rounding=ROUND_FLOOR)) - programme
    found = values(engine.connect(), people((risk / 1_000_000, None, "")), [row])
    assert found == [expected]


def test_without_parameters_nothing_is_expected() -> None:
    assert values(engine.connect(), people((0.4, "a", "")), []) == [None]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (parameter(1, "101"), r"line 2: relative_reduction_percent is 101: give a number from 0 to 100"),
        (parameter(1, "-1"), "relative_reduction_percent is -1"),
        (parameter(1, "5", avoidable="100001"), "is 100001: give a number from 0 to 100,000"),
        (parameter(1, "5", programme="0.001"), "programme_cost_pounds is 0.001"),
    ],
)  # fmt: skip
def test_parameters_that_cannot_be_are_refused(row: Impactibility, sentence: str) -> None:
    with pytest.raises(ImpactibilityRefused) as refusal:
        expected_net_value(people((0.1, None, "")), [row])
    assert sentence in str(refusal.value)


@pytest.mark.parametrize("place", place_ids())
def test_every_pack_says_what_case_management_of_anybody_is_worth(place: str) -> None:
    rows = list(load_place(place).rows(Impactibility))
    assert all("parameter to be replaced" in (each.note or "") for each in rows)
    (found,) = values(engine.connect(), people((0.5, "healthy", "")), rows)
    assert found is not None
