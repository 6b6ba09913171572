"""Who can be asked to do an action of a plan: a member of the team, or an organisation."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model

from web.accounts.models import Organisation
from web.teams.cases.queries import open_case_of
from web.teams.plans.queries import organisation_choices
from web.teams.queries import members_of

_MEMBER, _ORGANISATION = "member", "organisation"


def doers_of(person: int) -> list[tuple[str, str]]:
    """Return key and name of the members of the team that looks after a person, then of organisations."""
    case = open_case_of(person)
    members = members_of(case.team).order_by("user__name").values_list("user", "user__name") if case else ()
    return [
        *((f"{_MEMBER}-{key}", name) for key, name in members),
        *((f"{_ORGANISATION}-{key}", f"{name} (organisation)") for key, name in organisation_choices()),
    ]


def doer_of(chosen: str) -> dict[str, Any]:
    """Return the member or the organisation that was chosen, as an action takes it."""
    what, _, key = chosen.partition("-")
    if what == _MEMBER:
        return {"owner": get_user_model().objects.select_related("organisation").get(pk=int(key))}
    return {"organisation": Organisation.objects.get(pk=int(key))}
