"""Events from FHIR Condition, Encounter, MedicationRequest, Observation, Procedure and Claim."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ibis
from ibis.expr.types import Table as Expression

from lco.records.expressions import day, fault, given
from lco.records.extract import Coded, EventExtract, Target
from lco.records.sources.fhir.patients import person_key
from lco.records.systems import coded_as_written, written_code
from lco.store.tables import AdmissionMethod, AttendanceKind, Setting

# HL7 v3 ActEncounterCode: which class of encounter is which kind of event here.
_INPATIENT = ["IMP", "ACUTE", "NONAC", "SS", "OBSENC"]
_SETTINGS = {"AMB": Setting.OUTPATIENT, "HH": Setting.COMMUNITY, "FLD": Setting.COMMUNITY}


def _shared(rows: Expression, resource: str, *, person: Any, started: Any, **faults: Any) -> dict[str, Any]:
    """Return the columns all events have: file, fault, person, own id and first day."""
    is_other = ~rows.resourceType.identical_to(resource)
    found = [(is_other, "malformed")]
    return {
        "file": rows.file,
        "fault": fault(*found, *[(condition, code) for code, condition in faults.items()]),
        "person_ref": person_key(person.reference),
        "own_id": rows.id.hash(),
        "starts_on": day(started),
        **given(starts_on=started),
    }


def _code(concept: Any) -> dict[str, Any]:
    """Return the first coding of a concept; its words alone are no code."""
    coding = concept.coding[0]
    return written_code(
        "code", system=coding.system.fill_null("local"), text=coding.code, label=coding.display
    )


def _conditions(rows: Expression) -> EventExtract:
    started = ibis.coalesce(rows.onsetDateTime, rows.onsetPeriod.start, rows.recordedDate)
    ends_on = day(rows.abatementDateTime)
    status = rows.verificationStatus.coding[0].code
    shared = _shared(
        rows,
        "Condition",
        person=rows.subject,
        started=started,
        entered_in_error=status.isin(["entered-in-error", "refuted"]),
    )
    return EventExtract(
        "Condition",
        rows.select(**shared, ends_on=ends_on, **given(ends_on=rows.abatementDateTime), **_code(rows.code)),
        targets=(
            Target(
                "conditions",
                lambda row: {
                    "code": row.code,
                    "starts_on": row.starts_on,
                    "ends_before": row.ends_on,
                    "setting": ibis.literal(int(Setting.NOT_KNOWN)),
                },
            ),
        ),
        carry=("starts_on", "ends_on"),
        coded=(coded_as_written("code"),),
    )


def _encounters(rows: Expression) -> EventExtract:
    klass = rows["class"].code
    ends_on = day(rows.period.end)
    source = rows.hospitalization.admitSource.coding[0].code
    method = ibis.ifelse(source == "emd", int(AdmissionMethod.EMERGENCY), int(AdmissionMethod.NOT_KNOWN))
    setting = ibis.cases(*[(klass == code, int(value)) for code, value in _SETTINGS.items()], else_=0)
    shared = _shared(
        rows,
        "Encounter",
        person=rows.subject,
        started=rows.period.start,
        entered_in_error=rows.status == "entered-in-error",
        not_happened=rows.status.isin(["planned", "cancelled"]),
    )
    extract = rows.select(
        **shared,
        ends_on=ends_on,
        **given(ends_on=rows.period.end),
        is_inpatient=klass.isin(_INPATIENT).fill_null(False),
        is_emergency=(klass == "EMER").fill_null(False),
        method=method.cast("int8"),
        setting=setting.cast("int8"),
        spell_ref=ibis.ifelse(klass.isin(_INPATIENT), rows.id, ibis.null("string")),
        **_code(rows.reasonCode[0]),
    )
    return EventExtract(
        "Encounter",
        extract,
        targets=(
            Target("admissions", _admission, where=lambda row: row.is_inpatient),
            Target("attendances", _attendance, where=lambda row: row.is_emergency),
            Target("contacts", lambda row: {"contacted_on": row.starts_on, "setting": row.setting}),
        ),
        carry=("starts_on", "ends_on", "method", "setting", "spell"),
        coded=(coded_as_written("code", is_required=False),),
    )


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


def _medicines(rows: Expression) -> EventExtract:
    shared = _shared(
        rows,
        "MedicationRequest",
        person=rows.subject,
        started=rows.authoredOn,
        entered_in_error=rows.status == "entered-in-error",
        not_happened=rows.status.isin(["cancelled", "draft"])
        | rows.intent.isin(["proposal", "plan", "option"]),
    )
    return EventExtract(
        "MedicationRequest",
        rows.select(**shared, **_code(rows.medicationCodeableConcept)),
        targets=(
            Target(
                "prescriptions",
                lambda row: {"prescribed_on": row.starts_on, "code": row.code, "items": ibis.literal(1)},
            ),
        ),
        carry=("starts_on",),
        coded=(coded_as_written("code"),),
    )


def _observations(rows: Expression) -> EventExtract:
    started = ibis.coalesce(rows.effectiveDateTime, rows.effectivePeriod.start)
    quantity = rows.valueQuantity
    value = quantity.value.try_cast("float64")
    shared = _shared(
        rows,
        "Observation",
        person=rows.subject,
        started=started,
        entered_in_error=rows.status == "entered-in-error",
        not_happened=rows.status.isin(["cancelled", "registered"]),
    )
    extract = rows.select(
        **shared,
        value=value,
        **given(value=quantity.value),
        unit_text=ibis.coalesce(quantity.code, quantity.unit),
        **_code(rows.code),
    )
    unit = Coded("unit", "unit_text", _units, is_required=False)
    return EventExtract(
        "Observation",
        extract,
        targets=(
            Target(
                "observations",
                lambda row: {
                    "code": row.code,
                    "observed_on": row.starts_on,
                    "value": row.value,
                    "unit": row.unit,
                },
            ),
        ),
        carry=("starts_on", "value"),
        coded=(coded_as_written("code"), unit),
    )


def _units(found: Expression) -> Expression:
    return found.mutate(system=ibis.literal("ucum"), text=found.unit_text, label=ibis.null("string"))


def _procedures(rows: Expression) -> EventExtract:
    started = ibis.coalesce(rows.performedDateTime, rows.performedPeriod.start)
    shared = _shared(
        rows,
        "Procedure",
        person=rows.subject,
        started=started,
        entered_in_error=rows.status == "entered-in-error",
        not_happened=rows.status.isin(["not-done", "preparation"]),
    )
    return EventExtract(
        "Procedure",
        rows.select(**shared, **_code(rows.code)),
        targets=(Target("procedures", lambda row: {"code": row.code, "performed_on": row.starts_on}),),
        carry=("starts_on",),
        coded=(coded_as_written("code"),),
    )


def _claims(rows: Expression) -> EventExtract:
    pounds = rows.total.value.try_cast("decimal(18, 4)")
    is_medicine = rows.type.coding[0].code == "pharmacy"
    shared = _shared(
        rows,
        "Claim",
        person=rows.patient,
        started=ibis.coalesce(rows.billablePeriod.start, rows.created),
        entered_in_error=rows.status == "entered-in-error",
        not_happened=rows.status.isin(["cancelled", "draft"]),
        wrong_type=rows.total.value.isnull(),
        unknown_currency=rows.total.currency.isnull() | (rows.total.currency != "GBP"),
    )
    setting = ibis.ifelse(is_medicine, int(Setting.PRESCRIBING), int(Setting.NOT_KNOWN)).cast("int8")
    return EventExtract(
        "Claim",
        rows.select(
            **shared,
            setting=setting,
            pence=(pounds * 100).round(0).try_cast("int64"),
            **given(pence=rows.total.value),
        ),
        targets=(
            Target(
                "costs",
                lambda row: {"incurred_on": row.starts_on, "setting": row.setting, "pence": row.pence},
            ),
        ),
        carry=("starts_on", "setting", "pence"),
        may_outlive=True,
    )


EXTRACTS: Mapping[str, Callable[[Expression], EventExtract]] = {
    "Condition": _conditions,
    "Encounter": _encounters,
    "MedicationRequest": _medicines,
    "Observation": _observations,
    "Procedure": _procedures,
    "Claim": _claims,
}
