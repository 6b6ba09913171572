"""Reads of the register of trusted assessors, and of what can be chosen there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, QuerySet

from web.accounts.models import Organisation
from web.accounts.roles import PERMISSIONS
from web.teams.assessments.models import Assessor
from web.teams.assessments.shelf import shelf
from web.teams.need import titles
from web.teams.queries import today
from web.ui import place

_SOON = timedelta(days=31)


def assessors(state: str = "") -> QuerySet[Assessor]:
    """Return the register, narrowed to ``holds``, ``due`` or ``over``."""
    found = Assessor.objects.select_related("user__organisation").prefetch_related("partners")
    day = today()
    if state == "holds":
        return found.filter(starts_on__lte=day, ends_before__gt=day)
    if state == "due":
        return found.filter(starts_on__lte=day, ends_before__gt=day, ends_before__lte=day + _SOON)
    return found.filter(ends_before__lte=day) if state == "over" else found


def assessor_of(key: int) -> Assessor | None:
    """Return one delegation with how many assessments were finished under it, or None."""
    found = assessors().select_related("made_by").annotate(finished=Count("assessments"))
    return found.filter(pk=key).first()


def choices() -> dict[str, Any]:
    """Return what can be chosen when somebody is entered: users, partners, questionnaires, cohorts."""
    roles = sorted(role.value for role in PERMISSIONS["teams.assess"])
    return {
        "users": get_user_model().objects.filter(is_active=True, role__in=roles).order_by("name"),
        "organisations": Organisation.objects.order_by("name"),
        "questionnaires": list(questionnaire_titles().items()),
        "cohorts": list(cohort_titles().items()),
    }


def questionnaire_titles() -> dict[str, str]:
    """Return the title of each questionnaire that can be asked, by name."""
    return {name: each.title for name, each in shelf().newest.items()}


def cohort_titles() -> dict[str, str]:
    """Return the title of each cohort of the place, by id."""
    return dict(titles(place.current(), "cohorts"))
