"""Costs from the OMOP table cost, which names the event it belongs to instead of a person and a day."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any

import ibis
from ibis.expr.types import Table as Expression

from lco.records.expressions import fault
from lco.records.extract import EventExtract, Target
from lco.store.vocabulary import Setting

_EVENTS = {
    "Visit": ("visit_occurrence", "visit_occurrence_id", "visit_start_date"),
    "Condition": ("condition_occurrence", "condition_occurrence_id", "condition_start_date"),
    "Drug": ("drug_exposure", "drug_exposure_id", "drug_exposure_start_date"),
    "Procedure": ("procedure_occurrence", "procedure_occurrence_id", "procedure_date"),
    "Measurement": ("measurement", "measurement_id", "measurement_date"),
    "Observation": ("observation", "observation_id", "observation_date"),
}


def costs(tables: Mapping[str, Expression]) -> EventExtract:
    """Return the costs of a source with the person and day of the event each belongs to."""
    rows = tables["cost"]
    events = _events(tables)
    rows = rows.left_join(events, [rows.cost_domain_id == events.domain, rows.cost_event_id == events.event])
    pounds = ibis.coalesce(rows.total_cost, rows.total_paid)
    is_medicine = rows.cost_domain_id == "Drug"
    extract = rows.select(
        "rid",
        fault=ibis.ifelse(
            rows.fault > 0,
            rows.fault,
            fault((pounds.isnull(), "wrong_type"), (~_is_sterling(rows, tables), "unknown_currency")),
        ).cast("int8"),
        person_ref=rows.event_person,
        own_id=rows.cost_id,
        starts_on=rows.event_on,
        setting=ibis.ifelse(is_medicine, int(Setting.PRESCRIBING), int(Setting.NOT_KNOWN)).cast("int8"),
        pence=(pounds * 100).round(0).try_cast("int64"),
    )
    return EventExtract(
        "cost",
        extract,
        files=(),
        targets=(Target("costs", _cost),),
        carry=("starts_on", "setting", "pence"),
        may_outlive=True,
        is_numbered=True,
    )


def _cost(row: Expression) -> Mapping[str, Any]:
    return {"incurred_on": row.starts_on, "setting": row.setting, "pence": row.pence}


def _events(tables: Mapping[str, Expression]) -> Expression:
    parts = [
        tables[table].select(
            domain=ibis.literal(domain),
            event=tables[table][own_id],
            event_person=tables[table].person_id,
            event_on=tables[table][day],
        )
        for domain, (table, own_id, day) in _EVENTS.items()
        if table in tables
    ]
    if not parts:
        schema = {"domain": "string", "event": "int64", "event_person": "int64", "event_on": "date"}
        return ibis.memtable(ibis.schema(schema).to_pyarrow().empty_table(), schema=schema)
    events = reduce(lambda one, other: one.union(other), parts)
    # An id that stands twice must not double the cost.
    return events.group_by("domain", "event").agg(
        event_person=events.event_person.min(), event_on=events.event_on.min()
    )


def _is_sterling(rows: Expression, tables: Mapping[str, Expression]) -> Any:
    """Say whether the currency is pounds sterling, as the source's own table of concepts names it."""
    if "concept" not in tables:
        return ibis.literal(False)
    concepts = tables["concept"]
    pounds = concepts.filter((concepts.vocabulary_id == "Currency") & (concepts.concept_code == "GBP"))
    return rows.currency_concept_id.fill_null(0).isin(pounds.concept_id)
