"""The one door to a person: who may see whom, on what ground."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.utils import timezone

from lco.teams.governance import Relationship as Basis
from lco.teams.governance import Subject
from web.population.models import Listing, Unlisted
from web.records.models import Person
from web.teams.access.models import BrokenGlass, Reopening
from web.teams.access.subjects import subject_of
from web.teams.cases.models import Case, HandOver
from web.teams.queries import current_publication, neighbourhood_teams_of, people_of, teams_of

_GREATEST = 2**63 - 1

__all__ = ["Basis", "Seen", "leads_now", "seen"]


@dataclass(frozen=True)
class Seen:
    """A person somebody may see: `listing` is None for who is not in the run shown (moved away, died).

    `is_unlisted` says that the person lives here and is in no list by need at their own wish.

    `team` is the address of the team by which they are seen, empty in an emergency; `until` the instant from
    which they are seen no longer, when that is known.
    """

    person: Person
    listing: Listing | None
    basis: Basis
    detail: str
    until: datetime | None = None
    team: str = ""
    is_unlisted: bool = False

    @property
    def pseudonym(self) -> int:
        """The key of the person in every address."""
        return int(self.person.pk)

    @property
    def ground(self) -> str:
        """The ground as the audit trail keeps it: the relationship, and the team of it."""
        return f"{self.basis.value} {self.team}".strip()

    @cached_property
    def subject(self) -> Subject:
        """Return what the rules know of the person; read once."""
        return subject_of(self.person)

    @cached_property
    def those_who_lead(self) -> frozenset[int]:
        """Return the keys of the users who lead or co-ordinate the person's care now; read once."""
        return leads_now(self.pseudonym)


def seen(user: Any, pseudonym: int) -> Seen | None:
    """Return the person and the ground on which `user` may see them; None otherwise, known or not."""
    if not 0 <= pseudonym <= _GREATEST:
        return None
    return (
        _of_neighbourhood(user, pseudonym)
        or _unlisted(user, pseudonym)
        or _on_caseload(user, pseudonym)
        or _handed_over(user, pseudonym)
        or _covered(user, pseudonym)
        or _reopened(user, pseudonym)
        or _broken(user, pseudonym)
    )


def _of_neighbourhood(user: Any, pseudonym: int) -> Seen | None:
    teams = {team.area: team for team in neighbourhood_teams_of(user)}
    listing = people_of(*teams.values()).filter(person=pseudonym).select_related("person", "run").first()
    if listing is None:
        return None
    words, team = f"member of the team of {listing.neighbourhood}", teams[listing.neighbourhood].slug
    return Seen(listing.person, listing, Basis.NEIGHBOURHOOD_TEAM, words, team=team)


def _unlisted(user: Any, pseudonym: int) -> Seen | None:
    """Return somebody of the user's neighbourhoods who, at their own wish, is in no list by need."""
    teams = {team.area: team for team in neighbourhood_teams_of(user)}
    left_out = Unlisted.objects.filter(person=pseudonym, neighbourhood__in=teams)
    found = left_out.select_related("person").first()
    if found is None:
        return None
    words, team = f"member of the team of {found.neighbourhood}", teams[found.neighbourhood].slug
    return Seen(found.person, None, Basis.NEIGHBOURHOOD_TEAM, words, team=team, is_unlisted=True)


def leads_now(pseudonym: int) -> frozenset[int]:
    """Return the keys of the users who lead or co-ordinate the care of a person now."""
    case = Case.objects.open().filter(person=pseudonym).first()
    return frozenset(filter(None, (case.lead_professional_id, case.coordinator_id))) if case else frozenset()


def _on_caseload(user: Any, pseudonym: int) -> Seen | None:
    cases = Case.objects.open().filter(person=pseudonym, team__in=teams_of(user))
    case = cases.select_related("person", "team").first()
    return _by(case, Basis.CASELOAD, "on the caseload of {}")


def _handed_over(user: Any, pseudonym: int) -> Seen | None:
    waiting = HandOver.objects.waiting().filter(case__person=pseudonym, to_team__in=teams_of(user))
    offer = waiting.select_related("case__person", "to_team").first()
    if offer is None:
        return None
    words, team = f"offered to {offer.to_team.slug}", offer.to_team.slug
    return Seen(offer.case.person, _listing(pseudonym), Basis.HAND_OVER, words, team=team)


def _covered(user: Any, pseudonym: int) -> Seen | None:
    from web.teams.staff.queries import covered_case

    case = covered_case(user, pseudonym)
    if case is None:
        return None
    until = _midnight(case.cover_ends_before)  # type: ignore[attr-defined]
    return _by(case, Basis.COVER, "covers for a member of {}", until)


def _reopened(user: Any, pseudonym: int) -> Seen | None:
    now = timezone.now()
    # The team by which they once saw the person has to be theirs still: a leaver's re-opening ends at once.
    held = Reopening.objects.filter(user=user, person=pseudonym, at__lte=now, until__gt=now)
    found = held.filter(team__in=teams_of(user)).select_related("person", "team").order_by("-until").first()
    if found is None or not user.has_perm("teams.see_people"):
        return None
    words, team = f"opened again by {found.team.slug}", found.team.slug
    return Seen(found.person, _listing(pseudonym), Basis.REOPENED, words, found.until, team)


def _broken(user: Any, pseudonym: int) -> Seen | None:
    broken = BrokenGlass.objects.open_at(timezone.now()).filter(user=user, person=pseudonym)
    found = broken.select_related("person").order_by("-until").first()
    if found is None or not user.has_perm("teams.break_glass") or not teams_of(user).exists():
        return None
    return Seen(
        found.person, _listing(pseudonym), Basis.BREAK_GLASS, f"emergency access {found.pk}", found.until
    )


def _by(case: Case | None, basis: Basis, words: str, until: datetime | None = None) -> Seen | None:
    if case is None:
        return None
    slug = case.team.slug
    return Seen(case.person, _listing(case.person_id), basis, words.format(slug), until, slug)


def _listing(pseudonym: int) -> Listing | None:
    run = current_publication()
    if run is None:
        return None
    return Listing.objects.filter(run=run, person=pseudonym).select_related("person", "run").first()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
