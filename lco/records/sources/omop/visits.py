"""Admissions, attendances and contacts from the OMOP table visit_occurrence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis
from ibis.expr.types import Table as Expression

from lco.records.extract import EventExtract, Target
from lco.store.vocabulary import AdmissionMethod, AttendanceKind, Setting

# Standard concepts of the OMOP domain Visit.
_INPATIENT, _EMERGENCY, _EMERGENCY_THEN_INPATIENT = 9201, 9203, 262
_SETTINGS = {
    9202: Setting.OUTPATIENT,
    581476: Setting.COMMUNITY,  # home visit
    581477: Setting.GENERAL_PRACTICE,  # office visit
    38004519: Setting.COMMUNITY,  # home health agency
}


def shared_columns(rows: Expression, own_id: str | None, started: str) -> dict[str, Any]:
    """Return the columns all events have: row, fault, person, own id and first day."""
    return {
        "rid": rows.rid,
        "fault": rows.fault,
        "person_ref": rows.person_id,
        "own_id": rows[own_id] if own_id else ibis.null("int64"),
        "starts_on": rows[started],
    }


def visits(rows: Expression, concepts: Expression | None) -> EventExtract:  # noqa: ARG001
    """Return the visits, each an admission, an attendance or a contact by its concept."""
    visit = rows.visit_concept_id
    is_inpatient = visit.isin([_INPATIENT, _EMERGENCY_THEN_INPATIENT])
    method = ibis.ifelse(
        visit == _EMERGENCY_THEN_INPATIENT, int(AdmissionMethod.EMERGENCY), int(AdmissionMethod.NOT_KNOWN)
    )
    setting = ibis.cases(*[(visit == concept, int(value)) for concept, value in _SETTINGS.items()], else_=0)
    extract = rows.select(
        **shared_columns(rows, "visit_occurrence_id", "visit_start_date"),
        ends_on=rows.visit_end_date,
        is_inpatient=is_inpatient.fill_null(False),
        is_emergency=(visit == _EMERGENCY).fill_null(False),
        method=method.cast("int8"),
        setting=setting.cast("int8"),
        spell_ref=ibis.ifelse(is_inpatient, rows.visit_occurrence_id, ibis.null("int64")),
    )
    return EventExtract(
        "visit_occurrence",
        extract,
        files=(),
        targets=(
            Target("admissions", _admission, where=lambda row: row.is_inpatient),
            Target("attendances", _attendance, where=lambda row: row.is_emergency),
            Target("contacts", lambda row: {"contacted_on": row.starts_on, "setting": row.setting}),
        ),
        carry=("starts_on", "ends_on", "method", "setting", "spell"),
    )


def _admission(row: Expression) -> Mapping[str, Any]:
    return {
        "spell": row.spell,
        "starts_on": row.starts_on,
        "ends_before": row.ends_on,
        "method": row.method,
        "code": ibis.null("int32"),
    }


def _attendance(row: Expression) -> Mapping[str, Any]:
    return {
        "attended_on": row.starts_on,
        "kind": ibis.literal(int(AttendanceKind.EMERGENCY_DEPARTMENT)),
        "is_admitted": ibis.literal(False),
    }
