"""The codes the generator writes, and the small integers the store gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from lco.records.synthetic.arrays import Ints
from lco.records.synthetic.facts import PlaceFacts
from lco.records.synthetic.reference import conditions, diagnoses, medicines

CodeKey = tuple[str, str]


def wanted_codes(facts: PlaceFacts) -> dict[CodeKey, str]:
    """Return every code the generator may write: (system, text) to label, in a fixed order."""
    return dict(sorted(_all_codes(facts)))


def _all_codes(facts: PlaceFacts) -> Iterator[tuple[CodeKey, str]]:
    for ward, name in facts.wards:
        yield ("ward", ward), name
    for lsoa in facts.lsoas:
        yield ("lsoa", lsoa), lsoa
    for practice, name in facts.practices:
        yield ("ods", practice), name
    for condition in conditions():
        for code in (*condition.icd10, *condition.icd10_male):
            yield ("icd10", code), condition.label
        yield ("local", condition.id), condition.label
    for medicine in medicines():
        yield ("local_medicine", medicine.id), medicine.label
    for diagnosis in diagnoses():
        yield (diagnosis.system, diagnosis.code), diagnosis.label
    yield ("icd10", "W19"), "Fall"
    yield ("icd10", "E112"), "Diabetes with kidney disease"


@dataclass(frozen=True)
class Codes:
    """Small integers of the codes, in the order of the facts and of the generator's tables.

    `chronic` and `chronic_male` are condition x choice, 0 where a condition has no published code.
    """

    ward: Ints
    lsoa: Ints
    practice: Ints
    condition: Ints
    chronic: Ints
    chronic_male: Ints
    medicine: Ints
    diagnosis: Ints
    extra: Ints
    diabetes_with_kidney_disease: int


def coded(facts: PlaceFacts, numbers: Mapping[CodeKey, int]) -> Codes:
    """Return the codes as arrays, given the `numbers` of the store."""

    def of(system: str, texts: list[str]) -> Ints:
        return np.array([numbers[system, text] for text in texts], dtype=np.int32)

    return Codes(
        ward=of("ward", [ward for ward, _ in facts.wards]),
        lsoa=of("lsoa", list(facts.lsoas)),
        practice=of("ods", [practice for practice, _ in facts.practices]),
        condition=of("local", [condition.id for condition in conditions()]),
        chronic=_choices([condition.icd10 for condition in conditions()], numbers),
        chronic_male=_choices([condition.icd10_male for condition in conditions()], numbers),
        medicine=of("local_medicine", [medicine.id for medicine in medicines()]),
        diagnosis=np.array([numbers[row.system, row.code] for row in diagnoses()], dtype=np.int32),
        extra=np.array([numbers["icd10", row.extra] if row.extra else 0 for row in diagnoses()], np.int32),
        diabetes_with_kidney_disease=numbers["icd10", "E112"],
    )


def _choices(codes: list[tuple[str, ...]], numbers: Mapping[CodeKey, int]) -> Ints:
    most = max(len(texts) for texts in codes)
    table = np.zeros((len(codes), most), dtype=np.int32)
    for row, texts in enumerate(codes):
        for column in range(most if texts else 0):
            table[row, column] = numbers["icd10", texts[column % len(texts)]]
    return table
