"""Holds a synthetic place to published figures: target, achieved, difference, tolerance.

The figures are computed from the record tables as anybody would, and know nothing of the generator. A
target of so many people is scaled to the size of the place made. Tolerances are those of the pack, made
wider by three standard errors, since a small place differs from its target by chance alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from lco.place.facts.calibration import CalibrationTarget
from lco.place.pack import Place
from lco.records.synthetic import measuring
from lco.records.synthetic.measuring import Measured
from lco.store.place_store import Store

ERRORS_ALLOWED = 3.0

CANNOT = (
    "Made-up people show how everything works and how fast. They cannot show what is true of a ward, a "
    "practice or a service: each ward differs from the next only by the ages, deprivation and ethnicity in "
    "the pack. Do not fit a model on them for use on real people, and take no effect, saving or "
    "inequality found in them for one of the place."
)


@dataclass(frozen=True)
class Check:
    """One figure of the report. `low` and `high` are None when the figure is shown for comparison only."""

    id: str
    title: str
    unit: str
    target: float
    achieved: float
    low: float | None
    high: float | None
    note: str

    @property
    def difference(self) -> float:
        """Achieved less target."""
        return self.achieved - self.target

    @property
    def has_tolerance(self) -> bool:
        """Say whether the figure is held to bounds, or only shown for comparison."""
        return self.low is not None or self.high is not None

    @property
    def is_held(self) -> bool:
        """Say whether the figure is inside its tolerance."""
        is_low = self.low is not None and self.achieved < self.low
        is_high = self.high is not None and self.achieved > self.high
        return not (is_low or is_high)


@dataclass(frozen=True)
class CalibrationReport:
    """All checks, what the pack asks for and the place does not have, and what the place is no use for."""

    place: str
    index_on: date
    residents: int
    checks: tuple[Check, ...]
    not_modelled: tuple[str, ...]
    cannot: str = CANNOT

    @property
    def is_held(self) -> bool:
        """Say whether every figure is inside its tolerance."""
        return all(check.is_held for check in self.checks)


def calibration_report(place: Place, store: Store, con: Any, *, index_on: date) -> CalibrationReport:
    """Measure the records of `store` against the calibration figures of `place`.

    Args:
        place: the pack with its ``calibration.csv``.
        store: records of the place.
        con: engine to compute on.
        index_on: the day whose residents count; flows are those of the twelve months before it.
    """
    records = measuring.Records(store, con, index_on)
    residents = records.residents()
    pack = next((float(row.value) for row in place.rows(CalibrationTarget) if row.id == "population"), None)
    scale = residents / pack if pack else 1.0
    found = {**records.shares_by_condition(), **records.admission_rates(), **records.spend()}
    checks, missing = [], []
    for row in place.rows(CalibrationTarget):
        if row.group == "population":
            continue
        measured = found.get(_measure(row))
        if measured is None:
            missing.append(row.title)
        else:
            checks.append(_check(row, measured, scale))
    extra = tuple(_compared(*line) for line in records.for_comparison())
    return CalibrationReport(
        place.id, index_on, residents, (_ward_check(place, records), *checks, *extra), tuple(missing)
    )


_COMPARED_ONLY = {
    "diabetes_aged_17_plus": "cannot hold together with the printed share of all ages, which is held",
    "dementia_registered": "cannot hold together with the printed count, which is held",
}


def _measure(row: CalibrationTarget) -> str:
    """Return the name of the measured figure: the share with a condition unless the unit says otherwise."""
    if row.code_set is None or row.id in ("dementia_65_plus", "diabetes_aged_17_plus"):
        return row.id
    condition = row.code_set.replace("-", "_")
    return f"{condition}_people" if row.unit == "people" else condition


def _check(row: CalibrationTarget, measured: Measured, scale: float) -> Check:
    factor = scale if row.unit == "people" else 1.0
    compared = _COMPARED_ONLY.get(row.id)
    slack = ERRORS_ALLOWED * measured.error
    return Check(
        id=row.id,
        title=row.title,
        unit=row.unit,
        target=float(row.value) * factor,
        achieved=measured.value,
        low=None if row.low is None or compared else float(row.low) * factor - slack,
        high=None if row.high is None or compared else float(row.high) * factor + slack,
        note=compared or measured.note,
    )


def _ward_check(place: Place, records: measuring.Records) -> Check:
    """Return the greatest difference of a ward's share of residents from the pack's, in points."""
    difference = records.greatest_ward_difference(place)
    return Check(
        id="population_by_ward",
        title="Greatest difference of a ward's share of residents from the pack's",
        unit="percentage points",
        target=0.0,
        achieved=difference.value,
        low=None,
        high=0.05 + ERRORS_ALLOWED * difference.error,
        note=difference.note,
    )


def _compared(id_: str, title: str, unit: str, target: float, measured: Measured) -> Check:
    return Check(id_, title, unit, target, measured.value, None, None, measured.note)
