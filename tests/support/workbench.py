"""A published run for the pages of the workbench: made-up people in numbers, a model, evaluations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from lco.place.pack import load_place
from lco.population.evaluation.report import (
    Balance,
    BeforeAfter,
    Diagnostic,
    Evaluation,
    SeriesPoint,
)
from lco.population.evaluation.verdict import Effect, Finding, Verdict, judge
from lco.population.risk.report import BenefitPoint, CurvePoint, Group, Measured, Validation
from lco.statistics.intervals import Estimate
from lco.store import open_store
from lco.store.figures import Figure, write_figures
from lco.store.runs import FACTS, new_run
from tests.support.published import figures, manifest

# People of the place by tier a month ago and now, by segment, by cohort and, of that, with need.
WAYS = {
    ("high", "high"): 9_870,
    ("high", "rising"): 610,
    ("high", "low"): 34,
    ("high", "left"): 142,
    ("rising", "high"): 784,
    ("rising", "rising"): 76_300,
    ("rising", "low"): 2_215,
    ("rising", "left"): 318,
    ("low", "high"): 97,
    ("low", "rising"): 2_460,
    ("low", "low"): 441_900,
    ("low", "left"): 1_480,
    ("new", "high"): 21,
    ("new", "rising"): 205,
    ("new", "low"): 1_890,
}
SEGMENTS = (21_400, 9_350, 2_280, 14_700, 118_200, 8_910, 6_340, 355_000)
COHORTS = ((23_100, 9_200), (117_800, 10_400), (31_300, 19_900), (64_500, 22_700), (47_200, 44_100))
LISTED = 21_998
RUN_ID = "20180401-0900-0badcafe"
PEOPLE = 9_000
MODEL = "emergency-admission-2018"


@pytest.fixture(scope="session")
def bench_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of Manchester whose published run has people, a model and its validation."""
    folder = Path(tmp_path_factory.mktemp("bench")) / "store"
    store = open_store(folder, place="manchester", create=True)
    place = load_place("manchester")
    with new_run(store, RUN_ID) as run:
        write_figures([*figures(place), *counts(place)], run.output("figures"))
        parquet.write_table(FACTS.empty_table(), run.output("facts"))
        parquet.write_table(people([area.id for area in place.neighbourhoods]), run.output("people"))
        for name, text in model_files().items():
            (run.path / name).write_text(text, encoding="utf-8")
        run.publish(manifest())
    kept = folder / "evaluations"
    kept.mkdir()
    for each in (evaluation(), nothing_shown()):
        (kept / f"{each.id}.json").write_text(each.to_json(), encoding="utf-8")
    return folder


@pytest.fixture
def bench(bench_folder: Path, settings: Any) -> Iterator[Path]:
    """Let the web show that run."""
    settings.LCO_STORE, settings.LCO_PLACE = bench_folder, "manchester"
    yield bench_folder


def people(areas: list[str], *, count: int = PEOPLE, seed: int = 11) -> pa.Table:
    """Return made-up people with the columns cohorts are counted by."""
    rng = np.random.default_rng(seed)
    age = rng.integers(0, 95, count)
    conditions = rng.poisson(age / 30)
    points = conditions + rng.random(count)
    rank = (-points).argsort().argsort() + 1
    tier = np.where(rank <= count * 0.02, "high", np.where(rank <= count * 0.2, "rising", "low"))
    risk = 1 / (1 + np.exp(4.2 - 0.5 * conditions - rng.normal(0, 0.4, count)))
    return pa.table(
        {
            "person": pa.array(np.arange(1, count + 1), pa.int64()),
            "neighbourhood": pa.array(rng.choice([*areas, None], count).tolist(), pa.string()),
            "tier": pa.array(tier.tolist(), pa.string()),
            "rank": pa.array(rank, pa.int64()),
            "age": pa.array(age, pa.int16()),
            "sex": pa.array(rng.integers(1, 3, count), pa.int8()),
            "ethnicity": pa.array(rng.integers(0, 5, count), pa.int8()),
            "deprivation": pa.array(rng.integers(1, 6, count), pa.int8()),
            "conditions": pa.array(conditions, pa.int16()),
            "illnesses": pa.array(rng.integers(0, 2**40, count), pa.int64()),
            "risk": pa.array(risk, pa.float64()),
            "cost_pence": pa.array(rng.integers(0, 900_000, count) * (1 + conditions), pa.int64()),
            "emergency_admissions": pa.array(rng.poisson(0.1 * conditions), pa.int16()),
            "has_mental_health_need": pa.array(rng.random(count) < 0.15, pa.bool_()),
        }
    )


