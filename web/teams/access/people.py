"""The one door to a person: who may see whom, on what ground."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from lco.teams.governance import Relationship as Basis
from lco.teams.governance import Subject
from web.population.models import Listing
from web.records.models import Person
from web.teams.access.subjects import subject_of
from web.teams.cases.models import Case
from web.teams.queries import current_publication, person_seen_by, teams_of

_GREATEST = 2**63 - 1

__all__ = ["Basis", "Seen", "seen"]


@dataclass(frozen=True)
class Seen:
    """A person somebody may see: `listing` is None for who is not in the run shown (moved away, died)."""

    person: Person
    listing: Listing | None
    basis: Basis
    detail: str
    until: datetime | None = None

    @property
    def pseudonym(self) -> int:
        """The key of the person in every address."""
        return int(self.person.pk)

    @cached_property
    def subject(self) -> Subject:
        """Return what the rules know of the person; read once."""
        return subject_of(self.person)

    @cached_property
    def those_who_lead(self) -> frozenset[int]:
        """Return the keys of the users who lead or co-ordinate the person's care now; read once."""
        case = Case.objects.open().filter(person=self.pseudonym).first()
        return (
            frozenset(filter(None, (case.lead_professional_id, case.coordinator_id))) if case else frozenset()
        )


def seen(user: Any, pseudonym: int) -> Seen | None:
    """Return the person and the ground on which `user` may see them; None otherwise, known or not."""
    if not 0 <= pseudonym <= _GREATEST:
        return None
    listing = person_seen_by(user, pseudonym)
    if listing is not None:
        ground = f"member of the team of {listing.neighbourhood}"
        return Seen(listing.person, listing, Basis.NEIGHBOURHOOD_TEAM, ground)
    return _on_caseload(user, pseudonym)


def _on_caseload(user: Any, pseudonym: int) -> Seen | None:
    cases = Case.objects.open().filter(person=pseudonym, team__in=teams_of(user))
    case = cases.select_related("person", "team").first()
    if case is None:
        return None
    return Seen(case.person, _listing(pseudonym), Basis.CASELOAD, f"on the caseload of {case.team.slug}")


def _listing(pseudonym: int) -> Listing | None:
    run = current_publication()
    if run is None:
        return None
    return Listing.objects.filter(run=run, person=pseudonym).select_related("person", "run").first()
