"""What of a person's record somebody may see: sections kept to organisations, and what is held closer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from lco.teams.governance import (
    Asked,
    Case,
    Outcome,
    Purpose,
    Relationship,
    Requester,
    RoleKind,
    Sensitivity,
    Subject,
    bases,
    decide,
)
from web.accounts.roles import Role
from web.teams.access.people import Seen
from web.teams.access.subjects import is_child
from web.teams.models import Team
from web.teams.queries import today

_KINDS = {
    Role.TEAM_MEMBER: RoleKind.CARE,
    Role.TEAM_LEAD: RoleKind.CARE,
    Role.PRIVACY_OFFICER: RoleKind.OVERSIGHT,
}

# The legal ground of looks at several people on one page, in the words the audit trail keeps.
CARE_BASIS = bases()["direct_care"].text


def care_of(team: Team | None = None, relationship: Relationship = Relationship.CASELOAD) -> dict[str, str]:
    """Return the grounds of a look at a list of people; `team` is None for people of several teams."""
    return {"ground": f"{relationship.value} {team.slug if team else ''}".strip(), "basis": CARE_BASIS}


@dataclass(frozen=True)
class Permit:
    """What follows: ``permit`` shows it, ``redact`` shows that something is there, ``deny`` shows nothing.

    `ground` is the reason with the legal ground, for the page and for the audit trail.
    """

    outcome: str
    ground: str

    @property
    def is_shown(self) -> bool:
        """Say whether the section itself is shown."""
        return self.outcome == Outcome.PERMIT


def permit(
    user: Any,
    seen: Seen,
    *,
    sensitivity: str = "ordinary",
    organisations: Collection[int] = (),
    named: Collection[int] = (),
) -> Permit:
    """Return whether `user`, who sees the person, may see a section of the record.

    Args:
        user: who looks.
        seen: the person, as the door gave them.
        sensitivity: a value of `Sensitivity`; an unknown one is a ValueError.
        organisations: keys of the organisations the section is kept to; empty for all.
        named: keys of users who need to know a safeguarding flag, beside those who lead the person's care.
    """
    asked = Asked(
        purpose=Purpose.DIRECT_CARE,
        on=today(),
        sensitivity=Sensitivity(sensitivity),
        audience=frozenset(organisations),
    )
    decision = decide(Case(requester_of(user, seen, named=named), seen.subject, asked))
    return Permit(decision.outcome.value, decision.ground)


def requester_of(user: Any, seen: Seen, *, named: Collection[int] = ()) -> Requester:
    """Return who asks, as the rules know it."""
    return Requester(
        role=kind_of(user.role),
        relationship=Relationship(seen.basis),
        user=user.pk,
        organisation=user.organisation_id,
        needs_to_know=user.pk in named or user.pk in seen.those_who_lead,
    )


def kind_of(role: str) -> RoleKind:
    """Return what kind of work `role` does, as far as a person's record is concerned."""
    return _KINDS.get(Role(role), RoleKind.FIGURES)


def basis_of(user: Any, seen: Seen) -> str:
    """Return the legal ground of a look for care, in the words the audit trail keeps."""
    asked = Asked(purpose=Purpose.DIRECT_CARE, on=today())
    subject = Subject(is_child=is_child(seen.person))
    requester = Requester(kind_of(user.role), Relationship(seen.basis), user.pk, user.organisation_id)
    return decide(Case(requester, subject, asked)).basis.text
