"""The feature table computes scores in its own passes: each must be what the score itself computes."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from lco import engine
from lco.population.codelist import load
from lco.population.conditions import condition_codes
from lco.population.example import Example, example_records
from lco.population.features.table import feature_table
from lco.population.score import scores, with_score

INDEX_ON = date(2018, 4, 1)
PEOPLE = 150
COLUMNS = {
    "charlson": ("charlson", "charlson_1987"),
    "elixhauser": ("elixhauser",),
    "hfrs": ("hfrs_tenths",),
    "cmms": ("cmms_hundredths",),
    "polypharmacy": ("medicines_0_90", "medicines"),
}
MEDICINES = ["laxative", "analgesic", "antidepressant", "statin", "metformin", "insulin", "bnf:0106010E0"]


def drawn() -> dict[str, str]:
    """Return record tables of made-up people, dense with codes and with days around every window's edge."""
    chance = random.Random(730)
    codes = [each.code for name in ("hfrs", "elixhauser_quan") for each in load(name).lines]
    codes += [f"{each.system}:{each.code}" for each in condition_codes().lines]
    edges = [0, 1, 89, 90, 91, 364, 365, 366, 729, 730, 731, 1826, 1827, 1828]

    def day() -> date:
        return INDEX_ON - timedelta(
            days=chance.choice(edges) if chance.random() < 0.5 else chance.randint(0, 2500)
        )

    people, homes, conditions, stays, issued = [], [], [], [], []
    for person in range(1, PEOPLE + 1):
        people.append(f"{person} | {1920 + chance.randint(0, 97)}-{chance.randint(1, 12):02d}-01")
        homes.append(f"{person} | ods:X1")
        for _ in range(chance.randint(0, 3)):
            began = day()
            left = began + timedelta(days=chance.choice([0, 1, 5]))
            main = chance.choice(["", *codes[:109]])
            stays.append(f"{person} | {began} | {left} | {chance.choice(['emergency', 'elective'])} | {main}")
            coded = began + timedelta(days=chance.choice([0, 1, 5]))
            conditions.append(f"{person} | {chance.choice(codes)} | {coded} | inpatient")
        for _ in range(chance.randint(0, 6)):
            conditions.append(f"{person} | {chance.choice(codes)} | {day()} | general_practice")
        issued += [f"{person} | {chance.choice(MEDICINES)} | {day()}" for _ in range(chance.randint(0, 14))]
    return {
        "people": "\n".join(["person | born_on", *people]),
        "registrations": "\n".join(["person | practice", *homes]),
        "conditions": "\n".join(["person | code | starts_on | setting", *conditions]),
        "admissions": "\n".join(["person | starts_on | ends_before | method | code", *stays]),
        "prescriptions": "\n".join(["person | code | prescribed_on", *issued]),
    }


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any, dict[int, dict[str, Any]]]:
    folder: Path = tmp_path_factory.mktemp("records")
    con = engine.connect()
    records = example_records(con, Example(drawn(), {}, "", index_on=INDEX_ON), folder)
    table = feature_table(records, INDEX_ON, deprivation={})
    return records, table, {row["person"]: row for row in con.to_pyarrow(table).to_pylist()}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_score_in_the_feature_table_is_the_score(name: str, computed: Any) -> None:
    records, table, features = computed
    definition = scores()[name]
    scored = with_score(table.select("person"), definition.compute(records, INDEX_ON), definition)
    rows = {row["person"]: row for row in records.con.to_pyarrow(scored).to_pylist()}
    assert rows.keys() == features.keys()
    assert len(rows) > PEOPLE * 0.9
    for column in COLUMNS[name]:
        differing = {
            person: (features[person][column], row[column])
            for person, row in rows.items()
            if features[person][column] != row[column]
        }
        assert differing == {}, column
        assert len({row[column] for row in rows.values()}) > 3, "too few different answers to compare"
