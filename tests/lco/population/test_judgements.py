"""Which judgement of a person holds on a day, on every engine."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lco.population.example import Example, example_records
from lco.population.judgements import REASON_IN_WORDS, judgements_on
from lco.records.tables import JudgementReason
from tests.support.engines import ENGINES, connected

DAY = date(2018, 4, 1)


def held(engine: Any, folder: Path, text: str) -> dict[int, tuple[str, str]]:
    """Return person to tier and reason of the judgement that holds on the day."""
    con = connected(engine)
    records = example_records(con, Example(given={"judgements": text}, expect={}, working=""), folder)
    rows = con.to_pyarrow(judgements_on(records, DAY)).to_pylist()
    assert len({row["person"] for row in rows}) == len(rows), "a person is judged twice"
    return {row["person"]: (row["judged_tier"], row["judged_reason"]) for row in rows}


@pytest.mark.parametrize("engine", ENGINES)
def test_the_latest_judgement_before_the_day_holds(engine: Any, tmp_path: Path) -> None:
    found = held(
        engine,
        tmp_path,
        """
        person | judged_on  | ends_before | tier   | reason
        1      | 2018-03-01 |             | low    | stable
        1      | 2018-03-31 | 2018-06-01  | high   | getting_worse
        2      | 2018-04-01 |             | high   | other
        3      | 2018-01-01 | 2018-04-01  | high   | other
        4      | 2018-01-01 |             | high   | other
        4      | 2018-02-01 | 2018-02-01  | high   | other
        5      | 2018-01-01 | 2018-04-02  | rising |
        """,
    )
    assert found == {
        1: ("high", "Getting worse in ways the records do not show yet"),
        5: ("rising", "No reason was recorded"),
    }, "2 was judged on the day itself, 3 has ended, 4 was taken back"


@pytest.mark.parametrize("engine", ENGINES)
def test_of_two_judgements_of_one_day_the_higher_tier_goes_first(engine: Any, tmp_path: Path) -> None:
    found = held(
        engine,
        tmp_path,
        """
        person | judged_on  | tier | reason
        1      | 2018-03-01 | low  | stable
        1      | 2018-03-01 | high | other
        """,
    )
    assert found[1][0] == "high"


@pytest.mark.parametrize("engine", ENGINES)
def test_nobody_judged_gives_nobody(engine: Any, tmp_path: Path) -> None:
    assert held(engine, tmp_path, "") == {}


def test_every_reason_has_words() -> None:
    assert set(REASON_IN_WORDS) == set(JudgementReason)
    assert len(set(REASON_IN_WORDS.values())) == len(JudgementReason)
