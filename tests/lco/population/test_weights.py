"""The points of a score are the sum of the weights of the groups that count, whatever is held."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lco import engine
from lco.population.codelist import CodeList, split
from lco.population.scores import charlson, cmms, elixhauser, hfrs
from lco.population.weights import Weights
from tests.support.engines import ENGINES, connected

SCORES = {
    "charlson": (charlson.WEIGHTS, charlson.GROUPS),
    "elixhauser": (elixhauser.WEIGHTS, elixhauser.GROUPS),
    "hfrs": (hfrs.WEIGHTS, hfrs.GROUPS),
    "cmms": (cmms.WEIGHTS, cmms.GROUPS),
}


def points(
    weights: Weights, groups: CodeList, edition: str, people: Sequence[set[str]], name: engine.EngineName
) -> list[int]:
    """Return what an engine gives people who hold so many groups each."""
    held = [
        split(sum(1 << number for number, group in enumerate(groups.groups) if group in person), groups)
        for person in people
    ]
    columns = {name: pa.array([row[k] for row in held]) for k, name in enumerate(groups.columns)}
    table = ibis.memtable(pa.table({"person": pa.array(range(len(people))), **columns}))
    scored = table.select(
        "person", points=weights.points([table[column] for column in groups.columns], groups, edition)
    )
    return [row["points"] for row in connected(name).to_pyarrow(scored.order_by("person")).to_pylist()]


def by_hand(weights: Weights, edition: str, person: set[str]) -> int:
    """Return the sum of the weights, without the milder forms beside their severer ones."""
    milder = {mild for mild, severe in weights.yields_to.items() if severe in person}
    return sum(weight for group, weight in weights.editions[edition].items() if group in person - milder)


@pytest.mark.parametrize("name", SCORES)
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_points_are_the_sum_of_the_weights_that_count(name: str, data: st.DataObject) -> None:
    weights, groups = SCORES[name]
    people = data.draw(st.lists(st.sets(st.sampled_from(list(groups.groups))), min_size=1, max_size=20))
    people += [set(), set(groups.groups), *({group} for group in groups.groups)]
    for edition in weights.editions:
        found = points(weights, groups, edition, people, "duckdb")
        assert found == [by_hand(weights, edition, person) for person in people], edition


@pytest.mark.parametrize("engine_name", ENGINES)
def test_weights_below_nothing_and_milder_forms_are_the_same_on_both_engines(
    engine_name: engine.EngineName,
) -> None:
    weights, groups = SCORES["elixhauser"]
    assert weights.yields_to
    assert min(weights.editions["van_walraven"].values()) < 0
    pairs = [set(pair) for pair in weights.yields_to.items()]
    people = [*pairs, *({group} for group in groups.groups)]
    found = points(weights, groups, "van_walraven", people, engine_name)
    assert found == [by_hand(weights, "van_walraven", person) for person in people]
