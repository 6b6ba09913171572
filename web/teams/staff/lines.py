"""The three lines of responsibility of a member, which are never one: directs, employs, is accountable."""

from __future__ import annotations

from dataclasses import dataclass

from lco.teams.staff import PROFESSIONS
from web.teams.models import Membership, TeamRole
from web.teams.queries import members_of
from web.ui.words import phrase

NOT_KNOWN = "Not written down yet"


@dataclass(frozen=True)
class Lines:
    """Who directs the work here, who employs, and who holds professional accountability, each in words."""

    directs: str
    employs: str
    accountable: str
    register: str

    def rows(self) -> list[tuple[str, str]]:
        """Return the three lines with their titles."""
        accountable = f"{self.accountable} (register: {self.register})" if self.register else self.accountable
        return [
            ("Directs the work here", self.directs),
            ("Employs", self.employs),
            ("Holds professional accountability", accountable),
        ]


def lines_of(membership: Membership) -> Lines:
    """Return the three lines of one member."""
    return line_of(membership, leads_in_words(membership))


def leads_in_words(membership: Membership) -> str:
    """Return who leads the team of `membership` today."""
    leads = members_of(membership.team).filter(role=TeamRole.LEAD).order_by("user__name")
    return phrase([each.user.name for each in leads])


def line_of(membership: Membership, leads: str) -> Lines:
    """Return the three lines of a member of a team led by `leads`, without asking the database."""
    profession = PROFESSIONS.get(membership.profession)
    return Lines(
        directs=leads or "Nobody leads this team today",
        employs=membership.user.organisation.name,
        accountable=membership.accountable_to or NOT_KNOWN,
        register=profession.register if profession else "",
    )
