"""Admissions, attendances and contacts from FHIR Encounter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis
from ibis.expr.types import Table as Expression

from lco.records.expressions import day, given
from lco.records.extract import EventExtract, Target
from lco.records.sources.fhir.shared import first_code, shared_columns
from lco.records.systems import coded_as_written
from lco.store.vocabulary import AdmissionMethod, AttendanceKind, Setting

# HL7 v3 ActEncounterCode: which class of encounter is which kind of event here.
_INPATIENT = ["IMP", "ACUTE", "NONAC", "SS", "OBSENC"]
_SETTINGS = {"AMB": Setting.OUTPATIENT, "HH": Setting.COMMUNITY, "FLD": Setting.COMMUNITY}


def encounters(rows: Expression) -> EventExtract:
    """Return the encounters, each an admission, an attendance or a contact by its class."""
    klass = rows["class"].code
    setting = ibis.cases(*[(klass == code, int(value)) for code, value in _SETTINGS.items()], else_=0)
    shared = shared_columns(
        rows,
        "Encounter",
        person=rows.subject,
        started=rows.period.start,
        entered_in_error=rows.status == "entered-in-error",
        not_happened=rows.status.isin(["planned", "cancelled"]),
    )
    extract = rows.select(
        **shared,
        ends_on=day(rows.period.end),
        **given(ends_on=rows.period.end),
        is_inpatient=klass.isin(_INPATIENT).fill_null(False),
        is_emergency=(klass == "EMER").fill_null(False),
        method=_method(rows).cast("int8"),
        setting=setting.cast("int8"),
        spell_ref=ibis.ifelse(klass.isin(_INPATIENT), rows.id, ibis.null("string")),
        **first_code(rows.reasonCode[0]),
    )
    return EventExtract(
        "Encounter",
        extract,
        files=(),
        targets=_TARGETS,
        carry=("starts_on", "ends_on", "method", "setting", "spell"),
        coded=(coded_as_written("code", is_required=False),),
    )


def _method(rows: Expression) -> Any:
    source = rows.hospitalization.admitSource.coding[0].code
    return ibis.ifelse(source == "emd", int(AdmissionMethod.EMERGENCY), int(AdmissionMethod.NOT_KNOWN))


def _admission(row: Expression) -> Mapping[str, Any]:
    return {
        "spell": row.spell,
        "starts_on": row.starts_on,
        "ends_before": row.ends_on,
        "method": row.method,
        "code": row.code,
    }


def _attendance(row: Expression) -> Mapping[str, Any]:
    return {
        "attended_on": row.starts_on,
        "kind": ibis.literal(int(AttendanceKind.EMERGENCY_DEPARTMENT)),
        "is_admitted": ibis.literal(False),
    }


_TARGETS = (
    Target("admissions", _admission, where=lambda row: row.is_inpatient),
    Target("attendances", _attendance, where=lambda row: row.is_emergency),
    Target("contacts", lambda row: {"contacted_on": row.starts_on, "setting": row.setting}),
)
