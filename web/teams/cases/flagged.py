"""What is known of the people whom a published run flags: their case, how the last one ended, their team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from lco.periods import whole_years
from lco.teams.hospital_flags import Became, Standing, became
from lco.teams.workflow import State
from web.population.models import Listing, Unlisted
from web.records.models import Person
from web.teams.cases import flag_rules
from web.teams.cases.models import Case, HospitalFlag
from web.teams.models import Level, Team
from web.teams.queries import current_publication


@dataclass(frozen=True)
class Flagged:
    """A person with flags nobody was told of: the flags, the latest first, and where the person stands."""

    person: Person
    flags: Sequence[HospitalFlag]
    open_case: Case | None
    last_case: Case | None
    team: Team | None

    def became(self, flag: HospitalFlag) -> Became:
        """Return what becomes of one of the flags."""
        return became(flag.told, self._standing(flag), flag_rules.current())

    def _standing(self, flag: HospitalFlag) -> Standing:
        last = self.last_case
        ended = timezone.localtime(last.closed_at).date() if last and last.closed_at else None
        return Standing(
            age=whole_years(self.person.born_on, flag.on),
            has_open_case=self.open_case is not None,
            ended_on=ended,
            has_died=last is not None and last.state == State.DIED,
            has_team=self.team is not None,
        )


def waiting() -> list[int]:
    """Return the people with a flag of the run shown that nobody was told of, in one order."""
    flags = HospitalFlag.objects.filter(is_current=True, case=None)
    return sorted(set(flags.values_list("person", flat=True)))


def flagged(people: Sequence[int]) -> list[Flagged]:
    """Return what is known of each of `people`; to be read once their rows are held."""
    flags: dict[int, list[HospitalFlag]] = {person: [] for person in people}
    for flag in HospitalFlag.objects.filter(is_current=True, case=None, person__in=people):
        flags[flag.person_id].append(flag)
    cases = Case.objects.filter(person__in=people).select_related("team", "person")
    open_cases = {case.person_id: case for case in cases.open()}
    ended = cases.filter(closed_at__isnull=False).order_by("person", "-closed_at").distinct("person")
    last_cases = {case.person_id: case for case in ended}
    teams, known = _teams_of(people), Person.objects.in_bulk(people)
    return [
        Flagged(known[each], flags[each], open_cases.get(each), last_cases.get(each), teams.get(each))
        for each in people
        if flags[each]
    ]


def _teams_of(people: Sequence[int]) -> dict[int, Team]:
    """Return the team of each one's neighbourhood: also of those who are in no list at their own wish."""
    run = current_publication()
    if run is None:
        return {}
    of_area = {team.area: team for team in Team.objects.filter(place=run.place, level=Level.NEIGHBOURHOOD)}
    listed = Listing.objects.filter(run=run, person__in=people).values_list("person", "neighbourhood")
    unlisted = Unlisted.objects.filter(person__in=people).values_list("person", "neighbourhood")
    areas = dict(listed) | dict(unlisted)
    return {person: of_area[area] for person, area in areas.items() if area in of_area}
