"""Elixhauser and hospital frailty: the published tables by count and sum, worked cases, laws."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lco import engine
from lco.population.codelist import BITS, CodeList
from lco.population.example import Example, example_records
from lco.population.scores import elixhauser as elixhauser_score
from lco.population.scores import hfrs as hfrs_score
from lco.population.weights import Weights


def by_hand(codes: list[str], codelist: CodeList, weights: dict[str, int], yields_to: dict[str, str]) -> int:
    """An oracle in plain Python: groups by prefix, the milder removed, weights added."""
    texts = [code.replace(".", "") for code in codes]
    groups = {
        group
        for group in codelist.groups
        if any(text.startswith(prefix) for text in texts for prefix in codelist.codes_of(group))
    }
    groups -= {mild for mild, severe in yields_to.items() if severe in groups}
    return sum(weights[group] for group in groups)


def of_masks(points: Any, codelist: CodeList, people: list[list[str]]) -> list[dict[str, int]]:
    """Return the points of people given as lists of codes, computed by the engine from their masks."""
    bits = [0] * len(people)
    for number, codes in enumerate(people):
        for code in codes:
            bits[number] |= codelist.bits(code)
    columns = {
        name: [each >> BITS * k & (1 << BITS) - 1 for each in bits] for k, name in enumerate(codelist.columns)
    }
    table = ibis.memtable(
        {"n": list(range(len(people))), **columns}, schema={"n": "int64", **dict.fromkeys(columns, "int64")}
    )
    scored = table.select("n", **points([table[name] for name in columns])).order_by("n")
    rows: list[dict[str, int]] = engine.connect().to_pyarrow(scored.drop("n")).to_pylist()
    return rows


def hfrs_tenths(*codes: str) -> int:
    return of_masks(hfrs_score.points, hfrs_score.GROUPS, [list(codes)])[0]["hfrs_tenths"]


def test_the_frailty_table_is_the_published_one_by_count_and_sum() -> None:
    weights = hfrs_score.WEIGHTS.editions["tenths"]
    assert (len(weights), sum(weights.values())) == (109, 1732)
    assert (max(weights, key=weights.__getitem__), min(weights, key=weights.__getitem__)) == ("F00", "R50")
    assert list(hfrs_score.GROUPS.groups) == list(weights)
    assert {each.code for each in hfrs_score.GROUPS.lines} == weights.keys()


@pytest.mark.parametrize(
    ("codes", "tenths", "band"),
    [
        (("F00", "W19"), 103, "intermediate"),
        (("F00", "W19", "R54", "N39"), 157, "high"),
        (("F00", "F00", "F00.1"), 71, "intermediate"),
        (("F00.1", "W19", "N39.0", "I50.9", "I10"), 135, "intermediate"),
        (("I10",), 0, "low"),
    ],
)
def test_the_published_frailty_cases(codes: tuple[str, ...], tenths: int, band: str) -> None:
    assert hfrs_tenths(*codes) == tenths
    named = ibis.memtable({"tenths": [tenths]}).select(band=lambda t: hfrs_score.band(t.tenths))
    assert engine.connect().to_pyarrow(named).to_pylist() == [{"band": band}]


@pytest.mark.parametrize(
    ("tenths", "band"), [(49, "low"), (50, "intermediate"), (150, "intermediate"), (151, "high")]
)
def test_five_and_fifteen_are_intermediate(tenths: int, band: str) -> None:
    table = ibis.memtable({"tenths": [tenths]})
    assert engine.connect().to_pyarrow(table.select(b=hfrs_score.band(table.tenths))).to_pylist() == [
        {"b": band}
    ]


def test_every_frailty_code_at_once_is_the_whole_table() -> None:
    assert hfrs_tenths(*hfrs_score.GROUPS.groups) == 1732


FRAILTY = sorted(hfrs_score.GROUPS.groups)
CODES = st.lists(st.sampled_from(FRAILTY) | st.sampled_from(["I10", "Z00"]), max_size=30)
FEW = settings(max_examples=25, deadline=None)  # each example asks the engine


@FEW
@given(codes=CODES, another=st.sampled_from(FRAILTY), order=st.randoms())
def test_laws_of_the_frailty_score(codes: list[str], another: str, order: Any) -> None:
    shuffled = list(codes)
    order.shuffle(shuffled)
    people = [codes, shuffled, [*codes, *codes], [*codes, another]]
    found = [row["hfrs_tenths"] for row in of_masks(hfrs_score.points, hfrs_score.GROUPS, people)]
    weights = hfrs_score.WEIGHTS.editions["tenths"]
    assert found[0] == sum(weights.get(code, 0) for code in set(codes))
    assert found[1] == found[0], "the order of codes made a difference"
    assert found[2] == found[0], "a code counted twice"
    assert found[3] == found[0] + (0 if another in codes else weights[another])
    assert found[3] >= found[0], "another code lowered the score"


def test_who_was_never_admitted_has_no_frailty_score(tmp_path: Path) -> None:
    example = Example(
        {
            "conditions": "person | code | setting | starts_on\n1 | F00 | inpatient | 2017-05-01",
            "admissions": "person | starts_on | method\n2 | 2017-05-01 | emergency",
        },
        {},
        "",
    )
    records = example_records(engine.connect(), example, tmp_path)
    rows = records.con.to_pyarrow(hfrs_score.hfrs.compute(records, example.index_on)).to_pylist()
    assert rows == [{"person": 2, "hfrs_tenths": 0, "hfrs_band": "low"}]


def test_the_elixhauser_table_spans_what_is_printed() -> None:
    weights = elixhauser_score.WEIGHTS.editions["van_walraven"]
    assert len(weights) == 31
    assert list(elixhauser_score.GROUPS.groups) == list(weights)
    assert sum(weight for weight in weights.values() if weight < 0) == -19
    assert sum(weight for weight in weights.values() if weight > 0) == 89
    assert sum(weight for group, weight in weights.items() if weight > 0 and group != "solidtum") == 85


@FEW
@given(
    codes=st.lists(
        st.sampled_from([each.code for each in elixhauser_score.GROUPS.lines] + ["J06", "W19"]), max_size=12
    )
)
def test_elixhauser_scores_as_by_hand_whatever_the_order(codes: list[str]) -> None:
    weights: Weights = elixhauser_score.WEIGHTS
    found = of_masks(elixhauser_score.points, elixhauser_score.GROUPS, [codes, codes[::-1]])
    expected = by_hand(
        codes, elixhauser_score.GROUPS, dict(weights.editions["van_walraven"]), dict(weights.yields_to)
    )
    assert [row["elixhauser"] for row in found] == [expected, expected]
    assert -19 <= expected <= 85
