"""The one door to a person: who may see whom, on what ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from lco.teams.governance import Relationship as Basis
from lco.teams.governance import Subject
from web.population.models import Listing, Unlisted
from web.records.models import Person
from web.teams.access.models import BrokenGlass, Reopening
from web.teams.access.subjects import subject_of
from web.teams.cases.models import BestInterests, Case, HandOver
from web.teams.models import Level, Team
from web.teams.queries import teams_of

_GREATEST = 2**63 - 1

__all__ = ["Basis", "Seen", "seen"]


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
        return subject_of(self.person, lacks_capacity=getattr(self.case, "lacks_capacity", False))

    @cached_property
    def case(self) -> Case | None:
        """Return the open case of the person, or None; read once.

        With its team and those who lead it, and `lacks_capacity`: whether it holds a decision made in the
        person's best interests.
        """
        return _open_case(self.pseudonym)

    @cached_property
    def those_who_lead(self) -> frozenset[int]:
        """Return the keys of the users who lead or co-ordinate the person's care now."""
        case = self.case
        led_by = (case.lead_professional_id, case.coordinator_id) if case else ()
        return frozenset(filter(None, led_by))


def seen(user: Any, pseudonym: int) -> Seen | None:
    """Return the person and the ground on which `user` may see them; None otherwise, known or not."""
    if not 0 <= pseudonym <= _GREATEST:
        return None
    teams, listing = list(teams_of(user)), _listing(pseudonym)
    return (
        _of_neighbourhood(teams, listing)
        or _unlisted(teams, pseudonym)
        or _on_caseload(teams, listing, pseudonym)
        or _handed_over(teams, listing, pseudonym)
        or _covered(user, listing, pseudonym)
        or _reopened(user, teams, listing, pseudonym)
        or _broken(user, teams, listing, pseudonym)
    )


def _of_neighbourhood(teams: Sequence[Team], listing: Listing | None) -> Seen | None:
    if listing is None or not listing.neighbourhood:
        return None
    looking_after = {team.area: team for team in teams if _looks_after(team, listing.run.place)}
    team = looking_after.get(listing.neighbourhood)
    if team is None:
        return None
    words = f"member of the team of {listing.neighbourhood}"
    return Seen(listing.person, listing, Basis.NEIGHBOURHOOD_TEAM, words, team=team.slug)


def _looks_after(team: Team, place: str) -> bool:
    return team.level == Level.NEIGHBOURHOOD and team.place == place


def _unlisted(teams: Sequence[Team], pseudonym: int) -> Seen | None:
    """Return somebody of the user's neighbourhoods who, at their own wish, is in no list by need."""
    # Asked of everybody, listed or not: how long a refusal takes tells nobody who exists.
    areas = {team.area: team for team in teams if team.level == Level.NEIGHBOURHOOD and team.area}
    left_out = Unlisted.objects.filter(person=pseudonym, neighbourhood__in=areas)
    found = left_out.select_related("person").first()
    if found is None:
        return None
    words, team = f"member of the team of {found.neighbourhood}", areas[found.neighbourhood].slug
    return Seen(found.person, None, Basis.NEIGHBOURHOOD_TEAM, words, team=team, is_unlisted=True)


def _on_caseload(teams: Sequence[Team], listing: Listing | None, pseudonym: int) -> Seen | None:
    case = _open_case(pseudonym) if teams else None
    if case is None or case.team not in teams:
        return None
    found = _by(case, listing, Basis.CASELOAD, "on the caseload of {}")
    vars(found)["case"] = case  # what the property would read again
    return found


def _open_case(pseudonym: int) -> Case | None:
    decided = BestInterests.objects.filter(case=OuterRef("pk"))
    found = Case.objects.open().filter(person=pseudonym).annotate(lacks_capacity=Exists(decided))
    return found.select_related("person", "team", "coordinator", "lead_professional").first()


def _handed_over(teams: Sequence[Team], listing: Listing | None, pseudonym: int) -> Seen | None:
    waiting = HandOver.objects.waiting().filter(case__person=pseudonym, to_team__in=teams)
    offer = waiting.select_related("case__person", "to_team").first()
    if offer is None:
        return None
    words, team = f"offered to {offer.to_team.slug}", offer.to_team.slug
    return Seen(offer.case.person, listing, Basis.HAND_OVER, words, team=team)


def _covered(user: Any, listing: Listing | None, pseudonym: int) -> Seen | None:
    from web.teams.staff.queries import covered_case

    case = covered_case(user, pseudonym)
    if case is None:
        return None
    until = _midnight(case.cover_ends_before)  # type: ignore[attr-defined]
    return _by(case, listing, Basis.COVER, "covers for a member of {}", until)


def _reopened(user: Any, teams: Sequence[Team], listing: Listing | None, pseudonym: int) -> Seen | None:
    now = timezone.now()
    # The team by which they once saw the person has to be theirs still: a leaver's re-opening ends at once.
    held = Reopening.objects.filter(user=user, person=pseudonym, at__lte=now, until__gt=now)
    found = held.filter(team__in=teams).select_related("person", "team").order_by("-until").first()
    if found is None or not user.has_perm("teams.see_people"):
        return None
    words, team = f"opened again by {found.team.slug}", found.team.slug
    return Seen(found.person, listing, Basis.REOPENED, words, found.until, team)


def _broken(user: Any, teams: Sequence[Team], listing: Listing | None, pseudonym: int) -> Seen | None:
    if not teams or not user.has_perm("teams.break_glass"):
        return None
    broken = BrokenGlass.objects.open_at(timezone.now()).filter(user=user, person=pseudonym)
    found = broken.select_related("person").order_by("-until").first()
    if found is None:
        return None
    return Seen(found.person, listing, Basis.BREAK_GLASS, f"emergency access {found.pk}", found.until)


def _by(case: Case, listing: Listing | None, basis: Basis, words: str, until: datetime | None = None) -> Seen:
    slug = case.team.slug
    return Seen(case.person, listing, basis, words.format(slug), until, slug)


def _listing(pseudonym: int) -> Listing | None:
    listed = Listing.objects.filter(person=pseudonym, run__is_current=True)
    return listed.select_related("person", "run").first()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
