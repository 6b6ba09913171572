"""Tiers from rank and change: who is high, who rises by change, and what does not count as a rise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lco import engine
from lco.place.facts.tier_points import TierPoint
from lco.place.facts.tier_rules import TierRule
from lco.place.facts.tiers import Tier
from lco.place.pack import load_place
from lco.population.rising import Standing, tiered
from lco.population.tiers import TiersRefused, ranked
from tests.support.engines import ENGINES, connected
from tests.support.stratified import feature_rows

PLACE = load_place("manchester")
TIERS, RULES, POINTS = PLACE.rows(Tier), PLACE.rows(TierRule), PLACE.rows(TierPoint)
(RULE,) = RULES

SCHEMA = pa.schema(
    [("person", pa.int64()), ("rank", pa.int32()), ("above", pa.int64()), ("risk", pa.float64())]
)


def standing(rows: Sequence[tuple[int, int, int, float | None]], count: int) -> Standing:
    """Return how some of `count` people stand: person, rank, above, risk."""
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[], [], [], []]
    return Standing(ibis.memtable(pa.table(columns, schema=SCHEMA)), count)


def rows_of(con: Any, table: Any) -> dict[int, dict[str, Any]]:
    return {row["person"]: row for row in con.to_pyarrow(table).to_pylist()}


@pytest.mark.parametrize("engine_name", ENGINES)
def test_rank_and_change_make_tiers(engine_name: engine.EngineName) -> None:
    now = standing(
        [
            (1, 50, 49, None),  # the last of the high 5%
            (2, 51, 50, None),  # the first of the rising by rank
            (3, 200, 199, None),  # the last of them
            (4, 201, 200, None),  # rose by just ten points: from 300 above to 200 above
            (5, 202, 201, None),  # rose by a tenth of a point less
            (6, 300, 299, None),  # rose far, and reached just the first 30%
            (7, 301, 300, None),  # rose far, and not far enough
            (8, 250, 249, None),  # was not in the place then
            (9, 900, 899, None),  # fell
        ],
        1_000,
    )
    before = standing(
        [
            (1, 900, 899, None),
            (2, 40, 39, None),
            (3, 200, 199, None),
            (4, 301, 300, None),
            (5, 302, 300, None),
            (6, 900, 899, None),
            (7, 900, 899, None),
            (9, 10, 9, None),
        ],
        1_000,
    )
    found = rows_of(connected(engine_name), tiered(now, before, tiers=TIERS, rules=RULES))
    assert {person: row["tier"] for person, row in found.items()} == {
        1: "high",
        2: "rising",
        3: "rising",
        4: "rising",
        5: "low",
        6: "rising",
        7: "low",
        8: "low",
        9: "low",
    }
    assert {person for person, row in found.items() if row["is_rising_fast"]} == {1, 4, 6}


@pytest.mark.parametrize("engine_name", ENGINES)
def test_risk_rises_by_half_of_itself_and_by_five_points(engine_name: engine.EngineName) -> None:
    risks = {
        1: (0.15, 0.10),  # half more and just five points
        2: (0.149, 0.10),
        3: (0.06, 0.02),  # three times as much, four points
        4: (0.55, 0.40),  # fifteen points, not half more
        5: (0.20, None),
    }
    now = standing([(n, 210 + n, 209 + n, risk) for n, (risk, _) in risks.items()], 1_000)
    before = standing(
        [(n, 210 + n, 209 + n, risk) for n, (_, risk) in risks.items() if risk is not None], 1_000
    )
    found = rows_of(connected(engine_name), tiered(now, before, tiers=TIERS, rules=RULES))
    assert {person for person, row in found.items() if row["is_rising_fast"]} == {1}
    assert found[1]["tier"] == "rising"
    assert {n: row["risk_before"] for n, row in found.items()} == {n: was for n, (_, was) in risks.items()}


def test_a_percentile_of_another_number_of_people_is_compared_as_a_percentile() -> None:
    now = standing([(1, 250, 249, None)], 1_000)
    con = engine.connect()
    for above, is_fast in ((699, True), (697, False)):  # of 2,000: 34.95 and 34.85 per cent above
        before = standing([(1, above + 1, above, None)], 2_000)
        assert rows_of(con, tiered(now, before, tiers=TIERS, rules=RULES))[1]["is_rising_fast"] is is_fast


def test_people_who_tie_stand_alike_and_do_not_rise_by_chance() -> None:
    """A thousand people without any points: however chance orders them, nobody rises."""
    con = engine.connect()
    people = feature_rows([{"age": 40} for _ in range(1_000)])
    stood = [ranked(people, POINTS, salt=salt) for salt in (1, 2)]
    one, other = (Standing(table.select("person", "rank", "above", "risk"), 1_000) for table in stood)
    found = con.to_pyarrow(tiered(one, other, tiers=TIERS, rules=RULES)).to_pylist()
    assert not any(row["is_rising_fast"] for row in found)
    assert sum(row["tier"] == "high" for row in found) == 50


@settings(deadline=None, max_examples=25)  # each example asks an engine
@given(order=st.permutations(list(range(40))), former=st.permutations(list(range(40))))
def test_change_lifts_and_never_lowers(order: list[int], former: list[int]) -> None:
    now = standing([(person, rank + 1, rank, None) for person, rank in enumerate(order)], 40)
    before = standing([(person, rank + 1, rank, None) for person, rank in enumerate(former)], 40)
    con = engine.connect()
    by_rank = rows_of(con, tiered(now, None, tiers=TIERS, rules=()))
    found = rows_of(con, tiered(now, before, tiers=TIERS, rules=RULES))
    for person, rank in enumerate(order):
        was, now_is = by_rank[person]["tier"], found[person]["tier"]
        has_risen = former[person] - rank >= 4 and rank < 12  # ten points of 40 people; the first 30%
        assert found[person]["is_rising_fast"] is has_risen
        assert now_is == ("rising" if was == "low" and has_risen else was)


class Half:
    """A model by which risk grows with age."""

    def probability(self, table: Any) -> Any:
        return table.age.cast("float64") / 200.0


@pytest.mark.parametrize("engine_name", ENGINES)
def test_with_a_model_risk_ranks_and_ties_break_as_without(engine_name: engine.EngineName) -> None:
    people = feature_rows(
        [
            {"age": 50, "charlson": 9},
            {"age": 80},
            {"age": 50, "emergency_admissions": 2},
            {"age": 20, "emergency_admissions": 9},
        ]
    )
    found = rows_of(connected(engine_name), ranked(people, POINTS, salt=3, model=Half()))
    assert [person for person, _ in sorted(found.items(), key=lambda each: each[1]["rank"])] == [2, 3, 1, 4]
    assert {person: row["above"] for person, row in found.items()} == {2: 0, 3: 1, 1: 1, 4: 3}
    assert {person: row["risk"] for person, row in found.items()} == {1: 0.25, 2: 0.4, 3: 0.25, 4: 0.1}
    assert found[1]["thousandths"] == 9_000


def test_without_a_model_risk_is_not_known() -> None:
    found = rows_of(engine.connect(), ranked(feature_rows([{"age": 9}]), POINTS, salt=3))
    assert found[1]["risk"] is None


@pytest.mark.parametrize(
    ("rule", "before", "sentence"),
    [
        (RULE, None, "measures change over 6 months: give the ranking of that many months before"),
        (replace(RULE, tier="soaring"), standing([], 0), "there is no tier 'soaring' in tiers.csv"),
        (replace(RULE, percentile_points=Decimal("0.001")), standing([], 0), "0.001 cannot be used"),
        (replace(RULE, absolute_points=Decimal(-1)), standing([], 0), "-1 cannot be used"),
    ],
)
def test_what_cannot_be_measured_is_refused(rule: TierRule, before: Standing | None, sentence: str) -> None:
    with pytest.raises(TiersRefused) as refusal:
        tiered(standing([(1, 1, 0, None)], 1), before, tiers=TIERS, rules=[rule])
    assert sentence in str(refusal.value)
    assert str(refusal.value).startswith("tier_rules.csv, line 2")
