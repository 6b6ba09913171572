"""Watching a model in use: do events still come as foreseen, do people still look the same.

Events over those expected need a year to be known: the risks of a year ago are held against what happened
since. Stability is known at once: people of today are counted in the groups of those the model was tried
on. A month is a good rhythm for both; every look is kept.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from lco.population.risk.arrays import numbers
from lco.population.risk.baseline import Baseline, numbers_of
from lco.population.risk.model import AdditiveModel
from lco.population.risk.registry import STATES, model_of
from lco.population.risk.report import Measured
from lco.population.risk.train import Training
from lco.statistics.calibration import observed_over_expected
from lco.statistics.stability import counts_between, stability_index
from lco.store import Store
from lco.store.models import ModelEvent, StoredModel, add_drift, add_event, changing, open_model

_FILE = Path(__file__).parent / "drift_thresholds.csv"


class DriftRefused(ValueError):
    """A model that cannot be watched; the message says why."""


@dataclass(frozen=True)
class Threshold:
    """From where a measure is watched, and from where something must be done: distances from its ideal."""

    watch: float
    act: float

    def says(self, distance: float) -> str:
        """Return ``steady``, ``watch`` or ``act``."""
        return "act" if distance >= self.act else "watch" if distance >= self.watch else "steady"


@cache
def thresholds() -> Mapping[str, Threshold]:
    """Return the thresholds of ``drift_thresholds.csv``, by measure."""
    lines = [line for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {
        row["measure"]: Threshold(float(row["watch"]), float(row["act"])) for row in csv.DictReader(lines)
    }


@dataclass(frozen=True)
class Look:
    """What one look at a model in use found.

    Attributes:
        model: its id.
        on: day of the people looked at.
        people: how many.
        risk_stability: stability index of their risks.
        stability: stability index of each number the model weighs.
        observed_over_expected: of the risks of a year before; None where nothing was expected.
        is_of_validation: whether those are the very people it was tried on, so that nothing is new in it.
        verdict: ``steady``, ``watch`` or ``act``, the gravest of all.
        findings: sentences about what is not steady.
    """

    model: str
    on: date
    people: int
    risk_stability: float
    stability: Mapping[str, float]
    observed_over_expected: Measured | None
    is_of_validation: bool
    verdict: str
    findings: tuple[str, ...]

    def in_words(self) -> str:
        """Return the look as a sentence or two."""
        ratio = self.observed_over_expected
        seen = "no events were expected" if ratio is None else f"{ratio.value:.2f} events for each expected"
        old = ", the year it was tried on" if self.is_of_validation else ""
        head = f"{self.verdict}; {seen}{old}; stability index of risk {self.risk_stability:.3f}."
        return " ".join([head, *self.findings])


def look(store: Store, stored: StoredModel, training: Training, *, at: datetime, by: str) -> Look:
    """Look at a model in use, keep what was found and write it into its life.

    Args:
        store: where the model is.
        stored: the model, live or monitored.
        training: the records and the day to look on; its outcome must be the model's.
        at: the present instant.
        by: who looks.

    Raises:
        DriftRefused: when the model is not in use or foretells another outcome.
    """
    if stored.state not in STATES["monitored"]:
        raise DriftRefused(f"The model {stored.model_id} is {stored.state}: only one in use is watched.")
    if stored.outcome != training.outcome:
        raise DriftRefused(f"The model {stored.model_id} foretells {stored.outcome}, not {training.outcome}.")
    found = measured(model_of(stored), Baseline.from_json(stored.text("baseline.json")), training)
    with changing(store):
        fresh = open_model(store, stored.model_id)
        add_drift(fresh, {"at": at, **asdict(found)})
        add_event(fresh, ModelEvent("monitored", at, by, found.in_words()))
    return found


def measured(model: AdditiveModel, baseline: Baseline, training: Training) -> Look:
    """Return what a look finds, without keeping it."""
    records = training.records
    features = training.features_of(records, training.index_on)
    rows = records.con.to_pyarrow(features.select("person", *model.features))
    columns = {name: numbers(rows[name]) for name in model.features}
    risks = model.probability_of(columns)
    now = numbers_of(model, columns)
    stability = {
        name: stability_index(was.people, counts_between(now[name], was.cuts))
        for name, was in baseline.features.items()
    }
    of_risk = stability_index(baseline.risk.people, counts_between(risks, baseline.risk.cuts))
    earlier = training.people(training.validated_on)
    ratio = observed_over_expected(model.probability_of(earlier.columns), earlier.happened)
    kept = None if ratio is None else Measured(ratio.value, ratio.lower, ratio.upper)
    verdicts = _verdicts(of_risk, stability, kept)
    return Look(
        model=model.id,
        on=training.index_on,
        people=len(risks),
        risk_stability=of_risk,
        stability=stability,
        observed_over_expected=kept,
        is_of_validation=baseline.on == training.validated_on,
        verdict=max((said for said, _ in verdicts), key=("steady", "watch", "act").index, default="steady"),
        findings=tuple(sentence for said, sentence in verdicts if said != "steady"),
    )


def _verdicts(
    of_risk: float, stability: Mapping[str, float], ratio: Measured | None
) -> list[tuple[str, str]]:
    limits = thresholds()
    shift = limits["stability_index"]
    found = [(shift.says(of_risk), f"The risks have shifted: stability index {of_risk:.2f}.")]
    for name, index in stability.items():
        found.append((shift.says(index), f"People differ in {name}: stability index {index:.2f}."))
    if ratio is not None and ratio.lower is not None and ratio.upper is not None:
        # What chance alone explains is no drift.
        is_chance = ratio.lower <= 1 <= ratio.upper
        said = "steady" if is_chance else limits["observed_over_expected"].says(abs(ratio.value - 1))
        found.append((said, f"{ratio.value:.2f} events came for each one expected: recalibrate or refit."))
    return found
