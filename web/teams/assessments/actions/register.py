"""Writes of the register of trusted assessors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from lco.periods import months_after
from lco.teams.standard import Unit
from web.accounts.models import Organisation
from web.audit.actions import record_write
from web.teams.assessments.models import Assessor
from web.teams.assessments.refusals import AssessmentRefused
from web.teams.cases import standards
from web.teams.queries import today


@dataclass(frozen=True)
class Scope:
    """What partners agreed: in what, for whom and until when somebody is trusted, and on what grounds."""

    competence: str
    questionnaires: Sequence[str]
    partners: Sequence[Organisation]
    starts_on: date
    ends_before: date
    cohorts: Sequence[str] = ()


@transaction.atomic
def trust(*, by: Any, user: Any, scope: Scope, key: UUID) -> Assessor:
    """Enter somebody into the register of trusted assessors; the same `key` again returns the first.

    Raises:
        AssessmentRefused: when the scope is empty, ends before it starts or lasts longer than may be, or
            the user may not assess.
    """
    made = Assessor.objects.filter(key=key).first()
    if made is not None:
        return made
    _refuse_what_cannot_be(by, user, scope)
    entry = Assessor.objects.create(
        user=user,
        competence=scope.competence.strip(),
        questionnaires=sorted(scope.questionnaires),
        cohorts=sorted(scope.cohorts),
        starts_on=scope.starts_on,
        ends_before=scope.ends_before,
        made_by=by,
        key=key,
    )
    entry.partners.set(scope.partners)
    detail = f"user {user.pk} trusted by {len(scope.partners)} partners, delegation {entry.pk}"
    record_write(by=by, kind="assessor", id=entry.pk, detail=detail)
    return entry


@transaction.atomic
def end_delegation(*, by: Any, assessor: Assessor, why: str) -> Assessor:
    """End a delegation today; assessments finished before keep what they were. A second time changes nothing.

    Raises:
        AssessmentRefused: when nothing is said of why.
    """
    held = Assessor.objects.select_for_update().get(pk=assessor.pk)
    day = today()
    if held.ends_before <= day:
        return held
    if not why.strip():
        raise AssessmentRefused("Say why the delegation ends.")
    held.ends_before, held.ended_why = max(day, held.starts_on), why.strip()
    held.version += 1
    held.save()
    record_write(by=by, kind="assessor", id=held.pk, detail=f"ended delegation {held.pk}")
    return held


def _refuse_what_cannot_be(by: Any, user: Any, scope: Scope) -> None:
    if not by.has_perm("teams.keep_assessors"):
        raise AssessmentRefused("Only who leads a team today, or an administrator, keeps the register.")
    if user is None or not user.is_active or not user.has_perm("teams.assess"):
        raise AssessmentRefused("Choose somebody who signs in here and may assess people.")
    if not scope.competence.strip():
        raise AssessmentRefused("Say how the competence was shown and who signed it off.")
    if not scope.questionnaires or not scope.partners:
        raise AssessmentRefused("Choose at least one questionnaire and one partner that accepts.")
    if not scope.starts_on < scope.ends_before:
        raise AssessmentRefused("A delegation ends after it starts: choose a later day.")
    longest = standards.current()["months_delegation"]
    if scope.ends_before > months_after(scope.starts_on, longest):
        raise AssessmentRefused(f"A delegation lasts at most {Unit.MONTHS.counted(longest)}: renew it then.")
