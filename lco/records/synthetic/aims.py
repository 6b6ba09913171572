"""What a made place aims at: the published figures of its pack first, the generator's tables for the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lco.place.facts.calibration import CalibrationTarget
from lco.place.pack import Place
from lco.records.synthetic.arrays import Doubles, Floats
from lco.records.synthetic.reference import SERVICES, Condition, conditions, rate_ages, rates

READMITTED_PERCENT = 14.0
_PLANNED_STAYS = 1.28
"""Those home from a planned stay come back less often: emergencies must come back more than the mean."""


@dataclass(frozen=True)
class Aims:
    """Shares of conditions and of spells soon followed by another (0 to 1), rates by service and age band."""

    conditions: Doubles
    rates: dict[str, Floats]
    readmitted: float


def aims_of(place: Place) -> Aims:
    """Return the aims for `place`.

    A figure of the place itself is aimed at as printed. Where only a share of a wider area is known, the aim
    is the middle of the bounds the pack gives it.
    """
    printed = {row.id: row for row in place.rows(CalibrationTarget)}
    wider = {_condition(row): row for row in printed.values() if row.group == "gm_prevalence"}
    residents = float(printed["population"].value) if "population" in printed else 0.0
    shares = [_percent(one, printed.get(one.id), wider.get(one.id), residents) for one in conditions()]
    back = printed.get("emergency_readmissions_30_days")
    percent = READMITTED_PERCENT if back is None else float(back.value)
    return Aims(np.array(shares) / 100, _rates(printed), percent / 100 * _PLANNED_STAYS)


def _condition(row: CalibrationTarget) -> str:
    return (row.code_set or "").replace("-", "_")


def _percent(
    condition: Condition, own: CalibrationTarget | None, wider: CalibrationTarget | None, residents: float
) -> float:
    if own is not None and own.group == "conditions":
        return float(own.value) * (100 / residents if own.unit == "people" else 1)
    if wider is not None and wider.low is not None and wider.high is not None:
        return float(wider.low + wider.high) / 2
    return condition.percent


def _rates(printed: Mapping[str, CalibrationTarget]) -> dict[str, Floats]:
    wanted = {service: rates(service).copy() for service in SERVICES}
    for number, age in enumerate(rate_ages()):
        name = f"emergency_admissions_{age:.0f}_"
        row = next((row for id_, row in printed.items() if id_.startswith(name)), None)
        if row is not None:
            wanted["emergency"][number] = float(row.value) / 1000
    return wanted
