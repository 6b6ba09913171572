"""Events from FHIR Condition, MedicationRequest, Observation, Procedure and Claim; Encounter stands apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ibis
from ibis.expr.types import Table as Expression

from lco.records.expressions import day, given
from lco.records.extract import Coded, EventExtract, Target
from lco.records.sources.fhir.encounters import encounters
from lco.records.sources.fhir.shared import first_code, shared_columns
from lco.records.systems import coded_as_written
from lco.store.vocabulary import Setting


def _conditions(rows: Expression) -> EventExtract:
    started = ibis.coalesce(rows.onsetDateTime, rows.onsetPeriod.start, rows.recordedDate)
    ends_on = day(rows.abatementDateTime)
    status = rows.verificationStatus.coding[0].code
    shared = shared_columns(
        rows,
        "Condition",
        person=rows.subject,
        started=started,
        entered_in_error=status.isin(["entered-in-error", "refuted"]),
    )
    return EventExtract(
        "Condition",
        rows.select(
            **shared, ends_on=ends_on, **given(ends_on=rows.abatementDateTime), **first_code(rows.code)
        ),
        files=(),
        targets=(Target("conditions", _condition),),
        carry=("starts_on", "ends_on"),
        coded=(coded_as_written("code"),),
    )


def _condition(row: Expression) -> Mapping[str, Any]:
    setting = ibis.literal(int(Setting.NOT_KNOWN))
    return {"code": row.code, "starts_on": row.starts_on, "ends_before": row.ends_on, "setting": setting}


def _medicines(rows: Expression) -> EventExtract:
    shared = shared_columns(
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
        rows.select(**shared, **first_code(rows.medicationCodeableConcept)),
        files=(),
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
    shared = shared_columns(
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
        **first_code(rows.code),
    )
    unit = Coded("unit", "unit_text", _units, is_required=False)
    return EventExtract(
        "Observation",
        extract,
        files=(),
        targets=(Target("observations", _observation),),
        carry=("starts_on", "value"),
        coded=(coded_as_written("code"), unit),
    )


def _observation(row: Expression) -> Mapping[str, Any]:
    return {"code": row.code, "observed_on": row.starts_on, "value": row.value, "unit": row.unit}


def _units(found: Expression) -> Expression:
    return found.mutate(system=ibis.literal("ucum"), text=found.unit_text, label=ibis.null("string"))


def _procedures(rows: Expression) -> EventExtract:
    started = ibis.coalesce(rows.performedDateTime, rows.performedPeriod.start)
    shared = shared_columns(
        rows,
        "Procedure",
        person=rows.subject,
        started=started,
        entered_in_error=rows.status == "entered-in-error",
        not_happened=rows.status.isin(["not-done", "preparation"]),
    )
    return EventExtract(
        "Procedure",
        rows.select(**shared, **first_code(rows.code)),
        files=(),
        targets=(Target("procedures", lambda row: {"code": row.code, "performed_on": row.starts_on}),),
        carry=("starts_on",),
        coded=(coded_as_written("code"),),
    )


def _claims(rows: Expression) -> EventExtract:
    pounds = rows.total.value.try_cast("decimal(18, 4)")
    is_medicine = rows.type.coding[0].code == "pharmacy"
    shared = shared_columns(
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
        files=(),
        targets=(Target("costs", _cost),),
        carry=("starts_on", "setting", "pence"),
        may_outlive=True,
    )


def _cost(row: Expression) -> Mapping[str, Any]:
    return {"incurred_on": row.starts_on, "setting": row.setting, "pence": row.pence}


EXTRACTS: Mapping[str, Callable[[Expression], EventExtract]] = {
    "Condition": _conditions,
    "Encounter": encounters,
    "MedicationRequest": _medicines,
    "Observation": _observations,
    "Procedure": _procedures,
    "Claim": _claims,
}
