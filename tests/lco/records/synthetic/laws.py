"""Laws every made place keeps. Each function says what is wrong, or nothing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lco.store.tables import TABLES
from tests.lco.records.synthetic.made import OPEN, Made

PERIODS = ("registrations", "addresses", "admissions")
DAYS = {
    "registrations": ("starts_on", "ends_before"),
    "addresses": ("starts_on", "ends_before"),
    "conditions": ("starts_on",),
    "admissions": ("starts_on", "ends_before"),
    "attendances": ("attended_on",),
    "contacts": ("contacted_on",),
    "prescriptions": ("prescribed_on",),
    "care_packages": ("starts_on", "ends_before"),
    "costs": ("incurred_on",),
    "deaths": ("died_on",),
}


def broken(place: Made) -> list[str]:
    """Return every law that `place` breaks, in a sentence each."""
    return [*_unsorted(place), *_overlapping(place), *_outside_life(place), *_unknown_codes(place)]


def _tables(place: Made) -> list[str]:
    return [name for name in TABLES if (place.folder / f"{name}.parquet").exists()]


def _unsorted(place: Made) -> Iterator[str]:
    for name in _tables(place):
        if (np.diff(place.column(name, "person")) < 0).any():
            yield f"{name} is not sorted by person"


def _overlapping(place: Made) -> Iterator[str]:
    for name in PERIODS:
        person, start, end = (place.column(name, one) for one in ("person", "starts_on", "ends_before"))
        order = np.lexsort((end, start, person))
        person, start, end = person[order], start[order], end[order]
        same = person[1:] == person[:-1]
        if (same & (start[1:] < end[:-1])).any():
            yield f"periods of {name} overlap"
        if (end < start).any() or (name != "admissions" and (end == start).any()):
            yield f"a period of {name} ends before it begins"


def _outside_life(place: Made) -> Iterator[str]:
    people = place.column("people", "person")
    # The people table knows the month of birth: the day itself stands with the identities.
    born = place.identities()["born_on"].cast("int32").to_numpy()
    died = np.full(len(people), OPEN)
    died[np.searchsorted(people, place.column("deaths", "person"))] = place.column("deaths", "died_on")
    for name, days in DAYS.items():
        row = np.searchsorted(people, place.column(name, "person"))
        for column in days:
            day = place.column(name, column)
            if (day < born[row]).any():
                yield f"{name}.{column} lies before birth"
            if ((day > died[row]) & (day != OPEN)).any():
                yield f"{name}.{column} lies after death"


def _unknown_codes(place: Made) -> Iterator[str]:
    codes = place.read("codes").to_pylist()
    systems = {row["code"]: row["system"] for row in codes}
    wanted = {
        ("registrations", "practice"): {"ods"},
        ("addresses", "lsoa"): {"lsoa"},
        ("addresses", "ward"): {"ward"},
        ("conditions", "code"): {"icd10", "local"},
        ("admissions", "code"): {"icd10", "local"},
        ("prescriptions", "code"): {"local_medicine"},
    }
    for (name, column), allowed in wanted.items():
        used = set(np.unique(place.column(name, column)).tolist()) - {-1}
        if not {systems.get(code) for code in used} <= allowed:
            yield f"{name}.{column} has codes of other systems than {allowed}"
