"""The room of a team week by week against its caseload, and how the load is spread over its members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from lco.periods import Period
from lco.place.facts.bank_holidays import BankHoliday
from lco.place.facts.team_slots import TeamSlots
from lco.place.pack import Place
from lco.teams.capacity import Week, Worker, shares, weeks
from lco.teams.workflow import State
from web.teams.cases.models import Case
from web.teams.models import Level, Membership, Team
from web.teams.queries import today
from web.teams.staff.models import Absence
from web.teams.work.models import Task
from web.ui import formats
from web.ui.words import plural

WEEKS = 8


@dataclass(frozen=True)
class Load:
    """What one member has: hours of a usual week, people co-ordinated, open tasks, and a share of the places.

    The share follows the hours; None where the place says nothing of the team's places.
    """

    membership: Membership
    minutes: int
    people: int
    tasks: int
    share: int | None

    @property
    def hours(self) -> float:
        """Hours of a usual week."""
        return self.minutes / 60

    @property
    def is_over(self) -> bool:
        """Say whether more people are with this member than the share."""
        return self.share is not None and self.people > self.share


@dataclass(frozen=True)
class Room:
    """The room of a team: places when all work as usual, people on the caseload, week by week, by member."""

    slots: int | None
    caseload: int
    waiting: int
    weeks: Sequence[Week]
    loads: Sequence[Load]

    @property
    def summary(self) -> str:
        """The room in one or two sentences."""
        said = f"{plural(self.caseload, 'person is', 'people are')} on the caseload"
        if self.waiting:
            said += f" and {plural(self.waiting, 'more waits', 'more wait')} to be looked at"
        now = self.weeks[0] if self.weeks else None
        if self.slots is None:
            return f"{said}. The place says nothing of the places of this team."
        said += f"; the team has {plural(self.slots, 'place')} when all work as usual."
        if now is None or now.places is None:
            return f"{said} Nobody's working pattern is written down, so no week can be counted."
        return f"{said} This week there is room for {formats.number(now.places)}."


def room_of(team: Team, place: Place, *, on: date | None = None) -> Room:
    """Return the room of `team` from the week of the day `on`, in a fixed number of queries."""
    day = on or today()
    members = _members(team, day)
    slots, caseload = slots_of(team, place), _caseload(team)
    found = weeks(
        [_worker(each) for each in members],
        slots=slots,
        caseload=caseload["on"],
        on=day,
        count=WEEKS,
        closed={each.day for each in place.rows(BankHoliday)},
    )
    here = [each for each in members if each.starts_on <= day]
    return Room(slots, caseload["on"], caseload["waiting"], found, _loads(team, here, slots))


def slots_of(team: Team, place: Place) -> int | None:
    """Return the places of a team in the place pack; None for a team of a locality or the whole place."""
    if team.level != Level.NEIGHBOURHOOD or team.place != place.id:
        return None
    return next((each.slots for each in place.rows(TeamSlots) if each.neighbourhood == team.area), None)


def _members(team: Team, day: date) -> list[Membership]:
    ahead = day + timedelta(weeks=WEEKS)
    held = Q(ends_before__isnull=True) | Q(ends_before__gt=day)
    found = Membership.objects.filter(held, team=team, starts_on__lt=ahead)
    return list(
        found.select_related("user__organisation")
        .prefetch_related("working_days", "absences")
        .order_by("user__name")
    )


def _worker(each: Membership) -> Worker:
    minutes: dict[int, int] = {}
    for day in each.working_days.all():
        length = (day.ends.hour - day.starts.hour) * 60 + day.ends.minute - day.starts.minute
        minutes[day.weekday] = length
    return Worker(
        key=each.pk,
        minutes=minutes,
        starts_on=each.starts_on,
        ends_before=each.ends_before,
        away=tuple(_away(absence) for absence in each.absences.all() if absence.withdrawn_at is None),
    )


def _away(absence: Absence) -> Period:
    return Period(absence.starts_on, absence.ends_before)


def _caseload(team: Team) -> dict[str, int]:
    found = Case.objects.open().filter(team=team)
    return found.aggregate(
        on=Count("pk", filter=~Q(state=State.FOUND)), waiting=Count("pk", filter=Q(state=State.FOUND))
    )


def _loads(team: Team, members: Sequence[Membership], slots: int | None) -> list[Load]:
    cases = Case.objects.open().filter(team=team, coordinator__isnull=False).order_by()
    people = dict(cases.values_list("coordinator").annotate(number=Count("pk")))
    open_tasks = Task.objects.open().filter(team=team, owner__isnull=False).order_by()
    tasks = dict(open_tasks.values_list("owner").annotate(number=Count("pk")))
    minutes = {each.pk: _worker(each).week for each in members}
    parts = shares(slots, minutes) if slots is not None and any(minutes.values()) else {}
    return [
        Load(
            each,
            minutes[each.pk],
            people.get(each.user_id, 0),
            tasks.get(each.user_id, 0),
            parts.get(each.pk),
        )
        for each in members
    ]


@dataclass(frozen=True)
class Within:
    """A neighbourhood's team within the area of a wider one: its places and its caseload."""

    team: Team
    slots: int | None
    caseload: int


def teams_within(team: Team, place: Place) -> list[Within]:
    """Return the neighbourhood teams in the area of a locality's or the place's team, in two queries."""
    if team.level == Level.NEIGHBOURHOOD or team.place != place.id:
        return []
    areas = [
        each.id for each in place.neighbourhoods if team.level == Level.PLACE or each.locality == team.area
    ]
    found = Team.objects.filter(place=team.place, level=Level.NEIGHBOURHOOD, area__in=areas)
    cases = Case.objects.open().exclude(state=State.FOUND).filter(team__in=found).order_by()
    counts = dict(cases.values_list("team").annotate(number=Count("pk")))
    return [Within(each, slots_of(each, place), counts.get(each.pk, 0)) for each in found.order_by("name")]
