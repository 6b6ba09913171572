"""Charlson against its publications, an independent package and a plain reading of the table."""

from __future__ import annotations

import functools
import importlib.util
import operator
import random
import runpy
from pathlib import Path
from typing import Any

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lco import engine
from lco.population.example import Example, example_records
from lco.population.scores.charlson import GROUPS, PLAIN_WORDS, WEIGHTS, charlson, points

# A code of each group, and codes that only look like one.
ONE_OF_EACH = {
    "mi": "I21.9",
    "chf": "I50.0",
    "pvd": "I70.2",
    "cevd": "I63.9",
    "dementia": "G30.1",
    "cpd": "J44.9",
    "rheumd": "M05.9",
    "pud": "K25.0",
    "mld": "K70.3",
    "diab": "E11.9",
    "diabwc": "E11.2",
    "hp": "G81.9",
    "rend": "N18.3",
    "canc": "C34.1",
    "msld": "I85.0",
    "metacanc": "C78.0",
    "aids": "B20",
}


def scored(tmp_path: Path, people: dict[int, list[str]]) -> dict[int, dict[str, Any]]:
    """Return the scores of people given as lists of codes."""
    lines = [f"{person} | {code} | 2017-01-01" for person, codes in people.items() for code in codes]
    example = Example({"conditions": "\n".join(["person | code | starts_on", *lines])}, {}, "")
    con = engine.connect()
    records = example_records(con, example, tmp_path)
    return {
        row["person"]: row for row in con.to_pyarrow(charlson.compute(records, example.index_on)).to_pylist()
    }


def by_hand(codes: list[str], edition: str) -> int:
    """An oracle in plain Python: groups by prefix, the milder removed, weights added."""
    held = {
        group
        for group in GROUPS.groups
        for code in codes
        if any(code.replace(".", "").startswith(prefix) for prefix in GROUPS.codes_of(group))
    }
    held -= {mild for mild, severe in WEIGHTS.yields_to.items() if severe in held}
    return sum(WEIGHTS.editions[edition][group] for group in held)


def test_the_published_worked_cases(tmp_path: Path) -> None:
    found = scored(
        tmp_path,
        {1: ["I50", "F01", "E11.2", "C78.0", "C34"], 2: ["B20"], 3: ["K70.3", "I85.0"], 4: ["J06.9"]},
    )
    assert {person: row["charlson"] for person, row in found.items()} == {1: 11, 2: 4, 3: 4}


def test_the_most_anybody_can_score(tmp_path: Path) -> None:
    row = scored(tmp_path, {1: list(ONE_OF_EACH.values())})[1]
    assert (row["charlson"], row["charlson_1987"]) == (24, 29)


def test_each_group_alone_weighs_what_is_printed(tmp_path: Path) -> None:
    people = {number: [code] for number, code in enumerate(ONE_OF_EACH.values(), start=1)}
    found = scored(tmp_path, people)
    for number, group in enumerate(ONE_OF_EACH, start=1):
        row = found[number]
        weighed = {edition: weights[group] for edition, weights in WEIGHTS.editions.items()}
        assert weighed == {"original_1987": row["charlson_1987"], "quan_2011": row["charlson"]}, group
        assert (0, row["mask"]) == GROUPS.place(group)


def test_random_people_score_as_by_hand(tmp_path: Path) -> None:
    chance = random.Random(2011)
    prefixes = [each.code for each in GROUPS.lines]
    others = ["I10", "J06", "R54", "K57", "Z00", "E66", "F32", "W19"]
    people = {
        number: [chance.choice(prefixes) + chance.choice(["", "0", "9"]) for _ in range(chance.randint(0, 8))]
        + chance.sample(others, 2)
        for number in range(1, 301)
    }
    found = scored(tmp_path, people)
    for person, codes in people.items():
        expected = (by_hand(codes, "quan_2011"), by_hand(codes, "original_1987"))
        row = found.get(person, {"charlson": 0, "charlson_1987": 0})
        assert (row["charlson"], row["charlson_1987"]) == expected, codes


@settings(max_examples=25, deadline=None)  # each example asks the engine
@given(codes=st.lists(st.sampled_from(sorted(ONE_OF_EACH.values())), max_size=10), order=st.randoms())
def test_laws_of_charlson(codes: list[str], order: random.Random) -> None:
    shuffled = list(codes)
    order.shuffle(shuffled)
    people = [codes, shuffled, [*codes, *codes]]
    # Whoever has the severer form scores alike with the milder form and without.
    for mild, severe in WEIGHTS.yields_to.items():
        with_severe = [*codes, ONE_OF_EACH[severe]]
        people += [with_severe, [*with_severe, ONE_OF_EACH[mild]]]
    masks = [functools.reduce(operator.or_, map(GROUPS.bits, each), 0) for each in people]
    table = ibis.memtable(
        {"n": list(range(len(masks))), "mask": masks}, schema={"n": "int64", "mask": "int64"}
    )
    scored = table.select("n", **points([table.mask])).order_by("n")
    found = [row["charlson"] for row in engine.connect().to_pyarrow(scored).to_pylist()]
    assert found[0] == found[1] == found[2] == by_hand(codes, "quan_2011")
    assert found[3::2] == found[4::2], "a milder form counted beside its severer form"
    assert max(found) <= 24


def test_another_package_lists_the_same_codes() -> None:
    """comorbidipy's own transcription of the paper, read without the package, which needs an old pandas."""
    found = importlib.util.find_spec("comorbidipy")
    if found is None or not found.submodule_search_locations:
        pytest.skip("NOT TESTED: comorbidipy is not installed")
    path = Path(found.submodule_search_locations[0]) / "mapping.py"
    theirs = runpy.run_path(str(path))["mapping"]["charlson_icd10_quan"]
    names = {"mi": "ami", "cpd": "copd"}
    for group in GROUPS.groups:
        assert set(GROUPS.codes_of(group)) == set(theirs[names.get(group, group)]), group
    assert len(theirs) == len(GROUPS.groups)


def test_the_code_list_says_what_it_is() -> None:
    assert (GROUPS.systems, GROUPS.version) == (("icd10",), "2005")
    assert "Quan" in GROUPS.source
    assert list(GROUPS.groups) == list(WEIGHTS.editions["quan_2011"]) == [*PLAIN_WORDS, "aids"]
