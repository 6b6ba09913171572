"""The tables everybody reads.

Each table is Parquet with the columns declared here, in this order. Text codes are small integers
through the `codes` dictionary of the store, so that scores and features run on integers. Periods are
half-open: a row holds from `starts_on` up to and without `ends_before`; an open end is null.
`person` is a keyed pseudonym of 63 bits; no table here carries a name, an NHS number or an address line.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lco.store.columns import Column, Table
from lco.store.vocabulary import (
    AdmissionMethod,
    AttendanceKind,
    CaseAct,
    CaseSource,
    CaseState,
    Ethnicity,
    JudgedTier,
    JudgementReason,
    OptOutKind,
    PackageKind,
    Setting,
    Sex,
    TaskState,
)
from lco.store.work_tables import JUDGEMENTS, WORK

__all__ = [  # the short lists are part of what a table is made of
    "ADDRESSES",
    "ADMISSIONS",
    "ATTENDANCES",
    "CARE_PACKAGES",
    "CODES",
    "CONDITIONS",
    "CONTACTS",
    "COSTS",
    "DEATHS",
    "IDENTITIES",
    "JUDGEMENTS",
    "LINKS",
    "OBSERVATIONS",
    "PEOPLE",
    "PRESCRIPTIONS",
    "PROCEDURES",
    "QUARANTINE",
    "REGISTRATIONS",
    "TABLES",
    "WORK",
    "AdmissionMethod",
    "AttendanceKind",
    "CaseAct",
    "CaseSource",
    "CaseState",
    "Column",
    "Ethnicity",
    "JudgedTier",
    "JudgementReason",
    "OptOutKind",
    "PackageKind",
    "Setting",
    "Sex",
    "Table",
    "TaskState",
]


_PERSON = Column("!int64", "keyed pseudonym of the person")
_STARTS_ON = Column("!date", "first day")
_ENDS_BEFORE = Column("date", "the day before which it ended; null while it lasts")


def _table(name: str, meaning: str, **columns: Column) -> Table:
    return Table(name, meaning, MappingProxyType(columns))


PEOPLE = _table(
    "people",
    "One row per person ever registered or treated.",
    person=_PERSON,
    born_on=Column("!date", "first day of the month of birth: the day itself is an identity"),
    sex=Column("!int8", "code of Sex"),
    ethnicity=Column("!int8", "code of Ethnicity"),
)
REGISTRATIONS = _table(
    "registrations",
    "Periods of registration with a general practice; they do not overlap within a person.",
    person=_PERSON,
    practice=Column("!int32", "code of the practice, system 'ods'"),
    starts_on=_STARTS_ON,
    ends_before=_ENDS_BEFORE,
)
ADDRESSES = _table(
    "addresses",
    "Periods of residence by small area; they do not overlap within a person.",
    person=_PERSON,
    lsoa=Column("int32", "code of the lower layer super output area, system 'lsoa'; null when not known"),
    ward=Column("int32", "code of the electoral ward, system 'ward'; null when not known"),
    starts_on=_STARTS_ON,
    ends_before=_ENDS_BEFORE,
)
CONDITIONS = _table(
    "conditions",
    "Diagnoses and problems, one row each time one was recorded.",
    person=_PERSON,
    code=Column("!int32", "code of the diagnosis, any clinical system in `codes`"),
    starts_on=Column("!date", "day it was recorded or began"),
    ends_before=_ENDS_BEFORE,
    setting=Column("!int8", "code of Setting where it was recorded"),
)
ADMISSIONS = _table(
    "admissions",
    "Hospital spells. Bed-days are ends_before minus starts_on: a day case has none.",
    person=_PERSON,
    spell=Column("!int64", "number of the spell, one per row"),
    starts_on=Column("!date", "day of admission"),
    ends_before=Column("date", "day of discharge; null while in hospital"),
    method=Column("!int8", "code of AdmissionMethod"),
    code=Column("int32", "code of the primary diagnosis; null when not recorded"),
)
ATTENDANCES = _table(
    "attendances",
    "Unplanned attendances at an emergency department or walk-in centre.",
    person=_PERSON,
    attended_on=Column("!date", "day of arrival"),
    kind=Column("!int8", "code of AttendanceKind"),
    is_admitted=Column("!boolean", "whether the attendance ended in admission"),
)
CONTACTS = _table(
    "contacts",
    "Planned and unplanned contacts outside a hospital bed.",
    person=_PERSON,
    contacted_on=Column("!date", "day of the contact"),
    setting=Column("!int8", "code of Setting"),
)
PRESCRIPTIONS = _table(
    "prescriptions",
    "Medicines issued.",
    person=_PERSON,
    prescribed_on=Column("!date", "day of issue"),
    code=Column("!int32", "code of the medicine, any medicine system in `codes`"),
    items=Column("!int16", "number of items"),
)
CARE_PACKAGES = _table(
    "care_packages",
    "Social care packages.",
    person=_PERSON,
    kind=Column("!int8", "code of PackageKind"),
    starts_on=_STARTS_ON,
    ends_before=_ENDS_BEFORE,
    weekly_pence=Column("!int32", "gross cost a week, in pence"),
)
COSTS = _table(
    "costs",
    "What care cost, one row per event or per quarter of a person in a setting.",
    person=_PERSON,
    incurred_on=Column("!date", "day of the event, or first day of the quarter"),
    setting=Column("!int8", "code of Setting"),
    pence=Column("!int64", "cost in pence"),
)
OBSERVATIONS = _table(
    "observations",
    "Measurements and findings: blood pressure, weight, laboratory results, answers.",
    person=_PERSON,
    code=Column("!int32", "code of what was observed, any clinical system in `codes`"),
    observed_on=Column("!date", "day it was observed"),
    value=Column("float64", "the number measured, in `unit`; null when it was no number"),
    unit=Column("int32", "code of the unit, system 'ucum' or as written; null when none was given"),
)
PROCEDURES = _table(
    "procedures",
    "Operations, examinations and other things done to or for a person.",
    person=_PERSON,
    code=Column("!int32", "code of the procedure, any clinical system in `codes`"),
    performed_on=Column("!date", "day it was done or began"),
)
DEATHS = _table(
    "deaths",
    "Deaths, at most one a person.",
    person=_PERSON,
    died_on=Column("!date", "day of death"),
)
CODES = _table(
    "codes",
    "Dictionary of text codes to small integers; it only ever grows.",
    code=Column("!int32", "the integer used in the other tables"),
    system=Column("!string", "icd10, snomed, omop, ods, lsoa, ward, rxnorm, loinc, local ..."),
    text=Column("!string", "the code as its system writes it"),
    label=Column("string", "what it means, where its licence lets us keep it"),
)

LINKS = _table(
    "links",
    "Which person a row of a source belongs to: the pseudonym of the source's own id, and the person.",
    alias=Column("!int64", "keyed pseudonym of the source and its id of the person"),
    person=_PERSON,
    born_on=Column("!date", "first day of the month of birth, to judge later rows by"),
)
QUARANTINE = _table(
    "quarantine",
    "Rows of a source that could not be used, one row each, with where they stand and why.",
    table=Column("!string", "table of the source the row was read for"),
    source_file=Column("!string", "file inside the source"),
    source_line=Column("int64", "line of the file, the first is 1; null in files without lines"),
    source_row=Column(
        "int64", "row of the file or entry of the bundle, the first is 1; null in files with lines"
    ),
    reason_code=Column("!string", "short name of the reason"),
    reason=Column("!string", "the reason in a sentence, without a word about the person"),
)

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        table.name: table
        for table in (
            PEOPLE,
            REGISTRATIONS,
            ADDRESSES,
            CONDITIONS,
            ADMISSIONS,
            ATTENDANCES,
            CONTACTS,
            PRESCRIPTIONS,
            CARE_PACKAGES,
            COSTS,
            OBSERVATIONS,
            PROCEDURES,
            DEATHS,
            *WORK,
        )
    }
)

IDENTITIES = _table(
    "identities",
    "Who the pseudonyms are. Kept apart from the records, loaded into the web database alone.",
    person=_PERSON,
    nhs_number=Column("string", "ten digits; null when not known or not valid"),
    given_name=Column("string", "given names as written"),
    family_name=Column("string", "family name as written"),
    born_on=Column("!date", "day of birth"),
    sex=Column("!int8", "code of Sex"),
    address=Column("string", "address as written, one line"),
    postcode=Column("string", "postcode"),
    is_synthetic=Column("!boolean", "whether the person was made up"),
)
