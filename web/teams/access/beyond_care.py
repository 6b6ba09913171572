"""Leaves people with a national data opt-out out of files for purposes beyond their care."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet

from web.records.models import Person
from web.teams.access.models import OptOutKind
from web.teams.access.queries import opt_outs


def without_opted_out(rows: Any) -> Any:
    """Return `rows` without those about somebody with a national data opt-out; rows of figures stay all."""
    out = opt_outs().filter(kind=OptOutKind.NATIONAL, is_out=True).values("person")
    if isinstance(rows, QuerySet):
        name = _key_of_person(rows.model)
        return rows.exclude(**{f"{name}__in": out}) if name else rows
    listed = list(rows)
    if not any(getattr(row, "person_id", None) for row in listed):
        return listed
    people = set(out.values_list("person", flat=True))
    return [row for row in listed if getattr(row, "person_id", None) not in people]


def _key_of_person(model: Any) -> str:
    if model is Person:
        return "pk"
    try:
        field = model._meta.get_field("person")
    except FieldDoesNotExist:
        return ""
    return "person" if field.related_model is Person else ""
