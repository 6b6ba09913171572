"""Events from the OMOP event tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import ibis
from ibis.expr.types import Table as Expression

from lco.records.expressions import day_after
from lco.records.extract import Coded, EventExtract, Target
from lco.records.reasons import NUMBER
from lco.records.sources.omop.costs import costs
from lco.records.sources.omop.visits import shared_columns, visits
from lco.store.vocabulary import Setting

PRACTICE_NOT_KNOWN = "V81999"  # NHS Data Dictionary default code: GP practice code not known


def extracts(tables: Mapping[str, Expression], paths: Mapping[str, str]) -> tuple[EventExtract, ...]:
    """Return an extract for each event table the source has; `paths` has the file of each table."""
    concepts = tables.get("concept")
    found = [make(tables[name], concepts) for name, make in _MAKERS.items() if name in tables]
    if "cost" in tables:
        found.append(costs(tables))
    return tuple(replace(extract, files=(paths[extract.table],), is_numbered=True) for extract in found)


def _concept(rows: Expression, name: str) -> Any:
    """Return the standard concept, or the source's own where there is none; 0 is no concept."""
    standard = rows[f"{name}_concept_id"].nullif(0)
    return ibis.coalesce(standard, rows[f"{name}_source_concept_id"].nullif(0))


def _coded(column: str, concepts: Expression | None, *, is_required: bool = True) -> Coded:
    key = f"{column}_concept"

    def names(found: Expression) -> Expression:
        plain = {
            "system": ibis.literal("omop"),
            "text": found[key].cast("string"),
            "label": ibis.null("string"),
        }
        if concepts is None:
            return found.mutate(**plain)
        usable = concepts.filter((concepts.fault == 0) & concepts.concept_code.notnull())
        known = usable.group_by("concept_id").agg(
            system=usable.vocabulary_id.lower().min(),
            text=usable.concept_code.min(),
            label=usable.concept_name.min(),
        )
        joined = found.left_join(known, found[key] == known.concept_id)
        is_known = joined.text.notnull()
        return joined.select(
            key,
            system=ibis.ifelse(is_known, joined.system, "omop"),
            text=ibis.ifelse(is_known, joined.text, joined[key].cast("string")),
            label=joined.label,
        )

    return Coded(column, key, names, is_required=is_required)


def _conditions(rows: Expression, concepts: Expression | None) -> EventExtract:
    ends_on = rows.condition_end_date
    extract = rows.select(
        **shared_columns(rows, "condition_occurrence_id", "condition_start_date"),
        ends_on=ends_on,
        code_concept=_concept(rows, "condition"),
    )

    def columns(row: Expression) -> Mapping[str, Any]:
        return {
            "code": row.code,
            "starts_on": row.starts_on,
            # OMOP's end is the last day itself.
            "ends_before": day_after(row.ends_on),
            "setting": ibis.literal(int(Setting.NOT_KNOWN)),
        }

    return EventExtract(
        "condition_occurrence",
        extract,
        files=(),
        targets=(Target("conditions", columns),),
        carry=("starts_on", "ends_on"),
        coded=(_coded("code", concepts),),
    )


def _drugs(rows: Expression, concepts: Expression | None) -> EventExtract:
    extract = rows.select(
        **shared_columns(rows, "drug_exposure_id", "drug_exposure_start_date"),
        code_concept=_concept(rows, "drug"),
    )
    return EventExtract(
        "drug_exposure",
        extract,
        files=(),
        targets=(
            Target(
                "prescriptions",
                lambda row: {"prescribed_on": row.starts_on, "code": row.code, "items": ibis.literal(1)},
            ),
        ),
        carry=("starts_on",),
        coded=(_coded("code", concepts),),
    )


def _procedures(rows: Expression, concepts: Expression | None) -> EventExtract:
    extract = rows.select(
        **shared_columns(rows, "procedure_occurrence_id", "procedure_date"),
        code_concept=_concept(rows, "procedure"),
    )
    return EventExtract(
        "procedure_occurrence",
        extract,
        files=(),
        targets=(Target("procedures", lambda row: {"code": row.code, "performed_on": row.starts_on}),),
        carry=("starts_on",),
        coded=(_coded("code", concepts),),
    )


def _measured(name: str) -> Callable[[Expression, Expression | None], EventExtract]:
    def make(rows: Expression, concepts: Expression | None) -> EventExtract:
        extract = rows.select(
            **shared_columns(rows, f"{name}_id", f"{name}_date"),
            value=rows.value_as_number,
            code_concept=_concept(rows, name),
            unit_concept=rows.unit_concept_id.nullif(0),
        )

        def columns(row: Expression) -> Mapping[str, Any]:
            return {"code": row.code, "observed_on": row.starts_on, "value": row.value, "unit": row.unit}

        return EventExtract(
            name,
            extract,
            files=(),
            targets=(Target("observations", columns),),
            carry=("starts_on", "value"),
            coded=(_coded("code", concepts), _coded("unit", concepts, is_required=False)),
        )

    return make


def _deaths(rows: Expression, concepts: Expression | None) -> EventExtract:  # noqa: ARG001
    # A person dies once, so the person is the row's own id.
    shared = shared_columns(rows, "person_id", "death_date")
    return EventExtract(
        "death",
        rows.select(**shared),
        files=(),
        targets=(Target("deaths", lambda row: {"died_on": row.starts_on}),),
        carry=("starts_on",),
    )


def _periods(rows: Expression, concepts: Expression | None) -> EventExtract:  # noqa: ARG001
    shared = shared_columns(rows, "observation_period_id", "observation_period_start_date")
    ends_early = (rows.fault == 0) & (rows.observation_period_end_date < rows.observation_period_start_date)
    shared["fault"] = ibis.ifelse(ends_early, NUMBER["ends_before_start"], rows.fault).cast("int8")
    extract = rows.select(
        **shared,
        # OMOP's end is the last day itself.
        ends_on=day_after(rows.observation_period_end_date),
        practice_text=ibis.literal(PRACTICE_NOT_KNOWN),
    )

    def columns(row: Expression) -> Mapping[str, Any]:
        return {"practice": row.practice, "starts_on": row.starts_on, "ends_before": row.ends_on}

    def names(found: Expression) -> Expression:
        return found.mutate(
            system=ibis.literal("ods"), text=found.practice_text, label=ibis.literal("practice not known")
        )

    return EventExtract(
        "observation_period",
        extract,
        files=(),
        targets=(Target("registrations", columns),),
        carry=("starts_on", "ends_on"),
        coded=(Coded("practice", "practice_text", names),),
        is_period_of_person=True,
    )


_MAKERS: Mapping[str, Callable[[Expression, Expression | None], EventExtract]] = {
    "death": _deaths,
    "observation_period": _periods,
    "visit_occurrence": visits,
    "condition_occurrence": _conditions,
    "drug_exposure": _drugs,
    "procedure_occurrence": _procedures,
    "measurement": _measured("measurement"),
    "observation": _measured("observation"),
}
