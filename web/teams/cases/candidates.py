"""Who a referral may be about: one's own people by name, and whether another team looks after somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from lco.teams.matching import Match, Strength, Who, matches, turned
from web.population.models import Listing
from web.records.models import Person
from web.records.names import searchable
from web.teams.cases.models import Case
from web.teams.models import Team
from web.teams.queries import current_publication, neighbourhood_teams_of, teams_of

# More records than this with one birth date or number: the place has no such day.
_MOST = 2_000


@dataclass(frozen=True)
class Candidate:
    """Somebody of one's own teams who may be meant: shown by name."""

    person: Person
    match: Match
    case: Case | None

    @property
    def says(self) -> str:
        """What agrees, in words."""
        return ", ".join(self.match.grounds)


@dataclass(frozen=True)
class Candidates:
    """What was found. `elsewhere` is the person of another team, never shown; None unless just one fits."""

    own: Sequence[Candidate]
    elsewhere: Person | None = None
    is_unclear: bool = False

    @property
    def are_none(self) -> bool:
        """Say whether nobody of the place fits."""
        return not self.own and self.elsewhere is None and not self.is_unclear


def candidates(user: Any, asked: Who) -> Candidates:
    """Return whom `asked` may be: the own teams' people by name, and whether another team has just one.

    Somebody of another team counts only when it is likely: an NHS number, or name and birth date.
    """
    people = _records(asked)
    found = matches(asked, ((key, _who(person)) for key, person in people.items()))
    own = _own(user, [match.person for match in found])
    cases = _open_cases([match.person for match in found])
    shown = [Candidate(people[m.person], m, cases.get(m.person)) for m in found if m.person in own]
    others = [m for m in found if m.person not in own and m.strength >= Strength.LIKELY]
    surest = [m for m in others if m.strength == others[0].strength]
    return Candidates(
        own=shown,
        elsewhere=people[surest[0].person] if len(surest) == 1 else None,
        is_unclear=len(surest) > 1,
    )


def team_for(person: Person) -> Team | None:
    """Return the team that holds the person's case, else that of their neighbourhood; None without either."""
    case = Case.objects.open().filter(person=person).select_related("team").first()
    if case is not None:
        return case.team
    listing = Listing.objects.filter(run=current_publication(), person=person).select_related("run").first()
    if listing is None:
        return None
    area = {"level": "neighbourhood", "area": listing.neighbourhood, "place": listing.run.place}
    return Team.objects.filter(**area).first()


def _records(asked: Who) -> dict[int, Person]:
    """Return the people of the place who share the number or the birth date, also one turned about."""
    wanted = Q()
    if asked.nhs_number:
        wanted |= Q(nhs_number=asked.nhs_number)
    if asked.born_on:
        days = [day for day in (asked.born_on, turned(asked.born_on)) if day]
        wanted |= Q(born_on__in=days)
    if not wanted:
        return {}
    in_place = Listing.objects.filter(run=current_publication()).values("person")
    with_case = Case.objects.open().values("person")
    found = Person.objects.filter(wanted).filter(Q(pk__in=in_place) | Q(pk__in=with_case))
    return {int(person.pk): person for person in found[:_MOST]}


def _who(person: Person) -> Who:
    return Who(
        nhs_number=person.nhs_number,
        given_name=searchable(person.given_name),
        family_name=searchable(person.family_name),
        born_on=person.born_on,
    )


def _own(user: Any, people: Sequence[int]) -> frozenset[int]:
    areas = [team.area for team in neighbourhood_teams_of(user)]
    listed = Listing.objects.filter(run=current_publication(), neighbourhood__in=areas, person__in=people)
    held = Case.objects.open().filter(team__in=teams_of(user), person__in=people)
    return frozenset(listed.values_list("person", flat=True)) | frozenset(
        held.values_list("person", flat=True)
    )


def _open_cases(people: Sequence[int]) -> dict[int, Case]:
    found = Case.objects.open().filter(person__in=people).select_related("team")
    return {case.person_id: case for case in found}
