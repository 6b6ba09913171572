"""An evaluation comes back from JSON as it was, is kept whole, and nobody can better its verdict."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lco.population.evaluation.kept import keep
from lco.population.evaluation.matched import evaluate_matched
from lco.population.evaluation.report import DESIGNS, Evaluation
from lco.population.evaluation.verdict import Finding, VerdictRefused
from tests.lco.population.evaluation.planting import QUESTION, chosen_people

MADE_AT = datetime(2018, 5, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def found() -> Evaluation:
    return evaluate_matched(chosen_people(1, 0.0), QUESTION)


def test_what_is_written_is_read(found: Evaluation) -> None:
    assert Evaluation.from_json(found.to_json()) == found
    assert found.design in DESIGNS


def test_it_is_kept_whole_under_its_own_name(found: Evaluation, tmp_path: Path) -> None:
    kept = keep(tmp_path, found, made_at=MADE_AT)
    files = list((tmp_path / "evaluations").iterdir())
    assert [file.name for file in files] == [f"{kept.id}.json"]
    assert kept.id.startswith("20180501T093000-matched-")
    assert Evaluation.from_json(files[0].read_text()) == kept
    assert kept.made_at == MADE_AT and kept.effect == found.effect


@pytest.mark.parametrize(
    "verdict",
    [
        {"finding": "fewer", "sentence": "Fewer emergency admissions than matched people."},
        {"finding": "none_shown", "sentence": "A saving of 47%."},
        {"finding": "not_compared", "sentence": "Before and after."},
    ],
)
def test_a_bettered_verdict_cannot_be_read(found: Evaluation, verdict: dict[str, str]) -> None:
    assert found.verdict.finding is Finding.NONE_SHOWN
    read = json.loads(found.to_json()) | {"verdict": verdict}
    with pytest.raises(VerdictRefused):
        Evaluation.from_json(json.dumps(read))


def test_days_come_back_as_days(found: Evaluation) -> None:
    read = json.loads(found.to_json()) | {"starts_on": "2017-04-01"}
    assert Evaluation.from_json(json.dumps(read)).starts_on == date(2017, 4, 1)
