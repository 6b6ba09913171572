"""The platform's own CSV format: the files, their columns and what may stand in them.

The template, the reading and the reference are all made from these declarations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from lco.store.vocabulary import (
    AdmissionMethod,
    AttendanceKind,
    Ethnicity,
    JudgedTier,
    JudgementReason,
    OptOutKind,
    PackageKind,
    Setting,
    Sex,
)

Kind = Literal["text", "day", "whole", "number", "pounds", "yes_no"]


@dataclass(frozen=True)
class Cell:
    """A column: what may stand in it, what it means, an example; words are the names of `words`."""

    kind: Kind
    meaning: str
    example: str
    words: type[IntEnum] | None = None
    is_required: bool = False


def _day(meaning: str, example: str = "2017-05-04", *, is_required: bool = True) -> Cell:
    return Cell("day", meaning, example, is_required=is_required)


_PERSON = {"person_id": Cell("text", "your own id of the person", "P001", is_required=True)}
_CODE = {
    "system": Cell("text", "system of the code: icd10, snomed, dmd, read2, loinc, local", "snomed"),
    "code": Cell("text", "the code as its system writes it", "local-1", is_required=True),
    "label": Cell("text", "what the code means, where its licence lets you give it", ""),
}
_PERIOD = {
    "starts_on": _day("first day"),
    "ends_before": _day("the day before which it ended; empty while it lasts", "", is_required=False),
}
_SETTING = {"setting": Cell("text", "where care was given", "general_practice", words=Setting)}

FILES: Mapping[str, Mapping[str, Cell]] = {
    "people": {
        **_PERSON,
        "nhs_number": Cell("text", "ten digits; empty when not known", "999 000 0018"),
        "given_name": Cell("text", "given names as written", "Ann"),
        "family_name": Cell("text", "family name as written", "Example"),
        "born_on": _day("day of birth", "1950-01-31"),
        "sex": Cell("text", "sex as registered", "female", words=Sex),
        "ethnicity": Cell("text", "census group", "white", words=Ethnicity),
        "address": Cell("text", "address in one line", "1 High Street, Manchester"),
        "postcode": Cell("text", "postcode", "M1 1AA"),
    },
    "registrations": {
        **_PERSON,
        "practice": Cell("text", "ODS code of the practice", "P84001", is_required=True),
        **_PERIOD,
    },
    "addresses": {
        **_PERSON,
        "lsoa": Cell("text", "code of the lower layer super output area", "E01005061"),
        "ward": Cell("text", "code of the electoral ward", "E05011350"),
        **_PERIOD,
    },
    "conditions": {**_PERSON, **_CODE, **_PERIOD, **_SETTING},
    "admissions": {
        **_PERSON,
        "spell_id": Cell("text", "your own id of the spell", "S001", is_required=True),
        **_PERIOD,
        "method": Cell("text", "how the spell began", "emergency", words=AdmissionMethod),
        "system": _CODE["system"],
        "code": Cell("text", "primary diagnosis; empty when not recorded", "local-1"),
        "label": _CODE["label"],
    },
    "attendances": {
        **_PERSON,
        "attended_on": _day("day of arrival"),
        "kind": Cell("text", "where", "emergency_department", words=AttendanceKind),
        "is_admitted": Cell("yes_no", "whether it ended in admission: yes or no", "no"),
    },
    "contacts": {**_PERSON, "contacted_on": _day("day of the contact"), **_SETTING},
    "prescriptions": {
        **_PERSON,
        "prescribed_on": _day("day of issue"),
        **_CODE,
        "items": Cell("whole", "number of items", "1"),
    },
    "care_packages": {
        **_PERSON,
        "kind": Cell("text", "kind of package", "home_care", words=PackageKind),
        **_PERIOD,
        "weekly_pounds": Cell("pounds", "gross cost a week in pounds", "245.50", is_required=True),
    },
    "costs": {
        **_PERSON,
        "incurred_on": _day("day of the event, or first day of the quarter"),
        **_SETTING,
        "pounds": Cell("pounds", "cost in pounds", "125.00", is_required=True),
    },
    "observations": {
        **_PERSON,
        "observed_on": _day("day it was observed"),
        **_CODE,
        "value": Cell("number", "the number measured; empty when it was no number", "120"),
        "unit": Cell("text", "unit of the value", "mm[Hg]"),
    },
    "procedures": {**_PERSON, "performed_on": _day("day it was done or began"), **_CODE},
    "deaths": {**_PERSON, "died_on": _day("day of death", "2018-01-15")},
    "judgements": {
        **_PERSON,
        "judged_on": _day("day of the judgement"),
        "ends_before": _PERIOD["ends_before"],
        "tier": Cell("text", "the tier judged to be right", "rising", words=JudgedTier, is_required=True),
        "reason": Cell("text", "why", "getting_worse", words=JudgementReason),
    },
    "opt_outs": {
        **_PERSON,
        "decided_on": _day("day from which it holds"),
        "kind": Cell("text", "of which use", "stratification", words=OptOutKind, is_required=True),
        "is_out": Cell("yes_no", "yes: not to be used so; no: may be used so again", "yes", is_required=True),
    },
}

DAY_OF: Mapping[str, str] = {
    table: next(name for name, cell in columns.items() if cell.kind == "day")
    for table, columns in FILES.items()
}


def words_of(cell: Cell) -> dict[str, int]:
    """Return the words a column knows with their codes, in small letters."""
    return {} if cell.words is None else {member.name.lower(): int(member) for member in cell.words}
