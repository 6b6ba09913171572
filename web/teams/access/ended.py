"""Access that has ended: whose it was, since when, and why. Strangers have none, and learn nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from lco.teams.governance import Relationship
from lco.teams.workflow import Act, State
from web.audit.models import Act as Audited
from web.audit.models import AuditEntry
from web.population.models import Listing
from web.teams.cases import standards
from web.teams.cases.models import Case, CaseEvent
from web.teams.models import Team
from web.teams.queries import current_publication, teams_of, today

_GREATEST = 2**63 - 1
_ONCE_SEEN_BY = (
    Relationship.NEIGHBOURHOOD_TEAM,
    Relationship.CASELOAD,
    Relationship.COVER,
    Relationship.HAND_OVER,
)
_WHY_CLOSED = {
    State.EXCLUDED: "your team decided not to take them on",
    State.DECLINED: "they declined",
    State.STEPPED_DOWN: "they were stepped down",
    State.DIED: "they died",
    State.WITHDRAWN: "they withdrew",
}


@dataclass(frozen=True)
class Ended:
    """A legitimate relationship that ended: by which team it was, on what day it ended, and why."""

    team: Team
    on: date
    why: str


def ended(user: Any, pseudonym: int) -> Ended | None:
    """Return the access `user` had to the person by a team they still belong to; None for everybody else.

    Who left that team, who never had a relationship, and who asks for nobody get the same None.
    """
    teams = {team.slug: team for team in teams_of(user)}
    if not 0 <= pseudonym <= _GREATEST:
        return None
    found = _of_case(teams, pseudonym) or _of_looks(user, teams, pseudonym)
    longest = timedelta(days=standards.current()["days_reopen_access"])
    return found if found and found.on > today() - longest else None


def _of_case(teams: dict[str, Team], pseudonym: int) -> Ended | None:
    mine = CaseEvent.objects.filter(case__person=pseudonym, team__in=list(teams.values()))
    event = mine.select_related("case", "team").order_by("-pk").first()
    if event is None:
        return None
    if event.case.closed_at is not None and event.case.team_id == event.team_id:
        why = _WHY_CLOSED.get(State(event.case.state), "their case was closed")
        return Ended(event.team, timezone.localdate(event.case.closed_at), why)
    return Ended(event.team, _handed_over_on(event), "they were handed over to another team")


def _handed_over_on(event: CaseEvent) -> date:
    moves = CaseEvent.objects.filter(case=event.case_id, act=Act.TRANSFER.value, pk__gte=event.pk)
    move = moves.order_by("pk").first()
    return timezone.localdate((move or event).at)


def _of_looks(user: Any, teams: dict[str, Team], pseudonym: int) -> Ended | None:
    """Find the last look of the user by a relationship through a team that is still theirs."""
    grounds = {f"{each.value} {slug}": (each, team) for slug, team in teams.items() for each in _ONCE_SEEN_BY}
    looks = AuditEntry.objects.filter(
        object_kind="person", object_id=str(pseudonym), user=user, act=Audited.LOOK, ground__in=list(grounds)
    )
    look = looks.order_by("-at").first()
    if look is None:
        return None
    relationship, team = grounds[look.ground]
    return _gone(relationship, team, pseudonym, timezone.localdate(look.at))


def _gone(relationship: Relationship, team: Team, pseudonym: int, last_seen_on: date) -> Ended:
    if relationship is Relationship.COVER:
        return Ended(team, last_seen_on, "the time you covered for a colleague is over")
    if relationship is Relationship.HAND_OVER:
        return Ended(team, last_seen_on, "the hand-over to your team was answered or taken back")
    run = current_publication()
    since = max(last_seen_on, timezone.localdate(run.published_at)) if run else last_seen_on
    if run and Listing.objects.filter(run=run, person=pseudonym).exists():
        return Ended(team, since, "they now live in another neighbourhood")
    return Ended(team, since, "they are not in the list of the place any more")


def open_case_team(pseudonym: int) -> Team | None:
    """Return the team that looks after a person now: that of the open case, else of the neighbourhood."""
    case = Case.objects.open().filter(person=pseudonym).select_related("team").first()
    if case is not None:
        return case.team
    run = current_publication()
    listing = Listing.objects.filter(run=run, person=pseudonym).first() if run else None
    if listing is None or run is None:
        return None
    return Team.objects.filter(level="neighbourhood", place=run.place, area=listing.neighbourhood).first()
