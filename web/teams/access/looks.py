"""Who has seen a person's record, day by day and in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from lco.teams.governance import Relationship
from web.audit.models import Act, AuditEntry
from web.teams.access.queries import teams_by_slug
from web.ui.words import plural

# The lists that name people, by the name the trail keeps, in the words of the page.
LISTS = {
    "people": "the list of people by need",
    "judgements": "the list of judgements",
    "caseload": "the caseload",
    "queue": "the queue for triage",
    "people-to-find": "the list people are found from",
    "offered-to-us": "the list of people offered to the team",
    "offered-by-us": "the list of people offered by the team",
    "moved": "the list of people who moved",
    "answered": "the list of answered hand-overs",
    "who-is-meant": "the people a referral may be about",
    "tasks": "the board of tasks",
    "my-day": "their day's work",
    "hand-on": "the work of somebody who left",
    "agenda": "the agenda of a meeting",
    "agenda-proposed": "the people proposed for a meeting",
    "meeting-end": "the end of a meeting",
    "minutes": "the minutes of a meeting",
    "meeting-actions": "the actions of a meeting",
    "connections": "the list of connections to groups and services",
}
_DID = {Act.LOOK: "looked at the record", Act.WRITE: "wrote in the record", Act.EXPORT: "took a copy"}
_BECAUSE = {
    Relationship.NEIGHBOURHOOD_TEAM: "belongs to the team of the neighbourhood, {team}",
    Relationship.CASELOAD: "belongs to {team}, which looks after the person",
    Relationship.COVER: "covered for a colleague of {team}",
    Relationship.HAND_OVER: "{team} was asked to take over the care",
    Relationship.REOPENED: "opened access again, with a reason, for {team}",
    Relationship.BREAK_GLASS: "used emergency access, which the privacy officer reviews",
}


@dataclass(frozen=True)
class Looked:
    """What one user did with the record on one day."""

    day: date
    who: str
    role: str
    organisation: str
    did: str
    because: str

    @property
    def whom(self) -> str:
        """Return role and employer, as they were then."""
        return ", ".join(part for part in (self.role.replace("_", " "), self.organisation) if part)


def who_has_seen(person: int) -> list[Looked]:
    """Return who looked at, wrote in or took away the record of a person: a line a day, newest first.

    Refused looks are not in it: nobody saw anything.
    """
    own, among = Q(object_kind="person", object_id=str(person)), Q(people__contains=[person])
    entries = AuditEntry.objects.filter(own | among, act__in=list(_DID))
    counted = (
        entries.annotate(day=TruncDate("at", tzinfo=timezone.get_current_timezone()))
        .values("day", "user_name", "role", "organisation", "act", "ground", "object_kind", "object_id")
        .annotate(times=Count("pk"))
        .order_by("-day", "user_name", "act", "ground", "object_kind", "object_id")
    )
    teams = teams_by_slug()
    return [
        Looked(
            day=row["day"],
            who=row["user_name"] or "The platform itself",
            role=row["role"],
            organisation=row["organisation"],
            did=_did(row),
            because=because(row["ground"], teams),
        )
        for row in counted
    ]


def because(ground: str, teams: Mapping[str, str]) -> str:
    """Return why somebody saw the record, in plain words; empty when the trail does not say."""
    relationship, _, slug = ground.partition(" ")
    if not relationship:
        return ""
    return _BECAUSE[Relationship(relationship)].format(team=teams.get(slug, slug) or "one of their teams")


def _did(row: Mapping[str, Any]) -> str:
    words, times = _words(row), row["times"]
    return words if times == 1 else f"{words} {plural(times, 'time')}"


def _words(row: Mapping[str, Any]) -> str:
    if row["object_kind"] == "person":
        return _DID[Act(row["act"])]
    if row["act"] == Act.LOOK:
        return f"saw the name in {_list(row['object_id'])}"
    return f"took a copy of {_list(row['object_kind'])}"


def _list(name: str) -> str:
    return LISTS.get(name, "a list")
