"""What all events of FHIR have in common."""

from __future__ import annotations

from typing import Any

from ibis.expr.types import Table as Expression

from lco.records.expressions import day, fault, given
from lco.records.sources.fhir.patients import person_key
from lco.records.systems import written_code


def shared_columns(
    rows: Expression, resource: str, *, person: Any, started: Any, **faults: Any
) -> dict[str, Any]:
    """Return the columns all events have: file, fault, person, own id and first day."""
    is_other = ~rows.resourceType.identical_to(resource)
    found = [(is_other, "malformed")]
    return {
        **({"file": rows.file} if "file" in rows.columns else {}),
        "fault": fault(*found, *[(condition, code) for code, condition in faults.items()]),
        "person_ref": person_key(person.reference),
        "own_id": rows.id.hash(),
        "starts_on": day(started),
        **given(starts_on=started),
    }


def first_code(concept: Any) -> dict[str, Any]:
    """Return the first coding of a concept; its words alone are no code."""
    coding = concept.coding[0]
    return written_code(
        "code", system=coding.system.fill_null("local"), text=coding.code, label=coding.display
    )
