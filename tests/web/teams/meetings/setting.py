"""A team that can hold a meeting: its members, people of its caseload, a meeting to come."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lco.teams.staff import RoleSet
from lco.teams.workflow import Act
from tests.journeys.manchester import FIRST_TEAM
from web.teams.cases.actions import advance, open_case
from web.teams.cases.models import Case
from web.teams.meetings import actions
from web.teams.meetings.actions import Decided, NewAction, Plan, Present
from web.teams.meetings.models import AgendaItem, Meeting, Presence
from web.teams.models import Membership, Team
from web.teams.queries import people_of

SEATS = {
    "Grace Adeyemi": RoleSet.NURSING,
    "Farah Aziz": RoleSet.GENERAL_PRACTICE,
    "Tom Hughes": RoleSet.SOCIAL_CARE,
    "Mei Chen": RoleSet.MENTAL_HEALTH,
    "Joan Brady": RoleSet.COMMUNITY,
}
_TO_ASSESSED = (Act.INCLUDE, Act.INVITE, Act.AGREE, Act.ASSESS)


@dataclass
class Setting:
    """A team, its members by name, and its next meeting."""

    team: Team
    members: dict[str, Any]
    meeting: Meeting

    @property
    def nurse(self) -> Any:
        """A member of the team."""
        return self.members["Grace Adeyemi"]

    @property
    def link_worker(self) -> Any:
        """Another member of the team."""
        return self.members["Joan Brady"]


def seated(teamed: Callable[..., Any]) -> Setting:
    """Return the first team with five members who fill the seats of the quorum."""
    members = {name: teamed("team_member", name=name) for name in SEATS}
    for name, seat in SEATS.items():
        Membership.objects.filter(user=members[name]).update(role_set=seat)
    team = Team.objects.get(slug=FIRST_TEAM)
    return Setting(team, members, planned(team, members["Grace Adeyemi"]))


def plan(by: Any, *, in_days: int = 1, **changes: Any) -> Plan:
    """Return the plan of an hour in some days."""
    values: dict[str, Any] = {
        "planned_at": timezone.now() + timedelta(days=in_days),
        "minutes": 60,
        "minutes_each": 5,
        "location": "Health centre, room 2",
        "video_link": "",
        "chair": by,
        "minute_taker": by,
    }
    return Plan(**{**values, **changes})


def planned(team: Team, chair: Any, *, in_days: int = 1) -> Meeting:
    """Plan a meeting of `team` in some days."""
    return actions.plan_meeting(by=chair, team=team, plan=plan(chair, in_days=in_days), key=uuid.uuid4())


def assessed(by: Any, team: Team, *, at: int = 0, until: Act = Act.ASSESS) -> Case:
    """Return a case of the team: the person of rank `at`, brought as far as the act `until`."""
    person = people_of(team).order_by("rank")[at].person
    case = open_case(by=by, person=person, team=team, source="tier_list", key=uuid.uuid4())
    for act in _TO_ASSESSED[: _TO_ASSESSED.index(until) + 1]:
        advance(by=by, case=case, act=act, key=uuid.uuid4(), note="Falls and lives alone")
    case.refresh_from_db()
    return case


def put(by: Any, meeting: Meeting, case: Case, because: str = "She has fallen again") -> AgendaItem:
    """Put `case` on the agenda by hand."""
    return actions.put_on_agenda(by=by, meeting=meeting, case=case, because=because, key=uuid.uuid4())


def attend(setting: Setting, *, without: str = "") -> None:
    """Let everybody of the team but `without` take part, each on their seat."""
    people = [
        Present(Presence.APOLOGIES if name == without else Presence.ROOM, SEATS[name], user=user)
        for name, user in setting.members.items()
    ]
    actions.record_attendance(
        by=setting.nurse, meeting=setting.meeting, people=people, key=uuid.uuid4(), version=None
    )


def started(setting: Setting) -> Meeting:
    """Start the meeting with everybody there."""
    attend(setting)
    setting.meeting = actions.start_meeting(by=setting.nurse, meeting=setting.meeting, key=uuid.uuid4())
    return setting.meeting


def decided(setting: Setting, **changes: Any) -> Decided:
    """Return a decision with one action, as the rule of leaving asks."""
    day = timezone.localdate()
    action = NewAction("Visit at home", day + timedelta(days=7), owner=setting.nurse)
    values: dict[str, Any] = {
        "decision": "Start rehabilitation at home",
        "coordinator": setting.link_worker,
        "review_on": day + timedelta(weeks=6),
        "actions": (action,),
    }
    return Decided(**{**values, **changes})


def record(setting: Setting, item: AgendaItem, *, by: Any = None, version: int = 0, **changes: Any) -> Any:
    """Record a discussion as somebody does who opened the form just now."""
    return actions.record_discussion(
        by=by or setting.nurse,
        item=item,
        decided=decided(setting, **changes),
        key=uuid.uuid4(),
        version=version,
    )


def signed(user: Any) -> Client:
    """Return a browser signed in as `user`."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of a page's first form that has a key, without its token."""
    found: dict[str, str] = {}
    for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page):
        found.setdefault(name, value)
    found.pop("csrfmiddlewaretoken", None)
    return found


def at(name: str, meeting: Meeting, *more: Any) -> str:
    """Return the address of a page of `meeting`."""
    return reverse(f"teams:{name}", args=[meeting.team.slug, meeting.pk, *more])