def counts(place: Any) -> list[Figure]:
    """Return made-up figures of movement, segments, cohorts, capacity and concentration."""
    made: list[Figure] = []
    for position, area in enumerate([place.id, *(each.id for each in place.neighbourhoods)]):
        parts = 1 if position == 0 else 11 + position  # neighbourhoods differ and are smaller than the place
        for (start, end), whole in WAYS.items():
            is_hidden = (position, start, end) == (3, "high", "rising")
            made.append(_figure(f"movement/{start}/{end}/{area}", whole // parts, is_suppressed=is_hidden))
        for segment, whole in zip(place.tables["segments"], SEGMENTS, strict=True):
            made.append(_figure(f"segment/{segment.id}/{area}", whole // parts))
        for cohort, (whole, needing) in zip(place.tables["cohorts"], COHORTS, strict=True):
            made.append(_figure(f"cohort/{cohort.id}/{area}", whole // parts))
            crossed = f"cohort_with_mental_health/{cohort.id}/{area}"
            made.append(_figure(crossed, needing // parts, is_suppressed=position == 5))
        made.append(_figure(f"priority/{area}", LISTED // parts))
        listed, slots = 11_400 // parts, 900 if position else 10_800
        for what, value in (("listed", listed), ("slots", slots), ("over", listed - slots)):
            made.append(_figure(f"capacity/{what}/{area}", value))
    for each in place.localities:
        for what, value in (("listed", 3_800), ("slots", 3_600), ("over", 200)):
            made.append(_figure(f"capacity/{what}/{each.id}", value))
    for who, share in (("rising", 7.5), ("low", 0.4), ("chance", 1.6)):
        found = [_figure(f"{who}_became_high/{each}", share, unit="per cent of people") for each in (6, 12)]
        made += [replace(each, lower=share - 0.2, upper=share + 0.2) for each in found]
    made.append(_figure("concentration/top5", 51.4, unit="per cent of cost"))
    return [*made, _figure("concentration/prospective", 33.2, unit="per cent of cost")]


def _figure(name: str, value: int | float, *, unit: str = "people", is_suppressed: bool = False) -> Figure:
    return Figure(
        figure=name,
        definition=name.split("/", maxsplit=1)[0],
        label=name.replace("/", " "),
        area=name.rpartition("/")[2],
        period="2018-04-01",
        value=None if is_suppressed else value,
        unit=unit,
        kind="stock",
        is_suppressed=is_suppressed,
        source="record tables people",
        working="People counted one by one.",
        inputs=("records/people",),
    )


def validation() -> Validation:
    """Return a validation with every part: measures, curves, groups, one of them withheld, an alert."""
    foreseen = [0.01 * 1.45**tenth for tenth in range(10)]
    return Validation(
        model=MODEL,
        outcome="emergency_admission",
        index_on=date(2017, 4, 1),
        split="Fitted on the year to 1 April 2016, tried on the year after 1 April 2017.",
        people=521_000,
        events=41_680,
        measures=_measures(0.742, 1.03),
        curve=tuple(CurvePoint(risk, risk * 1.03, risk * 0.95, risk * 1.1, 52_100) for risk in foreseen),
        benefit=tuple(_benefit(0.01 * step) for step in range(1, 41)),
        groups=_groups(),
        comparators={"points": _measures(0.71, 1.0), "gradient_boosting": _measures(0.748, 1.01)},
        alerts=("Of the most deprived fifth more were admitted than foreseen: observed over expected 1.14.",),
    )


def model_files(model: str = MODEL, **changes: Any) -> dict[str, str]:
    """Return the files of a model by their names."""
    card = {
        "model": model,
        "title": "Predicted risk: emergency admission, Manchester",
        "is_synthetic": True,
        "warnings": ["The people it was fitted on were made up."],
        "items": [
            {
                "number": 1,
                "section": "Title and abstract",
                "asks": "What is predicted",
                "answer": "Admission.",
                "is_answered": True,
            },
            {
                "number": 17,
                "section": "Methods",
                "asks": "Ethical approval",
                "answer": "None is recorded.",
                "is_answered": False,
            },
        ],
        "bias": [{"domain": "Participants", "judgement": "high", "why": "The people were made up."}],
    }
    return {
        "model.json": json.dumps({"id": model, "outcome": "emergency_admission"}),
        "card.json": json.dumps({**card, **changes}),
        "validation.json": replace(validation(), model=model).to_json(),
        "baseline.json": "{}",
    }


def _benefit(threshold: float) -> BenefitPoint:
    odds = threshold / (1 - threshold)
    return BenefitPoint(threshold, 0.05 * exp(-6 * threshold), 0.08 - 0.92 * odds)


def _measures(c: float, expected: float) -> dict[str, Measured]:
    return {
        "c_statistic": Measured(c, c - 0.006, c + 0.006),
        "observed_over_expected": Measured(expected, expected - 0.01, expected + 0.01),
        "calibration_in_the_large": Measured(0.03, 0.01, 0.05),
        "calibration_slope": Measured(0.97, 0.94, 1.0),
        "brier": Measured(0.0661),
        "scaled_brier": Measured(0.102, 0.099, 0.105),
        "ppv_1": Measured(0.41, 0.4, 0.42),
        "ppv_5": Measured(0.281, 0.276, 0.286),
        "sensitivity_5": Measured(0.176, 0.172, 0.18),
        "flag_rate_5": Measured(0.05),
    }


def _groups() -> tuple[Group, ...]:
    fifths = [
        Group("deprivation", str(fifth), f"Fifth {fifth}", 100_000, 8_000, _measures(0.74, 1.2 - fifth / 20))
        for fifth in range(1, 6)
    ]
    return (
        *fifths,
        Group("sex", "female", "Female", 262_000, 21_000, _measures(0.745, 1.02)),
        Group("sex", "male", "Male", 259_000, 20_680, _measures(0.739, 1.04)),
        Group("sex", "not_specified", "Not specified", None, None),
    )


def evaluation() -> Evaluation:
    """Return an evaluation that shows fewer admissions than matched people had."""
    effect = Effect("matched people", Estimate(0.83, 0.75, 0.92), Estimate(-41.0, -60.2, -21.8))
    return _evaluation("manchester-matched", effect, judge(effect, outcome="emergency admissions"))


def nothing_shown() -> Evaluation:
    """Return an evaluation that shows no effect, though those treated had far fewer than before."""
    effect = Effect("matched people", Estimate(0.99, 0.9, 1.09), Estimate(-2.0, -22.0, 18.0))
    verdict = judge(effect, outcome="emergency admissions")
    assert verdict.finding is Finding.NONE_SHOWN
    return _evaluation("manchester-nothing", effect, verdict)


def _evaluation(id: str, effect: Effect, verdict: Verdict) -> Evaluation:
    return Evaluation(
        id=id,
        title="Case management of people at high risk",
        place="manchester",
        is_synthetic=True,
        design="matched",
        how="Each person treated was matched to one not treated, with the nearest propensity.",
        outcome="emergency_admissions",
        outcome_label="emergency admissions",
        starts_on=date(2017, 4, 1),
        follow_up_months=12,
        treated=2_400,
        comparison=2_400,
        counted="people",
        left_out=31,
        effect=effect,
        before_after=BeforeAfter(2.4, 1.1, 2.4, 1.2, 1.21),
        balance=(Balance("age", "Age in years", 74.1, 41.0, 74.0, 1.4, 0.01, 1.02),),
        diagnostics=(
            Diagnostic(
                "balance", "The largest difference after matching is 0.04.", is_met=True, is_needed=True
            ),
            Diagnostic("trend", "Before the start the two lines ran apart.", is_met=False),
        ),
        series=tuple(
            SeriesPoint(at, f"year {at}", 2400.0 if at < 0 else 1100.0, 2390.0 if at < 0 else 1200.0)
            for at in (-2, -1, 1, 2)
        ),
        verdict=verdict,
        cautions=("These people are made up.",),
        made_at=datetime(2018, 5, 1, 9, 0, tzinfo=UTC),
    )
