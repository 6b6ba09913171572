"""Counts of cohorts: the right people in one pass, and no person by subtracting one answer from another."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lco import engine
from lco.population.counted import ROUNDED_TO, Counted, shown
from lco.population.counting import NOT_PLACED, Cell, Near, Tally, steps_back, tally
from lco.population.criteria import Criteria, CriteriaRefused, criterion
from tests.support.engines import ENGINES, connected

AREAS = ("harbour", "hill", "mill")
TIERS = ("high", "rising", "low")
SCHEMA = pa.schema(
    [
        ("person", pa.int64()),
        ("neighbourhood", pa.string()),
        ("tier", pa.string()),
        ("age", pa.int16()),
        ("sex", pa.int8()),
        ("conditions", pa.int16()),
        ("cost_pence", pa.int64()),
        ("risk", pa.float64()),
        ("has_mental_health_need", pa.bool_()),
    ]
)


def _people(rows: Iterable[tuple[Any, ...]]) -> pa.Table:
    columns = list(zip(*[(number, *row) for number, row in enumerate(rows)], strict=True))
    return pa.table(
        [pa.array(list(column), each.type) for column, each in zip(columns, SCHEMA, strict=True)], SCHEMA
    )


def _criteria(*alternatives: tuple[tuple[str, str, str], ...]) -> Criteria:
    return Criteria(tuple(tuple(criterion(*each) for each in together) for together in alternatives))


OLD = _criteria((("age", "at_least", "65"),))
TOWN = _people(
    [
        *[("harbour", "high", 80, 1, 5, 900_000, 0.5, True)] * 12,
        *[("harbour", "low", 70, 2, 1, 10_000, 0.1, False)] * 30,
        *[("hill", "rising", 66, 2, 3, 50_000, 0.25, True)] * 20,
        *[("hill", "low", 30, 1, 0, 0, None, False)] * 40,
        *[(None, "low", 90, 2, 0, 1_000, None, False)] * 9,
    ]
)


@pytest.mark.parametrize("name", ENGINES)
def test_people_are_counted_by_area_and_tier(name: engine.EngineName) -> None:
    con = connected(name)
    found = tally(con, ibis.memtable(TOWN), OLD)
    assert found.people == 71
    assert found.everybody == 111
    cells = {(cell.area, cell.tier): cell for cell in found.cells}
    assert cells["harbour", "high"] == Cell("harbour", "high", 12, 12, 12, 10_800_000, 6.0, 12)
    assert cells["hill", "low"] == Cell("hill", "low", 40, 0, 0, 0, 0.0, 0)
    assert cells[NOT_PLACED, "low"] == Cell(NOT_PLACED, "low", 9, 9, 0, 9_000, 0.0, 0)


def test_any_of_the_groups_all_of_a_group() -> None:
    criteria = _criteria(
        (("age", "at_least", "65"), ("conditions", "at_least", "3")), (("cost_pence", "at_most", "0"),)
    )
    assert tally(engine.connect(), ibis.memtable(TOWN), criteria).people == 12 + 20 + 40


def test_a_list_without_risk_or_need_counts_without_them() -> None:
    bare = TOWN.drop_columns(["risk", "has_mental_health_need"])
    found = shown(tally(engine.connect(), ibis.memtable(bare), OLD), smallest=8)
    assert found.whole.people == 70
    assert found.whole.mean_risk is None
    assert found.whole.needs == 0


def test_a_field_the_list_does_not_hold_is_refused_by_name() -> None:
    with pytest.raises(CriteriaRefused, match="medicines"):
        tally(engine.connect(), ibis.memtable(TOWN), _criteria((("medicines", "at_least", "5"),)))


def test_steps_back_lack_one_criterion_or_one_group() -> None:
    criteria = _criteria(
        (("age", "at_least", "65"), ("sex", "is", "male")), (("conditions", "at_least", "3"),)
    )
    lacking = [near.criteria.describe() for near in steps_back(criteria)]
    assert lacking == [
        "long-term conditions at least 3",
        "sex is male; or long-term conditions at least 3",
        "age at least 65 years; or long-term conditions at least 3",
        "age at least 65 years and sex is male",
    ]
    assert steps_back(OLD) == []


def test_what_is_shown_is_rounded_and_means_have_two_figures() -> None:
    found = shown(tally(engine.connect(), ibis.memtable(TOWN), OLD), smallest=8)
    assert found.refusal == ""
    assert found.whole.people == 70
    assert found.areas["harbour"].people == 40
    assert found.areas["harbour"].tiers == {"high": 10, "rising": 0, "low": 30}
    assert found.areas["harbour"].mean_cost_pounds == 2_600  # 11,100,000 pence over 42 people: 2,642.86
    assert found.areas["harbour"].mean_risk == 0.21  # 9.0 over 42: 0.2143
    assert found.cost_pounds == 120_000  # 12,109,000 pence


def test_nobody_is_nought_and_never_withheld() -> None:
    found = shown(
        tally(engine.connect(), ibis.memtable(TOWN), _criteria((("age", "at_least", "120"),))), smallest=8
    )
    assert found.whole.people == 0
    assert found.refusal == ""


def _tally(cells: Iterable[tuple[str, str, int, int]], **more: Any) -> Tally:
    return Tally(tuple(Cell(a, t, every, n, 0, 0, 0.0, 0) for a, t, every, n in cells), **more)


@pytest.mark.parametrize("few", [1, 7])
def test_few_people_all_but_few_and_few_apart_are_refused(few: int) -> None:
    near = Near(OLD, "the same without 'age'")
    whole = [("hill", "low", 100, 50)]
    assert "Fewer than 8" in shown(_tally([("hill", "low", 100, few)]), smallest=8).refusal
    assert "All but fewer than 8" in shown(_tally([("hill", "low", 100, 100 - few)]), smallest=8).refusal
    apart = shown(_tally(whole, differing={near: few}), smallest=8)
    assert "differs by fewer than 8 people from the same without 'age'" in apart.refusal
    assert apart.whole.people is None and apart.areas == {} and apart.cost_pounds is None
    for far in (0, 8):
        assert shown(_tally(whole, differing={near: far}), smallest=8).refusal == ""


def test_a_small_cell_takes_another_with_it() -> None:
    cells = [("hill", "high", 50, 3), ("hill", "rising", 60, 40), ("hill", "low", 90, 50)]
    found = shown(_tally([*cells, ("mill", "low", 90, 60), ("mill", "high", 9, 9)]), smallest=8)
    hidden = [tier for tier, people in found.areas["hill"].tiers.items() if people is None]
    assert "high" in hidden and len(hidden) > 1
    assert found.areas["hill"].people == 95


_CELLS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=9, max_size=9)


@settings(deadline=None)
@given(_CELLS)
def test_no_cell_of_few_is_shown_and_nothing_shown_is_exact(numbers: list[tuple[int, int]]) -> None:
    places = list(itertools.product(AREAS, TIERS))
    cells = [(a, t, n + rest, n) for (a, t), (n, rest) in zip(places, numbers, strict=True)]
    found = shown(_tally(cells), smallest=8)
    for area, tier, _, people in cells:
        if found.areas and 0 < people < 8:
            assert found.areas[area].tiers[tier] is None
    for group in (found.whole, *found.areas.values()):
        known = [each for each in (group.people, group.needs, *group.tiers.values()) if each is not None]
        assert all(each % ROUNDED_TO == 0 for each in known)


# --- attacks -----------------------------------------------------------------------------------------


class Attacker:
    """Somebody who asks what they like and remembers every answer; the builder remembers what it showed."""

    def __init__(self, people: pa.Table) -> None:
        self.con = engine.connect(threads=1)
        self.people = ibis.memtable(people)
        self.shown_before: list[Near] = []

    def ask(self, criteria: Criteria) -> Counted:
        near = [*steps_back(criteria), *self.shown_before]
        found = shown(tally(self.con, self.people, criteria, near=near), smallest=8)
        if not found.refusal:
            self.shown_before.append(Near(criteria, "one counted before"))
        return found


# One person of 43 in a crowd: the only man among a hundred of 43, whose cost and need are to be learnt.
CROWD = _people(
    [
        *[("hill", "low", age, 2, 0, 10_000, 0.1, False) for age in range(40, 60) for _ in range(15)],
        ("hill", "low", 43, 1, 6, 4_321_000, 0.9, True),
        *[("hill", "low", 20, 1, 0, 0, 0.1, False)] * 100,
    ]
)


@pytest.mark.parametrize(
    ("with_him", "without_him"),
    [
        (
            _criteria((("age", "at_least", "40"),)),
            _criteria((("age", "at_least", "40"), ("sex", "is", "female"))),
        ),
        (
            _criteria((("age", "at_least", "40"),)),
            _criteria((("age", "at_least", "40"), ("conditions", "at_most", "5"))),
        ),
        (
            _criteria((("sex", "is", "female"),), (("age", "is", "43"),)),
            _criteria((("sex", "is", "female"),)),
        ),
        (
            _criteria((("cost_pence", "at_least", "10000"), ("age", "at_most", "50"))),
            _criteria((("cost_pence", "at_most", "10000"), ("age", "at_most", "50"))),
        ),
    ],
)
def test_nobody_is_learnt_by_subtracting_two_answers(with_him: Criteria, without_him: Criteria) -> None:
    for first, second in ((with_him, without_him), (without_him, with_him)):
        attacker = Attacker(CROWD)
        answers = [attacker.ask(first), attacker.ask(second)]
        assert sum(not each.refusal for each in answers) <= 1


def test_whoever_asks_only_the_narrower_question_is_refused_too() -> None:
    """Two people who share their answers ask one each: the narrower is held against what it lacks."""
    narrower = _criteria((("age", "at_least", "40"), ("conditions", "at_most", "5")))
    assert "the same without 'long-term conditions at most 5'" in Attacker(CROWD).ask(narrower).refusal


def test_walking_a_threshold_over_a_person_shows_no_step_of_one() -> None:
    """Asked year by year, two answers that are both shown differ by nobody or by at least eight."""
    rows = [("hill", "low", age, 2, 0, 0, 0.1, False) for age in range(30, 90) for _ in range(3)]
    attacker = Attacker(_people(rows))
    exact: list[int] = []
    for age in range(31, 85):
        if not attacker.ask(_criteria((("age", "at_least", str(age)),))).refusal:
            exact.append(sum(row[2] >= age for row in rows))
    assert len(exact) > 5
    assert all(abs(one - other) >= 8 for one, other in itertools.combinations(exact, 2))


def test_a_withheld_cell_is_not_won_by_asking_for_the_rest_of_its_row() -> None:
    rows = [
        *[("hill", "high", 70, 2, 0, 0, 0.1, False)] * 3,
        *[("hill", "rising", 70, 2, 0, 0, 0.1, False)] * 40,
        *[("hill", "low", 70, 2, 0, 0, 0.1, False)] * 60,
        *[("mill", "low", 20, 2, 0, 0, 0.1, False)] * 90,
    ]
    attacker = Attacker(_people(rows))
    on_the_hill = ("neighbourhood", "is", "hill")
    assert attacker.ask(_criteria((on_the_hill,))).areas["hill"].tiers["high"] is None
    rest = attacker.ask(_criteria((on_the_hill, ("tier", "one_of", "rising;low"))))
    assert "differs by fewer than 8" in rest.refusal


def test_the_same_question_put_otherwise_is_answered_the_same() -> None:
    attacker = Attacker(TOWN)
    one = attacker.ask(_criteria((("age", "at_least", "65"),)))
    other = attacker.ask(_criteria((("age", "at_least", "65"), ("age", "at_least", "60"))))
    assert one == other
