"""Messages about cases, inside the product: who acts, and who leads a team, is told without a name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse

from web.teams.cases.models import Case
from web.teams.models import Team, TeamRole
from web.teams.queries import members_of


def tell_who_acts(case: Case, *, by: Any, about: str, key: UUID, address: str = "") -> None:
    """Tell the coordinator, else the lead professional, else the leads of the team, of a case.

    The message leads to the case, or to `address` where the person may not be theirs to see any more.
    """
    who = case.coordinator or case.lead_professional
    address = address or reverse("teams:case", args=[case.person_id])
    _tell(
        [who] if who else leads_of(case.team),
        by=by,
        about=about,
        address=address,
        key=key,
        person=case.person,
    )


def tell_leads(team: Team, *, by: Any, about: str, address: str, key: UUID) -> None:
    """Tell the leads of a team."""
    _tell(leads_of(team), by=by, about=about, address=address, key=key)


def leads_of(team: Team) -> list[Any]:
    """Return who leads a team today."""
    return [each.user for each in members_of(team).filter(role=TeamRole.LEAD)]


def _tell(users: list[Any], *, by: Any, about: str, address: str, key: UUID, person: Any = None) -> None:
    from web.teams.work.actions import notify

    for user in users:
        # Nobody is told of what they have just done themselves.
        if by is None or user.pk != by.pk:
            notify(by=by, to=user, about=about, address=address, key=key, person=person)
