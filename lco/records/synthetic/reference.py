"""What the generator knows about health and care: its own tables beside this module, each with its source."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import numpy as np

from lco.records.synthetic.arrays import Floats

KNOT_AGES = (0.0, 20.0, 40.0, 60.0, 80.0)
SERVICES = ("gp", "outpatient", "attendance", "emergency", "elective", "community", "mental_health")


@dataclass(frozen=True)
class Condition:
    """A long-term condition: log odds at knots of age, and what moves them.

    `percent` is the share of everybody where the pack knows none; `death` and `need` are what the condition
    adds to the logarithm of the hazard of death and of the need of care.
    """

    id: str
    label: str
    percent: float
    icd10: tuple[str, ...]
    icd10_male: tuple[str, ...]
    knots: tuple[float, ...]
    male: float
    deprived: float
    asian: float
    black: float
    frailty: float
    parents: Mapping[str, float]
    death: float
    need: float
    source: str


@dataclass(frozen=True)
class Medicine:
    """A medicine: repeated every `interval_days`, or (0) issued `base` times a year on average."""

    id: str
    label: str
    interval_days: int
    items: int
    pence_per_item: int
    base: float
    from_age: int
    to_age: int
    sex: int | None
    conditions: Mapping[str, float]


@dataclass(frozen=True)
class Diagnosis:
    """A code of hospital care: its weight by age (child, adult, older) and what conditions multiply it by."""

    system: str
    code: str
    label: str
    role: str
    weights: tuple[float, float, float]
    conditions: Mapping[str, float]
    extra: str


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _pairs(text: str) -> Mapping[str, float]:
    parted = (item.split(":") for item in text.split(";") if item)
    return {name: float(value) for name, value in parted}


@functools.cache
def conditions() -> tuple[Condition, ...]:
    """Return the conditions; a condition comes after those it depends on."""
    return tuple(
        Condition(
            id=row["id"],
            label=row["label"],
            percent=float(row["percent"]),
            icd10=tuple(row["icd10"].split()),
            icd10_male=tuple((row["icd10_male"] or row["icd10"]).split()),
            knots=tuple(float(row[f"k{age:.0f}"]) for age in KNOT_AGES),
            male=float(row["male"]),
            deprived=float(row["deprived"]),
            asian=float(row["asian"]),
            black=float(row["black"]),
            frailty=float(row["frailty"]),
            parents=_pairs(row["parents"]),
            death=float(row["death"]),
            need=float(row["need"]),
            source=row["source"],
        )
        for row in _rows("conditions.csv")
    )


@functools.cache
def condition_positions() -> Mapping[str, int]:
    """Return the column of each condition."""
    return {condition.id: place for place, condition in enumerate(conditions())}


@functools.cache
def medicines() -> tuple[Medicine, ...]:
    """Return the medicines, repeats first."""
    return tuple(
        Medicine(
            id=row["id"],
            label=row["label"],
            interval_days=int(row["interval_days"]),
            items=int(row["items"]),
            pence_per_item=int(row["pence_per_item"]),
            base=float(row["base"]),
            from_age=int(row["from_age"]),
            to_age=int(row["to_age"]),
            sex=int(row["sex"]) if row["sex"] else None,
            conditions=_pairs(row["conditions"]),
        )
        for row in _rows("medicines.csv")
    )


@functools.cache
def diagnoses() -> tuple[Diagnosis, ...]:
    """Return the codes of hospital care."""
    return tuple(
        Diagnosis(
            system=row["system"],
            code=row["code"],
            label=row["label"],
            role=row["role"],
            weights=(float(row["child"]), float(row["adult"]), float(row["older"])),
            conditions=_pairs(row["conditions"]),
            extra=row["extra"],
        )
        for row in _rows("diagnoses.csv")
    )


@functools.cache
def pence() -> Mapping[str, int]:
    """Return unit costs in pence."""
    return {row["id"]: round(float(row["pounds"]) * 100) for row in _rows("unit_costs.csv")}


@functools.cache
def rate_ages() -> Floats:
    """Return the first age of each band of the rates."""
    return np.array([float(row["from_age"]) for row in _rows("rates.csv")], dtype=np.float32)


@functools.cache
def rates(service: str) -> Floats:
    """Return the target rate of `service` by age band: events a person and year."""
    return np.array([float(row[service]) for row in _rows("rates.csv")], dtype=np.float32)


@functools.cache
def names() -> tuple[tuple[str, str, str], ...]:
    """Return our own list of names: community, kind (female, male, family), name."""
    return tuple((row["community"], row["kind"], row["name"]) for row in _rows("names.csv"))
