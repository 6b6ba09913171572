"""All reads of cases."""

from __future__ import annotations

from typing import Any

from web.teams.cases.models import Case, CaseQuerySet
from web.teams.queries import teams_of


def cases_seen_by(user: Any) -> CaseQuerySet:
    """Return the cases of the teams `user` belongs to today."""
    return Case.objects.filter(team__in=teams_of(user)).select_related("person", "team")


def open_case_of(person: int) -> Case | None:
    """Return the open case of a person, or None."""
    return Case.objects.open().filter(person=person).select_related("team", "coordinator").first()
