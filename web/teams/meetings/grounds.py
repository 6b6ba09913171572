"""On what ground a person is discussed, as far as the case records it."""

from __future__ import annotations

from collections.abc import Collection

from lco.teams.meetings import Basis
from lco.teams.workflow import Act
from web.teams.cases.models import Case, CaseEvent

_RECORDED = {Act.AGREE: Basis.CONSENT, Act.BEST_INTERESTS: Basis.BEST_INTERESTS}


def recorded_bases(cases: Collection[int]) -> dict[int, Basis]:
    """Return the ground recorded on each of `cases` when the person was asked: the last one, if any."""
    acts = CaseEvent.objects.filter(case__in=cases, act__in=list(_RECORDED)).order_by("id")
    return {case: _RECORDED[Act(act)] for case, act in acts.values_list("case", "act")}


def recorded_basis(case: Case) -> Basis | None:
    """Return the ground recorded on `case`, or None."""
    return recorded_bases([case.pk]).get(case.pk)
